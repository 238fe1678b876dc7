/**
 * The history of a room, as a person moves through it. Pure: no DOM, no clock; every function returns a new timeline.
 *
 * entries[k] is change k; entries[0] is the ring as it began, so entries.length - 1 is the newest change.
 * `at` is the change being looked at, or null for now. Invariants: 0 <= at < newest; playing implies at !== null;
 * `missed` counts the live changes that arrived since the person left now, and is 0 at now.
 */
export const SPEEDS = [0.5, 1, 2, 4];
export const BEAT = 1600; // milliseconds that one change stays on the stage at speed 1: the travel takes 700

export const begin = (first) => ({ entries: [first], at: null, playing: false, speed: 1, missed: 0 });

export const newest = (timeline) => timeline.entries.length - 1;
export const shownSeq = (timeline) => timeline.at ?? newest(timeline);
export const isViewing = (timeline) => timeline.at !== null;

/** Put in the changes that the server knows, oldest first. What is looked at stays, unless it is gone. */
export function load(timeline, changes) {
  const entries = [timeline.entries[0], ...changes];
  const grown = Math.max(0, entries.length - timeline.entries.length);
  const loaded = { ...timeline, entries, missed: isViewing(timeline) ? timeline.missed + grown : 0 };
  return isViewing(loaded) && loaded.at >= newest(loaded) ? now(loaded) : loaded;
}

/** A live change. One already known changes nothing; null says that some are missing in between: load them. */
export function arrive(timeline, change) {
  if (change.seq <= newest(timeline)) return timeline;
  if (change.seq > newest(timeline) + 1) return null;
  return {
    ...timeline,
    entries: [...timeline.entries, change],
    missed: isViewing(timeline) ? timeline.missed + 1 : 0,
  };
}

export const now = (timeline) => ({ ...timeline, at: null, playing: false, missed: 0 });

/** Look at a change. The newest one is now: the ring is live again. Out of range is clamped. */
export function look(timeline, seq) {
  const at = Math.max(0, Math.trunc(seq));
  return at >= newest(timeline) ? now(timeline) : { ...timeline, at, playing: false };
}

export const step = (timeline, by) => look(timeline, shownSeq(timeline) + by);

/** Replay from what is looked at, or from the start when at now. A room without changes has nothing to replay. */
export function play(timeline) {
  if (newest(timeline) === 0) return timeline;
  return { ...timeline, at: timeline.at ?? 0, playing: true };
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
