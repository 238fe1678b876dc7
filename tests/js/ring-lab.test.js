import assert from "node:assert/strict";
import { test } from "node:test";
import { positionAfter } from "../../static/js/components/hash-ring/keyboard.js";
import { fromStep, stepOf } from "../../static/js/model/angle.js";
import { ownerAt } from "../../static/js/model/arcs.js";
import { sceneOf } from "../../static/js/model/scene.js";

test("a place and its position are each other's inverse, whatever the steps of a turn", () => {
  for (const steps of [12, 100, 360]) {
    for (let place = 0; place < steps; place++) assert.equal(stepOf(fromStep(place, steps), steps), place);
  }
  assert.equal(stepOf(0.999, 100), 0, "just before the top is the top");
});

test("on a clock of 100 places an arrow goes one place, a page four, and End to 99", () => {
  const after = (key, place) => stepOf(positionAfter(key, place / 100, 100), 100);
  assert.deepEqual(["ArrowRight", "ArrowLeft", "PageUp", "PageDown", "Home", "End"].map((key) => after(key, 98)), [99, 97, 2, 94, 0, 99]);
  assert.equal(after("ArrowRight", 99), 0);
  assert.equal(positionAfter("a", 0.5, 100), null);
});

test("bands beside points give the owners, and the points give the discs", () => {
  const servers = [1, 2].map((n) => ({ id: `oven-${n}`, name: `Oven ${n}`, weight: 1, up: true }));
  const points = [[0.25, "oven-1", 0], [0.75, "oven-2", 0]];
  const { cut, discs, banded } = sceneOf({ servers, keys: 100 }, { points, bands: [1, 0, 0, 1], loads: [] });
  assert.ok(banded);
  assert.deepEqual(discs.map(({ position, fixed }) => [position, fixed]), [[0.25, false], [0.75, false]]);
  assert.deepEqual([0.1, 0.4, 0.9].map((position) => ownerAt(cut, position)), [2, 1, 2]);
});
