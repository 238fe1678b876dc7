// The walk of one key, clockwise from its own place past the points that were skipped to the owner and the
// copies.

import { clockwise, spot } from "../../model/angle.js";
import { numberOf } from "../../model/servers.js";
import { svg } from "../../lib/svg.js";
import { LANE, SLICE_INNER, along } from "./geometry.js";

const PATH = 206; // radius of the walk, inside the crust
const MOST_STEPS = 24;
const LEVELS = 4;

export class Walk {
  constructor(root) {
    this.group = svg("g", { class: "walk", "aria-hidden": "true" });
    root.append(this.group);
    this.walk = null;
  }

  /** `walk`: {position, steps: [{position, server, taken}], owner, clockwise = true} or null. */
  show(walk, scale) {
    this.walk = walk;
    this.group.replaceChildren();
    if (!walk) return;
    const steps = walk.steps.slice(0, MOST_STEPS);
    const thick = Math.max(1, 0.7 / scale);
    const last = steps.at(-1);
    const ends = [walk.position, last?.position ?? walk.position];
    const [from, to] = walk.clockwise === false ? ends.reverse() : ends;
    const way = clockwise(from, to);
    if (way > 0) this.group.append(line("halo", from, way, 7 * thick), line("path", from, way, 2.5 * thick));
    const radii = radiiOf(walk.position, steps, thick);
    steps.forEach((step, i) => this.group.append(...this.mark(step, i + 1, walk.owner, radii[i], thick)));
    this.group.append(...origin(walk.position, thick));
  }

  /**
   * A step: a spoke to its point on the crust and a number; dashed where the server was skipped, doubled
   * where it holds a copy.
   */
  mark({ position, server, taken }, number, owner, radius, thick) {
    const kind = server === owner ? "owner" : taken ? "copy" : "skipped";
    const [x, y] = spot(position, radius);
    const [x1, y1] = spot(position, LANE - 20);
    const parts = [svg("line", { x1: x, y1: y, x2: x1, y2: y1, class: `walk-spoke ${kind}` })];
    if (kind === "copy") parts.push(svg("circle", { cx: x, cy: y, r: 14 * thick, class: "walk-copy" }));
    parts.push(svg("circle", { cx: x, cy: y, r: 10.5 * thick, class: `walk-step ${kind}` }));
    const text = { x, y: y + 4.2 * thick, "font-size": 12 * thick, class: `walk-number ${kind}` };
    parts.push(svg("text", text, String(number)));
    parts.push(svg("title", {}, `Step ${number}: server ${numberOf(server)}, ${kind}`));
    return parts;
  }
}

/** Marks that would cover the one before them go further in, so that each number can be read. */
function radiiOf(start, steps, thick) {
  const near = (26 * thick) / (2 * Math.PI * PATH);
  let last = start;
  let depth = 0;
  return steps.map(({ position }) => {
    depth = clockwise(last, position) < near ? (depth + 1) % LEVELS : 0;
    last = position;
    return PATH - depth * 26 * thick;
  });
}

function line(kind, start, way, width) {
  return svg("path", { d: along(start, way, PATH), class: `walk-${kind}`, "stroke-width": width });
}

function origin(position, thick) {
  const [x, y] = spot(position, PATH);
  const [x1, y1] = spot(position, SLICE_INNER + 8);
  return [
    svg("line", { x1, y1, x2: x, y2: y, class: "walk-ray" }),
    svg("circle", { cx: x, cy: y, r: 6 * thick, class: "walk-key" }),
  ];
}
