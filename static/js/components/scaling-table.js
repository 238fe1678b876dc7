/**
 * <scaling-table>: ten cards are put under two headings, by a drag with mouse or finger. Buttons and menus inside do
 * the same without it (<scene-controls>), as do the arrow keys on a card.
 *
 * Out: `lab:set` {c3: "h"}. The answer comes as a new element; it says the reply to the card that was put last.
 */
import { carry } from "../lib/carry.js";

const FAR = 60; // pixels to one side: a flick in that direction counts, wherever it ends
const PATIENCE = 4000; // milliseconds that a card lies where it was dropped, waiting for the answer
const KEYS = { ArrowLeft: "v", ArrowRight: "h" };
let last = null; // the id of the card that was put last
let refocus = false; // whether it was put by a key

class ScalingTable extends HTMLElement {
  connectedCallback() {
    this.listening = new AbortController();
    const { signal } = this.listening;
    this.board = this.querySelector("[data-board]");
    for (const card of this.querySelectorAll("[data-card]")) card.setAttribute("tabindex", 0);
    const hand = {
      take: ({ target }) => (target.closest("select, button, label") ? null : target.closest("[data-card]")),
      move: (card, event, way) => this.move(card, event, way),
      end: (card, event, way) => this.drop(card, event, way),
    };
    carry(this, hand, signal);
    this.addEventListener("keydown", (event) => this.onKey(event), { signal });
    this.addEventListener("lab:set", ({ detail }) => this.remember(detail), { signal });
    this.sayReply();
  }

  disconnectedCallback() {
    this.listening.abort();
  }

  remember(detail) {
    const cards = Object.keys(detail).filter((name) => this.querySelector(`[data-card="${name}"]`));
    last = cards.length === 1 ? cards[0] : null;
  }

  /** The card that was put last shines for a moment, and its reply is read out. */
  sayReply() {
    const card = last && this.querySelector(`[data-placed][data-card="${last}"]`);
    last = null;
    const byKey = refocus;
    refocus = false;
    if (!card) return;
    card.classList.add("just");
    const parts = [...card.querySelectorAll(".scaling-text, .scaling-reply")];
    requestAnimationFrame(() => {
      this.querySelector("[data-said]").replaceChildren(...parts.flatMap((one) => [...one.cloneNode(true).childNodes, " "]));
      if (byKey && document.activeElement === document.body) card.focus({ preventScroll: true });
    });
  }

  // -- by hand --------------------------------------------------------------------------------------------

  move(card, event, way) {
    card.classList.add("held");
    card.style.translate = `${way[0]}px ${way[1]}px`;
    this.aim(this.under(event, way));
  }

  drop(card, event, way) {
    this.aim(null);
    const under = event && this.under(event, way);
    if (!under || under === card.dataset.placed) {
      this.putBack(card);
      return;
    }
    this.put(card, under);
    setTimeout(() => this.putBack(card), PATIENCE); // by then a new element has come, or no answer will
  }

  /** The heading that a card would come under here: of the half of the board it is over, or where it was flicked to. */
  under({ clientX, clientY }, [dx]) {
    const board = this.board.getBoundingClientRect();
    const over = clientX > board.left && clientX < board.right && clientY > board.top && clientY < board.bottom;
    if (over) return clientX < (board.left + board.right) / 2 ? "v" : "h";
    if (Math.abs(dx) < FAR) return null;
    return dx < 0 ? "v" : "h";
  }

  aim(under) {
    for (const place of this.querySelectorAll("[data-under]")) {
      place.classList.toggle("aimed", place.dataset.under === under);
    }
  }

  putBack(card) {
    card.classList.remove("held");
    card.style.translate = "";
  }

  // -- by key ---------------------------------------------------------------------------------------------

  onKey(event) {
    const card = event.target;
    if (!card.matches("[data-card]") || !(event.key in KEYS)) return;
    event.preventDefault();
    if (card.dataset.placed === KEYS[event.key]) return;
    refocus = true;
    this.put(card, KEYS[event.key]);
  }

  put(card, under) {
    this.dispatchEvent(new CustomEvent("lab:set", { bubbles: true, detail: { [card.dataset.card]: under } }));
  }
}

customElements.define("scaling-table", ScalingTable);
