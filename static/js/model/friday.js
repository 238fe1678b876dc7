/**
 * The evening of Friday the 13th as the browser has it: every minute as numbers. Pure.
 *
 * `night` is what course/friday/page.py calls the film. A minute is shown once it has been played; nobody acts before the
 * latest minute that was shown.
 */

/** 102 -> "19:42". */
export function clock(minute) {
  return `${18 + Math.floor(minute / 60)}:${String(minute % 60).padStart(2, "0")}`;
}

/** A share as the page prints it: "98.41%", never rounded up. */
export function percent(part, whole) {
  const share = whole ? part / whole : 1;
  return `${(Math.floor(share * 10_000 + 1e-6) / 100).toFixed(2)}%`;
}

/** What is seen at a whole minute. */
export function momentAt(night, minute) {
  const at = (name) => night[name][minute];
  return {
    minute,
    clock: clock(minute),
    shops: at("waiting").map((waiting, shop) => ({
      waiting,
      busy: at("busy")[shop],
      chefs: at("chefs")[shop],
      drained: at("drained")[shop] === 1,
    })),
    waiting: at("waiting").reduce((sum, one) => sum + one, 0),
    came: at("came"),
    settled: at("settled"),
    failed: at("failed"),
    kept: at("settled") ? percent(at("on_time"), at("settled")) : "–",
    share: at("settled") ? at("on_time") / at("settled") : 1,
  };
}

/**
 * Time goes on by `seconds` at a speed. It halts at the first minute of `halts` that it has not shown yet, and at the end.
 * Returns {time, halted}.
 */
export function advance(night, { time, shown, speed, seconds, halts }) {
  const to = Math.min(night.end, time + seconds * night.pace * speed);
  const halt = halts.filter((minute) => minute > shown && minute <= to).sort((one, other) => one - other)[0];
  if (halt !== undefined) return { time: halt, halted: true };
  return { time: to, halted: to >= night.end };
}
