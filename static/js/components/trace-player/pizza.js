// Orders and ovens as pictures. Small pizzas are drawn once for each size and colour, and stamped many times.

const TURN = 2 * Math.PI;
const NOON = -TURN / 4;

/** Pictures for one palette and one resolution. */
export class Pizzas {
  constructor(palette, ratio) {
    this.palette = palette;
    this.ratio = ratio;
    this.made = new Map();
  }

  /** An order that waits: a pizza with one slice marked. `faint`: 0..1. */
  disc(context, x, y, radius, alpha = 1) {
    const picture = this.#picture(`disc ${radius}`, radius + 1, (made) => {
      const { servers, card } = this.palette;
      circle(made, radius, servers[1]);
      sector(made, radius, NOON, NOON + TURN / 3, servers[4]);
      made.strokeStyle = card;
      made.lineWidth = radius > 6 ? 1.2 : 0;
      made.beginPath();
      made.moveTo(0, -radius);
      made.lineTo(0, 0);
      made.lineTo(radius * Math.cos(TURN / 12), radius * Math.sin(TURN / 12));
      if (made.lineWidth && radius > 6) made.stroke();
    });
    context.globalAlpha = alpha;
    this.#stamp(context, picture, x, y);
    context.globalAlpha = 1;
  }

  /** An order on the way. */
  dot(context, x, y, alpha = 1) {
    const picture = this.#picture("dot", 6, (made) => circle(made, 5, this.palette.servers[2]));
    context.globalAlpha = alpha;
    this.#stamp(context, picture, x, y);
    context.globalAlpha = 1;
  }

  /** A server: a frame that is strong while it works. `marked`: a word beside it says what is odd about it. */
  oven(context, x, y, size, busy, marked) {
    const kind = `oven ${size} ${busy} ${marked}`;
    const picture = this.#picture(kind, size / 2 + 2, (made) => {
      const { card, accent, ink } = this.palette;
      made.beginPath();
      made.roundRect(-size / 2, -size / 2, size, size, size / 4);
      made.fillStyle = card;
      made.fill();
      made.strokeStyle = busy ? (marked ? accent : ink) : this.palette["ink-2"];
      made.lineWidth = busy ? Math.min(1.8, size / 12) : Math.min(1.2, size / 16);
      if (!busy) made.setLineDash([size / 12, size / 9]);
      made.stroke();
    });
    this.#stamp(context, picture, x, y);
  }

  /** Work in progress: a pie that fills clockwise from twelve. */
  pie(context, x, y, radius, part, marked, alpha = 1) {
    const { good, accent, line } = this.palette;
    context.save();
    context.translate(x, y);
    context.globalAlpha = alpha;
    circle(context, radius, line);
    sector(context, radius, NOON, NOON + TURN * part, marked ? accent : good);
    context.restore();
  }

  /** A ring round the order in sight. */
  halo(context, x, y, radius) {
    context.beginPath();
    context.arc(x, y, radius + 2.5, 0, TURN);
    context.strokeStyle = this.palette.ink;
    context.lineWidth = 2;
    context.stroke();
  }

  #picture(kind, half, draw) {
    if (!this.made.has(kind)) {
      const picture = document.createElement("canvas");
      picture.width = picture.height = 2 * Math.ceil(half * this.ratio);
      const context = picture.getContext("2d");
      context.translate(picture.width / 2, picture.height / 2);
      context.scale(this.ratio, this.ratio);
      draw(context);
      this.made.set(kind, picture);
    }
    return this.made.get(kind);
  }

  #stamp(context, picture, x, y) {
    const side = picture.width / this.ratio;
    context.drawImage(picture, x - side / 2, y - side / 2, side, side);
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
