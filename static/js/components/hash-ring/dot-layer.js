// Keys on a canvas. A dot is a small picture stamped many times; only the part of the canvas where owners
// changed is drawn again.

import { positionAt, spot } from "../../model/angle.js";
import { rangesIn } from "../../model/dots.js";
import { clamp } from "../../lib/motion.js";
import { Stamps } from "../../lib/stamps.js";
import { SLICE, SLICE_INNER, dotRadius } from "./geometry.js";

const WIDEST_PATCH = 0.2; // turns; a wider change redraws the whole canvas

export class DotLayer {
  constructor(canvas) {
    this.context = canvas.getContext("2d");
    this.x = this.y = this.radius = new Float32Array(0);
  }

  /** Take dots, colours, the place on the screen and the servers that are down; draws nothing yet. */
  prepare({ dots, palette, place, copies, down }) {
    if (dots !== this.dots || copies !== this.copies) this.placeDots(dots, copies);
    const look = [place.scale, place.ratio, dots.count, palette.ink, ...palette.servers, ...down].join();
    if (look !== this.look) {
      this.size = dotSize(dots.count, place.scale);
      const alpha = dots.count > 3000 ? 0.72 : 0.6;
      this.stamps = new Stamps({ size: this.size, pixel: place.scale * place.ratio, palette, down, alpha });
    }
    Object.assign(this, { place, look });
  }

  placeDots(dots, copies) {
    Object.assign(this, { dots, copies });
    this.x = new Float32Array(dots.count);
    this.y = new Float32Array(dots.count);
    this.radius = new Float32Array(dots.count);
    for (let i = 0; i < dots.count; i++) {
      this.radius[i] = dotRadius(dots.depth[i], copies);
      [this.x[i], this.y[i]] = spot(dots.position[i], this.radius[i]);
    }
  }

  /** Draw every dot that `shows(i)`; those that differ from `before` get an outline. */
  drawAll(now, before, shows = null) {
    const { canvas } = this.context;
    this.context.setTransform(1, 0, 0, 1, 0, 0);
    this.context.clearRect(0, 0, canvas.width, canvas.height);
    this.stampRanges([[0, this.dots.count]], now, before, shows);
  }

  /** Draw again the dots of some stretches of the circle. */
  drawStretches(stretches, now, before) {
    if (stretches.some(({ start, end }) => end - start > WIDEST_PATCH)) return this.drawAll(now, before);
    for (const { start, end } of stretches) this.drawPatch(start, end, now, before);
  }

  /** A rectangle on whole pixels round the stretch is cleared and stamped again, so that no seam shows. */
  drawPatch(start, end, now, before) {
    const box = this.pixels(start, end);
    const { context } = this;
    context.setTransform(1, 0, 0, 1, 0, 0);
    context.save();
    context.beginPath();
    context.rect(box.left, box.top, box.width, box.height);
    context.clip();
    context.clearRect(box.left, box.top, box.width, box.height);
    const [from, to] = this.anglesOf(box, (start + end) / 2);
    this.stampRanges(stretchRanges(this.dots, from, to), now, before, null);
    context.restore();
  }

  pixels(start, end) {
    const { scale, ratio, x, y } = this.place;
    const corners = [];
    for (let step = 0; step <= 8; step++) {
      const position = start + ((end - start) * step) / 8;
      corners.push(spot(position, SLICE_INNER), spot(position, SLICE + 2));
    }
    const pad = this.size * 2 + 1;
    const across = corners.map(([at]) => at);
    const downwards = corners.map(([, at]) => at);
    const left = Math.floor(((Math.min(...across) - pad) * scale + x) * ratio);
    const top = Math.floor(((Math.min(...downwards) - pad) * scale + y) * ratio);
    const right = Math.ceil(((Math.max(...across) + pad) * scale + x) * ratio);
    const bottom = Math.ceil(((Math.max(...downwards) + pad) * scale + y) * ratio);
    return { left, top, width: right - left, height: bottom - top };
  }

  /**
   * The stretch of positions whose dots can touch a box of pixels, which never holds the centre of the ring.
   */
  anglesOf({ left, top, width, height }, middle) {
    const { scale, ratio, x, y } = this.place;
    let back = 0;
    let on = 0;
    for (const px of [left, left + width]) {
      for (const py of [top, top + height]) {
        const way = positionAt((px / ratio - x) / scale, (py / ratio - y) / scale) - middle;
        const signed = way - Math.round(way);
        back = Math.min(back, signed);
        on = Math.max(on, signed);
      }
    }
    const slack = (this.size * 2) / SLICE_INNER / 6;
    return [middle + back - slack, middle + on + slack];
  }

  stampRanges(ranges, now, before, shows) {
    const outlined = [];
    for (const [from, to] of ranges) {
      for (let i = from; i < to; i++) {
        if (shows && !shows(i)) continue;
        if (now[i] !== before[i]) outlined.push(i);
        else this.stamp(this.context, this.x[i], this.y[i], now[i], "plain");
      }
    }
    for (const i of outlined) this.stamp(this.context, this.x[i], this.y[i], now[i], "halo");
    for (const i of outlined) this.stamp(this.context, this.x[i], this.y[i], now[i], "bright");
  }

  /** Stamp one dot at x, y units onto a context whose transform is in pixels; kinds as of Stamps. */
  stamp(context, x, y, owner, kind) {
    const { scale, ratio, x: left, y: top } = this.place;
    this.stamps.draw(context, (x * scale + left) * ratio, (y * scale + top) * ratio, owner, kind);
  }
}

/** Radius of a dot: many are small, so that the slice stays a slice; never under two thirds of a pixel. */
function dotSize(count, scale) {
  return Math.max(clamp(2.4 * Math.sqrt(900 / Math.max(1, count)), 1.05, 2.4), 0.66 / scale);
}

function stretchRanges(dots, from, to) {
  if (to > 1) return rangesIn(dots, from - 1, to - 1);
  return rangesIn(dots, from, to);
}
