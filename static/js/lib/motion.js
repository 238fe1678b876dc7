// Time in pictures: one frame callback that sleeps when there is nothing to draw, and respect for those who
// want stillness.

const still = matchMedia("(prefers-reduced-motion: reduce)");

/** True where the person asked for reduced motion. */
export const wantsStillness = () => still.matches;

export function onStillnessChange(listen, { signal }) {
  still.addEventListener("change", listen, { signal });
}

/** Slow at both ends. */
export const ease = (part) => (part < 0.5 ? 4 * part ** 3 : 1 - (-2 * part + 2) ** 3 / 2);

/** Fast, then settling. */
export const settle = (part) => 1 - (1 - part) ** 3;

export const clamp = (value, low = 0, high = 1) => Math.min(high, Math.max(low, value));

/**
 * Calls `draw(now)` on the next frame after `wake()`, and again for as long as it returns true. Rests while
 * asleep or hidden.
 */
export class Ticker {
  #draw;
  #request = 0;
  #resting = false;

  constructor(draw) {
    this.#draw = draw;
  }

  wake() {
    if (!this.#request && !this.#resting) this.#request = requestAnimationFrame(this.#tick);
  }

  /** Rest while nobody can see the picture. */
  rest(resting) {
    this.#resting = resting;
    cancelAnimationFrame(this.#request);
    this.#request = 0;
    if (!resting) this.wake();
  }

  #tick = (now) => {
    this.#request = 0;
    if (this.#draw(now)) this.wake();
  };
}

/**
 * Calls `act` with the newest arguments, at once and then at most once in `gap` milliseconds; `flush` and
 * `drop` end the wait.
 */
export function throttled(act, gap) {
  let waiting = null;
  let timer = 0;
  const open = () => {
    timer = 0;
    if (waiting) call(...waiting);
  };
  const call = (...values) => {
    if (timer) {
      waiting = values;
      return;
    }
    waiting = null;
    timer = setTimeout(open, gap);
    act(...values);
  };
  call.drop = () => {
    waiting = null;
  };
  return call;
}

/**
 * Calls `act` once it has been quiet for `gap` milliseconds; `.now()` calls it at once if it waits, `.drop()`
 * forgets it.
 */
export function settled(act, gap) {
  let timer = 0;
  const run = () => {
    timer = 0;
    act();
  };
  return {
    soon() {
      clearTimeout(timer);
      timer = setTimeout(run, gap);
    },
    now() {
      if (!timer) return;
      clearTimeout(timer);
      run();
    },
    drop() {
      clearTimeout(timer);
      timer = 0;
    },
  };
}
