// The data centre: requests are packets with a folded corner, servers are units of a rack, and a wire leads to the client.
import { Stamps } from "./stamps.js";

const FOLD = 0.75; // of half a packet
const STRIP = 0.3; // of a unit's height: where its lights are

export class Packets extends Stamps {
  /** A request that waits. */
  waiting(context, x, y, radius, alpha = 1) {
    const draw = (made) => packet(made, radius * 0.88, this.palette.servers[0], this.palette.servers[5]);
    this.stamp(context, `waiting ${radius}`, radius + 1, draw, { x, y, alpha });
  }

  /** A request that is turned away. */
  refused(context, x, y, radius, alpha) {
    const draw = (made) => {
      made.beginPath();
      made.rect(-radius * 0.88, -radius * 0.88, 1.76 * radius, 1.76 * radius);
      this.strike(made, radius);
    };
    this.stamp(context, `refused ${radius}`, radius + 2, draw, { x, y, alpha });
  }

  /** A response on the wire. */
  away(context, x, y, alpha = 1) {
    const draw = (made) => packet(made, 4.5, this.palette.servers[2], this.palette.card);
    this.stamp(context, "away", 6, draw, { x, y, alpha });
  }

  /** The wire to the client, with a plug at both ends. */
  road(context, { left, right, middle }) {
    context.strokeStyle = context.fillStyle = this.palette["ink-2"];
    context.lineWidth = 1;
    context.beginPath();
    context.moveTo(left, middle);
    context.lineTo(right, middle);
    context.stroke();
    context.fillRect(left - 1, middle - 3, 3, 6);
    context.fillRect(right - 2, middle - 3, 3, 6);
  }

  /** A server, "busy", "idle" or "closed": a unit of a rack with two lights, one for power and one that is lit while it works. */
  server(context, x, y, size, how, marked) {
    const busy = how === "busy";
    const draw = (made) => {
      const { card, accent, ink, good, line } = this.palette;
      const half = size / 2;
      made.beginPath();
      made.roundRect(-half, -half, size, size, Math.min(4, size / 8));
      made.fillStyle = card;
      made.fill();
      made.strokeStyle = marked ? accent : busy ? ink : this.palette["ink-2"];
      made.lineWidth = busy ? Math.min(1.8, size / 12) : Math.min(1.2, size / 16);
      made.stroke();
      if (size < 12) return;
      made.beginPath();
      made.moveTo(-half, -half + STRIP * size);
      made.lineTo(half, -half + STRIP * size);
      made.lineWidth = 1;
      made.stroke();
      const light = Math.min(2.6, size / 14);
      lamp(made, -half + 0.17 * size, -half + (STRIP / 2) * size, light, how === "closed" ? line : marked ? accent : good);
      lamp(made, -half + 0.36 * size, -half + (STRIP / 2) * size, light, busy ? this.palette.servers[1] : line);
    };
    this.stamp(context, `server ${size} ${how} ${marked}`, size / 2 + 2, draw, { x, y });
  }

  /** Work in progress, in a server of this size: a bar that fills from the left. */
  work(context, x, y, size, part, marked, alpha = 1) {
    const { good, accent, line } = this.palette;
    const width = 0.7 * size;
    const height = 0.26 * size;
    const top = y + (size < 12 ? -height / 2 : 0.02 * size);
    context.globalAlpha = alpha;
    context.fillStyle = line;
    context.fillRect(x - width / 2, top, width, height);
    context.fillStyle = marked ? accent : good;
    context.fillRect(x - width / 2, top, width * part, height);
    context.globalAlpha = 1;
  }
}

/** A square with its upper right corner folded over. */
function packet(context, half, colour, fold) {
  const corner = FOLD * half;
  context.beginPath();
  context.moveTo(-half, -half);
  context.lineTo(half - corner, -half);
  context.lineTo(half, -half + corner);
  context.lineTo(half, half);
  context.lineTo(-half, half);
  context.closePath();
  context.fillStyle = colour;
  context.fill();
  context.beginPath();
  context.moveTo(half - corner, -half);
  context.lineTo(half, -half + corner);
  context.lineTo(half - corner, -half + corner);
  context.closePath();
  context.fillStyle = fold;
  context.fill();
}

function lamp(context, x, y, radius, colour) {
  context.beginPath();
  context.arc(x, y, radius, 0, 2 * Math.PI);
  context.fillStyle = colour;
  context.fill();
}
