// What frames say of the traffic of the last seconds. Every number on the page comes from here, so that no two disagree.

const SLOT = 0.25; // seconds of traffic in a frame
const SMOOTHED = 8; // frames

/** `frames`: the newest ones last. Returns requests and failures a second and the mean hit rate, or null without frames. */
export function lately(frames) {
  const last = frames.slice(-SMOOTHED);
  if (!last.length) return null;
  const counts = last.flatMap((frame) => frame.counts);
  const total = (pick) => counts.reduce((sum, [server, n]) => sum + (pick(server) ? n : 0), 0);
  const seconds = last.length * SLOT;
  return {
    requests: total(() => true) / seconds,
    failed: total((server) => server === null) / seconds,
    hitRate: last.reduce((sum, frame) => sum + frame.hit_rate, 0) / last.length,
  };
}
