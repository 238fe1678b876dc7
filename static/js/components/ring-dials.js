/**
 * <ring-dials data-part>: the settings of the ring.
 *
 * Each dial has a slider over useful stops and a field for any number. They show a change at once and ask for it
 * (`room:do` {do: "set"}) when the hand lets go; until the server answers they show what was asked for.
 */
import { count } from "../lib/format.js";
import { write } from "../lib/rows.js";
import { STOPS, nearest } from "../model/dial.js";
import { settings } from "../model/room.js";

const SPOKEN = {
  virtual_nodes: (n) => `${n} virtual nodes`,
  keys: (n) => `${count(n)} keys`,
  skew: (n) => `skew ${n}`,
  replicas: (n) => `${n} replicas`,
  capacity_bound: (n) => (n === null ? "off" : `${n} fair shares`),
  rate: (n) => `${count(n)} requests a second`,
};

class RingDials extends HTMLElement {
  connectedCallback() {
    this.dials = [...this.querySelectorAll("[data-dial]")].map((row) => new Dial(row, (command) => this.#ask(row, command)));
    this.querySelector("[data-dials]").addEventListener("submit", (event) => event.preventDefault());
    this.hash = this.querySelector("[name=hash]");
    this.hash.addEventListener("change", () => this.hash.form.requestSubmit());
  }

  update(room, cause) {
    if (cause === "frame" || cause === "drag") return;
    const now = settings(room);
    this.dials.forEach((dial) => dial.show(now[dial.name]));
    if (document.activeElement !== this.hash || cause === "refused") this.hash.value = now.hash;
  }

  #ask(row, { wrong, ...detail }) {
    write(this.querySelector(".refusal"), wrong ?? "");
    if (!wrong) row.dispatchEvent(new CustomEvent("room:do", { bubbles: true, detail: { do: "set", ...detail } }));
  }
}

class Dial {
  #value;

  constructor(row, ask) {
    this.name = row.dataset.dial;
    this.stops = STOPS[this.name];
    this.label = row.querySelector("label").textContent;
    this.slider = row.querySelector("input[type=range]");
    this.field = row.querySelector("input[type=number]");
    this.ask = ask;
    this.slider.max = this.stops.length - 1;
    this.slider.addEventListener("input", () => this.#draw(this.stops[this.slider.value]));
    this.slider.addEventListener("change", () => this.#choose(this.stops[this.slider.value]));
    this.field.addEventListener("change", () => this.#take());
  }

  /** What holds. A field that is being typed in is left alone. */
  show(value) {
    if (value === this.#value) return;
    this.#value = value;
    this.#draw(value);
  }

  #draw(value) {
    this.field.value = value ?? "";
    this.slider.value = nearest(this.stops, value);
    this.slider.setAttribute("aria-valuetext", SPOKEN[this.name](value));
  }

  #choose(value) {
    if (value === this.#value) return;
    this.#value = value;
    this.ask({ [this.name]: value });
  }

  #take() {
    const { validity, min, max } = this.field;
    if (!validity.valid) {
      const kind = validity.stepMismatch ? `in steps of ${this.field.step}, ` : "";
      this.ask({ wrong: `${this.label} must be a number ${kind}from ${count(Number(min))} to ${count(Number(max))}.` });
      this.#draw(this.#value);
      return;
    }
    const value = this.field.value === "" ? null : Number(this.field.value);
    this.#draw(value);
    this.#choose(value);
  }
}

customElements.define("ring-dials", RingDials);
