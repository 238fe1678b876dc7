import assert from "node:assert/strict";
import { test } from "node:test";
import { spot } from "../../static/js/model/angle.js";
import { changedStretches, cutByPoints } from "../../static/js/model/arcs.js";
import { countByOwner, depthOf, dotsOf, nearestDot, nearestKey, paintAll, paintByKey, paintStretches, rangesIn } from "../../static/js/model/dots.js";
import { FULL_TURN, ownersByPoints, withPointAt } from "../../static/js/model/points.js";
import { numberOf } from "../../static/js/model/servers.js";
import { randomKeys, randomPoints, seeded, walk } from "./ring-random.js";

const random = seeded(11);
const keys = randomKeys(random, 3000);
const points = randomPoints(random, 6, 4);

test("owners by points are those of a walk from every key", () => {
  const owners = ownersByPoints(keys, points);
  keys.forEach((key, i) => assert.equal(`oven-${owners[i] + 1}`, walk(points, key / FULL_TURN)));
});

test("owners are places in the list of servers that is given, whatever its order", () => {
  const servers = [{ id: "oven-6" }, { id: "oven-2" }, { id: "oven-1" }, { id: "oven-5" }, { id: "oven-3" }, { id: "oven-4" }];
  const owners = ownersByPoints(keys, points, servers);
  keys.forEach((key, i) => assert.equal(servers[owners[i]].id, walk(points, key / FULL_TURN)));
});

test("dots of few keys are the keys; dots of many are an even sample, and say how many keys each stands for", () => {
  const few = dotsOf(keys);
  assert.deepEqual([few.count, few.scale], [3000, 1]);
  assert.equal(few.nth[2999], 2999);
  const sample = dotsOf(keys, 1000);
  assert.deepEqual([sample.count, sample.scale], [1000, 3]);
  assert.deepEqual([...sample.nth.slice(0, 3)], [0, 3, 6]);
  assert.equal(dotsOf(new Uint32Array(0)).count, 0);
});

test("a dot's depth depends on its key alone, and depths are spread evenly", () => {
  assert.equal(depthOf(12345), depthOf(12345));
  const tenths = new Array(10).fill(0);
  for (const key of keys) tenths[Math.floor(depthOf(key) * 10)] += 1;
  for (const count of tenths) assert.ok(count > 230 && count < 370, `${tenths}`);
});

test("painting arcs gives each dot the owner of its key", () => {
  const dots = dotsOf(keys, 700);
  paintAll(dots, cutByPoints(points));
  dots.nth.forEach((nth, i) => assert.equal(dots.now[i], numberOf(walk(points, keys[nth] / FULL_TURN))));
});

test("repainting the changed stretches alone equals painting afresh, through a long drag", () => {
  const dots = dotsOf(keys);
  const fresh = dotsOf(keys);
  let held = points;
  let cut = cutByPoints(held);
  paintAll(dots, cut);
  for (let step = 0; step < 200; step++) {
    held = withPointAt(held, "oven-3", 2, random());
    const next = cutByPoints(held);
    paintStretches(dots, changedStretches(cut, next));
    cut = next;
    assert.deepEqual(dots.now, paintAll(fresh, cut));
  }
});

test("owners that come key by key are read at each dot's own key", () => {
  const dots = dotsOf(keys, 500);
  const owners = Uint8Array.from(keys, (_, i) => i % 3);
  paintByKey(dots, owners, [4, 8, 15]);
  dots.nth.forEach((nth, i) => assert.equal(dots.now[i], [4, 8, 15][nth % 3]));
});

test("ranges across twelve o'clock are two, and hold the same dots as a search through all", () => {
  const dots = dotsOf(keys);
  const inside = (start, end) => rangesIn(dots, start, end).reduce((sum, [from, to]) => sum + to - from, 0);
  const wanted = (start, end) => [...dots.position].filter((p) => (p > start && p <= end) || (p - 1 > start && p - 1 <= end)).length;
  for (const [start, end] of [[-0.2, 0.1], [0.3, 0.35], [0, 1]]) assert.equal(inside(start, end), wanted(start, end));
});

test("the nearest dot is the one a search through all finds, also across twelve o'clock", () => {
  const dots = dotsOf(keys, 400);
  const radiusOf = (i) => 100 + dots.depth[i] * 120;
  for (let i = 0; i < 300; i++) {
    const [x, y] = spot(i % 3 ? random() : (random() - 0.5) / 50, random() * 260);
    const ways = [...dots.position].map((position, at) => {
      const [dx, dy] = spot(position, radiusOf(at));
      return Math.hypot(dx - x, dy - y);
    });
    const least = Math.min(...ways);
    assert.equal(nearestDot(dots, x, y, 12, radiusOf), least <= 12 ? ways.indexOf(least) : -1);
  }
});

test("the nearest key to a place", () => {
  const few = Uint32Array.from([0.1, 0.2, 0.9].map((position) => position * FULL_TURN));
  assert.deepEqual([0, 0.14, 0.16, 0.5, 0.99].map((position) => nearestKey(few, position)), [0, 0, 1, 1, 2]);
  assert.equal(nearestKey(new Uint32Array(0), 0.5), -1);
});

test("counts by arcs are the counts of the owners", () => {
  const counts = countByOwner(keys, cutByPoints(points));
  const owners = ownersByPoints(keys, points);
  for (let rank = 0; rank < 6; rank++) assert.equal(counts.get(rank + 1), owners.filter((owner) => owner === rank).length);
  assert.equal([...counts.values()].reduce((a, b) => a + b), keys.length);
});
