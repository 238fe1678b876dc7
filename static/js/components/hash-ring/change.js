// The moment of a change, 700 milliseconds long. The new owner's colour sweeps over the stretches that
// changed hands; as the front passes, each key lifts to the crust, takes its new colour and falls into its
// new slice. A key never leaves its angle.

import { shortest, spot, wrap } from "../../model/angle.js";
import { rangesIn } from "../../model/dots.js";
import { clamp, ease } from "../../lib/motion.js";
import { LANE } from "./geometry.js";

const LASTS = 700;
const SWEEP = 380; // of which the front takes this long
const HOP = LASTS - SWEEP;

export class Change {
  /**
   * `stretches` as of changedStretches; `moves`: discs that glide, [{key, from, to}]; `dots` with their
   * owners already new and `previous` the owners drawn until now; `under`: the cut to sweep over.
   */
  constructor({ stretches, moves, dots, previous, under, start }) {
    Object.assign(this, { stretches, moves, dots, previous, under, start });
    this.movers = [];
    this.moving = new Uint8Array(dots.count);
    for (const stretch of stretches) this.gather(stretch);
    for (let i = 0; i < dots.count; i++) {
      // Keys that a capacity bound pushed elsewhere change hands outside the stretches too.
      if (dots.now[i] !== previous[i] && !this.moving[i]) this.add(i, dots.depth[i]);
    }
  }

  /** False if there is nothing to see. */
  get shows() {
    return this.stretches.length + this.moves.length + this.movers.length > 0;
  }

  gather({ start, end, forwards }) {
    const { dots } = this;
    for (const [from, to] of rangesIn(dots, start, end)) {
      for (let i = from; i < to; i++) {
        if (dots.now[i] === this.previous[i]) continue;
        const along = wrap(dots.position[i] - start) / (end - start);
        const turn = clamp(forwards ? along : 1 - along);
        this.add(i, turn * 0.7 + dots.depth[i] * 0.3); // a little disorder: keys are no soldiers
      }
    }
  }

  add(dot, delay) {
    this.moving[dot] = 1;
    this.movers.push([dot, delay * SWEEP]);
  }

  done(now) {
    return now >= this.start + LASTS;
  }

  sweptPart(now) {
    return clamp((now - this.start) / SWEEP);
  }

  /** [key, position] of the discs that glide. */
  discsAt(now) {
    const part = ease(clamp((now - this.start) / LASTS));
    return this.moves.map(({ key, from, to }) => [key, wrap(from + shortest(from, to) * part)]);
  }

  /** Draw the keys that travel. */
  drawMovers(context, layer, now) {
    const { dots } = layer;
    const flown = this.movers.map(([dot, delay]) => {
      const part = clamp((now - this.start - delay) / HOP);
      const lift = Math.sin(Math.PI * part) ** 0.8;
      const radius = layer.radius[dot] + (LANE - layer.radius[dot]) * lift;
      return { at: spot(dots.position[dot], radius), owner: part < 0.5 ? this.previous[dot] : dots.now[dot] };
    });
    for (const kind of ["halo", "bright"]) {
      for (const { at, owner } of flown) layer.stamp(context, at[0], at[1], owner, kind);
    }
  }
}
