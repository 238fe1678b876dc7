// Keys as dots. A dot is a key of a sorted sample: its angle is the key's position on the ring and never
// changes; its depth, how far from the crust it lies, is drawn from the key's own low bits and means nothing.
// Owners are server numbers.

import { positionAt } from "./angle.js";
import { FULL_TURN } from "./points.js";
import { lowerBound, upperBound } from "./search.js";

export const MOST_DOTS = 10_000;

/**
 * Dots of sorted 32-bit key positions: {count, scale, nth, position, depth, now, before}. `scale` is how many
 * keys a dot stands for, `nth` the key of each dot, `now` and `before` the owners after and before the last
 * change, 0 for nobody.
 */
export function dotsOf(keys, most = MOST_DOTS) {
  const count = Math.min(keys.length, most);
  const step = count ? keys.length / count : 1;
  const nth = Uint32Array.from({ length: count }, (_, i) => Math.floor(i * step));
  return {
    count,
    scale: Math.ceil(step),
    nth,
    position: Float64Array.from(nth, (key) => keys[key] / FULL_TURN),
    depth: Float32Array.from(nth, (key) => depthOf(keys[key])),
    now: new Uint16Array(count),
    before: new Uint16Array(count),
  };
}

/** A number in [0, 1) from the bits of a position (the finaliser of MurmurHash3). */
export function depthOf(bits) {
  let mixed = bits ^ (bits >>> 16);
  mixed = Math.imul(mixed, 0x85ebca6b);
  mixed ^= mixed >>> 13;
  mixed = Math.imul(mixed, 0xc2b2ae35);
  return ((mixed ^ (mixed >>> 16)) >>> 0) / FULL_TURN;
}

/**
 * Index ranges [from, to) of the dots in (start, end]; two where the stretch crosses twelve o'clock (start
 * below zero).
 */
export function rangesIn({ position, count }, start, end) {
  const inside = [upperBound(position, start), upperBound(position, end)];
  if (start >= 0) return [inside];
  return [[upperBound(position, start + 1), count], [0, inside[1]]];
}

/** Give every dot the owner of its arc. */
export function paintAll(dots, cut, owners = dots.now) {
  if (cut.ends.length === 0) return owners.fill(0);
  let from = 0;
  cut.ends.forEach((end, i) => {
    const to = upperBound(dots.position, end);
    owners.fill(cut.owners[i], from, to);
    from = to;
  });
  return owners.fill(cut.owners[0], from);
}

/**
 * Give only the dots of the changed stretches their new owner: the cost is the dots that changed, not all of
 * them.
 */
export function paintStretches(dots, stretches, owners = dots.now) {
  for (const { start, end, to } of stretches) {
    for (const [first, past] of rangesIn(dots, start, end)) owners.fill(to, first, past);
  }
  return owners;
}

/** Owners from one index into `numbers` (server numbers) a key, as owners.bin holds them. */
export function paintByKey(dots, keyOwners, numbers, owners = dots.now) {
  for (let i = 0; i < dots.count; i++) owners[i] = numbers[keyOwners[dots.nth[i]]] ?? 0;
  return owners;
}

/** The dot nearest to x, y within `reach`, or -1. `radiusOf(i)` is where dot i lies. */
export function nearestDot(dots, x, y, reach, radiusOf) {
  const radius = Math.hypot(x, y);
  const middle = positionAt(x, y);
  const spread = radius > reach ? Math.asin(reach / radius) / (2 * Math.PI) : 0.5;
  const start = middle - spread;
  const past = middle + spread;
  const stretches = past > 1 ? [[start - 1, past - 1]] : [[start, past]];
  let best = -1;
  let shortestWay = reach;
  for (const [from, to] of stretches.flatMap(([a, b]) => rangesIn(dots, a, b))) {
    for (let i = from; i < to; i++) {
      const angle = dots.position[i] * 2 * Math.PI;
      const way = Math.hypot(x - radiusOf(i) * Math.sin(angle), y + radiusOf(i) * Math.cos(angle));
      if (way <= shortestWay) [best, shortestWay] = [i, way];
    }
  }
  return best;
}

/** Index, in hash order, of the key nearest to a position in turns. */
export function nearestKey(keys, position) {
  if (keys.length === 0) return -1;
  const wanted = position * FULL_TURN;
  const at = Math.min(lowerBound(keys, wanted), keys.length - 1);
  return at > 0 && wanted - keys[at - 1] < keys[at] - wanted ? at - 1 : at;
}

/** How many of the sorted keys each server number owns under a cut: a Map, by one search an arc. */
export function countByOwner(keys, cut) {
  const counts = new Map();
  let from = 0;
  const add = (owner, count) => counts.set(owner, (counts.get(owner) ?? 0) + count);
  cut.ends.forEach((end, i) => {
    const to = upperBound(keys, end * FULL_TURN);
    add(cut.owners[i], to - from);
    from = to;
  });
  if (cut.ends.length) add(cut.owners[0], keys.length - from);
  return counts;
}
