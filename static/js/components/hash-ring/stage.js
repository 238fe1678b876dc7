// The four layers of the picture, from below: SVG ground, canvas of keys, canvas of what flies, SVG of
// handles and words.

import { set, svg } from "../../lib/svg.js";
import { VIEW, fit } from "./geometry.js";

export class Stage {
  /** `onFit(place)` is called with each new size. */
  constructor(host, onFit) {
    this.ground = svg("svg", { class: "ring-ground", "aria-hidden": "true" });
    this.keys = canvas("ring-keys");
    this.air = canvas("ring-air");
    this.top = svg("svg", { class: "ring-top", role: "group" });
    this.place = fit(VIEW.width, VIEW.height);
    this.host = host;
    this.onFit = onFit;
    host.replaceChildren(this.ground, this.keys, this.air, this.top);
    this.watcher = new ResizeObserver(() => this.measure());
    this.watcher.observe(host);
  }

  close() {
    this.watcher.disconnect();
  }

  measure() {
    const { left, right, width, height } = this.host.getBoundingClientRect();
    if (width === 0 || height === 0) return;
    const free = Math.max(0, Math.min(left, document.documentElement.clientWidth - right));
    this.place = fit(width, height, { margin: this.host.getAttribute("mode") === "landing" ? 0 : free });
    const { view } = this.place;
    const viewBox = `${view.x} ${view.y} ${view.width} ${view.height}`;
    for (const layer of [this.ground, this.top]) set(layer, { viewBox });
    for (const layer of [this.keys, this.air]) {
      layer.width = Math.round(width * this.place.ratio);
      layer.height = Math.round(height * this.place.ratio);
    }
    this.onFit(this.place);
  }

  /** [x, y] in units of the picture of a pointer event. */
  toUnits(event) {
    const box = this.host.getBoundingClientRect();
    const { x, y, scale } = this.place;
    return [(event.clientX - box.left - x) / scale, (event.clientY - box.top - y) / scale];
  }
}

function canvas(name) {
  const element = document.createElement("canvas");
  element.className = name;
  element.setAttribute("aria-hidden", "true");
  return element;
}

/** Make a context draw in units of the picture. */
export function inUnits(context, { scale, ratio, x, y }) {
  context.setTransform(scale * ratio, 0, 0, scale * ratio, x * ratio, y * ratio);
}
