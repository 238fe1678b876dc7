/**
 * What a screen reader is told: one message a second at most.
 *
 * News replaces older news that was not spoken yet. A problem is never replaced: it waits its turn, before the news.
 * The clock and the timer are arguments, so that a test can turn them.
 */
export const GAP = 1000; // ms

export class Announcer {
  #write;
  #now;
  #later;
  #spokenAt = -Infinity;
  #waiting = false;
  #problems = [];
  #news = null;

  constructor(write, { now = () => performance.now(), later = (fn, ms) => setTimeout(fn, ms) } = {}) {
    this.#write = write;
    this.#now = now;
    this.#later = later;
  }

  /** Something happened. */
  say(text) {
    this.#news = text;
    this.#soon();
  }

  /** Something the person asked for could not be done. */
  problem(text) {
    this.#problems.push(text);
    this.#soon();
  }

  #soon() {
    if (this.#waiting) return;
    const wait = this.#spokenAt + GAP - this.#now();
    if (wait <= 0) return this.#speak();
    this.#waiting = true;
    this.#later(() => {
      this.#waiting = false;
      this.#speak();
    }, wait);
  }

  #speak() {
    const text = this.#problems.length ? this.#problems.shift() : this.#news;
    if (text === this.#news) this.#news = null;
    this.#spokenAt = this.#now();
    this.#write(text);
    if (this.#problems.length || this.#news !== null) this.#soon();
  }
}
