/**
 * Time in a player: it runs, stops, jumps and steps, and rests while nobody can see it.
 *
 * `show(time)` is called for every time that is to be seen. Under reduced motion a film that plays goes from event to
 * event, with a pause between, and nothing moves in between.
 */
import { Ticker, clamp, onStillnessChange, wantsStillness } from "../../lib/motion.js";
import { nextEvent, paceOf, previousEvent } from "../../model/trace.js";

const LONGEST_FRAME = 100; // ms; after a pause of the browser time goes on from where it was
const STILL_STEP = 900; // ms between two events at speed 1

export class Film {
  time = 0;
  speed = 1;
  playing = false;
  #resting = false;
  #last = null;
  #timer = 0;

  constructor(trace, show, { signal }) {
    this.trace = trace;
    this.show = show;
    this.pace = paceOf(trace);
    this.ticker = new Ticker((now) => this.#frame(now));
    onStillnessChange(() => this.#go(), { signal });
    signal.addEventListener("abort", () => this.#halt());
  }

  play() {
    if (this.time >= this.trace.end) this.time = 0;
    this.playing = true;
    this.#go();
  }

  pause() {
    this.playing = false;
    this.#go();
  }

  /** Another trace, at the same moment of the story and the same pace. */
  use(trace) {
    this.trace = trace;
    this.time = clamp(this.time, 0, trace.end);
  }

  /** Nobody looks: keep the time. */
  rest(resting) {
    this.#resting = resting;
    this.#go();
  }

  setSpeed(speed) {
    this.speed = speed;
    this.#go();
  }

  seek(time) {
    this.time = clamp(time, 0, this.trace.end);
    this.#go();
  }

  /** To the next event, or back to the one before; that ends the playing. */
  step(direction) {
    this.playing = false;
    this.seek(direction > 0 ? nextEvent(this.trace, this.time) : previousEvent(this.trace, this.time));
  }

  /** How long, in time units, a disc may glide after an event: nothing glides for those who want stillness. */
  get glide() {
    return wantsStillness() ? 0 : 0.3 * this.pace * Math.max(1, this.speed);
  }

  #go() {
    this.#halt();
    if (!this.playing || this.#resting) this.ticker.wake();
    else if (wantsStillness()) this.#timer = setTimeout(() => this.#still(), STILL_STEP / this.speed);
    else this.ticker.wake();
  }

  #halt() {
    clearTimeout(this.#timer);
    this.#last = null;
  }

  #still() {
    this.time = nextEvent(this.trace, this.time);
    this.playing = this.time < this.trace.end;
    this.#go();
    this.show(this.time);
  }

  #frame(now) {
    const runs = this.playing && !this.#resting && !wantsStillness();
    if (runs && this.#last !== null) {
      const passed = Math.min(now - this.#last, LONGEST_FRAME) / 1000;
      this.time = Math.min(this.trace.end, this.time + passed * this.pace * this.speed);
      if (this.time >= this.trace.end) this.playing = false;
    }
    this.#last = runs ? now : null;
    this.show(this.time);
    return runs && this.playing;
  }
}
