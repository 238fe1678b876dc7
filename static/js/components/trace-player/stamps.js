// Small pictures that are drawn once for each kind and size, and stamped many times.

const TURN = 2 * Math.PI;

/** Pictures for one palette and one resolution. */
export class Stamps {
  #made = new Map();

  constructor(palette, ratio) {
    this.palette = palette;
    this.ratio = ratio;
  }

  /** Stamp the picture of this kind with its middle at (x, y); `draw` makes it, once, round (0, 0). */
  stamp(context, kind, half, draw, { x, y, alpha = 1 }) {
    if (!this.#made.has(kind)) this.#made.set(kind, this.#picture(half, draw));
    const picture = this.#made.get(kind);
    const side = picture.width / this.ratio;
    context.globalAlpha = alpha;
    context.drawImage(picture, x - side / 2, y - side / 2, side, side);
    context.globalAlpha = 1;
  }

  #picture(half, draw) {
    const picture = document.createElement("canvas");
    picture.width = picture.height = 2 * Math.ceil(half * this.ratio);
    const context = picture.getContext("2d");
    context.translate(picture.width / 2, picture.height / 2);
    context.scale(this.ratio, this.ratio);
    draw(context);
    return picture;
  }

  /** A ring round the order in sight. */
  halo(context, x, y, radius) {
    context.beginPath();
    context.arc(x, y, radius + 3.5, 0, TURN);
    context.strokeStyle = this.palette.ink;
    context.lineWidth = 2;
    context.stroke();
  }

  /** What is sent away: an outline with a stroke through it. */
  strike(made, radius) {
    const { card, accent } = this.palette;
    made.strokeStyle = accent;
    made.lineWidth = 1.6;
    made.fillStyle = card;
    made.fill();
    made.stroke();
    made.beginPath();
    made.moveTo(-0.5 * radius, 0.5 * radius);
    made.lineTo(0.5 * radius, -0.5 * radius);
    made.stroke();
  }
}
