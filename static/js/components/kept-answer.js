/**
 * <kept-answer>: round a form whose answer must not be lost. Without a network the answer is kept in this browser, the page
 * says so, and it goes out when the network is back: at once if this page is open, or from the next lesson that is.
 *
 * The server stores an answer once, so sending it again is safe. In: a form with hx-post, and [data-kept] for the words.
 */
import { forget, keep, kept, sendOthers } from "../lib/kept-answers.js";

const AGAIN = 8000; // milliseconds between two tries
const FILLED = new Set(["text", "textarea", "select-one", "hidden"]); // hidden: the number under which it is stored once
const WORDS = "The network is away. Your answer is kept on this device and goes out when the network is back.";

class KeptAnswer extends HTMLElement {
  connectedCallback() {
    this.form = this.querySelector("form");
    this.address = this.form.getAttribute("hx-post");
    this.listening = new AbortController();
    const { signal } = this.listening;
    this.form.addEventListener("htmx:configRequest", ({ detail }) => (this.sent = { ...detail.parameters }), { signal });
    this.form.addEventListener("htmx:sendError", () => this.onLost(), { signal });
    // Before the swap, which takes this form away. An error of the server settles nothing.
    this.form.addEventListener("htmx:beforeOnLoad", ({ detail }) => detail.xhr.status < 500 && forget(this.address), { signal });
    addEventListener("online", () => this.again(), { signal });
    const waiting = kept(this.address);
    if (waiting) this.bringBack(waiting);
    sendOthers(this.address, this.form.elements.csrfmiddlewaretoken?.value);
  }

  disconnectedCallback() {
    this.listening.abort();
    clearTimeout(this.timer);
  }

  onLost() {
    keep(this.address, this.sent);
    this.querySelector("[data-kept]").textContent = WORDS;
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.again(), AGAIN);
  }

  /** An earlier page left this answer: show it in the fields and send it. */
  bringBack(answer) {
    for (const field of this.form.elements) {
      const values = [answer[field.name] ?? []].flat().map(String);
      if (field.type === "radio" || field.type === "checkbox") field.checked = values.includes(field.value);
      else if (FILLED.has(field.type) && values.length) field.value = values[0];
      if (field.type === "select-one") field.dispatchEvent(new Event("change", { bubbles: true }));
    }
    this.querySelector("[data-kept]").textContent = WORDS;
    this.timer = setTimeout(() => this.again(), 300);
  }

  again() {
    const answer = kept(this.address);
    if (!answer || !this.isConnected) return;
    const button = [...this.form.elements].find((one) => one.type === "submit" && one.name && String(answer[one.name]) === one.value);
    this.form.requestSubmit(button ?? this.form.querySelector("[type=submit]:not([name])"));
  }
}

customElements.define("kept-answer", KeptAnswer);
