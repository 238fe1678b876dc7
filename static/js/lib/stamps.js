// Small pictures of dots, made once and stamped many times: far cheaper than as many circles.

import { hueOf } from "../model/servers.js";

/**
 * Stamps of radius `size` where a unit is `pixel` device pixels. Kinds: "plain"; and "halo", then "bright",
 * for a dot with an outline `line` wide, which is `swell` times as large. All halos come before all bright
 * ones, so that a crowd has one outline and keeps its colour.
 */
export class Stamps {
  constructor({ size, pixel, palette, alpha, down, swell = 1.3, line = Math.max(0.55, 0.6 / pixel) }) {
    Object.assign(this, { size, pixel, palette, alpha, down, swell, line, made: new Map() });
  }

  /** Stamp the dot of server `owner` at x, y device pixels of a context without a transform. */
  draw(context, x, y, owner, kind) {
    const key = `${owner} ${kind}`;
    if (!this.made.has(key)) this.made.set(key, this.make(owner, kind));
    const picture = this.made.get(key);
    context.drawImage(picture, x - picture.width / 2, y - picture.height / 2);
  }

  make(owner, kind) {
    const { size, pixel, palette, line, swell } = this;
    const radius = (size * (kind === "plain" ? 1 : swell) + (kind === "halo" ? line : 0)) * pixel;
    const picture = document.createElement("canvas");
    picture.width = picture.height = 2 * Math.ceil(radius + 1);
    const context = picture.getContext("2d");
    context.beginPath();
    context.arc(picture.width / 2, picture.height / 2, radius, 0, 2 * Math.PI);
    if (kind === "plain") context.globalAlpha = this.down.has(owner) ? 0.25 : this.alpha;
    const colour = owner ? palette.servers[hueOf(owner)] : palette["ink-2"];
    context.fillStyle = kind === "halo" ? palette.ink : colour;
    context.fill();
    return picture;
  }
}
