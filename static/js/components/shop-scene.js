/**
 * <shop-scene>: the drawing of the shop can be changed in the picture, and ten sentences can be sorted.
 *
 * A drag from part to part, or a press on one and then on another, draws an arrow; a part pressed twice loses its own.
 * Out: `lab:set` {counter_to: "kitchen"} or {well: "2, 4"}; the lab's form asks for the run and the picture comes anew.
 */
import { carry } from "../lib/carry.js";
import { centreFor, inCentre, onLensChange } from "../lib/lens.js";
import { write } from "../lib/rows.js";

const NOWHERE = "nowhere";

class ShopScene extends HTMLElement {
  connectedCallback() {
    this.listening = new AbortController();
    const { signal } = this.listening;
    this.svg = this.querySelector(".shop-svg");
    this.hand = this.querySelector("[data-hand]");
    this.said = this.querySelector("[data-said]");
    this.tiles = [...this.querySelectorAll("[data-tile]")];
    for (const tile of this.tiles) {
      tile.setAttribute("role", "button");
      tile.setAttribute("tabindex", 0);
      tile.setAttribute("aria-pressed", "false");
    }
    this.name();
    onLensChange(() => this.name(), { signal });
    const hand = {
      take: (event) => this.take(event),
      move: (tile, event, way) => this.move(tile, event, way),
      end: (tile, event) => this.drop(tile, event),
      press: (tile) => this.press(tile),
    };
    carry(this.svg, hand, signal);
    this.svg.addEventListener("keydown", (event) => this.onKey(event), { signal });
    this.querySelector("[data-sort]").addEventListener("click", () => this.sort(), { signal });
  }

  disconnectedCallback() {
    this.listening.abort();
  }

  /** The text in the telling on show. */
  told(text) {
    return inCentre() ? centreFor(this)(text) : text;
  }

  name() {
    for (const tile of this.tiles) {
      tile.setAttribute("aria-label", this.told(`${tile.dataset.name}, goes on to ${tile.dataset.toName}`));
    }
  }

  // -- arrows -------------------------------------------------------------------------------------------

  take(event) {
    const tile = event.target.closest("[data-tile]");
    if (!tile) return null;
    event.preventDefault();
    tile.focus({ preventScroll: true });
    return tile;
  }

  move(from, event, [x, y]) {
    const [x0, y0] = this.toDrawing(event.clientX - x, event.clientY - y);
    const [x1, y1] = this.toDrawing(event.clientX, event.clientY);
    this.hand.setAttribute("d", `M${x0} ${y0}L${x1} ${y1}`);
    const under = this.tileAt(event);
    for (const tile of this.tiles) tile.classList.toggle("aimed", tile === under && tile !== from);
  }

  drop(from, event) {
    this.hand.removeAttribute("d");
    for (const tile of this.tiles) tile.classList.remove("aimed");
    const to = event && this.tileAt(event);
    if (to && to !== from) this.draw(from, to.dataset.tile);
  }

  onKey(event) {
    const tile = event.target.closest("[data-tile]");
    if (!tile) return;
    if (event.key === "Enter" || event.key === " ") this.press(tile);
    else if (event.key === "Escape") this.choose(null);
    else if (event.key === "Delete" || event.key === "Backspace") this.draw(tile, NOWHERE);
    else return;
    event.preventDefault();
  }

  /** The first press takes hold of a part; the second says where its arrow goes. */
  press(tile) {
    const { chosen } = this;
    if (!chosen) this.choose(tile);
    else if (chosen === tile) this.draw(tile, NOWHERE);
    else this.draw(chosen, tile.dataset.tile);
  }

  choose(tile) {
    this.chosen = tile;
    for (const one of this.tiles) one.setAttribute("aria-pressed", String(one === tile));
    write(this.said, tile ? this.told(`From ${tile.dataset.name} to which part? Press it. Escape lets go.`) : "");
  }

  draw(from, to) {
    this.choose(null);
    if (from.dataset.to === to) return;
    this.set({ [`${from.dataset.tile}_to`]: to });
  }

  toDrawing(clientX, clientY) {
    const { x, y } = new DOMPoint(clientX, clientY).matrixTransform(this.svg.getScreenCTM().inverse());
    return [x.toFixed(1), y.toFixed(1)];
  }

  tileAt({ clientX, clientY }) {
    return document.elementFromPoint(clientX, clientY)?.closest("[data-tile]") ?? null;
  }

  // -- sentences ----------------------------------------------------------------------------------------

  sort() {
    const ticked = [...this.querySelectorAll("[data-sentence]:checked")];
    this.set({ well: ticked.map((box) => box.value).join(", ") });
  }

  set(detail) {
    this.dispatchEvent(new CustomEvent("lab:set", { bubbles: true, detail }));
  }
}

customElements.define("shop-scene", ShopScene);
