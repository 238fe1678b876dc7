// The evening as numbers: what is seen at a minute, and where time halts.
import assert from "node:assert/strict";
import test from "node:test";

import { advance, clock, momentAt, percent } from "../../static/js/model/friday.js";

const night = {
  end: 3,
  pace: 1.5,
  waiting: [[0, 0], [2, 1], [4, 0], [0, 0]],
  busy: [[0, 0], [3, 3], [3, 1], [0, 0]],
  chefs: [[3, 3], [3, 3], [3, 3], [3, 3]],
  drained: [[0, 0], [0, 0], [0, 1], [0, 1]],
  came: [0, 9, 12, 12],
  settled: [0, 0, 8, 12],
  on_time: [0, 0, 8, 11],
  failed: [0, 0, 0, 1],
};

test("a clock, and shares that are never rounded up", () => {
  assert.equal(clock(0), "18:00");
  assert.equal(clock(102), "19:42");
  assert.equal(percent(0, 0), "100.00%");
  assert.equal(percent(11, 12), "91.66%");
  assert.equal(percent(4454, 4454), "100.00%");
});

test("a moment adds up what stands in the film", () => {
  const moment = momentAt(night, 2);
  assert.equal(moment.waiting, 4);
  assert.deepEqual(moment.shops[1], { waiting: 0, busy: 1, chefs: 3, drained: true });
  assert.equal(moment.kept, "100.00%");
  assert.equal(momentAt(night, 1).kept, "–"); // no order is due yet
  assert.equal(momentAt(night, 3).kept, "91.66%");
  assert.equal(momentAt(night, 3).failed, 1);
});

test("time goes on at its speed, and stops at the end", () => {
  const from = { time: 0, shown: 0, speed: 2, halts: [] };
  assert.deepEqual(advance(night, { ...from, seconds: 0.5 }), { time: 1.5, halted: false });
  assert.deepEqual(advance(night, { ...from, seconds: 5 }), { time: 3, halted: true });
});

test("it halts at news that were not shown yet, the first of them, and at none twice", () => {
  const from = { time: 0.5, shown: 0, speed: 1, seconds: 2, halts: [2, 1] };
  assert.deepEqual(advance(night, from), { time: 1, halted: true });
  assert.deepEqual(advance(night, { ...from, time: 1, shown: 1 }), { time: 2, halted: true });
  assert.deepEqual(advance(night, { ...from, shown: 2, seconds: 1 }), { time: 2, halted: false });
});
