/**
 * <zoom-scene data-views="0 0 480 280;..." data-zoom="2">: the drawing glides to the depth that is chosen, and cards are
 * placed by a drag of their number or by the keys 1 to 4 on it (0 takes a card back). The menus are <scene-controls>' business.
 * Out: `lab:set` {zoom: "3"} or {card_4: "recipe"}. The answer is a new element; the number that was used gets the focus.
 */
import { carry } from "../lib/carry.js";

const GLIDE = 450; // milliseconds from one depth to the next
let focused = null; // the id of the card's number that was used

class ZoomScene extends HTMLElement {
  connectedCallback() {
    this.listening = new AbortController();
    const { signal } = this.listening;
    this.svg = this.querySelector(".zoom-svg");
    this.views = this.dataset.views.split(";").map((view) => view.split(" ").map(Number));
    this.zoom = Number(this.dataset.zoom);
    const slider = this.querySelector("[data-slider]");
    slider.addEventListener("input", () => this.glide(Number(slider.value)), { signal });
    this.svg.addEventListener("click", (event) => this.enter(event), { signal });
    const hand = {
      take: ({ target }) => target.closest("[data-grip]")?.closest("[data-card]"),
      move: (card, event, way) => this.move(card, event, way),
      end: (card, event) => this.drop(card, event),
    };
    carry(this, hand, signal);
    this.addEventListener("keydown", (event) => this.onKey(event), { signal });
    if (!focused || document.activeElement !== document.body) return;
    document.getElementById(focused)?.focus({ preventScroll: true });
    focused = null;
  }

  disconnectedCallback() {
    this.listening.abort();
    cancelAnimationFrame(this.frame);
  }

  // -- the drawing --------------------------------------------------------------------------------------

  /** Move the view to a depth; sizes change by equal ratios, so that it looks like coming nearer. */
  glide(zoom) {
    const from = this.svg.getAttribute("viewBox").split(" ").map(Number);
    const to = this.views[zoom - 1];
    this.dataset.zoom = zoom;
    cancelAnimationFrame(this.frame);
    if (matchMedia("(prefers-reduced-motion: reduce)").matches) {
      this.svg.setAttribute("viewBox", to.join(" "));
      return;
    }
    const begun = performance.now();
    const step = (now) => {
      const share = Math.min(1, (now - begun) / GLIDE);
      const ratio = Math.pow(to[2] / from[2], share);
      const way = to[2] === from[2] ? share : (ratio - 1) / (to[2] / from[2] - 1);
      const view = from.map((value, index) => value + (to[index] - value) * way);
      this.svg.setAttribute("viewBox", view.map((value) => value.toFixed(3)).join(" "));
      if (share < 1) this.frame = requestAnimationFrame(step);
    };
    this.frame = requestAnimationFrame(step);
  }

  /** A press on the box that holds the next drawing goes into it. */
  enter({ target }) {
    const door = target.closest("[data-door]");
    if (!door || Number(door.dataset.door) !== Number(this.dataset.zoom) + 1) return;
    this.glide(Number(door.dataset.door));
    this.set({ zoom: door.dataset.door });
  }

  // -- cards --------------------------------------------------------------------------------------------

  move(card, event, [x, y]) {
    card.classList.add("held");
    card.style.translate = `${x}px ${y}px`;
    this.aim(this.under(card, event));
  }

  drop(card, event) {
    const under = event && this.under(card, event);
    card.classList.remove("held");
    card.style.removeProperty("translate");
    this.aim(null);
    if (under) this.place(card, under.dataset.drop);
  }

  aim(place) {
    for (const drop of this.querySelectorAll("[data-drop]")) drop.classList.toggle("aimed", drop === place);
  }

  under(card, { clientX, clientY }) {
    for (const under of document.elementsFromPoint(clientX, clientY)) {
      const drop = under.closest("[data-drop]");
      if (drop && !card.contains(under)) return drop;
    }
    return null;
  }

  onKey(event) {
    const grip = event.target.closest("[data-grip]");
    if (!grip || !/^[0-4]$/.test(event.key) || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    const options = grip.closest("[data-card]").querySelector("select").options;
    this.place(grip.closest("[data-card]"), options[Number(event.key)].value);
  }

  place(card, depth) {
    const menu = card.querySelector("select");
    if (menu.value === depth) return;
    focused = card.querySelector("[data-grip]").id;
    const name = [...menu.options].find((option) => option.value === depth).text;
    this.querySelector("[data-said]").textContent = `Card ${focused.replace("zoom-grip-", "")}: ${name}`;
    this.set({ [card.dataset.card]: depth });
  }

  set(detail) {
    this.dispatchEvent(new CustomEvent("lab:set", { bubbles: true, detail }));
  }
}

customElements.define("zoom-scene", ZoomScene);
