import assert from "node:assert/strict";
import { test } from "node:test";
import { beginning, label } from "../../static/js/model/label.js";

const text = (command, sentence, names) => label({ command, sentence }, names).text;
const spoken = (command, sentence) => label({ command, sentence }).spoken;

test("who was added is in the sentence, unless the command gave a name", () => {
  const sentence = "Adding oven-6 took its slice from oven-1 alone; 1,684 of 10,000 keys changed hands.";
  assert.equal(text({ do: "add_server", position: 0.9 }, sentence), "+ oven-6");
  assert.equal(spoken({ do: "add_server" }, sentence), "added oven-6");
  assert.equal(text({ do: "add_server", name: "Vesuvio" }, "Adding Vesuvio moved nothing: no key."), "+ Vesuvio");
  assert.equal(text({ do: "add_server" }, "Adding the big one changed the owner of 9 keys"), "+ the big one");
  assert.equal(text({ do: "add_server" }, ""), "+ a server");
});

test("a moved point tells how far, from the sentence, or else where to", () => {
  const command = { do: "move_point", server: "oven-2", point: 0, position: 0.25 };
  assert.equal(text(command, "Moving oven-2 14 degrees clockwise took 3 keys from oven-3; ..."), "oven-2 moved 14°");
  assert.equal(text(command, "Moving oven-2 0.3 degrees anticlockwise moved nothing"), "oven-2 moved 0.3°");
  assert.equal(text(command, "Moving oven-2 1 degree clockwise moved nothing"), "oven-2 moved 1°");
  assert.equal(text(command, ""), "oven-2 to 90°");
  assert.equal(spoken(command, "Moving oven-2 14 degrees clockwise took"), "oven-2 moved 14 degrees");
});

test("servers go by their names", () => {
  const nameOf = (id) => ({ "oven-1": "Vesuvio" })[id] ?? id;
  assert.equal(text({ do: "remove_server", server: "oven-1" }, "", nameOf), "✕ Vesuvio");
  assert.equal(text({ do: "crash_server", server: "oven-1" }, "", nameOf), "Vesuvio crashed");
  assert.equal(text({ do: "recover_server", server: "oven-2" }, "", nameOf), "oven-2 is back");
  assert.equal(text({ do: "weigh_server", server: "oven-1", weight: 2.5 }, "", nameOf), "Vesuvio weighs 2.5");
  assert.equal(text({ do: "rename_server", server: "oven-1", name: "Vesuvio" }, "", nameOf), "oven-1 → Vesuvio");
});

test("dials say their new value in words", () => {
  const cases = [
    [{ virtual_nodes: 1 }, "1 virtual node"],
    [{ virtual_nodes: 100 }, "100 virtual nodes"],
    [{ keys: 100000 }, "100,000 keys"],
    [{ skew: 1.1 }, "skew 1.1"],
    [{ replicas: 1 }, "1 copy"],
    [{ replicas: 3 }, "3 copies"],
    [{ capacity_bound: 1.25 }, "bound 1.25"],
    [{ capacity_bound: null }, "no bound"],
    [{ rate: 5000 }, "5,000 a second"],
    [{ strategy: "modulo" }, "m % n"],
    [{ strategy: "maglev" }, "maglev"],
    [{ hash: "xxh3" }, "hash xxh3"],
    [{ skew: 0, virtual_nodes: 8 }, "8 virtual nodes, skew 0"],
  ];
  for (const [dials, expected] of cases) assert.equal(text({ do: "set", ...dials }), expected);
});

test("undo, reset and lock", () => {
  assert.equal(text({ do: "undo", undoes: 3 }), "↶ change 3");
  assert.equal(spoken({ do: "undo", undoes: 3 }), "took back change 3");
  assert.equal(text({ do: "reset", scenario: "many-flags" }), "↺ many-flags");
  assert.equal(text({ do: "lock", locked: true }), "locked");
  assert.equal(text({ do: "lock", locked: false }), "unlocked");
});

test("a command of a later version is called by its own name", () => {
  assert.equal(text({ do: "turn_ring" }), "turn ring");
});

test("the beginning counts its servers", () => {
  assert.equal(beginning(1).text, "1 server");
  assert.equal(beginning(5).text, "5 servers");
});
