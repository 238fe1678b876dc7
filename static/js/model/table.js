// A look-up table as a grid of cells.

/**
 * Columns, rows and the side of a cell in pixels, so that `cells` of them fill a width and come close to a
 * height.
 */
export function gridFor(cells, width, height) {
  const side = Math.max(1, Math.sqrt((width * height) / Math.max(1, cells)));
  const columns = Math.max(1, Math.floor(width / side));
  return { columns, rows: Math.ceil(cells / columns), side: width / columns };
}

/** Numbers of the servers of a table of places in the list of servers. */
export const numbersOf = (table, numbers) => Uint16Array.from(table, (place) => numbers[place] ?? 0);

/** How many cells changed hands; 0 between tables of different sizes, which have no cell in common. */
export function changedCells(before, after) {
  if (!before || before.length !== after.length) return 0;
  return after.reduce((count, owner, cell) => count + (owner === before[cell] ? 0 : 1), 0);
}
