// Seeded numbers and small rings for the tests of the ring's model.

/** A generator of numbers in [0, 1): the same seed, the same numbers (mulberry32). */
export function seeded(seed) {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

export const randomKeys = (random, count) => Uint32Array.from({ length: count }, () => Math.floor(random() * 2 ** 32)).sort();

/** Sorted [position, server id, index] of `servers` servers with `each` points. */
export function randomPoints(random, servers, each) {
  const points = [];
  for (let server = 1; server <= servers; server++) {
    for (let index = 0; index < each; index++) points.push([random(), `oven-${server}`, index]);
  }
  return points.sort((a, b) => a[0] - b[0]);
}

/** The owner by walking clockwise, point by point, as the definition says. */
export function walk(points, position) {
  const passed = points.filter(([place]) => place >= position);
  return (passed[0] ?? points[0])[1];
}
