import assert from "node:assert/strict";
import { test } from "node:test";

import * as format from "../../static/js/lib/format.js";

test("shares, counts and plurals", () => {
  assert.equal(format.percent(0.1684), "16.8%");
  assert.equal(format.count(10_000), "10,000");
  assert.equal(format.plural(1, "key"), "1 key");
  assert.equal(format.plural(2_000, "key"), "2,000 keys");
  assert.equal(format.plural(0, "copy", "copies"), "0 copies");
});

test("positions and degrees go there and back, round the top", () => {
  assert.equal(format.toDegrees(78 / 360), 78);
  assert.equal(format.toDegrees(0.99999), 0);
  assert.equal(format.toPosition(-1), 359 / 360);
  assert.equal(format.toPosition(361), 1 / 360);
  assert.equal(format.angle(0.9999), "0°");
  assert.equal(format.angle(0.2166), "78°");
});

test("initials", () => {
  assert.equal(format.initials("Quiet Basil"), "QB");
  assert.equal(format.initials("  ada "), "A");
  assert.equal(format.initials("🍕 oven"), "🍕O");
});

test("a sentence is cut where it names servers, whole names only", () => {
  const names = new Map([["oven-1", "oven-1"], ["oven-12", "oven-12"], ["oven-3", "Big (hot) oven"]]);
  assert.deepEqual(format.servers("Adding oven-12 took keys from Big (hot) oven alone.", names), [
    { text: "Adding " },
    { text: "oven-12", server: "oven-12" },
    { text: " took keys from " },
    { text: "Big (hot) oven", server: "oven-3" },
    { text: " alone." },
  ]);
  assert.deepEqual(format.servers("oven-1, then oven-1.", names).map((part) => part.server), ["oven-1", undefined, "oven-1", undefined]);
  assert.deepEqual(format.servers("Nothing here.", new Map()), [{ text: "Nothing here." }]);
});

test("a strategy in a phrase, also one that is new", () => {
  assert.equal(format.withStrategy("ring"), "on the ring");
  assert.equal(format.withStrategy("anchor"), "with anchor");
});
