/**
 * <trace-player>: plays a trace, from the JSON that its template (templates/course/player.html) carries.
 *
 * There may be several takes, the same orders under other rules: to change the rule keeps the time, and the playing. The
 * lens (lib/lens.js) turns words and pictures of what is on show.
 *
 * The template holds every control and one row a station; this moves time and says what is seen. Playing starts only
 * when asked. It rests off screen and in a hidden tab, and goes on where it was.
 */
import { centreFor, inCentre, onLensChange } from "../lib/lens.js";
import { turnTrace } from "../model/lens.js";
import { loadTakes, stateAt } from "../model/trace.js";
import { Film } from "./trace-player/film.js";
import { ReadOut } from "./trace-player/readout.js";
import { LEAVING, Stage } from "./trace-player/stage.js";

const MOVES = 50; // arrow presses from the beginning to the end
const KEYS = {
  " ": (player) => player.toggle(),
  ",": (player) => player.film.step(-1),
  ".": (player) => player.film.step(1),
  ArrowLeft: (player) => player.film.seek(player.film.time - player.trace.end / MOVES),
  ArrowRight: (player) => player.film.seek(player.film.time + player.trace.end / MOVES),
  Home: (player) => player.film.seek(0),
  End: (player) => player.film.seek(player.trace.end),
};

class TracePlayer extends HTMLElement {
  wasPlaying = false;

  connectedCallback() {
    this.listening = new AbortController();
    const { signal } = this.listening;
    const find = (selector) => this.querySelector(selector);
    this.takes = loadTakes(JSON.parse(find("script[type='application/json']").textContent));
    [this.trace] = this.takes;
    this.readOut = new ReadOut(this, this.takes);
    this.toggleButton = find("[data-act=toggle]");
    this.speeds = [...this.querySelectorAll("[data-speed]")];
    this.rules = [...this.querySelectorAll("[data-take]")];
    this.results = [...this.querySelectorAll(".player-results li")];
    this.scrub = find("[data-scrub]");
    this.scrub.max = this.trace.end;
    this.film = new Film(this.trace, (time) => this.show(time), { signal });
    this.stage = new Stage(find("canvas"), find(".player-rows"), this.trace, () => this.film.ticker.wake(), { signal });
    this.addEventListener("click", (event) => this.onClick(event), { signal });
    this.addEventListener("keydown", (event) => this.onKey(event), { signal });
    this.scrub.addEventListener("input", () => this.jump(Number(this.scrub.value)), { signal });
    onLensChange(() => this.turn(), { signal });
    this.watch(signal);
    this.tell();
    find("[data-pace]").textContent = this.paceInWords();
    this.toggleAttribute("data-ready", true);
  }

  disconnectedCallback() {
    this.listening.abort();
  }

  watch(signal) {
    this.seen = true;
    const look = () => this.film.rest(document.hidden || !this.seen);
    const eyes = new IntersectionObserver((entries) => {
      this.seen = entries.at(-1).isIntersecting;
      look();
    });
    eyes.observe(this.stage.rows);
    signal.addEventListener("abort", () => eyes.disconnect());
    document.addEventListener("visibilitychange", look, { signal });
  }

  paceInWords() {
    const { pace } = this.film;
    return `At 1×, a second is ${pace} ${this.trace.unit} in the story.`;
  }

  // -- what a person does -------------------------------------------------------------------------------

  onClick({ target }) {
    const button = target.closest("button");
    if (!button) return;
    if (button.dataset.take) this.choose(Number(button.dataset.take));
    if (button.dataset.speed) this.film.setSpeed(Number(button.dataset.speed));
    const act = { toggle: " ", back: ",", step: "." }[button.dataset.act];
    if (act) this.act(act);
    this.dressControls();
  }

  onKey(event) {
    const { key, target } = event;
    if (this.rules[key - 1] && target.closest(".player-stage")) this.rules[key - 1].click();
    if (!(key in KEYS) || event.ctrlKey || event.altKey || event.metaKey) return;
    if (key === " " && target.closest("button, summary")) return; // it presses what has the focus
    if (target.closest(".player-table, .player-stops")) return;
    event.preventDefault();
    this.act(key);
  }

  act(key) {
    KEYS[key](this);
    this.show(this.film.time);
    if (!this.film.playing) this.readOut.speak();
  }

  jump(time) {
    this.film.seek(time);
    this.show(this.film.time);
    this.readOut.speak();
  }

  toggle() {
    if (this.film.playing) this.film.pause();
    else this.film.play();
  }

  turn() {
    this.tell();
    this.readOut.speak();
  }

  /** The rule that is on show, by its place. */
  choose(place) {
    this.trace = this.takes[place];
    this.film.use(this.trace);
    this.scrub.max = this.trace.end;
    this.rules.forEach((rule, at) => rule.setAttribute("aria-pressed", String(at === place)));
    this.results.forEach((result, at) => (at === place ? result.setAttribute("aria-current", "true") : result.removeAttribute("aria-current")));
    this.tell();
    this.readOut.speak(this.told.name);
  }

  // -- what is seen -------------------------------------------------------------------------------------

  /** The trace on show, in the words and pictures of the telling that was chosen. */
  tell() {
    this.told = inCentre() ? turnTrace(this.trace, centreFor(this)) : this.trace;
    this.readOut.use(this.told);
    this.stage.use(this.trace, inCentre());
    this.show(this.film.time);
  }

  show(time) {
    if (!this.told) return;
    const { glide, playing } = this.film;
    const moving = playing ? glide : 0;
    const state = stateAt(this.trace, time, LEAVING * moving);
    this.stage.draw(state, time, moving);
    this.readOut.show(state, time, playing);
    this.dressControls();
  }

  dressControls() {
    const { playing, speed } = this.film;
    if (this.wasPlaying !== playing) {
      if (this.wasPlaying && this.film.time >= this.trace.end) this.readOut.speak();
      this.wasPlaying = playing;
      this.toggleAttribute("data-playing", playing);
      this.toggleButton.querySelector("span").firstChild.data = playing ? "Pause" : "Play";
    }
    for (const button of this.speeds) {
      button.setAttribute("aria-pressed", String(Number(button.dataset.speed) === speed));
    }
  }
}

customElements.define("trace-player", TracePlayer);
