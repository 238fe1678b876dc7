// Who owns what part of the circle. A cut is {ends, owners}: `ends` sorted positions, `owners` the server
// number of the arc that ends there; arc i is (ends[i - 1], ends[i]], and what lies past the last end belongs
// to the first arc.

import { clockwise, wrap } from "./angle.js";
import { lowerBound } from "./search.js";
import { numberOf } from "./servers.js";

export function cutByPoints(points) {
  return {
    ends: Float64Array.from(points, ([position]) => position),
    owners: Uint16Array.from(points, ([, server]) => numberOf(server)),
  };
}

/** `bands`: the owner of each of many equal arcs, as server ids or as indices into `servers`. */
export function cutByBands(bands, servers) {
  const ends = [];
  const owners = [];
  for (let i = 0; i < bands.length; i++) {
    if (i + 1 < bands.length && bands[i] === bands[i + 1]) continue;
    ends.push((i + 1) / bands.length);
    owners.push(numberOf(typeof bands[i] === "number" ? servers[bands[i]].id : bands[i]));
  }
  return { ends: Float64Array.from(ends), owners: Uint16Array.from(owners) };
}

/** The number of the server that owns a position; 0 where there is none. */
export function ownerAt(cut, position) {
  if (cut.ends.length === 0) return 0;
  const at = lowerBound(cut.ends, position);
  return cut.owners[at === cut.ends.length ? 0 : at];
}

/** Every arc as {start, length, owner}, lengths in turns. A lone point owns the whole circle. */
export function arcsOf({ ends, owners }) {
  return Array.from(owners, (owner, i) => {
    const start = wrap(ends[(i + ends.length - 1) % ends.length]);
    return { start, length: ends.length === 1 ? 1 : clockwise(start, wrap(ends[i])), owner };
  });
}

/**
 * The stretches that changed hands: [{start, end, from, to, forwards}] clockwise, `start` below `end`; a
 * stretch across twelve o'clock starts below zero. `forwards` says from which side the new owner comes in:
 * clockwise where it already owned what lies before, else backwards from the point that took the stretch.
 * Cost: the ends, never the keys.
 */
export function changedStretches(before, after) {
  const ends = Float64Array.from(new Set([...before.ends, ...after.ends, 1])).sort();
  const found = [];
  let start = 0;
  for (const end of ends) {
    const from = ownerAt(before, end);
    const to = ownerAt(after, end);
    const last = found.at(-1);
    if (from !== to && end > start) {
      if (last && last.end === start && last.from === from && last.to === to) last.end = end;
      else found.push({ start, end, from, to });
    }
    start = end;
  }
  joinAcrossTwelve(found);
  for (const stretch of found) stretch.forwards = ownerAt(before, wrap(stretch.start)) === stretch.to;
  return found;
}

function joinAcrossTwelve(found) {
  const first = found[0];
  const last = found.at(-1);
  if (found.length < 2 || first.start !== 0 || last.end !== 1) return;
  if (first.from !== last.from || first.to !== last.to) return;
  first.start = last.start - 1;
  found.pop();
}

/**
 * The numbers of the first `copies` distinct servers that hold arc `at`: its owner, then the next ones
 * clockwise.
 */
export function holdersOf({ owners }, at, copies) {
  const holders = [];
  for (let step = 0; step < owners.length && holders.length < copies; step++) {
    const owner = owners[(at + step) % owners.length];
    if (!holders.includes(owner)) holders.push(owner);
  }
  return holders;
}
