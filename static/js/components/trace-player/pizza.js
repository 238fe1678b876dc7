// The pizza shop: orders are pizzas, servers are ovens, and a road leads to the customer.
import { Stamps } from "./stamps.js";

const TURN = 2 * Math.PI;
const NOON = -TURN / 4;

export class Pizzas extends Stamps {
  /** An order that waits: a pizza with one slice marked. */
  waiting(context, x, y, radius, alpha = 1) {
    const draw = (made) => {
      const { servers, card } = this.palette;
      circle(made, radius, servers[1]);
      sector(made, radius, NOON, NOON + TURN / 3, servers[4]);
      if (radius <= 6) return;
      made.strokeStyle = card;
      made.lineWidth = 1.2;
      made.beginPath();
      made.moveTo(0, -radius);
      made.lineTo(0, 0);
      made.lineTo(radius * Math.cos(TURN / 12), radius * Math.sin(TURN / 12));
      made.stroke();
    };
    this.stamp(context, `waiting ${radius}`, radius + 1, draw, { x, y, alpha });
  }

  /** An order that is sent away. */
  refused(context, x, y, radius, alpha) {
    const draw = (made) => {
      made.beginPath();
      made.arc(0, 0, radius, 0, TURN);
      this.strike(made, radius);
    };
    this.stamp(context, `refused ${radius}`, radius + 2, draw, { x, y, alpha });
  }

  /** An order on the way. */
  away(context, x, y, alpha = 1) {
    this.stamp(context, "away", 6, (made) => circle(made, 5, this.palette.servers[2]), { x, y, alpha });
  }

  /** The way to the customer. */
  road(context, { left, right, middle }) {
    context.beginPath();
    context.setLineDash([1, 6]);
    context.moveTo(left, middle);
    context.lineTo(right, middle);
    context.strokeStyle = this.palette["ink-2"];
    context.lineWidth = 1;
    context.stroke();
    context.setLineDash([]);
  }

  /** A server, "busy", "idle" or "closed": a frame that is strong while it works. `marked`: a word beside it says what is odd about it. */
  server(context, x, y, size, how, marked) {
    const busy = how === "busy";
    const draw = (made) => {
      const { card, accent, ink } = this.palette;
      made.beginPath();
      made.roundRect(-size / 2, -size / 2, size, size, size / 4);
      made.fillStyle = card;
      made.fill();
      made.strokeStyle = marked ? accent : busy ? ink : this.palette["ink-2"];
      made.lineWidth = busy ? Math.min(1.8, size / 12) : Math.min(1.2, size / 16);
      if (!busy) made.setLineDash([size / 12, size / 9]);
      made.stroke();
    };
    this.stamp(context, `server ${size} ${how} ${marked}`, size / 2 + 2, draw, { x, y });
  }

  /** Work in progress, in a server of this size: a pie that fills clockwise from twelve. */
  work(context, x, y, size, part, marked, alpha = 1) {
    const { good, accent, line } = this.palette;
    const radius = 0.32 * size;
    context.save();
    context.translate(x, y);
    context.globalAlpha = alpha;
    circle(context, radius, line);
    sector(context, radius, NOON, NOON + TURN * part, marked ? accent : good);
    context.restore();
  }
}

function circle(context, radius, colour) {
  context.beginPath();
  context.arc(0, 0, radius, 0, TURN);
  context.fillStyle = colour;
  context.fill();
}

function sector(context, radius, from, to, colour) {
  context.beginPath();
  context.moveTo(0, 0);
  context.arc(0, 0, radius, from, to);
  context.closePath();
  context.fillStyle = colour;
  context.fill();
}
