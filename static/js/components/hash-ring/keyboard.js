// A disc by keyboard: what a key press asks for. Arrows go one step of the scale (a
// degree in a room), Page keys fifteen degrees, Home and End to its ends; square brackets go to the same server's next and previous point.

import { fromStep, stepOf } from "../../model/angle.js";

const STEPS = { ArrowRight: 1, ArrowUp: 1, ArrowLeft: -1, ArrowDown: -1 };
const PAGES = { PageUp: 1, PageDown: -1 };
const ENDS = { Home: 0, End: -1 };
const NEIGHBOURS = { "]": 1, "[": -1 };

/** Where a key takes a disc at `position`, or null if it is not a key that moves. `steps` make a turn. */
export function positionAfter(key, position, steps = 360) {
  const here = stepOf(position, steps);
  if (key in ENDS) return fromStep(ENDS[key], steps);
  if (key in STEPS) return fromStep(here + STEPS[key], steps);
  if (key in PAGES) return fromStep(here + PAGES[key] * Math.round(steps / 24), steps);
  return null;
}

/** +1 or -1 for the keys that go to another point of the server, else 0. */
export const neighbourOf = (key) => NEIGHBOURS[key] ?? 0;

/** True for the keys that choose a server. */
export const chooses = (key) => key === "Enter" || key === " ";
