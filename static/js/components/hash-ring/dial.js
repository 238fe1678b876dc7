// The middle of the pizza in a lesson: the numerals of a clock, and a word or two about what just happened.

import { spot } from "../../model/angle.js";
import { say, set, svg } from "../../lib/svg.js";
import { HUB } from "./geometry.js";

const NUMERALS = 68; // radius
const EACH = 10; // numerals on a dial

export class Dial {
  /** `steps`: places of a turn; `words` {small, big} stand in the middle while nobody drags. */
  constructor(root, steps) {
    this.small = svg("text", { class: "hub-small dial-word", y: -12 });
    this.big = svg("text", { class: "dial-big", y: 18 });
    const every = Math.max(1, Math.floor(steps / EACH));
    const places = Array.from({ length: Math.ceil(steps / every) }, (_, i) => i * every);
    this.numerals = places.map((place) => {
      const [x, y] = spot(place / steps, NUMERALS);
      return svg("text", { class: "dial-numeral", x: x.toFixed(2), y: (y + 4.5).toFixed(2) }, String(place));
    });
    const parts = [svg("circle", { r: HUB }), ...this.numerals, this.small, this.big];
    root.append(svg("g", { class: "hub", "aria-hidden": "true" }, ...parts));
    this.words = { small: "", big: "" };
    this.fit(1);
  }

  /** Numerals stay readable where the picture is small. */
  fit(scale) {
    const size = Math.min(19, Math.max(13, 10.5 / scale)).toFixed(1);
    for (const numeral of [...this.numerals, this.small]) set(numeral, { "font-size": size });
  }

  /** What the middle says at rest. */
  rest(words) {
    this.words = words;
    this.tell(words);
  }

  tell({ small, big }) {
    say(this.small, small);
    say(this.big, big);
    set(this.big, { "font-size": big.length > 5 ? 20 : 28 });
  }

  /** A lesson's ring has no traffic. */
  show() {
    this.tell(this.words);
  }
}
