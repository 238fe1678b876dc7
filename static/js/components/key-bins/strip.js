// The strip above the bins tells how the method itself thinks. One drawing a strategy, by table.

import { drawBids } from "./bids.js";
import { drawJumps } from "./jumps.js";
import { drawStripes } from "./stripes.js";
import { drawTable } from "./table.js";

const DRAWINGS = { modulo: drawStripes, rendezvous: drawBids, jump: drawJumps, maglev: drawTable };

export class Strip {
  constructor(figure) {
    this.picture = document.createElement("div");
    this.picture.className = "strip-picture";
    this.caption = document.createElement("figcaption");
    figure.append(this.picture, this.caption);
  }

  /**
   * `view`: {strategy, servers, serversBefore, explanation, table, tableBefore, palette, width}. A drawing
   * returns {element, words}; the words are the caption and, for those who cannot see it, the picture.
   */
  show(view) {
    const drawing = DRAWINGS[view.strategy]?.(view);
    if (!drawing) return;
    const { element, words } = drawing;
    element.setAttribute("role", "img");
    element.setAttribute("aria-label", words);
    this.picture.dataset.strategy = view.strategy;
    this.picture.replaceChildren(element);
    this.caption.textContent = words;
  }
}
