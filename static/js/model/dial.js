/**
 * Where a slider stops. Pure. A slider moves over the numbers of its stops, so that one key press is one useful step,
 * from 1 to 2 at the low end of a long scale and from 400 to 500 at the high one.
 */
const HEADS = [1, 1.2, 1.5, 2, 2.5, 3, 4, 5, 6, 7, 8, 9];

/** Whole numbers from low to high, even in their logarithm. */
function logarithmic(low, high) {
  const stops = new Set([low]);
  for (let decade = 1; decade <= high; decade *= 10) {
    for (const head of HEADS) {
      const stop = Math.round(head * decade * 10) / 10;
      if (Number.isInteger(stop) && stop > low && stop < high) stops.add(stop);
    }
  }
  return [...stops.add(high)];
}

function even(low, high, step) {
  const count = Math.round((high - low) / step);
  return Array.from({ length: count + 1 }, (_, n) => Number((low + n * step).toFixed(6)));
}

/** The stops of each dial; null is "off". */
export const STOPS = {
  virtual_nodes: logarithmic(1, 1_000),
  keys: logarithmic(100, 100_000),
  skew: even(0, 2, 0.1),
  replicas: even(1, 5, 1),
  capacity_bound: [null, 1.01, 1.05, 1.1, 1.15, 1.2, 1.25, 1.3, 1.4, 1.5, 1.75, 2, 2.5, 3, 4],
  rate: logarithmic(1, 10_000),
};

/** The number of the stop that is nearest to a value (by ratio, or by difference where there is a zero). */
export function nearest(stops, value) {
  if (value === null) return Math.max(0, stops.indexOf(null));
  const scale = stops.includes(0) ? (x) => x : Math.log;
  const distance = (stop) => (stop === null ? Infinity : Math.abs(scale(stop) - scale(value)));
  return stops.reduce((best, stop, at) => (distance(stop) < distance(stops[best]) ? at : best), 0);
}
