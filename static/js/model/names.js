// Where the names of servers stand around the ring, so that they neither overlap nor leave the picture.

import { spot } from "./angle.js";

const EM = 0.58; // mean width of a letter of the sans face, in font sizes

/**
 * Places for `marks` ([{key, position, name}]) at `radius`, in `size` letters, inside x = ±`edge`:
 * a Map key -> {x, y, anchor, text}. Names of one side are pushed apart along y.
 */
export function placeNames(marks, { radius, size, edge }) {
  const places = marks.map((mark) => placeOne(mark, radius, size, edge));
  for (const anchor of ["start", "end"]) spread(places.filter((place) => place.anchor === anchor), size * 1.25);
  return new Map(places.map((place) => [place.key, place]));
}

function placeOne({ key, position, name }, radius, size, edge) {
  const [x, y] = spot(position, radius);
  const across = Math.sin(position * 2 * Math.PI);
  const anchor = Math.abs(across) < 0.07 ? "middle" : across > 0 ? "start" : "end";
  const room = anchor === "middle" ? edge : edge - Math.abs(x);
  return { key, x, y: y + size * 0.35 + Math.sign(y) * (anchor === "middle" ? size * 0.3 : 0), anchor, text: shorten(name, room / (size * EM)) };
}

/** The name, or as much of it as fits, ended by an ellipsis. */
export function shorten(name, letters) {
  const all = [...name];
  const most = Math.max(3, Math.floor(letters));
  return all.length <= most ? name : `${all.slice(0, most - 1).join("")}…`;
}

function spread(places, gap) {
  places.sort((a, b) => a.y - b.y);
  for (let round = 0; round < 24; round++) {
    let calm = true;
    for (let i = 1; i < places.length; i++) {
      const lack = gap - (places[i].y - places[i - 1].y);
      if (lack <= 0.01) continue;
      places[i - 1].y -= lack / 2;
      places[i].y += lack / 2;
      calm = false;
    }
    if (calm) return;
  }
}
