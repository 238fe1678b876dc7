/** The words of a player: its rows, the sentences, the clock, the table, and what is spoken. */
import { Announcer } from "../../lib/announce.js";
import { write } from "../../lib/rows.js";
import { clock, describe, rows, spoken } from "../../model/trace-words.js";
import { mostDealt, sentenceAt } from "../../model/trace.js";

const TABLE_GAP = 250; // ms between two tables while it plays
const HUES = 8;

export class ReadOut {
  #tableAt = -Infinity;
  #said = "";

  constructor(player, takes) {
    const find = (selector) => player.querySelector(selector);
    const parts = ["disc", "name", "note", "waiting", "dealt", "dealt-bar", "done", "lost"];
    this.rows = [...player.querySelectorAll("[data-station]")].map((row) => ({
      row,
      ...Object.fromEntries(parts.map((part) => [part, row.querySelector(`[data-${part}]`)])),
    }));
    this.say = find("[data-say]");
    this.state = find("[data-state]");
    this.clock = find("[data-clock]");
    this.scrub = find("[data-scrub]");
    this.details = find("[data-table]");
    this.body = this.details.querySelector("tbody");
    this.live = find("[data-live]");
    this.most = mostDealt(takes);
    this.announcer = new Announcer((text) => write(this.live, text));
    this.details.addEventListener("toggle", () => this.#table());
  }

  /** Another trace, or the same in other words: its rows get their names. */
  use(trace) {
    this.trace = trace;
    this.rows.forEach(({ row, name, note, disc }, at) => {
      const station = trace.stations[at];
      row.classList.toggle("blank", !station);
      row.classList.toggle("noted", Boolean(station?.note || station?.down?.length));
      this.body.rows[at].hidden = !station;
      write(name, station?.name ?? "");
      write(note, station?.note ?? "");
      this.rows[at].closed = undefined; // its note was written over
      disc.hidden = !station?.number;
      if (disc.hidden) return;
      write(disc, station.number);
      disc.dataset.playerHue = (station.number - 1) % HUES;
    });
  }

  /** Show the state at time t. `playing`: only the scripted sentences are spoken then. */
  show(state, t, playing) {
    const { unit, words, stations } = this.trace;
    this.last = { state, t };
    state.forEach(({ waiting, dealt, done, lost, closed }, at) => {
      const one = this.rows[at];
      write(one.waiting, waiting.length);
      write(one.done, done);
      write(one.lost, lost ? `${lost} ${words.lost}` : "");
      if (one.dealt) this.#deal(one, dealt);
      if (one.closed === closed) return;
      one.closed = closed;
      one.row.classList.toggle("closed", closed);
      write(one.note, closed ? this.trace.closed : stations[at].note ?? "");
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

  /** Speak the whole state: someone has stopped, stepped, jumped, or taken another rule: its name comes first. */
  speak(rule = "") {
    const { t } = this.last;
    this.#said = this.sentence;
    const first = rule ? `${rule}. ` : "";
    this.announcer.say(`${first}${spoken(t, this.trace.unit)}. ${this.sentence} ${this.words}`);
  }

  #deal(row, dealt) {
    if (row.dealtSoFar === dealt) return;
    row.dealtSoFar = dealt;
    write(row.dealt, dealt);
    row["dealt-bar"].style.transform = `scaleX(${dealt / this.most})`;
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
    rows(this.trace, this.last.state, this.last.t).forEach((cells, at) => {
      cells.forEach((text, column) => write(this.body.rows[at].cells[column], text));
    });
  }
}
