// Maglev: the whole look-up table, a cell a small square in the colour of its owner. After a change the cells
// that kept their owner fade.

import { hueOf } from "../../model/servers.js";
import { changedCells, gridFor } from "../../model/table.js";

const HEIGHT = 92;
const whole = new Intl.NumberFormat("en");

export function drawTable({ table, tableBefore, explanation, palette, width, ratio }) {
  const canvas = document.createElement("canvas");
  canvas.className = "strip";
  const cells = table ?? new Uint16Array(0);
  const { columns, rows, side } = gridFor(cells.length, width, HEIGHT);
  canvas.width = Math.round(width * ratio);
  canvas.height = Math.max(1, Math.round(rows * side * ratio));
  const before = tableBefore?.length === cells.length ? tableBefore : null;
  const changed = before ? changedCells(before, cells) : 0;
  const context = canvas.getContext("2d");
  context.scale(ratio, ratio);
  const gap = side > 3.4 ? 0.5 : 0;
  cells.forEach((owner, cell) => {
    context.globalAlpha = changed && owner === before[cell] ? 0.28 : 1;
    context.fillStyle = palette.servers[hueOf(owner)];
    context.fillRect((cell % columns) * side, Math.floor(cell / columns) * side, side - gap, side - gap);
  });
  if (explanation?.cells === cells.length) markCell(context, explanation.cell, columns, side, palette);
  return { element: canvas, words: wordsFor(cells, changed, explanation) };
}

function markCell(context, cell, columns, side, palette) {
  const [x, y] = [((cell % columns) + 0.5) * side, (Math.floor(cell / columns) + 0.5) * side];
  context.globalAlpha = 1;
  for (const [colour, width] of [[palette.card, 5], [palette.ink, 2]]) {
    context.strokeStyle = colour;
    context.lineWidth = width;
    context.beginPath();
    context.arc(x, y, side + 4, 0, 2 * Math.PI);
    context.stroke();
  }
}

function wordsFor(cells, changed, explanation) {
  if (cells.length === 0) return "The servers take turns to claim the cells of a table; a key looks up one of them.";
  const size = whole.format(cells.length);
  if (explanation?.cells === cells.length) {
    const cell = whole.format(explanation.cell);
    return `${explanation.key} looks up cell ${cell} of ${size}; the server that claimed the cell owns the key.`;
  }
  const table = `The look-up table has ${size} cells`;
  if (changed) return `${table}. ${whole.format(changed)} of them changed hands; the others are pale.`;
  return `${table}, which the servers took turns to claim. A key looks up cell hash % ${size}.`;
}
