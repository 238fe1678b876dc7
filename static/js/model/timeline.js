/**
 * The history of a room, as a person moves through it. Pure: no DOM, no clock; every function returns a new timeline.
 *
 * `entries` are changes in order without a gap, each with its number `seq`; the first is the ring as it began (seq 0), or
 * in a very long history the oldest change that is still listed. `at` is the number of the change that is looked at, or
 * null for now. Invariants: oldest <= at < newest; playing implies at !== null; `missed` counts the live changes that
 * came since the person left now, and is 0 at now.
 */
export const SPEEDS = [0.5, 1, 2, 4];
export const BEAT = 1600; // milliseconds that one change stays on the stage at speed 1: the travel takes 700

export const begin = (first) => ({ entries: [first], first, at: null, playing: false, speed: 1, missed: 0 });

export const oldest = (timeline) => timeline.entries[0].seq;
export const newest = (timeline) => timeline.entries.at(-1).seq;
export const shownSeq = (timeline) => timeline.at ?? newest(timeline);
export const shownEntry = (timeline) => timeline.entries[shownSeq(timeline) - oldest(timeline)];
export const isViewing = (timeline) => timeline.at !== null;
export const isEmpty = (timeline) => timeline.entries.length === 1;

/** Put in the changes that the server lists, oldest first. What is looked at stays, unless it is gone. */
export function load(timeline, changes) {
  const whole = !changes.length || changes[0].seq === timeline.first.seq + 1;
  const entries = whole ? [timeline.first, ...changes] : changes;
  const grown = Math.max(0, entries.at(-1).seq - newest(timeline));
  const loaded = { ...timeline, entries, missed: timeline.missed + grown };
  const still = isViewing(loaded) && loaded.at >= oldest(loaded) && loaded.at < newest(loaded);
  return still ? loaded : now(loaded);
}

/** A live change. One already known changes nothing; null says that some are missing in between: load them. */
export function arrive(timeline, change) {
  if (change.seq <= newest(timeline)) return timeline;
  if (change.seq > newest(timeline) + 1) return null;
  const missed = isViewing(timeline) ? timeline.missed + 1 : 0;
  return { ...timeline, entries: [...timeline.entries, change], missed };
}

export const now = (timeline) => ({ ...timeline, at: null, playing: false, missed: 0 });

/** Look at a change. The newest one is now: the ring is live again. Out of range is clamped. */
export function look(timeline, seq) {
  const at = Math.max(oldest(timeline), Math.trunc(seq));
  return at >= newest(timeline) ? now(timeline) : { ...timeline, at, playing: false };
}

export const step = (timeline, by) => look(timeline, shownSeq(timeline) + by);

/** Replay from what is looked at, or from the start when at now. A room without changes has nothing to replay. */
export function play(timeline) {
  return isEmpty(timeline) ? timeline : { ...timeline, at: timeline.at ?? oldest(timeline), playing: true };
}

export const pause = (timeline) => ({ ...timeline, playing: false });

/** One beat of a replay: the next change; at the newest it ends, and the ring is live again. */
export function beat(timeline) {
  const next = step(timeline, 1);
  return isViewing(next) ? { ...next, playing: true } : next;
}

export const setSpeed = (timeline, speed) => (SPEEDS.includes(speed) ? { ...timeline, speed } : timeline);

/** Milliseconds until the next beat. */
export const beatLength = (timeline) => BEAT / timeline.speed;

/** What the row says of itself, in words. */
export function status(timeline) {
  const last = newest(timeline);
  if (!isViewing(timeline)) return last === 0 ? "Nothing has changed yet" : `Now, after ${plural(last, "change")}`;
  const place = timeline.at === 0 ? "As it began" : `Change ${timeline.at} of ${last}`;
  return timeline.missed ? `${place} · ${plural(timeline.missed, "new change")}` : place;
}

const plural = (count, noun) => `${count} ${noun}${count === 1 ? "" : "s"}`;
