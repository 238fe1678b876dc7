/** The words of a player: counts in its rows, the sentences, the clock, the table, and what is spoken. */
import { Announcer } from "../../lib/announce.js";
import { write } from "../../lib/rows.js";
import { clock, describe, rows, spoken } from "../../model/trace-words.js";
import { sentenceAt } from "../../model/trace.js";

const TABLE_GAP = 250; // ms between two tables while it plays

export class ReadOut {
  #tableAt = -Infinity;
  #said = "";

  constructor(player, trace) {
    this.trace = trace;
    const find = (selector) => player.querySelector(selector);
    this.rows = [...player.querySelectorAll("[data-station]")].map((row) => ({
      waiting: row.querySelector("[data-waiting]"),
      done: row.querySelector("[data-done]"),
      lost: row.querySelector("[data-lost]"),
    }));
    this.say = find("[data-say]");
    this.state = find("[data-state]");
    this.clock = find("[data-clock]");
    this.scrub = find("[data-scrub]");
    this.details = find("[data-table]");
    this.live = find("[data-live]");
    this.announcer = new Announcer((text) => write(this.live, text));
    this.details.addEventListener("toggle", () => this.#table());
  }

  /** Show the state at time t. `playing`: only the scripted sentences are spoken then. */
  show(state, t, playing) {
    const { unit, words } = this.trace;
    this.last = { state, t };
    state.forEach(({ waiting, done, lost }, at) => {
      write(this.rows[at].waiting, waiting.length);
      write(this.rows[at].done, done);
      if (lost) write(this.rows[at].lost, `${lost} ${words.lost}`);
    });
    this.sentence = sentenceAt(this.trace, t);
    this.words = describe(this.trace, state, t);
    write(this.say, this.sentence);
    write(this.state, this.words);
    write(this.clock, clock(t, unit));
    this.#slide(t);
    if (playing) this.#sayNew();
    const now = performance.now();
    if (playing && now - this.#tableAt < TABLE_GAP) return;
    this.#tableAt = now;
    this.#table();
  }

  /** Speak the whole state: someone has stopped, stepped or jumped. */
  speak() {
    const { t } = this.last;
    this.#said = this.sentence;
    this.announcer.say(`${spoken(t, this.trace.unit)}. ${this.sentence} ${this.words}`);
  }

  #sayNew() {
    if (this.sentence === this.#said) return;
    this.#said = this.sentence;
    this.announcer.say(this.sentence);
  }

  #slide(t) {
    if (Number(this.scrub.value) !== t) this.scrub.value = t;
    this.scrub.setAttribute("aria-valuetext", spoken(t, this.trace.unit));
  }

  #table() {
    if (!this.details.open || !this.last) return;
    const body = this.details.querySelector("tbody");
    rows(this.trace, this.last.state, this.last.t).forEach((cells, at) => {
      cells.forEach((text, column) => write(body.rows[at].cells[column], text));
    });
  }
}
