/**
 * Where the discs of a queue and the pies of a station stand in their lanes. Pure: numbers in, numbers out.
 *
 * A long queue shrinks, then stacks, and at last says how many more there are: every order is drawn or counted.
 */

/** Sizes of a queue's discs, large first: radius, distance, and how many stand on top of one another. */
const SIZES = [
  { radius: 9, pitch: 23, deep: 1 },
  { radius: 7, pitch: 17, deep: 2 },
  { radius: 5, pitch: 12.5, deep: 3 },
];
const WORDS = 38; // width of "+ 230"

/**
 * How `count` discs fit into a lane: {radius, pitch, deep, shown, more}. Place i is column floor(i / deep) from the
 * end where the queue is served, and row i % deep.
 */
export function fitQueue(count, width, height) {
  const sizes = SIZES.filter((size, at) => at === 0 || size.deep * size.pitch <= height);
  for (const size of sizes) {
    if (count <= size.deep * Math.floor(width / size.pitch)) return { ...size, shown: count, more: 0 };
  }
  const size = sizes.at(-1);
  const shown = Math.min(count, size.deep * Math.max(1, Math.floor((width - WORDS) / size.pitch)));
  return { ...size, shown, more: count - shown };
}

/** Place `index` of a queue that is served at x = `right`, its middle line at y = `middle`: {x, y}. */
export function placeInQueue({ radius, pitch, deep, shown }, index, right, middle) {
  const rows = Math.min(deep, shown);
  return {
    x: right - radius - 1 - Math.floor(index / deep) * pitch,
    y: middle + ((index % deep) - (rows - 1) / 2) * pitch,
  };
}

/** A grid of `count` squares in a lane, as large as they can be up to `most`: {size, columns, rows, gap}. */
export function fitGrid(count, width, height, most = 46) {
  let best = { size: 0 };
  for (let rows = 1; rows <= Math.max(1, count); rows++) {
    const columns = Math.ceil(count / rows);
    const gap = rows > 1 || columns > 4 ? 2 : 6;
    const size = Math.min(most, (width - gap * (columns - 1)) / columns, (height - gap * (rows - 1)) / rows);
    if (size > best.size) best = { size, columns, rows, gap };
    if (height / rows < 4) break;
  }
  return best;
}

/** The middle of square `index` of a grid that is centred on `middle` and starts at `left`: {x, y}. */
export function placeInGrid({ size, columns, rows, gap }, index, left, middle) {
  const step = size + gap;
  return {
    x: left + size / 2 + (index % columns) * step,
    y: middle + (Math.floor(index / columns) - (rows - 1) / 2) * step,
  };
}
