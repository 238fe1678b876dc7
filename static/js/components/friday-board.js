/**
 * <friday-board data-socket>: the board of a class, as the server tells it. Each message is the whole board, so after a
 * broken line everything is as it was. It says nothing to the server; what the host does about names is a form.
 */
import { backOff } from "../lib/socket.js";

// Codes after which there is no use in coming again.
const ENDED = {
  4401: "You signed out. Reload the page to watch as a guest.",
  4404: "This board is not there any more.",
  4429: "This browser has too many windows with boards open. Close some, then reload this one.",
};
const SLOW_DOWN = { 1008: 60_000, 4413: 15_000 }; // ms; the server said that it was too much
const FULL = 4413;
const PATIENCE = 3000; // ms; a line that is down for less is not worth a word

class FridayBoard extends HTMLElement {
  connectedCallback() {
    this.attempt = 0;
    this.rows = this.querySelector("[data-rows]");
    this.hurry = new AbortController();
    addEventListener("online", () => this.now(), { signal: this.hurry.signal });
    this.connect();
  }

  disconnectedCallback() {
    this.hurry.abort();
    clearTimeout(this.timer);
    clearTimeout(this.word);
    this.socket.onclose = null;
    this.socket.close();
  }

  connect() {
    const scheme = location.protocol === "https:" ? "wss:" : "ws:";
    this.socket = new WebSocket(`${scheme}//${location.host}${this.dataset.socket}`);
    this.socket.onmessage = ({ data }) => this.hear(JSON.parse(data));
    this.socket.onclose = ({ code }) => this.lost(code);
  }

  now() {
    if (this.socket.readyState !== WebSocket.CLOSED) return;
    clearTimeout(this.timer);
    this.connect();
  }

  lost(code) {
    this.removeAttribute("data-live");
    if (code in ENDED) return this.ended(ENDED[code]);
    const words = code === FULL ? "Too many watch this board. It comes when there is a place." : "The line is down. The board waits for it.";
    this.word ??= setTimeout(() => this.say(words), PATIENCE);
    this.timer = setTimeout(() => this.connect(), SLOW_DOWN[code] ?? backOff(this.attempt++));
  }

  ended(words) {
    clearTimeout(this.word);
    this.hurry.abort();
    this.say(words);
  }

  say(words) {
    this.querySelector("[data-down]").textContent = words;
  }

  hear({ rows }) {
    this.attempt = 0;
    clearTimeout(this.word);
    this.word = undefined;
    this.say("");
    this.toggleAttribute("data-live", true);
    const known = new Map([...this.rows.rows].map((row) => [row.dataset.row, row]));
    const shown = rows.map((one) => this.dress(known.get(one.id) ?? this.made(one.id), one));
    shown.forEach((row, place) => {
      if (this.rows.rows[place] !== row) this.rows.insertBefore(row, this.rows.rows[place] ?? null);
    });
    while (this.rows.rows.length > shown.length) this.rows.lastElementChild.remove();
    this.querySelector("[data-empty]").hidden = rows.length > 0;
  }

  made(id) {
    const row = this.querySelector("template").content.firstElementChild.cloneNode(true);
    row.dataset.row = id;
    return row;
  }

  dress(row, one) {
    for (const cell of row.querySelectorAll("[data-cell]")) {
      const text = String(one[cell.dataset.cell] ?? "–");
      if (cell.textContent !== text) cell.textContent = text;
    }
    row.toggleAttribute("data-promised", one.promised);
    this.offer(row, one);
    return row;
  }

  /** The host may hide a name that a learner gave, and show it again. */
  offer(row, { id, given }) {
    const button = row.querySelector("button");
    if (!button) return;
    const hidden = given === "hidden";
    button.hidden = !given;
    button.value = id;
    button.name = hidden ? "show" : "hide";
    const words = button.querySelector("[data-naming]");
    const text = hidden ? "Show name" : "Hide name";
    if (words.textContent !== text) words.textContent = text;
  }
}

customElements.define("friday-board", FridayBoard);
