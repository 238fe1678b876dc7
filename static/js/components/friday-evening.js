/**
 * <friday-evening>: plays an evening of Friday the 13th. The page has every minute as numbers (#friday-film) and all words;
 * this moves time, shows the moment, and tells the server how far it has come, at most once a second.
 *
 * One may look back, but acts at the latest minute shown: `shown` only grows. An action brings the rest of the evening anew
 * (#friday-live, swapped by htmx).
 */
import { Ticker } from "../lib/motion.js";
import { advance, momentAt } from "../model/friday.js";

const REPORT_GAP = 1000; // ms
const LONGEST_FRAME = 0.1; // s; after a pause of the browser time goes on from where it was
const MANY = 25; // orders in a queue that is marked
const FRESH = 5; // minutes for which news stand under the shops

class FridayEvening extends HTMLElement {
  connectedCallback() {
    this.listening = new AbortController();
    const { signal } = this.listening;
    this.find = (selector) => this.querySelector(selector);
    this.speed = 1;
    this.playing = false;
    this.last = null;
    this.ticker = new Ticker((now) => this.frame(now));
    this.load();
    this.time = this.shown = this.reported = this.night.minute;
    for (const hidden of this.querySelectorAll(".friday-controls [hidden]")) hidden.hidden = false;
    this.find("[data-no-script]").hidden = true;
    this.scrub = this.find("[data-scrub]");
    this.listen(signal);
    this.show();
    this.toggleAttribute("data-ready", true);
  }

  disconnectedCallback() {
    this.listening.abort();
    clearTimeout(this.timer);
    this.ticker.rest(true);
  }

  listen(signal) {
    this.addEventListener("click", ({ target }) => this.onClick(target.closest("button")), { signal });
    this.addEventListener("keydown", (event) => this.onKey(event), { signal });
    this.scrub.addEventListener("input", () => this.look(Number(this.scrub.value)), { signal });
    this.addEventListener("htmx:confirm", (event) => this.onAct(event), { signal });
    this.addEventListener("htmx:configRequest", ({ detail }) => (detail.parameters.minute = this.shown), { signal });
    this.addEventListener("htmx:afterSettle", () => this.onAnswer(), { signal });
    document.addEventListener("visibilitychange", () => document.hidden && this.pause(), { signal });
    addEventListener("pagehide", () => this.report(), { signal });
  }

  load() {
    this.night = JSON.parse(this.find("#friday-film").textContent);
    this.news = [...this.querySelectorAll("[data-news] > li")];
    this.halts = this.news.filter((one) => one.dataset.kind !== "done").map((one) => Number(one.dataset.minute));
  }

  // -- time ---------------------------------------------------------------------------------------------

  frame(now) {
    if (!this.playing) return false;
    if (this.last !== null) {
      const seconds = Math.min((now - this.last) / 1000, LONGEST_FRAME);
      const halts = this.find("[data-halt]").checked ? this.halts : [];
      const { time, halted } = advance(this.night, { time: this.time, shown: this.shown, speed: this.speed, seconds, halts });
      this.time = time;
      if (halted) this.playing = false;
      this.see();
      if (halted) this.speak();
    }
    this.last = now;
    return this.playing;
  }

  /** Show the time; what is seen for the first time is reported. */
  see() {
    const minute = Math.floor(this.time);
    if (minute === this.minute && this.playing) return;
    this.shown = Math.max(this.shown, minute);
    this.show();
    this.reportSoon();
  }

  play() {
    if (this.time >= this.night.end) return;
    this.playing = true;
    this.last = null;
    this.ticker.wake();
    this.dress();
  }

  pause() {
    this.playing = false;
    this.dress();
  }

  /** Look at a minute that was shown. */
  look(minute) {
    this.playing = false;
    this.time = Math.max(0, Math.min(minute, this.shown));
    this.show();
    this.speak();
  }

  onClick(button) {
    if (!button) return;
    if (button.dataset.act === "toggle") this.toggle();
    if (button.dataset.speed) {
      this.speed = Number(button.dataset.speed);
      this.dress();
    }
  }

  toggle() {
    if (!this.playing) return this.play();
    this.pause();
    this.speak();
  }

  onKey(event) {
    if (event.ctrlKey || event.altKey || event.metaKey || event.target !== this.find("[data-stage]")) return;
    const step = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
    if (event.key !== " " && !step) return;
    event.preventDefault();
    if (event.key === " ") this.toggle();
    else this.look(Math.floor(this.time) + step);
  }

  // -- the server ---------------------------------------------------------------------------------------

  reportSoon() {
    if (this.timer || this.shown === this.reported) return;
    this.timer = setTimeout(() => {
      this.timer = 0;
      this.report();
    }, REPORT_GAP);
  }

  async report() {
    const minute = this.shown;
    if (minute === this.reported) return;
    const token = this.find("[name=csrfmiddlewaretoken]").value;
    try {
      const body = new URLSearchParams({ minute, csrfmiddlewaretoken: token });
      const answer = await fetch(this.dataset.report, { method: "POST", body, keepalive: true });
      if (answer.ok) this.reported = Math.max(this.reported, minute);
    } catch {
      // the network is away: the next minute is reported with all before it
    }
  }

  /** The server has to know what was shown before something is done in it. */
  async onAct(event) {
    event.preventDefault();
    this.resume = this.playing;
    this.pause();
    await this.report();
    event.detail.issueRequest(true);
  }

  onAnswer() {
    this.load();
    this.reported = Math.max(this.reported, this.night.minute);
    this.time = this.shown;
    this.show();
    const refused = this.find(".friday-acts [role=alert]");
    if (!refused) this.find("[data-stage]").focus({ preventScroll: true });
    if (this.resume && !refused) this.play();
  }

  // -- what is seen -------------------------------------------------------------------------------------

  show() {
    this.minute = Math.floor(this.time);
    const moment = momentAt(this.night, this.minute);
    const write = (name, text) => this.querySelectorAll(`[data-${name}]`).forEach((one) => (one.textContent = text));
    write("clock", moment.clock);
    write("kept", moment.kept);
    write("settled", moment.settled.toLocaleString("en"));
    write("failed", moment.failed.toLocaleString("en"));
    write("came", moment.came.toLocaleString("en"));
    write("line", moment.waiting.toLocaleString("en"));
    this.find("[data-bar]").setAttribute("width", 100 * moment.share);
    this.find("[data-meter]").toggleAttribute("data-broken", moment.share < 0.99);
    this.showShops(moment.shops);
    this.showNews();
    this.dress();
  }

  showShops(shops) {
    const { step, square, most } = this.dataset;
    this.querySelectorAll("[data-shop]").forEach((row, place) => {
      const { waiting, busy, chefs, drained } = shops[place];
      row.querySelector("[data-dots]").setAttribute("width", step * Math.min(waiting, most));
      row.querySelector("[data-waiting]").textContent = waiting;
      for (const part of row.querySelectorAll("[data-squares], [data-all]")) part.setAttribute("width", square * chefs);
      row.querySelector("[data-busy]").setAttribute("width", square * Math.min(busy, chefs));
      row.querySelector("[data-drained]").hidden = !drained;
      row.toggleAttribute("data-many", waiting >= MANY);
    });
    this.querySelectorAll("[data-rows] tr").forEach((row, place) => {
      const { waiting, busy, chefs } = shops[place];
      [waiting, busy, chefs].forEach((number, column) => (row.cells[column + 1].textContent = number));
    });
  }

  showNews() {
    let any = false;
    for (const one of this.news) {
      one.hidden = Number(one.dataset.minute) > this.minute;
      any ||= !one.hidden;
    }
    this.find("[data-quiet]").hidden = any;
    const latest = this.news.find((one) => !one.hidden && Number(one.dataset.minute) >= this.minute - FRESH);
    const told = latest?.querySelector("span").cloneNode(true).childNodes ?? [];
    this.find("[data-told]").replaceChildren(...told);
  }

  dress() {
    const over = this.shown >= this.night.end;
    const button = this.find("[data-act=toggle]");
    button.toggleAttribute("data-playing", this.playing);
    button.querySelector("span").textContent = this.playing ? "Pause" : "Play";
    button.disabled = this.time >= this.night.end;
    for (const speed of this.querySelectorAll("[data-speed]")) {
      speed.setAttribute("aria-pressed", String(Number(speed.dataset.speed) === this.speed));
    }
    this.scrub.value = this.minute;
    this.scrub.setAttribute("aria-valuetext", momentAt(this.night, this.minute).clock);
    const end = this.find("[data-end]");
    end.textContent = over ? "See how it went" : "To the end";
    end.classList.toggle("primary", over);
  }

  /** For those who hear: the moment and the latest news. */
  speak() {
    this.find("[data-live]").textContent = this.find("[data-say]").innerText;
  }
}

customElements.define("friday-evening", FridayEvening);
