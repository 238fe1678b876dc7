/**
 * <answers-outbox>: says how many answers wait on this device, sends them when the network is there, and then shows the page
 * anew, which counts them in. Holds a hidden csrfmiddlewaretoken.
 */
import { sendOthers, waiting } from "../lib/kept-answers.js";

const AGAIN = 8000; // milliseconds between two tries

class AnswersOutbox extends HTMLElement {
  connectedCallback() {
    this.listening = new AbortController();
    addEventListener("online", () => this.send(), { signal: this.listening.signal });
    this.said = this.querySelector("[role=status]");
    this.send();
  }

  disconnectedCallback() {
    this.listening.abort();
    clearTimeout(this.timer);
  }

  async send() {
    clearTimeout(this.timer);
    if (!waiting()) return;
    this.tell();
    await sendOthers(null, this.querySelector("[name=csrfmiddlewaretoken]").value);
    if (!this.isConnected) return;
    if (!waiting()) location.reload();
    else this.timer = setTimeout(() => this.send(), AGAIN);
  }

  tell() {
    const count = waiting();
    const words = count === 1 ? "One answer waits" : `${count} answers wait`;
    this.said.textContent = `${words} on this device and will be sent when the network is back.`;
  }
}

customElements.define("answers-outbox", AnswersOutbox);
