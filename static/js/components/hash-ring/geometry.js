// The measures of the picture, in units of its viewBox, and how they lie on the screen.

import { spot } from "../../model/angle.js";

export const VIEW = { x: -350, y: -300, width: 700, height: 600 };
const NARROW_VIEW = { x: -312, y: -300, width: 624, height: 600 };
export const NARROW = 520; // pixels; below this names go closer, for the sake of a larger pizza
const MARGIN = 8; // pixels of the page's margin that names may use
export const CRUST = 250; // outer edge of the crust
export const CRUST_INNER = 236;
export const LANE = 243; // where handles sit and requests run
export const SLICE = 230; // outer edge of the slices
export const SLICE_INNER = 96;
export const HUB = 84;
const DOT_INNER = 108;
const DOT_OUTER = 224;
export const COPY_STEP = 5.5; // each further copy has a rim of its own, inside the crust

/** Where a dot of a depth in [0, 1) lies; equal areas hold equally many. */
export function dotRadius(depth, copies = 1) {
  const outer = DOT_OUTER - (copies > 1 ? COPY_STEP * (copies - 1) + 2 : 0);
  return Math.sqrt(DOT_INNER ** 2 + depth * (outer ** 2 - DOT_INNER ** 2));
}

/** Path of a ring piece from `start` over `length` turns between two radii. */
export function piece(start, length, inner, outer) {
  if (length >= 0.9999) return wholeRing(inner, outer);
  if (length <= 0) return "";
  const large = length > 0.5 ? 1 : 0;
  const [x0, y0] = fixed(spot(start, outer));
  const [x1, y1] = fixed(spot(start + length, outer));
  const [x2, y2] = fixed(spot(start + length, inner));
  const [x3, y3] = fixed(spot(start, inner));
  const there = `M${x0} ${y0}A${outer} ${outer} 0 ${large} 1 ${x1} ${y1}`;
  return `${there}L${x2} ${y2}A${inner} ${inner} 0 ${large} 0 ${x3} ${y3}Z`;
}

function wholeRing(inner, outer) {
  const circle = (r, sweep) => `M0 ${-r}A${r} ${r} 0 1 ${sweep} 0 ${r}A${r} ${r} 0 1 ${sweep} 0 ${-r}Z`;
  return circle(outer, 1) + circle(inner, 0);
}

/** Path of a line along the circle, clockwise. */
export function along(start, length, radius) {
  const [x0, y0] = fixed(spot(start, radius));
  const [xm, ym] = fixed(spot(start + length / 2, radius));
  const [x1, y1] = fixed(spot(start + length, radius));
  return `M${x0} ${y0}A${radius} ${radius} 0 0 1 ${xm} ${ym}A${radius} ${radius} 0 0 1 ${x1} ${y1}`;
}

const fixed = ([x, y]) => [x.toFixed(2), y.toFixed(2)];

/**
 * How the picture lies in an element of this size: its `view`, `scale` in pixels a unit, the centre `x`, `y`
 * in pixels, and `edge`, how far from the centre names may reach, in units. `margin`: pixels between the
 * element and the edge of the page.
 */
export function fit(width, height, { margin = 0, ratio = devicePixelRatio || 1 } = {}) {
  const view = width < NARROW ? NARROW_VIEW : VIEW;
  const scale = Math.min(width / view.width, height / view.height) || 1;
  const edge = (width / 2 + (margin > 4 ? Math.min(margin - 4, MARGIN) : -4)) / scale;
  return { view, scale, ratio: Math.min(ratio, 2), x: width / 2, y: height / 2, width, height, edge };
}
