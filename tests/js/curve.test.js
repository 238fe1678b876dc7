import assert from "node:assert/strict";
import { test } from "node:test";
import * as curves from "../../static/js/model/curve.js";
import { seeded } from "./ring-random.js";

const busy = () => curves.begin({ xs: [50, 60, 70, 80, 90, 99], values: [], yLow: 0, yHigh: 200 });
const logged = () => curves.begin({ xs: [1, 10, 100, 1000], values: [], yLow: 0.01, yHigh: 10, xLog: true, yLog: true });

test("an empty chart has a place for each x and no value", () => {
  assert.deepEqual(busy().values, [null, null, null, null, null, null]);
});

test("value and part are each other's inverse, on even and on log axes", () => {
  const next = seeded(1);
  for (const axis of [{ low: 0, high: 200, log: false }, { low: 0.01, high: 1000, log: true }]) {
    for (let turn = 0; turn < 200; turn++) {
      const part = next();
      assert.ok(Math.abs(curves.partOf(axis, curves.valueOf(axis, part)) - part) < 1e-9);
    }
    assert.equal(curves.valueOf(axis, -1), axis.low);
    assert.equal(Number(curves.valueOf(axis, 2).toPrecision(9)), axis.high);
  }
});

test("the middle of a log axis is the geometric mean", () => {
  assert.equal(Number(curves.valueOf({ low: 1, high: 100, log: true }, 0.5).toPrecision(9)), 10);
});

test("a stroke across sets every point, each on the stroke", () => {
  const drawn = curves.stroke(busy(), [0, 0], [1, 1]);
  drawn.values.forEach((value, at) => {
    const expected = curves.valueOf(drawn.y, curves.partOf(drawn.x, drawn.xs[at]));
    assert.ok(Math.abs(value - expected) <= 1, `${value} is ${expected}`);
  });
});

test("a stroke backwards does the same, and leaves what it does not pass", () => {
  const drawn = curves.stroke(busy(), [0.5, 0.25], [0, 0.25]);
  assert.deepEqual(drawn.values, [50, 50, 50, null, null, null]);
});

test("a stroke in pieces, as a hand gives it, passes no point by", () => {
  const next = seeded(2);
  let drawn = logged();
  let at = [0, next()];
  while (at[0] < 1) {
    const to = [Math.min(1, at[0] + next() * 0.1), next()];
    drawn = curves.stroke(drawn, at, to);
    at = to;
  }
  assert.ok(drawn.values.every((value) => value >= 0.01 && value <= 10));
});

test("a press near a point sets it; no value leaves the chart", () => {
  assert.equal(curves.stroke(busy(), [0.22, 0.5], [0.22, 0.5]).values[1], 100);
  assert.equal(curves.stroke(busy(), [0, 4], [0, 4]).values[0], 200);
  assert.equal(curves.stroke(busy(), [1, -4], [1, -4]).values[5], 0);
});

test("arrows move a point by a step, from the middle if there was none, and stop at the ends", () => {
  let curve = curves.nudge(busy(), 2, 1);
  assert.equal(curve.values[2], 100);
  curve = curves.nudge(curve, 2, 1);
  assert.equal(curve.values[2], 102);
  assert.equal(curves.nudge(curve, 2, 1000).values[2], 200);
  assert.equal(curves.nudge(curve, 2, -1000).values[2], 0);
});

test("on a log axis a step grows with the value, and always moves", () => {
  const small = curves.put(logged(), 0, 0.02);
  const large = curves.put(logged(), 0, 5);
  const rise = (curve) => curves.nudge(curve, 0, 1).values[0] - curve.values[0];
  assert.ok(rise(small) > 0 && rise(large) > 20 * rise(small));
});

test("a field is read as a value on the axis, or as nothing", () => {
  const { y } = busy();
  assert.deepEqual(["", " 40 ", "1,5", "x", "-1", "201", "0"].map((text) => curves.readValue(y, text)), [null, 40, 1.5, null, null, null, 0]);
});

test("rounding leaves no long tails", () => {
  const next = seeded(3);
  for (let turn = 0; turn < 200; turn++) {
    assert.ok(String(curves.rounded(logged().y, curves.valueOf(logged().y, next()))).length <= 6);
  }
});

test("ticks are round, inside the axis and not too many", () => {
  for (const axis of [{ low: 0, high: 200 }, { low: 50, high: 99 }, { low: 0, high: 1 }, { low: 1, high: 1000, log: true }, { low: 0.2, high: 30, log: true }]) {
    const found = curves.ticks(axis);
    assert.ok(found.length >= 3 && found.length <= 11, `${found}`);
    assert.ok(found.every((tick) => tick >= axis.low && tick <= axis.high));
  }
  assert.deepEqual(curves.ticks({ low: 1, high: 1000, log: true }), [1, 10, 100, 1000]);
  assert.deepEqual(curves.ticks({ low: 0, high: 200 }), [0, 50, 100, 150, 200]);
});
