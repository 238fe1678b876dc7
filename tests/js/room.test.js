import assert from "node:assert/strict";
import { test } from "node:test";

import { FRAMES, empty, reduce, serverView, settings, shown, whyNot } from "../../static/js/model/room.js";

const server = (n, more = {}) => ({ id: `oven-${n}`, name: `oven-${n}`, weight: 1, up: true, ...more });
const state = (...servers) => ({ servers, moved_points: [], strategy: "ring", virtual_nodes: 1, keys: 10_000, locked: false });
const derived = (...ids) => ({
  points: ids.map((id, index) => [index / ids.length, id, 0]),
  loads: ids.map((id) => [id, 10_000 / ids.length, 1 / ids.length]),
  peak_to_mean: 1,
});
const SNAPSHOT = {
  type: "snapshot", epoch: "a", seq: 4, hash: "h4",
  state: state(server(1), server(2)), derived: derived("oven-1", "oven-2"),
  you: { id: "p1", name: "Quiet Basil", colour: 2, owner: true, may_change: true },
  people: [{ id: "p1", name: "Quiet Basil", colour: 2 }],
};
const EVENT = {
  type: "event", epoch: "a", seq: 5, hash: "h5", by: { id: "p1", name: "Quiet Basil", colour: 2 },
  command: { do: "add_server" }, change: { moved: 3_333, sentence: "Adding oven-3." },
  state: state(server(1), server(2), server(3)), derived: derived("oven-1", "oven-2", "oven-3"),
};
const frame = (slot) => ({ type: "frame", slot, counts: [["oven-1", 3], [null, 1]], hit_rate: 0.98, sample: [] });
const play = (...messages) => messages.reduce(reduce, empty("basil-x"));

test("a snapshot is the room", () => {
  const room = play(SNAPSHOT);
  assert.equal(room.seq, 4);
  assert.equal(room.you.name, "Quiet Basil");
  assert.equal(shown(room).state, SNAPSHOT.state);
  assert.equal(room.change, null);
});

test("the next event moves the room on", () => {
  const room = play(SNAPSHOT, EVENT);
  assert.equal(room.seq, 5);
  assert.equal(room.hash, "h5");
  assert.equal(room.state.servers.length, 3);
  assert.equal(room.change.moved, 3_333);
  assert.equal(room.by.id, "p1");
});

test("an event that is not the next one changes nothing: a repeat, a gap, another epoch", () => {
  const room = play(SNAPSHOT);
  for (const wrong of [{ seq: 4 }, { seq: 6 }, { epoch: "b" }]) {
    assert.equal(reduce(room, { ...EVENT, ...wrong }), room);
  }
});

test("a snapshot after a gap takes the room to its seq, and forgets a change that it did not see", () => {
  const room = play(SNAPSHOT, EVENT, { ...SNAPSHOT, seq: 9 });
  assert.equal(room.seq, 9);
  assert.equal(room.change, null);
});

test("the same snapshot again, after a reconnect, keeps the sentence", () => {
  const again = { ...SNAPSHOT, seq: 5, state: EVENT.state, derived: EVENT.derived };
  assert.equal(play(SNAPSHOT, EVENT, again).change.sentence, "Adding oven-3.");
});

test("another epoch ends a look at the past; the same epoch does not", () => {
  const viewing = { seq: 2, state: SNAPSHOT.state, derived: SNAPSHOT.derived, change: null };
  const looking = play(SNAPSHOT, { type: "viewing", viewing });
  assert.equal(reduce(looking, { ...SNAPSHOT, seq: 9 }).viewing, viewing);
  assert.equal(reduce(looking, { ...SNAPSHOT, epoch: "b" }).viewing, null);
});

test("while the past is on show, live events arrive and are not lost", () => {
  const viewing = { seq: 2, state: state(server(1)), derived: derived("oven-1"), change: { moved: 1 } };
  const room = play(SNAPSHOT, { type: "viewing", viewing }, EVENT);
  assert.equal(shown(room).seq, 2);
  assert.equal(shown(room).state.servers.length, 1);
  assert.equal(room.seq, 5);
  const back = reduce(room, { type: "viewing", viewing: null });
  assert.equal(shown(back).seq, 5);
  assert.equal(shown(back).state.servers.length, 3);
});

test("a drag is a preview until the event", () => {
  const drag = { type: "drag", by: "p2", server: "oven-2", point: 0, position: 0.4, preview: { moved: 12 } };
  const room = play(SNAPSHOT, frame(100), drag);
  assert.equal(room.preview.position, 0.4);
  assert.equal(room.preview.moved, 12);
  assert.equal(reduce(room, EVENT).preview, null);
});

test("a drag of someone who vanished ends by itself", () => {
  const drag = { type: "drag", by: "p2", server: "oven-2", point: 0, position: 0.4, preview: {} };
  const room = play(SNAPSHOT, frame(100), drag, frame(110));
  assert.notEqual(room.preview, null);
  assert.equal(reduce(room, frame(113)).preview, null);
});

test("frames are a ring buffer, newest last", () => {
  const room = play(SNAPSHOT, ...Array.from({ length: FRAMES + 10 }, (_, slot) => frame(slot)));
  assert.equal(room.frames.length, FRAMES);
  assert.equal(room.frames[0].slot, 10);
  assert.equal(room.frame.slot, FRAMES + 9);
});

test("selecting: only a server that is there, and it goes with the server", () => {
  assert.equal(play(SNAPSHOT, { type: "select", server: "oven-9" }).selected, null);
  const room = play(SNAPSHOT, { type: "select", server: "oven-2" });
  assert.equal(room.selected, "oven-2");
  const gone = { ...EVENT, state: state(server(1)), derived: derived("oven-1") };
  assert.equal(reduce(room, gone).selected, null);
});

test("the name of a removed server is remembered, because the sentence says it", () => {
  const renamed = { ...SNAPSHOT, state: state(server(1), server(2, { name: "Big oven" })) };
  const room = play(renamed, { ...EVENT, state: state(server(1)), derived: derived("oven-1") });
  assert.equal(room.names.get("oven-2"), "Big oven");
});

test("a dial shows what was asked for until the server answers", () => {
  const asked = { id: "1", do: "set", virtual_nodes: 40 };
  const room = play(SNAPSHOT, { type: "waiting", waiting: [asked, { id: "2", do: "add_server" }] });
  assert.equal(settings(room).virtual_nodes, 40);
  assert.equal(settings(room).keys, 10_000);
  assert.equal(settings(reduce(room, { type: "waiting", waiting: [] })).virtual_nodes, 1);
});

test("why someone cannot change the ring", () => {
  const room = play(SNAPSHOT);
  assert.equal(whyNot(room), null);
  assert.match(whyNot(reduce(room, { type: "you", ...SNAPSHOT.you, may_change: false })), /locked/);
  assert.match(whyNot(reduce(room, { type: "viewing", viewing: SNAPSHOT })), /past/);
  assert.match(whyNot(reduce(room, { type: "connection", connection: "lost", why: "no_room" })), /does not exist/);
});

test("a lock takes effect with its event: the owner may go on, others watch", () => {
  const locked = { ...EVENT, state: { ...EVENT.state, locked: true } };
  assert.equal(whyNot(play(SNAPSHOT, locked)), null);
  const guest = { ...SNAPSHOT, you: { ...SNAPSHOT.you, owner: false } };
  assert.match(whyNot(play(guest, locked)), /locked/);
  assert.equal(whyNot(play(guest, locked, { ...EVENT, seq: 6 })), null);
});

test("what the last event was can come later, for the event that is on show only", () => {
  const room = play(SNAPSHOT, { type: "change", seq: 4, change: { moved: 7 }, by: null, command: null });
  assert.equal(room.change.moved, 7);
  assert.equal(reduce(room, { type: "change", seq: 3, change: { moved: 1 } }), room);
});

test("the view of a server: its share against the fair share of its weight", () => {
  const heavy = { ...SNAPSHOT, state: state(server(1), server(2, { weight: 3 })) };
  const view = serverView(shown(play(heavy)), "oven-2");
  assert.equal(view.fair, 0.75);
  assert.equal(view.share, 0.5);
  assert.deepEqual(view.points, [[0.5, "oven-2", 0]]);
  assert.equal(serverView(shown(play(heavy)), "oven-7"), null);
});

test("a message that nobody knows changes nothing", () => {
  const room = play(SNAPSHOT);
  assert.equal(reduce(room, { type: "weather" }), room);
});
