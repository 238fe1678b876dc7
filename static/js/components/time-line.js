/**
 * <time-line data-part data-events="/rooms/x/timeline.json" data-room="/rooms/x/" data-servers="4">: time travel.
 *
 * The template holds the buttons; this fills the chips and moves through the history (model/timeline.js).
 * In: update(room, cause) from <ring-room>; `?at=3` in the address opens the page at change 3.
 * Out: `room:view` {seq, state, derived, change, command, by} to show the past, {seq: null} for now;
 * `room:do` {do: "undo"}.
 */
import { beginning, label } from "../model/label.js";
import * as time from "../model/timeline.js";

const KEYS = { ArrowLeft: -1, ArrowRight: 1, Home: -Infinity, End: Infinity };

class TimeLine extends HTMLElement {
  connectedCallback() {
    this.timeline ??= time.begin({ seq: 0 });
    this.states = new Map();
    this.find = (selector) => this.querySelector(selector);
    this.chips = this.find(".chips");
    this.listening = new AbortController();
    const { signal } = this.listening;
    this.addEventListener("click", (event) => this.onClick(event), { signal });
    this.chips.addEventListener("keydown", (event) => this.onKey(event), { signal });
    // On a phone the row has no width until its tab opens.
    this.sized = new ResizeObserver(() => this.bringIntoSight(this.chips.querySelector("[aria-current]")));
    this.sized.observe(this.chips);
    this.find("[data-speed]").addEventListener("change", (event) => this.onSpeed(event), { signal });
    this.asked = new URLSearchParams(location.search).get("at"); // the change that the address opens at
    this.draw();
  }

  disconnectedCallback() {
    this.listening.abort();
    this.sized.disconnect();
    clearTimeout(this.timer);
  }

  /** From <ring-room>, at every change of the room. */
  update(room, cause) {
    if (cause === "frame" || cause === "drag") return;
    this.names = room.names;
    this.seq = room.seq;
    this.mayChange = room.you?.may_change !== false;
    const another = room.epoch !== this.epoch; // another history, or the first that we hear of it
    this.epoch = room.epoch;
    if (another) this.states.clear();
    if (cause === "event" && !another) this.arrive(room);
    else if (another || room.seq > time.newest(this.timeline)) this.load();
    else this.draw();
  }

  arrive({ seq, command, change, by }) {
    const grown = time.arrive(this.timeline, { seq, command, sentence: change.sentence, by });
    if (grown === null) this.load();
    else this.become(grown);
  }

  /** Fetch the history. If it is asked for while it is on its way, it is fetched once more: it may have grown. */
  load() {
    this.wanted = true;
    this.loading ??= this.fetchWanted().finally(() => {
      this.loading = null;
    });
  }

  async fetchWanted() {
    while (this.wanted) {
      this.wanted = false;
      try {
        const { events } = await getJson(this.dataset.events);
        this.become(time.load(this.timeline, events));
        this.wanted ||= this.seq > time.newest(this.timeline); // it grew while it was on its way
      } catch (error) {
        this.say(`The history could not be loaded: ${error.message}.`);
      }
    }
    if (/^\d+$/.test(this.asked ?? "")) this.go(time.look(this.timeline, Number(this.asked)));
    this.asked = null;
  }

  // -- what a person does -------------------------------------------------------------------------------

  onClick({ target }) {
    const button = target.closest("[data-act], [data-seq]");
    if (!button || button.getAttribute("aria-disabled") === "true") return;
    if (button.dataset.seq) this.go(time.look(this.timeline, Number(button.dataset.seq)));
    else this[button.dataset.act]();
  }

  onKey(event) {
    if (!(event.key in KEYS)) return;
    event.preventDefault();
    const chips = [...this.chips.querySelectorAll("button")];
    const next = chips.indexOf(document.activeElement) + KEYS[event.key];
    const chip = chips[Math.min(chips.length - 1, Math.max(0, next))];
    this.rove(chip);
    chip.focus({ preventScroll: true });
    this.bringIntoSight(chip);
  }

  onSpeed({ target }) {
    this.become(time.setSpeed(this.timeline, Number(target.value)));
    if (this.timeline.playing) this.wait();
  }

  undo() {
    this.emit("room:do", { do: "undo" });
  }

  back() {
    this.go(time.step(this.timeline, -1));
  }

  forth() {
    this.go(time.step(this.timeline, 1));
  }

  now() {
    this.go(time.now(this.timeline));
    this.find("[data-act=play]").focus({ preventScroll: true }); // this button is about to go
  }

  play() {
    if (this.timeline.playing) this.go(time.pause(this.timeline));
    else this.go(time.play(this.timeline));
  }

  // -- moving through time ------------------------------------------------------------------------------

  /** Take the new place, and show it on the stage. */
  async go(timeline) {
    clearTimeout(this.timer);
    const from = this.timeline.at;
    this.become(timeline);
    if (timeline.at !== from && !(await this.show(timeline.at))) return;
    if (this.timeline.playing) this.wait();
  }

  wait() {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.go(time.beat(this.timeline)), time.beatLength(this.timeline));
    this.stateAt(time.shownSeq(this.timeline) + 1).catch(() => {}); // fetched ahead; asked for again when shown
  }

  /** True when the stage shows `at`; false when the person has moved on, or it could not be had. */
  async show(at) {
    this.rewriteAddress(at);
    if (at === null) {
      this.emit("room:view", { seq: null });
      return true;
    }
    try {
      const then = await this.stateAt(at);
      if (this.timeline.at !== at || !this.isConnected) return false;
      this.emit("room:view", { ...then, seq: at });
      return true;
    } catch (error) {
      this.become(time.pause(this.timeline));
      this.say(`Change ${at} could not be loaded: ${error.message}. Choose it again to retry.`);
      return false;
    }
  }

  /** The room after change `seq`, kept once fetched: the past does not change. */
  stateAt(seq) {
    if (!this.states.has(seq)) {
      const then = getJson(`${this.dataset.room}at/${seq}.json`);
      this.states.set(seq, then);
      then.catch(() => this.states.delete(seq));
    }
    return this.states.get(seq);
  }

  rewriteAddress(at) {
    const address = new URL(location.href);
    if (at === null) address.searchParams.delete("at");
    else address.searchParams.set("at", at);
    history.replaceState(history.state, "", address);
  }

  emit(name, detail) {
    this.dispatchEvent(new CustomEvent(name, { bubbles: true, detail }));
  }

  // -- drawing ------------------------------------------------------------------------------------------

  become(timeline) {
    this.timeline = timeline;
    this.draw();
  }

  draw() {
    const { entries, playing } = this.timeline;
    const shown = time.shownSeq(this.timeline);
    const viewing = time.isViewing(this.timeline);
    const empty = time.isEmpty(this.timeline);
    this.drawChips(entries, shown);
    this.say(time.status(this.timeline));
    this.able("undo", !viewing && !empty && this.mayChange !== false);
    this.able("back", shown > time.oldest(this.timeline));
    this.able("forth", viewing);
    this.able("play", !empty);
    this.find("[data-act=play]").textContent = playing ? "Pause" : "Replay";
    this.find("[data-act=now]").hidden = !viewing;
    this.find(".timeline-link").href = `${this.dataset.room}?at=${shown}`;
    this.find("[name=seq]").value = shown;
    this.toggleAttribute("data-viewing", viewing);
  }

  /** `aria-disabled`, not `disabled`: a button that is switched off under the finger must not lose the focus. */
  able(act, can) {
    this.find(`[data-act=${act}]`).setAttribute("aria-disabled", String(!can));
  }

  /** Chips are added, never rebuilt: focus and scroll stay. Only a history that was loaded anew may lose some. */
  drawChips(entries, shown) {
    while (this.chips.children.length > entries.length) this.chips.lastElementChild.remove();
    entries.forEach((entry, place) => this.drawChip(this.chips.children[place] ?? this.addChip(), entry, entry.seq === shown));
    const current = this.chips.querySelector("[aria-current]");
    if (!this.chips.contains(document.activeElement)) this.rove(current);
    if (this.sighted !== shown) this.bringIntoSight(current);
    this.sighted = shown;
  }

  drawChip({ firstElementChild: button }, { seq, command, sentence, by }, current) {
    const { text, spoken } = command ? this.label(command, sentence) : beginning(Number(this.dataset.servers));
    if (button.textContent !== text) button.textContent = text;
    button.dataset.seq = seq;
    button.title = [sentence, by && `By ${by.name}.`].filter(Boolean).join(" ");
    button.setAttribute("aria-label", `${seq}: ${spoken}`);
    if (current) button.setAttribute("aria-current", "step");
    else button.removeAttribute("aria-current");
  }

  label(command, sentence) {
    return label({ command, sentence }, (id) => this.names?.get(id) ?? id);
  }

  addChip() {
    const item = document.createElement("li");
    const button = document.createElement("button");
    button.type = "button";
    button.tabIndex = -1;
    item.append(button);
    this.chips.append(item);
    return item;
  }

  /** One chip at a time is in the tab order; the arrow keys go between them. */
  rove(chip) {
    this.chips.querySelector("[tabindex='0']")?.setAttribute("tabindex", "-1");
    chip.tabIndex = 0;
  }

  /** Scrolls the row alone; scrollIntoView would move the page as well. */
  bringIntoSight(chip) {
    const left = chip.offsetLeft - this.chips.offsetLeft;
    const right = left + chip.offsetWidth;
    const { scrollLeft, clientWidth } = this.chips;
    if (left < scrollLeft) this.chips.scrollLeft = left - 24;
    else if (right > scrollLeft + clientWidth) this.chips.scrollLeft = right - clientWidth + 24;
  }

  say(words) {
    const line = this.find(".timeline-status");
    if (line.textContent !== words) line.textContent = words;
  }
}

async function getJson(url) {
  const answer = await fetch(url, { headers: { Accept: "application/json" } });
  if (!answer.ok) throw new Error(`the server answered ${answer.status}`);
  return answer.json();
}

customElements.define("time-line", TimeLine);
