// A disc by keyboard: what a key press asks for. Arrows go one degree, Page keys fifteen, Home and End to the
// ends of the scale; square brackets go to the same server's next and previous point.

import { degrees, fromDegrees } from "../../model/angle.js";

const STEPS = { ArrowRight: 1, ArrowUp: 1, ArrowLeft: -1, ArrowDown: -1, PageUp: 15, PageDown: -15 };
const ENDS = { Home: 0, End: 359 };
const NEIGHBOURS = { "]": 1, "[": -1 };

/** Where a key takes a disc at `position`, or null if it is not a key that moves. */
export function positionAfter(key, position) {
  if (key in ENDS) return fromDegrees(ENDS[key]);
  if (key in STEPS) return fromDegrees(degrees(position) + STEPS[key]);
  return null;
}

/** +1 or -1 for the keys that go to another point of the server, else 0. */
export const neighbourOf = (key) => NEIGHBOURS[key] ?? 0;

/** True for the keys that choose a server. */
export const chooses = (key) => key === "Enter" || key === " ";
