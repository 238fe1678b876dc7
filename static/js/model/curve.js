/**
 * A curve that is drawn on an empty chart: one value for each x, or null where nothing is drawn yet. Pure: no DOM.
 *
 * curve: {xs, values, x, y} with two axes; an axis: {low, high, log}. Parts run from 0 (left, bottom) to 1.
 */

export function begin({ xs, values, yLow, yHigh, xLog = false, yLog = false }) {
  return {
    xs,
    values: xs.map((_, at) => values[at] ?? null),
    x: { low: xs[0], high: xs.at(-1), log: xLog && xs[0] > 0 },
    y: { low: yLow, high: yHigh, log: yLog && yLow > 0 },
  };
}

/** Where a value lies on its axis, 0..1. */
export function partOf({ low, high, log }, value) {
  if (high === low) return 0.5;
  return log ? Math.log(value / low) / Math.log(high / low) : (value - low) / (high - low);
}

/** The value at a part of an axis, kept on the axis. */
export function valueOf({ low, high, log }, part) {
  const kept = Math.min(1, Math.max(0, part));
  return log ? low * (high / low) ** kept : low + (high - low) * kept;
}

/** How far one press of an arrow goes: a round number near a hundredth of the axis; on a log axis, of the value. */
export function stepOf({ low, high, log }, value = low) {
  const goal = log ? Math.max(value, low) / 40 : (high - low) / 100;
  const power = 10 ** Math.floor(Math.log10(goal));
  return power * [1, 2, 5, 10].find((step) => step * power >= goal * 0.999999);
}

/** A value as a hand can mean it: to a step of its axis, with no digits of rounding behind it. */
export function rounded(axis, value) {
  const step = stepOf(axis, value);
  const near = Math.round(value / step) * step;
  return Number(Math.min(axis.high, Math.max(axis.low, near)).toPrecision(6));
}

/** The curve with the point at `at` moved to `value` (a number, or null to take it away). */
export function put(curve, at, value) {
  const values = curve.values.with?.(at, value) ?? curve.values.map((old, place) => (place === at ? value : old));
  return { ...curve, values };
}

/** One point by `presses` of an arrow; one that is not drawn yet starts in the middle. */
export function nudge(curve, at, presses) {
  const value = curve.values[at];
  if (value === null) return put(curve, at, rounded(curve.y, valueOf(curve.y, 0.5)));
  return put(curve, at, rounded(curve.y, value + presses * stepOf(curve.y, value)));
}

/** The point that lies nearest to a part of the x axis. */
export function nearest(curve, part) {
  const away = (at) => Math.abs(partOf(curve.x, curve.xs[at]) - part);
  return curve.xs.reduce((best, _, at) => (away(at) < away(best) ? at : best), 0);
}

/**
 * A stroke from one place to another, both [part of x, part of y]: every point that it passes lies on it. A stroke
 * that passes none sets the nearest point if it is closer than half the distance between points.
 */
export function stroke(curve, [fromX, fromY], [toX, toY]) {
  const [left, right] = [Math.min(fromX, toX), Math.max(fromX, toX)];
  const y = (part) => (fromX === toX ? toY : fromY + ((toY - fromY) * (part - fromX)) / (toX - fromX));
  let changed = curve;
  let passed = false;
  curve.xs.forEach((x, at) => {
    const part = partOf(curve.x, x);
    if (part < left || part > right) return;
    passed = true;
    changed = put(changed, at, rounded(curve.y, valueOf(curve.y, y(part))));
  });
  const close = nearest(curve, toX);
  const reach = 0.5 / Math.max(1, curve.xs.length - 1);
  if (passed || Math.abs(partOf(curve.x, curve.xs[close]) - toX) > reach) return changed;
  return put(changed, close, rounded(curve.y, valueOf(curve.y, toY)));
}

/** A field's text as a value of the y axis, or null: empty, no number, or off the axis. A comma is taken for a point. */
export function readValue({ low, high }, text) {
  const value = Number(text.trim().replace(",", "."));
  return text.trim() !== "" && value >= low && value <= high ? value : null;
}

/** Round numbers to write along an axis. */
export function ticks({ low, high, log }) {
  return log ? logTicks(low, high) : evenTicks(low, high);
}

function evenTicks(low, high) {
  const step = stepOf({ low: 0, high: ((high - low) / 5) * 100 });
  const first = Math.ceil(low / step - 1e-9);
  const count = Math.floor(high / step + 1e-9) - first;
  return Array.from({ length: count + 1 }, (_, at) => Number(((first + at) * step).toPrecision(12)));
}

function logTicks(low, high) {
  const decades = Math.log10(high / low);
  const marks = decades > 2.5 ? [1] : [1, 2, 5];
  const found = [];
  for (let power = Math.floor(Math.log10(low)); power <= Math.ceil(Math.log10(high)); power++) {
    for (const mark of marks) {
      const value = Number((mark * 10 ** power).toPrecision(12));
      if (value >= low * 0.999999 && value <= high * 1.000001) found.push(value);
    }
  }
  return found;
}
