import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { turner, turnFigure, turnTrace } from "../../static/js/model/lens.js";

const examples = JSON.parse(readFileSync(new URL("../engine/lens_examples.json", import.meta.url)));
const COMMON = Object.fromEntries(
  [...readFileSync(new URL("../../simulator/engine/lens.py", import.meta.url), "utf8")
    .split("COMMON:")[1].split("\n)\n")[0]
    .matchAll(/\("([^"]+)", "([^"]+)"\)/g)].map(([, shop, centre]) => [shop, centre]),
);
const turn = turner({ ...COMMON, ...Object.fromEntries(examples.words.map(([shop, centre]) => [shop.toLowerCase(), centre])) });

test("words are turned as the engine turns them", () => {
  for (const [shop, centre] of examples.turned) assert.equal(turn(shop), centre);
  assert.equal(turner({})("an order"), "an order");
});

test("a trace keeps its times and orders", () => {
  const words = { one: "order", many: "orders", work: "cooking", away: "on the way", done: "done", lost: "refused" };
  const trace = { end: 3, words, stations: [{ name: "Gus", note: "slow chef", servers: 1 }, { name: "Road" }], stops: [1], says: [[2, "Gus cooks."]] };
  const turned = turnTrace(trace, turn);
  assert.equal(turned.words.many, "requests");
  assert.deepEqual(turned.stations.map(({ name, note }) => [name, note]), [["Server 7", "slow server"], ["Road", ""]]);
  assert.deepEqual(turned.says, [[2, "Server 7 processes."]]);
  assert.equal(turned.stops, trace.stops);
});

test("of a figure the texts are turned and nothing that Plotly reads, and names stay apart", () => {
  const figure = {
    data: [{ type: "bar", mode: "lines", name: "chef", x: ["Chefs", "Ovens"], y: [1, 2], hovertemplate: "%{x}<extra>chef</extra>" }],
    layout: { xaxis: { title: { text: "orders, an hour" }, categoryarray: ["Chefs", "Ovens"] }, yaxis: { title: { text: "min" } } },
  };
  const { data: [line], layout } = turnFigure(figure, turner({ ...COMMON, lines: "queues" }));
  assert.equal(line.mode, "lines");
  assert.equal(line.name, "server");
  assert.deepEqual(line.x, ["Servers", "Servers\u200b"]);
  assert.deepEqual(layout.xaxis.categoryarray, line.x);
  assert.deepEqual(line.y, [1, 2]);
  assert.equal(layout.xaxis.title.text, "requests, an hour");
});
