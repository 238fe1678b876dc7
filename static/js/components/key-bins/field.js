// The field of bins: one canvas for the keys that lie, one for those on their way from bin to bin.

import { heightOf, pile, pitchFor, placeIn, slotAt } from "../../model/bins.js";
import { clamp } from "../../lib/motion.js";
import { Stamps } from "../../lib/stamps.js";

const LASTS = 700; // milliseconds of travel in all
const FLIGHT = 430; // of one key
const MOST_SEEN = 2400; // keys that are drawn on their way; the others appear where they land
const HEADROOM = 0.94; // part of a bin that the fullest pile fills

export class Field {
  constructor(lying, flying) {
    this.lying = lying.getContext("2d");
    this.flying = flying.getContext("2d");
    this.movers = null;
  }

  /** `bins`: Map server number -> {x, y, width, height, fair} in pixels; `ratio`: device pixels a pixel. */
  layOut({ dots, bins, palette, ratio, down }) {
    const { slot, counts, arrived } = pile(dots.now, dots.before);
    const [first] = bins.values();
    const fairest = Math.max(0, ...[...bins.values()].map(({ fair }) => fair));
    const fullest = Math.max(1, fairest * dots.count, ...counts.values());
    const pitch = first ? pitchFor(fullest, first.width, first.height * HEADROOM) : 4;
    const size = Math.min(pitch * 0.37, 3);
    const outline = { swell: 1.06, line: Math.max(0.4, size * 0.24) };
    const stamps = new Stamps({ size, ...outline, pixel: ratio, palette, down, alpha: arrived.size ? 0.5 : 0.8 });
    Object.assign(this, { dots, bins, palette, ratio, slot, counts, arrived, pitch, stamps });
    const old = { x: this.x, y: this.y };
    this.x = new Float32Array(dots.count);
    this.y = new Float32Array(dots.count);
    for (let i = 0; i < dots.count; i++) {
      const bin = bins.get(dots.now[i]);
      [this.x[i], this.y[i]] = bin ? placeIn(bin, slot[i], pitch) : [-99, -99];
    }
    return old;
  }

  /** Everything where it lies. */
  draw() {
    this.movers = null;
    this.clear(this.flying);
    this.drawLying(() => true);
  }

  /** The keys whose owner differs from `previous` set out from their old places. */
  travel(previous, old, start) {
    const { now, depth, count } = this.dots;
    const moving = (i) => now[i] !== previous[i];
    this.drawLying((i) => !moving(i));
    const all = Array.from({ length: count }, (_, i) => i).filter(moving);
    const stride = Math.max(1, Math.ceil(all.length / MOST_SEEN));
    this.movers = all.map((dot, i) => ({
      ...{ dot, seen: i % stride === 0, x: old.x[dot], y: old.y[dot], from: previous[dot] },
      start: start + depth[dot] * (LASTS - FLIGHT),
    }));
  }

  /** One frame of travel; true while keys are on their way. */
  step(now) {
    if (!this.movers) return false;
    this.clear(this.flying);
    const landed = this.movers.filter(({ start }) => now >= start + FLIGHT);
    this.movers = this.movers.filter(({ start }) => now < start + FLIGHT);
    for (const { dot } of landed) this.stampOutlined(this.lying, this.x[dot], this.y[dot], this.dots.now[dot]);
    const seen = this.movers.filter((mover) => mover.seen);
    for (const mover of seen) this.drawMover(mover, clamp((now - mover.start) / FLIGHT));
    if (this.movers.length === 0) this.movers = null;
    return this.movers !== null;
  }

  drawMover({ dot, x, y, from }, part) {
    const smooth = part * part * (3 - 2 * part);
    const [across, down] = [this.x[dot] - x, this.y[dot] - y];
    const lift = Math.sin(Math.PI * part) * (18 + Math.abs(across) * 0.16);
    const owner = part < 0.5 ? from : this.dots.now[dot];
    this.stampOutlined(this.flying, x + across * smooth, y + down * smooth - lift, owner);
  }

  stampOutlined(context, x, y, owner) {
    this.stamps.draw(context, x * this.ratio, y * this.ratio, owner, "halo");
    this.stamps.draw(context, x * this.ratio, y * this.ratio, owner, "bright");
  }

  clear(context) {
    context.setTransform(1, 0, 0, 1, 0, 0);
    context.clearRect(0, 0, context.canvas.width, context.canvas.height);
  }

  drawLying(shows) {
    const { now, before, count } = this.dots;
    const { x, y, ratio } = this;
    this.clear(this.lying);
    for (let i = 0; i < count; i++) {
      if (!shows(i)) continue;
      if (now[i] === before[i]) this.stamps.draw(this.lying, x[i] * ratio, y[i] * ratio, now[i], "plain");
      else this.stampOutlined(this.lying, this.x[i], this.y[i], now[i]);
    }
    this.drawFairLines();
  }

  /** A dashed line where each pile would end if all were fair. */
  drawFairLines() {
    const { lying: context, ratio, dots } = this;
    context.strokeStyle = this.palette["ink-2"];
    context.lineWidth = 1.5 * ratio;
    context.setLineDash([5 * ratio, 4 * ratio]);
    context.beginPath();
    for (const bin of this.bins.values()) {
      const y = (bin.y + bin.height - heightOf(bin.fair * dots.count, bin.width, this.pitch)) * ratio;
      context.moveTo(bin.x * ratio, y);
      context.lineTo((bin.x + bin.width) * ratio, y);
    }
    context.stroke();
    context.setLineDash([]);
  }

  /** The dot at x, y pixels, or -1. */
  at(x, y) {
    for (const [number, bin] of this.bins) {
      if (x < bin.x || x > bin.x + bin.width || y < bin.y || y > bin.y + bin.height) continue;
      const slot = slotAt(bin, x, y, this.pitch);
      return this.dots.now.findIndex((owner, i) => owner === number && this.slot[i] === slot);
    }
    return -1;
  }
}
