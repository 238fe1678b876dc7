// Where the names of servers stand around the ring, so that they neither overlap nor leave the picture.

import { spot } from "./angle.js";

const GAP = 8; // units between the ring and a name that moved along it
const FARTHEST = 130; // units a name may move up or down for want of room

/**
 * Places for `marks` ([{key, position, name}]) at `radius`, in letters of `size` and `lines` lines, inside x
 * = ±`edge`, y = ±`bottom`, and outside `ring`; `measure(text)` is the width of a text of that size. Returns
 * a Map key -> {x, y, anchor, text}. Names of one side are pushed apart along y, and then keep `clear` of the
 * centre.
 */
export function placeNames(marks, { radius, ring, clear, size, edge, bottom, measure, lines = 1 }) {
  const places = marks.map((mark) => placeOne(mark, { radius, ring, size, edge, measure }));
  for (const place of places) {
    if (place.y < 0) place.y -= (lines - 1) * size; // a second line goes away from the ring
  }
  for (const anchor of ["start", "end"]) {
    const side = places.filter((place) => place.anchor === anchor);
    if (!spread(side, size * 1.25 * lines)) continue;
    keepInside(side, size * 1.25 * lines, bottom);
    for (const place of side) keepClear(place, clear, size);
  }
  return new Map(places.map((place) => [place.key, place]));
}

function placeOne({ key, position, name }, { radius, ring, size, edge, measure }) {
  const [x, y] = spot(position, radius);
  const across = Math.sin(position * 2 * Math.PI);
  if (Math.abs(across) < 0.07) {
    const lower = y < 0 ? 0.1 : 0.65;
    return { key, x, y: y + size * lower, anchor: "middle", text: shorten(name, edge, measure) };
  }
  const side = Math.sign(across);
  const anchor = side > 0 ? "start" : "end";
  const width = Math.min(measure(name), edge * 0.45);
  const put = (left, height, text) => ({ key, x: left, y: height + size * 0.35, anchor, text });
  if (Math.abs(x) + width <= edge) return put(x, y, shorten(name, width, measure));
  const moved = roomAlong(y, width, { ring, edge, size });
  return put(side * moved.x, moved.y, shorten(name, edge - moved.x, measure));
}

/** Beside the ring there is too little room for a name: follow the ring up or down until there is enough. */
function roomAlong(y, width, { ring, edge, size }) {
  const widest = Math.max(0, edge - width - GAP);
  const needed = widest < ring ? Math.sqrt(ring ** 2 - widest ** 2) : 0;
  const way = y > 0 ? 1 : -1;
  const away = Math.min(Math.max(Math.abs(y), needed + size / 2), Math.abs(y) + FARTHEST);
  const inner = Math.max(0, away - size / 2); // the corner of the letters that is nearest to the ring
  return { x: Math.sqrt(Math.max(0, ring ** 2 - inner ** 2)) + GAP, y: way * away };
}

/** The name, or as much of it as fits into `width`, but two letters at least, ended by an ellipsis. */
export function shorten(name, width, measure) {
  if (measure(name) <= width + 0.5) return name;
  const letters = [...name];
  while (letters.length > 2 && measure(`${letters.join("")}…`) > width) letters.pop();
  return `${letters.join("")}…`;
}

/** True if anything had to move. */
function spread(places, gap) {
  places.sort((a, b) => a.y - b.y);
  let moved = false;
  for (let round = 0; round < 24; round++) {
    let calm = true;
    for (let i = 1; i < places.length; i++) {
      const lack = gap - (places[i].y - places[i - 1].y);
      if (lack <= 0.01) continue;
      places[i - 1].y -= lack / 2;
      places[i].y += lack / 2;
      calm = false;
      moved = true;
    }
    if (calm) break;
  }
  return moved;
}

function keepInside(places, gap, bottom) {
  let lowest = bottom;
  for (const place of [...places].reverse()) {
    place.y = Math.min(place.y, lowest);
    lowest = place.y - gap;
  }
  let highest = gap - bottom;
  for (const place of places) {
    place.y = Math.max(place.y, highest);
    highest = place.y + gap;
  }
}

function keepClear(place, clear, size) {
  const middle = place.y - size * 0.35;
  const inner = Math.max(0, Math.abs(middle) - size * 0.5);
  const least = Math.sqrt(Math.max(0, clear ** 2 - inner ** 2));
  place.x = Math.sign(place.x) * Math.max(Math.abs(place.x), least);
}
