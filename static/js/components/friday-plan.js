/**
 * <friday-plan data-budget>: counts the coins of a plan while it is made. Every price stands in the page: data-each on a
 * number of chefs, data-price on an option. The server counts again.
 */
import { settled } from "../lib/motion.js";

class FridayPlan extends HTMLElement {
  connectedCallback() {
    this.listening = new AbortController();
    this.speak = settled(() => (this.querySelector("[data-live]").textContent = this.words), 800);
    this.addEventListener("input", () => this.count(true), { signal: this.listening.signal });
    this.count(false);
  }

  disconnectedCallback() {
    this.listening.abort();
    this.speak.drop();
  }

  count(aloud) {
    const budget = Number(this.dataset.budget);
    let cost = 0;
    for (const field of this.querySelectorAll("[data-each]")) cost += Number(field.dataset.each) * (field.valueAsNumber || 0);
    for (const option of this.querySelectorAll("option:checked")) cost += Number(option.dataset.price ?? 0);
    const left = budget - cost;
    const words = left < 0 ? `${-left} too many` : `${left} left for the evening`;
    const number = document.createElement("b");
    number.textContent = String(cost);
    this.querySelector("[data-cost]").replaceChildren(number, ` of ${budget} coins`);
    this.querySelector("[data-words]").textContent = words;
    this.querySelector("progress").value = Math.min(cost, budget);
    this.toggleAttribute("data-over", left < 0);
    this.words = `${cost} of ${budget} coins, ${words}`;
    if (aloud) this.speak.soon();
  }
}

customElements.define("friday-plan", FridayPlan);
