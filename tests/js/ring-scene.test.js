import assert from "node:assert/strict";
import { test } from "node:test";
import { LINGER, flightAt, flightOf } from "../../static/js/model/flights.js";
import { contrast, inkOn, luminance } from "../../static/js/lib/palette.js";
import { cutByPoints } from "../../static/js/model/arcs.js";
import { placeNames, shorten } from "../../static/js/model/names.js";
import { MOST_DISCS, sceneOf } from "../../static/js/model/scene.js";
import { neighbourOf, positionAfter } from "../../static/js/components/hash-ring/keyboard.js";
import { degrees } from "../../static/js/model/angle.js";
import { randomPoints, seeded } from "./ring-random.js";

const stateOf = (count, more = {}) => ({
  servers: Array.from({ length: count }, (_, i) => ({ id: `oven-${i + 1}`, name: `Oven ${i + 1}`, weight: 1, up: i !== 1 })),
  replicas: 1,
  ...more,
});

test("a scene joins servers with their loads, numbers and points", () => {
  const points = randomPoints(seeded(3), 3, 1);
  const scene = sceneOf(stateOf(3, { replicas: 5, keys: 100 }), { points, loads: [["oven-2", 40, 0.9]] });
  assert.deepEqual(scene.byId.get("oven-2"), { id: "oven-2", name: "Oven 2", weight: 1, up: false, number: 2, keys: 40, share: 0.4 });
  assert.equal(scene.discs.length, 3);
  assert.equal(scene.replicas, 3, "no more copies than servers");
});

test("every point is a disc while they are few; then a server keeps its first, and the others are ticks", () => {
  const scene = (each) => sceneOf(stateOf(6), { points: randomPoints(seeded(4), 6, each), loads: [] });
  assert.deepEqual([scene(8).discs.length, scene(8).ticks.length], [MOST_DISCS, 0]);
  assert.deepEqual([scene(9).discs.length, scene(9).ticks.length], [6, 48]);
  assert.ok(scene(9).discs.every(({ index }) => index === 0));
  const narrow = sceneOf(stateOf(6), { points: randomPoints(seeded(4), 6, 4), loads: [] }, 20);
  assert.deepEqual([narrow.discs.length, narrow.ticks.length], [6, 18]);
});

test("bands have one disc a server, at the end of its longest arc, which cannot be dragged", () => {
  const scene = sceneOf(stateOf(2), { points: null, bands: [0, 1, 0, 0], loads: [] });
  assert.deepEqual(scene.discs.map(({ server, position, fixed }) => [server, position, fixed]), [["oven-1", 0, true], ["oven-2", 0.5, true]]);
});

const cut = cutByPoints([[0.2, "oven-1", 0], [0.5, "oven-2", 0], [0.8, "oven-3", 0]]);

test("a request runs clockwise to the server that answers, past one that is down", () => {
  const direct = flightOf([0.3, "oven-2", 1], cut, 1000);
  assert.ok(Math.abs(direct.way - 0.2) < 1e-9);
  assert.equal(direct.detour, Infinity);
  const onwards = flightOf([0.3, "oven-3", 0], cut, 1000);
  assert.ok(Math.abs(onwards.way - 0.5) < 1e-9 && Math.abs(onwards.detour - 0.2) < 1e-9);
  assert.deepEqual([onwards.owner, onwards.number, onwards.hit, onwards.failed], [2, 3, false, false]);
  assert.ok(Math.abs(flightOf([0.9, "oven-1", 1], cut, 0).way - 0.3) < 1e-9, "across twelve o'clock");
});

test("a failed request ends at its owner, leaves a cross there, and is gone after a while", () => {
  const failed = flightOf([0.3, null, 0], cut, 1000);
  assert.deepEqual([failed.failed, failed.owner], [true, 2]);
  const landing = 1000 + failed.lasts;
  assert.equal(flightAt(failed, 999).phase, "waiting");
  assert.equal(flightAt(failed, landing - 1).phase, "flying");
  assert.equal(flightAt(failed, landing + LINGER / 2).phase, "cross");
  assert.ok(Math.abs(flightAt(failed, landing + 1).position - 0.5) < 1e-9);
  assert.equal(flightAt(failed, landing + LINGER).phase, "gone");
  const served = flightOf([0.3, "oven-2", 1], cut, 1000);
  assert.equal(flightAt(served, 1001 + served.lasts).phase, "gone");
});

test("a request to nobody that is on the ring does not fly", () => {
  assert.equal(flightOf([0.3, "oven-9", 1], cut, 0), null);
  assert.equal(flightOf([0.3, null, 1], cutByPoints([]), 0), null);
});

const space = { radius: 280, ring: 254, clear: 270, size: 15, edge: 350, bottom: 304, measure: (text) => text.length * 9 };

test("names of one side never overlap, and stay inside", () => {
  const random = seeded(5);
  for (let round = 0; round < 30; round++) {
    const marks = Array.from({ length: 12 }, (_, i) => ({ key: i, position: random(), name: `oven-${i}` }));
    const places = [...placeNames(marks, space).values()];
    for (const anchor of ["start", "end"]) {
      const heights = places.filter((place) => place.anchor === anchor).map(({ y }) => y).sort((a, b) => a - b);
      heights.slice(1).forEach((y, i) => assert.ok(y - heights[i] > 17, `${y} under ${heights[i]}`));
      for (const y of heights) assert.ok(Math.abs(y) <= 305);
    }
  }
});

test("where there is no room beside the ring a name follows it up or down, clear of the ring", () => {
  const { x, y, text } = placeNames([{ key: 1, position: 0.24, name: "oven-1" }], { ...space, edge: 305 }).get(1);
  assert.equal(text, "oven-1");
  assert.ok(Math.hypot(x, y) > 254 && x + 54 <= 305.1);
});

const widthOf = (text) => text.length;

test("a long name ends in an ellipsis", () => {
  assert.equal(shorten("oven-1", 6, widthOf), "oven-1");
  assert.equal(shorten("the oven by the window", 9, widthOf), "the oven…");
  assert.equal(shorten("the oven by the window", 0, widthOf), "th…");
});

test("keys of a slider: arrows one degree, Page keys fifteen, Home and End, round the circle", () => {
  const after = (key, angle) => degrees(positionAfter(key, angle / 360));
  assert.deepEqual([after("ArrowRight", 78), after("ArrowLeft", 0), after("PageUp", 350), after("PageDown", 20)], [79, 359, 5, 5]);
  assert.deepEqual([after("Home", 78), after("End", 78)], [0, 359]);
  assert.equal(positionAfter("a", 0.5), null);
  assert.deepEqual(["]", "[", "x"].map(neighbourOf), [1, -1, 0]);
});

test("text on every server colour, light and dark, has a contrast of 4.5 at least", () => {
  const light = ["#0072b2", "#e69f00", "#009e73", "#cc79a7", "#d55e00", "#56b4e9", "#7a6a2f", "#5b4b9a"];
  const dark = ["#4aa3df", "#2bb98f", "#f07a30", "#b3a154", "#9d8fe0"];
  for (const colour of [...light, ...dark]) {
    assert.ok(contrast(luminance(colour), luminance(inkOn(colour))) >= 4.5, colour);
  }
  assert.equal(inkOn("#0072b2"), "#ffffff");
  assert.notEqual(inkOn("#e69f00"), "#ffffff");
});
