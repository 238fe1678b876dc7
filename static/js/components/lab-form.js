/**
 * <lab-form data-ours="seed=7&before=4">: a lab that runs again when something changes.
 *
 * A change of a control asks htmx for the result (event `lab:run` on the form), once the person has paused; a scene asks
 * for settings by `lab:set` {key: "33"}. The server says what the address becomes, so a link always shows what is seen.
 * Without this element the form is sent by its button.
 */
import { touched } from "../lib/touched.js";

const PAUSE = 350; // milliseconds without another change
const QUICK = 60; // for what is set at once: a menu, a checkbox, a scene

class LabForm extends HTMLElement {
  connectedCallback() {
    this.listening = new AbortController();
    const { signal } = this.listening;
    this.addEventListener("input", (event) => this.onChange(event, PAUSE), { signal });
    this.addEventListener("change", (event) => this.onChange(event, QUICK), { signal });
    this.addEventListener("lab:set", (event) => this.set(event.detail), { signal });
    this.addEventListener("click", (event) => this.onClick(event), { signal });
    this.addEventListener("htmx:configRequest", (event) => this.onRequest(event), { signal });
    this.addEventListener("htmx:afterRequest", (event) => this.onAnswer(event), { signal });
    if (touched(this.form).length) this.timer = setTimeout(() => this.run(), PAUSE); // changed before this script came
  }

  disconnectedCallback() {
    this.listening.abort();
    clearTimeout(this.timer);
  }

  get form() {
    return this.querySelector("#lab-controls");
  }

  get result() {
    return this.querySelector("#lab-result");
  }

  onChange(event, pause) {
    if (event.target.form !== this.form) return;
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.run(), pause);
  }

  /** Leaving a field says "change" once more: what was asked for already is not asked for again. */
  run() {
    clearTimeout(this.timer);
    if (!this.isConnected || this.form.querySelector(":scope > fieldset").disabled || this.filled === this.asked) return;
    this.form.dispatchEvent(new CustomEvent("lab:run"));
  }

  get filled() {
    return new URLSearchParams(new FormData(this.form)).toString();
  }

  /** Write settings into the fields, as if a person had, and run. However many there are, it was one deed. */
  set(settings) {
    this.oneDeed = true;
    for (const [name, value] of Object.entries(settings)) this.write(name, String(value));
    this.run();
  }

  write(name, value) {
    const field = this.form.elements.namedItem(name);
    if (!field) return;
    if (field.type === "checkbox") field.checked = value === "1";
    else field.value = value;
    field.dispatchEvent(new Event("input", { bubbles: true })); // the slider beside it follows
  }

  onClick(event) {
    if (event.target.closest("[data-reset]") && !event.metaKey && !event.ctrlKey) {
      event.preventDefault();
      const ours = new URLSearchParams(this.dataset.ours);
      this.set(Object.fromEntries(ours));
    }
    if (event.target.name === "new_seed") {
      event.preventDefault();
      this.set({ seed: Math.floor(Math.random() * 1_000_000) });
    }
  }

  /** Tell the server what is on show, so that it can see how many things were changed at once. */
  onRequest({ target, detail }) {
    if (target !== this.form) return;
    this.asked = this.filled;
    if (!this.oneDeed) detail.parameters.last = this.result.dataset.query;
    this.oneDeed = false;
  }

  onAnswer({ target, detail }) {
    if (target !== this.form) return;
    const lost = !detail.xhr?.status;
    this.toggleAttribute("data-lost", lost);
    if (lost) this.asked = null;
    for (const field of this.form.querySelectorAll("[data-value]")) {
      const wrong = document.getElementById(`wrong-${field.name}`);
      field.setAttribute("aria-invalid", String(Boolean(wrong?.textContent)));
    }
  }
}

customElements.define("lab-form", LabForm);
