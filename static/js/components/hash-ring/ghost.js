// Somebody else's drag: where they hold the point now, in their colour, with their name.

import { clockwise, spot } from "../../model/angle.js";
import { say, set, svg } from "../../lib/svg.js";
import { CRUST, LANE, SLICE_INNER, along } from "./geometry.js";

export class Ghost {
  constructor(root) {
    this.ray = svg("line", { class: "ghost-ray" });
    this.way = svg("path", { class: "ghost-way" });
    this.disc = svg("circle", { class: "ghost-disc" });
    this.name = svg("text", { class: "ghost-name" });
    this.group = svg("g", { visibility: "hidden", "aria-hidden": "true" }, this.way, this.ray, this.disc, this.name);
    root.append(this.group);
  }

  /** `preview`: {by: {name, colour}, position}; `from`: where the point stands. Null hides the ghost. */
  show(preview, from, { radius, scale }) {
    set(this.group, { visibility: preview ? null : "hidden" });
    if (!preview) return;
    const { by, position } = preview;
    const [x, y] = spot(position, LANE);
    const [x1, y1] = spot(position, SLICE_INNER);
    const [nx, ny] = spot(position, LANE - radius - 16);
    set(this.group, { class: `ghost hue-${by.colour}` });
    set(this.disc, { cx: x, cy: y, r: radius + 3 });
    set(this.ray, { x1, y1, x2: x, y2: y });
    set(this.way, { d: from === undefined ? "" : shorterWay(from, position) });
    const size = Math.max(13, 11 / scale).toFixed(1);
    set(this.name, { x: nx, y: ny + 5, "text-anchor": nx > 0 ? "end" : "start", "font-size": size });
    say(this.name, by.name);
  }
}

function shorterWay(from, to) {
  const way = clockwise(from, to);
  return way <= 0.5 ? along(from, way, CRUST + 8) : along(to, 1 - way, CRUST + 8);
}
