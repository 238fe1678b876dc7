import assert from "node:assert/strict";
import { test } from "node:test";
import { fitGrid, fitQueue, placeInGrid, placeInQueue } from "../../static/js/model/trace-layout.js";
import { clock, describe as inWords, rows, spoken } from "../../static/js/model/trace-words.js";
import { countUpTo, load, loadTakes, mostDealt, nextEvent, paceOf, previousEvent, sentenceAt, stateAt, totals } from "../../static/js/model/trace.js";
import { seeded } from "./ring-random.js";

const WORDS = { one: "order", many: "orders", work: "cooking", away: "on the way", done: "done", lost: "refused" };

/** A trace from rows [order, station, server, arrive, start, end, lost]. */
function traceOf(stops, more = {}) {
  const column = (value) => stops.map(value);
  const columns = {
    order: column(([order]) => order),
    station: column(([, station]) => station),
    server: column(([, , server]) => server),
    came: column(([, , , arrive], at) => arrive - (stops[at - 1]?.[3] ?? 0)),
    waited: column(([, , , arrive, start]) => start - arrive),
    worked: column(([, , , , start, end]) => end - start),
    lost: column((stop) => stop[6] ?? 0),
  };
  const end = Math.max(0, ...column((stop) => stop[5]));
  const stations = [{ name: "Ada", servers: 1, number: 1 }, { name: "Bo", servers: 2, number: 2 }];
  return load({ unit: "min", step: 1, end, ride: 0, pace: 0, follow: -1, words: WORDS, stations, stops: columns, says: [], ...more });
}

/** A hundred orders through a queue of one and then a queue of two, first come, first served. */
function busyTrace(seed) {
  const next = seeded(seed);
  const free = [[0], [0, 0]];
  const stops = [];
  let at = 0;
  for (let order = 1; order <= 100; order++) {
    at += next() * 2;
    let ready = at;
    for (const station of [0, 1]) {
      const server = free[station].indexOf(Math.min(...free[station]));
      const start = Math.max(ready, free[station][server]);
      const end = start + next() * 2;
      free[station][server] = end;
      stops.push([order, station, server, ready, start, end, 0]);
      ready = end + (station === 0 ? next() : 0);
    }
  }
  stops.sort((one, other) => one[3] - other[3]);
  return { stops, trace: traceOf(stops, { ride: 1.5 }) };
}

const few = traceOf(
  [[1, 0, 0, 0, 0, 5], [2, 0, 0, 1, 5, 10], [3, 1, 0, 2, 2, 4], [4, 0, 0, 3, 3, 3, 1]],
  { says: [[0, "Quiet."], [5, "Order 1 is done."]], ride: 2, follow: 2 },
);

test("the state at a time is what the intervals say, at every event and between", () => {
  for (const seed of [1, 2, 3]) {
    const { stops, trace } = busyTrace(seed);
    const times = [...trace.events].flatMap((time, at, all) => [time, (time + (all[at + 1] ?? time)) / 2]);
    for (const t of times) {
      const state = stateAt(trace, t);
      for (const station of [0, 1]) {
        const here = stops.filter((stop) => stop[1] === station);
        const orders = (test) => here.filter(test).map((stop) => stop[0]);
        assert.deepEqual(state[station].waiting.map((stop) => stop.order), orders(([, , , arrive, start]) => arrive <= t && t < start));
        assert.deepEqual(state[station].working.map((stop) => stop.order), orders(([, , , , start, end]) => start <= t && t < end));
        assert.equal(state[station].done, orders(([, , , , , end]) => end <= t).length);
      }
    }
  }
});

test("at any time every order that came is waiting, worked on, on the way or done: none is lost or made", () => {
  const { stops, trace } = busyTrace(4);
  for (let t = 0; t <= trace.end + 2; t += 0.37) {
    const { waiting, working, away, done } = totals(trace, stateAt(trace, t), t);
    const came = new Set(stops.filter((stop) => stop[3] <= t && stop[1] === 0).map((stop) => stop[0])).size;
    assert.equal(waiting + working + away + done, came);
  }
});

test("time can be asked for in any order, with the same answer", () => {
  const { trace } = busyTrace(5);
  const there = JSON.stringify(stateAt(trace, 40));
  stateAt(trace, 90);
  stateAt(trace, 2);
  assert.equal(JSON.stringify(stateAt(trace, 40)), there);
});

test("an order is on the way between two stops and after the last one", () => {
  const trace = traceOf([[1, 0, 0, 0, 0, 2], [1, 1, 0, 5, 5, 6]], { ride: 3 });
  assert.deepEqual([1, 3, 5.5, 7, 9].map((t) => stateAt(trace, t).map((station) => station.away.length)), [[0, 0], [1, 0], [0, 0], [0, 1], [0, 0]]);
});

test("an order that was refused is counted, and is never waiting or done", () => {
  const state = stateAt(few, 3)[0];
  assert.equal(state.lost, 1);
  assert.deepEqual(state.waiting.map((stop) => stop.order), [2]);
  assert.equal(stateAt(few, 10)[0].done, 2);
});

test("what has just left is there for the eyes, for as long as it glides", () => {
  assert.deepEqual(stateAt(few, 5.4, 0.5)[0].left.map((stop) => stop.order), [1]);
  assert.deepEqual(stateAt(few, 5.6, 0.5)[0].left, []);
});

test("steps go from event to event and stop at both ends", () => {
  assert.equal(nextEvent(few, 0), 1);
  assert.equal(nextEvent(few, 1.5), 2);
  assert.equal(nextEvent(few, 10), 10);
  assert.equal(previousEvent(few, 1), 0);
  assert.equal(previousEvent(few, 1.5), 1);
  assert.equal(previousEvent(few, 0), 0);
});

test("the last sentence whose time has come is the one that is true", () => {
  assert.equal(sentenceAt(few, 4.99), "Quiet.");
  assert.equal(sentenceAt(few, 5), "Order 1 is done.");
  assert.equal(sentenceAt(traceOf([]), 0), "");
});

test("a trace without stops is empty at any time", () => {
  assert.deepEqual(totals(traceOf([]), stateAt(traceOf([]), 1), 1), { waiting: 0, working: 0, away: 0, done: 0, lost: 0 });
});

test("the pace is round, and plays the whole within one to two and a half minutes", () => {
  for (const end of [0.3, 7, 60, 699, 12345]) {
    const long = end / paceOf({ end, pace: 0 });
    assert.ok(long >= 59.99 && long <= 150.01, `${end}: ${long} s`);
  }
  assert.equal(paceOf({ end: 60, pace: 3 }), 3);
});

test("the state in one sentence, with the order in sight", () => {
  assert.equal(
    inWords(few, stateAt(few, 2), 2),
    "1 waiting, 2 cooking. Order 2 waits at Ada and is next.",
  );
  assert.match(inWords(few, stateAt(few, 6), 6), /^0 waiting, 1 cooking, 1 on the way, 1 done, 1 refused\. Order 2 is cooking at Ada\.$/);
});

test("the table lists who waits and how far the work is", () => {
  assert.deepEqual(rows(few, stateAt(few, 2.5), 2.5), [["Ada", "2", "1 (50%)", "0"], ["Bo", "none", "3 (25%)", "0"]]);
});

test("clocks, for the eye and for the ear", () => {
  assert.equal(clock(17.4, "min"), "17:24");
  assert.equal(clock(84.5, "min"), "1:24:30");
  assert.equal(clock(12.34, "ms"), "12.3 ms");
  assert.equal(clock(0.9999, "min"), "00:59");
  assert.equal(spoken(84.5, "min"), "1 h 24 min 30 s");
  assert.equal(spoken(0, "min"), "0 min");
});

test("a queue shrinks, stacks, and then counts: every order is drawn or counted", () => {
  let radius = Infinity;
  for (let count = 0; count < 400; count++) {
    const fit = fitQueue(count, 300, 60);
    assert.equal(fit.shown + fit.more, count);
    assert.ok(fit.radius <= radius);
    radius = fit.radius;
    const places = Array.from({ length: fit.shown }, (_, index) => placeInQueue(fit, index, 300, 30));
    assert.ok(places.every(({ x, y }) => x >= fit.radius - 1 && x <= 300 && y - fit.radius >= 0 && y + fit.radius <= 60));
    assert.equal(new Set(places.map(({ x, y }) => `${x} ${y}`)).size, fit.shown);
  }
  assert.ok(fitQueue(400, 300, 60).more > 0);
});

test("servers stand in a grid that fits their lane", () => {
  for (const count of [1, 2, 4, 10, 50, 100]) {
    const grid = fitGrid(count, 160, 60);
    assert.ok(grid.size >= 4);
    const last = placeInGrid(grid, count - 1, 0, 30);
    assert.ok(last.x + grid.size / 2 <= 160.01 && last.y + grid.size / 2 <= 60.01);
  }
  assert.equal(fitGrid(1, 160, 60).size, 46);
});

test("counting in a sorted list", () => {
  assert.deepEqual([0, 1, 2, 5].map((limit) => countUpTo([1, 2, 2, 4], limit)), [0, 1, 3, 4]);
});

test("takes: what one leaves out is as in the first, and each can be asked for the same moment", () => {
  const words = WORDS;
  const stations = [{ name: "Ada", servers: 1 }, { name: "Bo", servers: 1, down: [[3, 6]] }];
  const stops = { order: [1, 2], station: [0, 0], server: [0, 0], came: [0, 10], waited: [0, 30], worked: [40, 40], lost: [0, 0] };
  const first = { name: "One", unit: "min", step: 10, end: 8, ride: 0, pace: 0, follow: -1, words, stations, stops, says: [] };
  const [one, two] = loadTakes([first, { name: "Two", stops: { station: [0, 1], waited: [0, 0] } }]);
  assert.deepEqual(one.stops.map(({ arrive, start, end }) => [arrive, start, end]), [[0, 0, 4], [1, 4, 8]]);
  assert.deepEqual(two.stops.map(({ arrive, start, end }) => [arrive, start, end]), [[0, 0, 4], [1, 1, 5]]);
  assert.deepEqual(stateAt(one, 2).map(({ dealt, waiting }) => [dealt, waiting.length]), [[2, 1], [0, 0]]);
  assert.deepEqual(stateAt(two, 2).map(({ dealt, waiting }) => [dealt, waiting.length]), [[1, 0], [1, 0]]);
  assert.equal(mostDealt([one, two]), 2);
  assert.deepEqual([2.9, 3, 5.9, 6].map((t) => stateAt(one, t)[1].closed), [false, true, true, false]);
  assert.equal(nextEvent(one, 1), 3);
  assert.match(inWords(one, stateAt(one, 4), 4), / Closed: Bo\.$/);
});
