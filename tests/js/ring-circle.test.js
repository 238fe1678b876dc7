import assert from "node:assert/strict";
import { test } from "node:test";
import { clockwise, degrees, fromDegrees, positionAt, shortest, spot, wrap } from "../../static/js/model/angle.js";
import { arcsOf, changedStretches, cutByBands, cutByPoints, holdersOf, ownerAt } from "../../static/js/model/arcs.js";
import { numberOf, hueOf, patternOf } from "../../static/js/model/servers.js";
import { randomPoints, seeded, walk } from "./ring-random.js";
import { successor, withPoint, withPointAt } from "../../static/js/model/points.js";

const near = (actual, wanted) => assert.ok(Math.abs(actual - wanted) < 1e-9, `${actual} is not ${wanted}`);

test("positions run clockwise from twelve o'clock, with y downwards", () => {
  const corners = { 0: [0, -10], 0.25: [10, 0], 0.5: [0, 10], 0.75: [-10, 0] };
  for (const [position, [x, y]] of Object.entries(corners)) {
    const [px, py] = spot(Number(position), 10);
    near(px, x);
    near(py, y);
    near(positionAt(x, y), Number(position));
  }
});

test("wrapping never leaves [0, 1), not even by rounding", () => {
  for (const turns of [-1e-18, -0.25, 0, 0.999, 1, 1.5, -3]) {
    const position = wrap(turns);
    assert.ok(position >= 0 && position < 1, `${turns} became ${position}`);
  }
  near(wrap(-0.25), 0.75);
});

test("ways across twelve o'clock", () => {
  near(clockwise(0.9, 0.1), 0.2);
  near(clockwise(0.1, 0.9), 0.8);
  near(shortest(0.9, 0.1), 0.2);
  near(shortest(0.1, 0.9), -0.2);
});

test("degrees are whole, 0 to 359, and come back", () => {
  assert.equal(degrees(0.9999), 0);
  for (let angle = 0; angle < 360; angle++) assert.equal(degrees(fromDegrees(angle)), angle);
  assert.equal(degrees(fromDegrees(-1)), 359);
});

test("a server's number is the end of its id; above eight it has a pattern as well", () => {
  assert.equal(numberOf("oven-12"), 12);
  assert.equal(numberOf("a"), 0);
  assert.deepEqual([1, 8, 9, 16, 17].map(hueOf), [0, 7, 0, 7, 0]);
  assert.deepEqual([1, 8, 9, 16, 17, 40, 41].map(patternOf), [0, 0, 1, 1, 2, 4, 1]);
});

test("a point moves without touching the old list, and the list stays sorted", () => {
  const points = [[0.1, "oven-1", 0], [0.4, "oven-2", 0], [0.8, "oven-3", 0]];
  const moved = withPointAt(points, "oven-1", 0, 0.9);
  assert.deepEqual(moved.map(([, server]) => server), ["oven-2", "oven-3", "oven-1"]);
  assert.equal(points[0][0], 0.1);
  assert.deepEqual(withPoint(points, [0.5, "oven-4", 0]).map(([position]) => position), [0.1, 0.4, 0.5, 0.8]);
});

test("the owner is the first point at or after the position", () => {
  const random = seeded(1);
  const points = randomPoints(random, 5, 7);
  const cut = cutByPoints(points);
  const places = [...Array.from({ length: 500 }, random), ...points.map(([position]) => position), 0];
  for (const position of places) {
    assert.equal(ownerAt(cut, position), numberOf(walk(points, position)));
    assert.equal(points[successor(points, position)][1], walk(points, position));
  }
});

test("arcs cover the circle once", () => {
  const arcs = arcsOf(cutByPoints(randomPoints(seeded(2), 6, 3)));
  near(arcs.reduce((sum, { length }) => sum + length, 0), 1);
  assert.deepEqual(arcsOf(cutByPoints([[0.3, "oven-1", 0]])), [{ start: 0.3, length: 1, owner: 1 }]);
});

test("bands come as places in the list of servers, and neighbours of one owner are one arc", () => {
  const servers = [{ id: "oven-3" }, { id: "oven-7" }];
  const cut = cutByBands([0, 0, 1, 0], servers);
  assert.deepEqual([...cut.ends], [0.5, 0.75, 1]);
  assert.deepEqual([...cut.owners], [3, 7, 3]);
  assert.deepEqual([...cutByBands(["oven-7", "oven-7"], servers).owners], [7]);
});

for (const [name, change] of Object.entries({
  "a point moves": (points, random) => withPointAt(points, "oven-2", 1, random()),
  "a server joins": (points, random) => [0, 1, 2].reduce((all, index) => withPoint(all, [random(), "oven-9", index]), points),
  "a server leaves": (points) => points.filter(([, server]) => server !== "oven-3"),
  "everything is new": (_, random) => randomPoints(random, 4, 5),
})) {
  test(`the changed stretches are all that changed, and nothing else: ${name}`, () => {
    for (let seed = 1; seed <= 40; seed++) {
      const random = seeded(seed);
      const points = randomPoints(random, 4, 3);
      const [before, after] = [cutByPoints(points), cutByPoints(change(points, random))];
      const stretches = changedStretches(before, after);
      for (let i = 0; i < 300; i++) {
        const position = random();
        const inside = stretches.filter(({ start, end }) => (position > start && position <= end) || (position - 1 > start && position - 1 <= end));
        const [from, to] = [ownerAt(before, position), ownerAt(after, position)];
        assert.equal(inside.length, from === to ? 0 : 1, `seed ${seed}, position ${position}`);
        if (inside.length) assert.deepEqual([inside[0].from, inside[0].to], [from, to]);
      }
    }
  });
}

test("a stretch across twelve o'clock is one, and the front comes from the new owner's side", () => {
  const before = cutByPoints([[0.1, "oven-1", 0], [0.6, "oven-2", 0]]);
  const joined = changedStretches(before, cutByPoints([[0.05, "oven-3", 0], [0.1, "oven-1", 0], [0.6, "oven-2", 0]]));
  assert.equal(joined.length, 1);
  near(joined[0].start, -0.4);
  assert.equal(joined[0].forwards, false);
  const onwards = changedStretches(before, cutByPoints([[0.2, "oven-1", 0], [0.6, "oven-2", 0]]));
  assert.deepEqual(onwards.map(({ from, to, forwards }) => [from, to, forwards]), [[2, 1, true]]);
});

test("holders are distinct servers, the owner first, then clockwise", () => {
  const cut = cutByPoints([[0.1, "oven-1", 0], [0.2, "oven-1", 1], [0.3, "oven-2", 0], [0.4, "oven-3", 0]]);
  assert.deepEqual(holdersOf(cut, 0, 2), [1, 2]);
  assert.deepEqual(holdersOf(cut, 2, 3), [2, 3, 1]);
  assert.deepEqual(holdersOf(cut, 0, 5), [1, 2, 3]);
});
