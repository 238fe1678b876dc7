/**
 * The chart of a curve that is drawn: axes, the curve, and a handle for each x, in SVG and in pixels.
 *
 * It draws what it is given and decides nothing. Colours and strokes are the style sheet's.
 */
import { say, set, svg } from "../../lib/svg.js";
import { partOf, ticks } from "../../model/curve.js";

const EDGE = { left: 64, right: 26, top: 14, bottom: 48 };
const COUNT = new Intl.NumberFormat("en-GB", { maximumSignificantDigits: 6 });
const NARROW = 46; // pixels that a number on the x axis needs

export const written = (value) => COUNT.format(value);

export class Chart {
  constructor(place, { xTitle, yTitle, unit }) {
    this.place = place;
    this.titles = { x: xTitle, y: unit && !yTitle.includes(unit) ? `${yTitle}, ${unit}` : yTitle };
    this.axes = svg("g", { class: "curve-axes", "aria-hidden": "true" });
    this.line = svg("path", { class: "curve-line", fill: "none" });
    this.hint = svg("text", { class: "curve-hint", "text-anchor": "middle" });
    this.ground = svg("rect", { class: "curve-ground" });
    this.handles = svg("g", { class: "curve-handles" });
    this.root = svg("svg", { class: "curve-svg" }, this.ground, this.axes, this.hint, this.line, this.handles);
    place.append(this.root);
  }

  /** Make a handle for each x; returns them, to be dressed and listened to. */
  addHandles(xs) {
    this.points = xs.map(() =>
      svg("g", { class: "curve-point", role: "slider", tabindex: 0, "aria-orientation": "vertical" },
        svg("circle", { class: "curve-reach", r: 16 }), svg("circle", { class: "curve-dot", r: 7 })),
    );
    this.handles.append(...this.points);
    return this.points;
  }

  /** Take the size of the place on the page. */
  measure() {
    this.width = this.place.clientWidth;
    this.height = this.place.clientHeight;
    set(this.root, { width: this.width, height: this.height, viewBox: `0 0 ${this.width} ${this.height}` });
  }

  get plot() {
    const { left, right, top, bottom } = EDGE;
    return { left, top, width: Math.max(1, this.width - left - right), height: Math.max(1, this.height - top - bottom) };
  }

  x = (part) => this.plot.left + part * this.plot.width;
  y = (part) => this.plot.top + (1 - part) * this.plot.height;

  /** A pointer's place as [part of x, part of y]. */
  partsOf({ clientX, clientY }) {
    const box = this.root.getBoundingClientRect();
    const { left, top, width, height } = this.plot;
    return [(clientX - box.left - left) / width, 1 - (clientY - box.top - top) / height];
  }

  drawAxes(curve) {
    const { left, top, width, height } = this.plot;
    set(this.ground, { x: left, y: top, width, height });
    const bottom = top + height;
    const parts = [];
    for (const tick of ticks(curve.y)) {
      const y = this.y(partOf(curve.y, tick));
      parts.push(svg("line", { class: "curve-grid", x1: left, x2: left + width, y1: y, y2: y }));
      parts.push(text(written(tick), { x: left - 13, y: y + 4, "text-anchor": "end" }));
    }
    let last = -Infinity;
    for (const tick of curve.xs) {
      const x = this.x(partOf(curve.x, tick));
      parts.push(svg("line", { class: "curve-grid", x1: x, x2: x, y1: top, y2: bottom + 4 }));
      if (x - last < NARROW) continue;
      last = x;
      parts.push(text(written(tick), { x, y: bottom + 20, "text-anchor": "middle" }));
    }
    parts.push(svg("line", { class: "curve-edge", x1: left, x2: left + width, y1: bottom, y2: bottom }));
    parts.push(text(this.titles.x, { x: left + width / 2, y: bottom + 41, "text-anchor": "middle" }));
    parts.push(text(this.titles.y, { transform: `translate(14 ${top + height / 2}) rotate(-90)`, "text-anchor": "middle" }));
    this.axes.replaceChildren(...parts);
    set(this.hint, { x: left + width / 2, y: top + height / 2 });
  }

  draw(curve, hint) {
    const drawn = curve.values.map((value, at) =>
      value === null ? null : [this.x(partOf(curve.x, curve.xs[at])), this.y(partOf(curve.y, value))],
    );
    const places = drawn.filter(Boolean);
    set(this.line, { d: places.map(([x, y], at) => `${at ? "L" : "M"}${x.toFixed(1)} ${y.toFixed(1)}`).join("") || null });
    say(this.hint, places.length ? "" : hint);
    this.points.forEach((point, at) => {
      const [x, y] = drawn[at] ?? [this.x(partOf(curve.x, curve.xs[at])), this.y(0)];
      set(point, { transform: `translate(${x.toFixed(1)} ${y.toFixed(1)})`, "data-empty": drawn[at] ? null : "" });
    });
  }
}

function text(words, attributes) {
  return svg("text", { class: "curve-text", ...attributes }, words);
}
