/**
 * <nines-wiring>: boxes are wired by hand. One from the tray is dropped on its part, where it stands side by side with
 * the others, or on the line, where it is one more in the row and all are needed. One that is carried out of the drawing
 * is gone. Buttons and menus inside do the same without it (<scene-controls>).
 *
 * In: [data-board] around parts [data-part=ovens][data-copies=2] with boxes [data-box=ovens]; in the tray buttons
 * [data-box=ovens][value=3]. Out: `lab:set` {ovens: 3, ovens_needed: 3}.
 */
import { carry } from "../lib/carry.js";

class NinesWiring extends HTMLElement {
  connectedCallback() {
    this.listening = new AbortController();
    this.board = this.querySelector("[data-board]");
    const hand = {
      take: ({ target }) => target.closest("[data-box]"),
      move: (box, event) => this.move(box, event),
      end: (box, event) => this.drop(box, event),
    };
    carry(this, hand, this.listening.signal);
  }

  disconnectedCallback() {
    this.listening.abort();
  }

  move(box, event) {
    this.inHand ??= this.pickUp(box);
    this.inHand.style.translate = `${event.clientX}px ${event.clientY}px`;
    this.aim(box, this.under(box, event));
  }

  drop(box, event) {
    this.aim(box, null);
    this.inHand.remove();
    this.inHand = null;
    const place = event && this.under(box, event);
    if (place) this.wire(box, place);
  }

  pickUp(box) {
    const copy = document.createElement("div");
    copy.className = "nines-held";
    copy.setAttribute("aria-hidden", "true");
    if (this.board.contains(box)) copy.textContent = box.textContent;
    else copy.append(...box.cloneNode(true).childNodes);
    this.append(copy);
    return copy;
  }

  partOf(box) {
    return this.board.querySelector(`[data-part="${box.dataset.box}"]`);
  }

  /** Where a box would go: "beside" its like, into the "row", "out" of the drawing, or nowhere new. */
  under(box, { clientX, clientY }) {
    const over = document.elementFromPoint(clientX, clientY);
    const inside = this.board.contains(over);
    if (this.board.contains(box)) return inside ? null : "out";
    if (!inside) return null;
    return this.partOf(box)?.contains(over) ? "beside" : "row";
  }

  aim(box, place) {
    this.partOf(box)?.classList.toggle("aimed", place === "beside");
    this.board.classList.toggle("aimed", place === "row");
    this.inHand.classList.toggle("gone", place === "out");
  }

  wire(box, place) {
    const name = box.dataset.box;
    const copies = place === "out" ? this.partOf(box).dataset.copies - 1 : Number(box.value);
    const detail = { [name]: copies, ...(place === "row" && { [`${name}_needed`]: copies }) };
    this.dispatchEvent(new CustomEvent("lab:set", { bubbles: true, detail }));
  }
}

customElements.define("nines-wiring", NinesWiring);
