/**
 * <lens-switch>: pizza shop or data centre, over the same run. It turns at once: nothing is asked for, no time is lost.
 *
 * Its form keeps the choice by a request where there is no JavaScript.
 */
import { choose, dress, inCentre, onLensChange } from "../lib/lens.js";

class LensSwitch extends HTMLElement {
  connectedCallback() {
    this.listening = new AbortController();
    const { signal } = this.listening;
    this.buttons = [...this.querySelectorAll("button")];
    this.addEventListener("submit", (event) => this.onSubmit(event), { signal });
    onLensChange(() => this.update(), { signal });
    this.update();
  }

  disconnectedCallback() {
    this.listening.abort();
  }

  onSubmit(event) {
    event.preventDefault();
    choose(event.submitter.value);
  }

  update() {
    for (const button of this.buttons) {
      button.setAttribute("aria-pressed", String((button.value === "centre") === inCentre()));
    }
  }
}

customElements.define("lens-switch", LensSwitch);
document.addEventListener("htmx:afterSettle", () => dress(document)); // where no cookie is kept, the page speaks of the shop
