import assert from "node:assert/strict";
import { test } from "node:test";

import { commandFrom } from "../../static/js/lib/command.js";
import { STOPS, nearest } from "../../static/js/model/dial.js";

test("a form becomes a command: numbers are numbers, the token stays behind", () => {
  const fields = [["csrfmiddlewaretoken", "x"], ["do", "weigh_server"], ["server", "oven-1"], ["weight", "2.5"]];
  assert.deepEqual(commandFrom(fields), { do: "weigh_server", server: "oven-1", weight: 2.5 });
});

test("a name that looks like a number stays a name", () => {
  assert.deepEqual(commandFrom([["do", "rename_server"], ["name", "42"]]), { do: "rename_server", name: "42" });
});

test("degrees become a position, and a point its number", () => {
  assert.deepEqual(commandFrom([["do", "move_point"], ["degrees", "90"], ["point", "3"]]), { do: "move_point", position: 0.25, point: 3 });
});

test("an empty field is left out; an empty capacity bound lifts the bound", () => {
  assert.deepEqual(commandFrom([["do", "set"], ["keys", ""], ["capacity_bound", ""]]), { do: "set", capacity_bound: null });
  assert.deepEqual(commandFrom([["do", "set"], ["capacity_bound", "1.25"]]), { do: "set", capacity_bound: 1.25 });
});

test("the lock is a yes or a no", () => {
  assert.deepEqual(commandFrom([["do", "lock"], ["locked", "false"]]), { do: "lock", locked: false });
});

test("every slider rises from bound to bound, and no step does nothing", () => {
  const bounds = { virtual_nodes: [1, 1_000], keys: [100, 100_000], skew: [0, 2], replicas: [1, 5], capacity_bound: [1.01, 4], rate: [1, 10_000] };
  for (const [name, [low, high]] of Object.entries(bounds)) {
    const stops = STOPS[name].filter((stop) => stop !== null);
    assert.equal(stops[0], low, name);
    assert.equal(stops.at(-1), high, name);
    stops.slice(1).forEach((stop, at) => assert.ok(stop > stops[at], `${name} ${stop}`));
  }
  assert.equal(STOPS.capacity_bound[0], null);
});

test("the slider stands at the stop nearest to the value", () => {
  const at = (name, value) => STOPS[name][nearest(STOPS[name], value)];
  assert.equal(at("virtual_nodes", 1), 1);
  assert.equal(at("virtual_nodes", 47), 50);
  assert.equal(at("keys", 10_000), 10_000);
  assert.equal(at("skew", 0.84), 0.8);
  assert.equal(at("skew", 0), 0);
  assert.equal(at("capacity_bound", null), null);
  assert.equal(at("capacity_bound", 1.26), 1.25);
});
