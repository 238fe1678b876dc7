import assert from "node:assert/strict";
import { test } from "node:test";
import { fairShares, heightOf, pile, pitchFor, placeIn, slotAt } from "../../static/js/model/bins.js";
import { kept, stripes } from "../../static/js/model/stripes.js";
import { changedCells, gridFor, numbersOf } from "../../static/js/model/table.js";
import { seeded } from "./ring-random.js";

const random = seeded(21);
const owners = () => Uint16Array.from({ length: 4000 }, () => 1 + Math.floor(random() * 5));

test("a pile has a slot of its own for every key, those that stayed below the newcomers", () => {
  const [now, before] = [owners(), owners()];
  const { slot, counts, arrived } = pile(now, before);
  for (let owner = 1; owner <= 5; owner++) {
    const own = [...now.keys()].filter((i) => now[i] === owner);
    assert.deepEqual(own.map((i) => slot[i]).sort((a, b) => a - b), own.map((_, rank) => rank));
    const stayed = own.filter((i) => before[i] === owner).map((i) => slot[i]);
    const came = own.filter((i) => before[i] !== owner).map((i) => slot[i]);
    assert.ok(Math.max(...stayed) < Math.min(...came));
    assert.deepEqual([counts.get(owner), arrived.get(owner)], [own.length, came.length]);
  }
});

test("the fullest pile fits its bin, whatever its size", () => {
  for (const [fullest, width, height] of [[1, 60, 100], [2000, 60, 300], [1700, 110, 260], [10000, 340, 200], [40, 50, 90]]) {
    const bin = { x: 10, y: 20, width, height };
    const pitch = pitchFor(fullest, width, height);
    for (let slot = 0; slot < fullest; slot++) {
      const [x, y] = placeIn(bin, slot, pitch);
      assert.ok(x > 10 && x < 10 + width && y > 20 && y < 20 + height, `slot ${slot} of ${fullest} at ${x}, ${y}`);
    }
  }
});

test("the slot under a place is the slot that was put there", () => {
  const bin = { x: 5, y: 7, width: 90, height: 240 };
  const pitch = pitchFor(900, bin.width, bin.height);
  for (let slot = 0; slot < 900; slot += 7) assert.equal(slotAt(bin, ...placeIn(bin, slot, pitch), pitch), slot);
  assert.equal(slotAt(bin, bin.x - 30, 100, pitch), -1);
});

test("a pile of twice as many is twice as high", () => {
  assert.ok(Math.abs(heightOf(600, 90, 4) - 2 * heightOf(300, 90, 4)) < 1e-9);
});

test("fair shares follow weights only where the method can", () => {
  const servers = [{ id: "oven-1", weight: 1 }, { id: "oven-2", weight: 3 }];
  assert.deepEqual([...fairShares(servers, true).values()], [0.25, 0.75]);
  assert.deepEqual([...fairShares(servers, false).values()], [0.5, 0.5]);
});

const list = (count) => Array.from({ length: count }, (_, i) => ({ id: `oven-${i + 1}` }));

test("stripes are hash % n, and of n (n + 1) values in a row n keep their server when one joins at the end", () => {
  assert.deepEqual(stripes(list(3), 5).map(({ remainder, number }) => [remainder, number]), [[0, 1], [1, 2], [2, 3], [0, 1], [1, 2]]);
  for (let n = 1; n < 9; n++) {
    const count = n * (n + 1);
    assert.equal(kept(stripes(list(n), count), stripes(list(n + 1), count)), n);
  }
});

test("a table's cells all have a place in its grid", () => {
  for (const [cells, width, height] of [[8191, 824, 92], [65537, 390, 92], [8191, 288, 92], [7, 300, 92]]) {
    const { columns, rows, side } = gridFor(cells, width, height);
    assert.ok(columns * rows >= cells && columns * (rows - 1) < cells);
    assert.ok(Math.abs(columns * side - width) < 1e-6);
  }
});

test("changed cells are counted between tables of one size, by server and not by place in the list", () => {
  const before = numbersOf([0, 1, 2, 0], [1, 2, 3]);
  const after = numbersOf([0, 1, 1, 0], [1, 3]);
  assert.deepEqual([...after], [1, 3, 3, 1]);
  assert.equal(changedCells(before, after), 1);
  assert.equal(changedCells(null, after), 0);
  assert.equal(changedCells(before, numbersOf([0], [1])), 0);
});
