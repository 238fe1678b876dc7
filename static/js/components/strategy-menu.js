/**
 * <strategy-menu data-part>: how keys find their server. The buttons are a form; this shows which one holds,
 * also the one that was asked for and is on its way.
 */
import { settings } from "../model/room.js";

class StrategyMenu extends HTMLElement {
  connectedCallback() {
    this.addEventListener("click", (event) => {
      if (event.target.closest("[aria-pressed=true]")) event.preventDefault(); // it holds already
    });
  }

  update(room, cause) {
    if (cause === "frame" || cause === "drag") return;
    const { strategy } = settings(room);
    for (const button of this.querySelectorAll("[name=strategy]")) {
      button.setAttribute("aria-pressed", String(button.value === strategy));
    }
  }
}

customElements.define("strategy-menu", StrategyMenu);
