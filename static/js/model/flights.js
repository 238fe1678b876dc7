// Requests on their way. A flight leaves the place of its key and runs clockwise along the crust to the
// server that answers; if none did, it ends at the owner that is down. Times are milliseconds, ways are
// turns.

import { clockwise, wrap } from "./angle.js";
import { lowerBound } from "./search.js";
import { numberOf } from "./servers.js";

export const LINGER = 700; // how long the cross of a failed request stays

/**
 * A flight for one [position, server | null, hit] of a frame's sample, or null where there is nowhere to go.
 */
export function flightOf([position, server, hit], cut, born, { speed = 0.14, longest = 3200 } = {}) {
  if (cut.ends.length === 0) return null;
  const first = lowerBound(cut.ends, position) % cut.ends.length;
  const last = server === null ? first : firstOf(cut, first, numberOf(server));
  if (last < 0) return null;
  const way = clockwise(position, wrap(cut.ends[last]));
  const lasts = Math.min(longest, Math.max(420, (way / speed) * 1000));
  return {
    from: position,
    way,
    detour: last === first ? Infinity : clockwise(position, wrap(cut.ends[first])),
    owner: cut.owners[first],
    number: cut.owners[last],
    failed: server === null,
    hit: Boolean(hit),
    born,
    lasts,
  };
}

function firstOf({ owners }, from, number) {
  for (let step = 0; step < owners.length; step++) {
    const at = (from + step) % owners.length;
    if (owners[at] === number) return at;
  }
  return -1;
}

/** Where a flight is at `time`: {phase: "waiting" | "flying" | "cross" | "gone", position, flown, part}. */
export function flightAt(flight, time) {
  const age = time - flight.born;
  if (age < 0) return { phase: "waiting", position: flight.from, flown: 0, part: 0 };
  const part = Math.min(1, age / flight.lasts);
  const flown = flight.way * part;
  const position = wrap(flight.from + flown);
  if (part < 1) return { phase: "flying", position, flown, part };
  const lingering = flight.failed && age < flight.lasts + LINGER;
  return { phase: lingering ? "cross" : "gone", position, flown, part: (age - flight.lasts) / LINGER };
}
