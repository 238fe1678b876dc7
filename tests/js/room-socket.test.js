import assert from "node:assert/strict";
import { test } from "node:test";

import { Announcer } from "../../static/js/lib/announce.js";
import { IN_FLIGHT, Outbox } from "../../static/js/lib/outbox.js";
import { BREATH, RoomSocket, SILENCE, SLOW_DOWN, backOff } from "../../static/js/lib/socket.js";
import { ENDED } from "../../static/js/model/endings.js";

/** A clock that a test turns by hand. */
class Clock {
  time = 0;
  #timers = new Map();
  #next = 1;
  now = () => this.time;
  later = (fn, ms) => {
    this.#timers.set(this.#next, { at: this.time + ms, fn });
    return this.#next++;
  };
  cancel = (timer) => this.#timers.delete(timer);
  pass(ms) {
    const until = this.time + ms;
    for (;;) {
      const due = [...this.#timers].filter(([, { at }]) => at <= until).sort(([, a], [, b]) => a.at - b.at)[0];
      if (!due) break;
      this.#timers.delete(due[0]);
      this.time = due[1].at;
      due[1].fn();
    }
    this.time = until;
  }
}

/** A network that a test plays: every socket that was opened, and what was sent on it. */
function world({ outbox } = {}) {
  const clock = new Clock();
  const lines = [];
  const heard = [];
  const states = [];
  const waiting = [];
  let ids = 0;
  const connect = () => {
    const line = {
      sent: [],
      send: (text) => line.sent.push(JSON.parse(text)),
      close: () => {},
      say: (message) => line.onmessage({ data: JSON.stringify(message) }),
      drop: (code = 1006) => line.onclose({ code }),
    };
    lines.push(line);
    return line;
  };
  const hear = {
    onMessage: (message) => heard.push(message),
    onLine: (line) => states.push(line),
    onWaiting: (list) => waiting.push(list.length),
  };
  const { now, later, cancel } = clock;
  const socket = new RoomSocket("ws://x", hear, {
    ...{ connect, now, later, cancel, random: () => 0.5, newId: () => `c${++ids}` },
    ...(outbox ? { outbox } : {}),
  });
  socket.open();
  return { socket, clock, lines, heard, states, waiting, line: () => lines.at(-1) };
}

const snapshot = (seq = 3, epoch = "a") => ({ type: "snapshot", epoch, seq });
const event = (seq, epoch = "a") => ({ type: "event", epoch, seq });
const beacon = (seq, epoch = "a") => ({ type: "beacon", epoch, seq });
const asked = (line, what) => line.sent.filter((message) => message.do === what);

test("back-off: full jitter, from a quarter of a second to five", () => {
  assert.equal(backOff(0, () => 0), 250);
  assert.equal(backOff(0, () => 1), 500);
  assert.equal(backOff(20, () => 1), 5_000);
  assert.equal(backOff(20, () => 0), 250);
});

test("events in order are passed on, once", () => {
  const { line, heard } = world();
  line().say(snapshot());
  [event(4), event(4), event(3), event(5)].forEach(line().say);
  assert.deepEqual(heard.map(({ seq }) => seq), [3, 4, 5]);
  assert.equal(asked(line(), "resync").length, 0);
});

test("a gap asks for a snapshot, once, and passes nothing on until it comes", () => {
  const { line, heard } = world();
  line().say(snapshot());
  [event(6), event(7), event(8)].forEach(line().say);
  assert.equal(asked(line(), "resync").length, 1);
  assert.deepEqual(heard.map(({ seq }) => seq), [3]);
  line().say(snapshot(8));
  line().say(event(9));
  assert.deepEqual(heard.map(({ seq }) => seq), [3, 8, 9]);
});

test("a beacon ahead of us finds a lost last event; one beside us asks nothing", () => {
  const { line } = world();
  line().say(snapshot());
  line().say(beacon(3));
  assert.equal(asked(line(), "resync").length, 0);
  line().say(beacon(4));
  line().say(beacon(4));
  assert.equal(asked(line(), "resync").length, 2);
});

test("another epoch asks for a snapshot", () => {
  for (const message of [beacon(3, "b"), event(4, "b")]) {
    const { line } = world();
    line().say(snapshot());
    line().say(message);
    assert.equal(asked(line(), "resync").length, 1);
  }
});

test("it reconnects by itself and says so", () => {
  const { line, lines, states, clock } = world();
  line().say(snapshot());
  line().drop(1012);
  clock.pass(374);
  assert.equal(lines.length, 1);
  clock.pass(1);
  assert.equal(lines.length, 2);
  line().say(snapshot());
  assert.deepEqual(states.map(({ connection }) => connection), ["live", "lost", "live"]);
});

test("a page that is hidden says so, on every new line too, until it is looked at again", () => {
  const { socket, clock, line } = world();
  line().say(snapshot());
  assert.equal(asked(line(), "watch").length, 0);
  socket.watch(false);
  assert.deepEqual(asked(line(), "watch").map(({ watching }) => watching), [false]);
  line().drop();
  clock.pass(5_000);
  assert.equal(asked(line(), "watch").length, 0);
  line().say(snapshot());
  assert.deepEqual(asked(line(), "watch").map(({ watching }) => watching), [false]);
  socket.watch(true);
  const [{ id, watching }] = asked(line(), "watch").slice(-1);
  assert.equal(watching, true);
  line().say({ type: "error", id, code: "too_fast" });
  clock.pass(BREATH);
  assert.equal(asked(line(), "watch").length, 3, "else the page would stand still in front of someone");
  assert.equal(asked(line(), "watch").at(-1).watching, true);
});

test("attempts get rarer, and a good line starts the count again", () => {
  const { line, lines, clock } = world();
  const waits = [375, 625, 1_125, 2_125, 2_625, 2_625];
  for (const wait of waits) {
    const before = lines.length;
    line().drop();
    clock.pass(wait - 1);
    assert.equal(lines.length, before);
    clock.pass(1);
    assert.equal(lines.length, before + 1);
  }
  line().say(snapshot());
  line().drop();
  clock.pass(375);
  assert.equal(lines.length, waits.length + 2);
});

test("when the network comes back it does not sit out the wait", () => {
  const { socket, line, lines, clock } = world();
  line().drop();
  socket.hurry();
  assert.equal(lines.length, 2);
  socket.hurry();
  clock.pass(10_000);
  assert.equal(lines.length, 2);
});

test("a command is kept until it is answered, and goes out again after a reconnect with the same id", () => {
  const { socket, line, clock, waiting } = world();
  line().say(snapshot());
  const id = socket.do({ do: "add_server" });
  assert.deepEqual(asked(line(), "add_server"), [{ id, do: "add_server" }]);
  line().drop();
  socket.do({ do: "remove_server", server: "oven-1" });
  clock.pass(375);
  assert.equal(line().sent.length, 0); // nothing before the snapshot: the room may be another
  line().say(snapshot());
  assert.deepEqual(line().sent.map((message) => message.do), ["add_server", "remove_server"]);
  assert.equal(line().sent[0].id, id);
  line().say({ type: "ack", id, seq: 4 });
  line().say({ type: "error", id: line().sent[1].id, code: "last_server", message: "No." });
  assert.deepEqual(waiting.slice(-2), [1, 0]);
  line().drop();
  clock.pass(375);
  line().say(snapshot());
  assert.equal(line().sent.length, 0);
});

test("a long list made offline goes out a few at a time", () => {
  const { socket, line } = world();
  const ids = Array.from({ length: IN_FLIGHT + 3 }, () => socket.do({ do: "undo" }));
  line().say(snapshot());
  assert.equal(line().sent.length, IN_FLIGHT);
  line().say({ type: "ack", id: ids[0], seq: 4 });
  assert.equal(line().sent.length, IN_FLIGHT + 1);
  ids.slice(1).forEach((id) => line().say({ type: "ack", id, seq: 5 }));
  assert.deepEqual(line().sent.map(({ id }) => id), ids);
});

test("commands outlive a reload of the page", () => {
  let stored = [];
  const first = new Outbox([], (list) => (stored = list));
  first.add({ id: "old", do: "undo" });
  const { line, waiting } = world({ outbox: new Outbox(stored) });
  assert.deepEqual(waiting, [1]);
  line().say(snapshot());
  assert.deepEqual(line().sent, [{ id: "old", do: "undo" }]);
});

test("a command that came too fast is not lost: it goes out again after a breath", () => {
  const { socket, line, heard, waiting, clock } = world();
  line().say(snapshot());
  const id = socket.do({ do: "undo" });
  line().say({ type: "error", id, code: "too_fast", message: "Wait." });
  assert.deepEqual([heard.length, waiting.at(-1), line().sent.length], [1, 1, 1]);
  clock.pass(BREATH);
  assert.deepEqual(line().sent.map((message) => message.id), [id, id]);
  line().say({ type: "ack", id, seq: 4 });
  assert.equal(waiting.at(-1), 0);
});

test("drags: twenty a second at most, the newest wins, the drop ends them", () => {
  const { socket, line, clock } = world();
  line().say(snapshot());
  for (let step = 0; step < 100; step++) {
    socket.drag({ server: "oven-1", point: 0, position: step / 100 });
    clock.pass(10);
  }
  const drags = asked(line(), "drag");
  assert.ok(drags.length >= 19 && drags.length <= 21, `${drags.length} drags`);
  assert.ok(drags.at(-1).position > 0.9);
  socket.drag({ server: "oven-1", point: 0, position: 0.5 });
  socket.do({ do: "move_point", server: "oven-1", point: 0, position: 0.5 });
  clock.pass(1_000);
  assert.equal(line().sent.at(-1).do, "move_point");
});

test("a drag without a line is not kept", () => {
  const { socket, line, clock } = world();
  socket.drag({ server: "oven-1", point: 0, position: 0.5 });
  line().say(snapshot());
  clock.pass(1_000);
  assert.equal(line().sent.length, 0);
});

test("told to slow down, it waits five seconds", () => {
  const { line, lines, states, clock } = world();
  line().say(snapshot());
  line().drop(1008);
  assert.deepEqual(states.at(-1), { connection: "lost", why: "flood" });
  clock.pass(SLOW_DOWN - 1);
  assert.equal(lines.length, 1);
  clock.pass(1);
  assert.equal(lines.length, 2);
});

test("a room that does not exist is final", () => {
  const { socket, line, lines, states, clock } = world();
  line().drop(4404);
  assert.deepEqual(states, [{ connection: "lost", why: "no_room" }]);
  socket.hurry();
  clock.pass(60_000);
  assert.equal(lines.length, 1);
});

for (const [code, why] of [[4401, "signed_out"], [4403, "removed"], [4410, "archived"], [4429, "too_many"]]) {
  test(`after ${code} the browser does not come back, and says why`, () => {
    const { socket, line, lines, states, clock } = world();
    line().say(snapshot());
    line().drop(code);
    assert.deepEqual(states.at(-1), { connection: "lost", why });
    assert.match(ENDED[why], /\.$/);
    socket.hurry();
    clock.pass(600_000);
    assert.equal(lines.length, 1);
  });
}

test("a room that is full is tried again, and not at once", () => {
  const { line, lines, states, clock } = world();
  line().drop(4413);
  assert.deepEqual(states, [{ connection: "lost", why: "full" }]);
  clock.pass(14_999);
  assert.equal(lines.length, 1);
  clock.pass(1);
  assert.equal(lines.length, 2);
});

test("a line that fell silent is given up", () => {
  const { line, lines, states, clock } = world();
  line().say(snapshot());
  clock.pass(SILENCE - 1);
  line().say(beacon(3));
  clock.pass(SILENCE - 1);
  assert.equal(states.length, 1);
  clock.pass(1);
  assert.equal(states.at(-1).connection, "lost");
  clock.pass(375);
  assert.equal(lines.length, 2);
});

test("a message on a line that was given up is not heard", () => {
  const { line, lines, heard, clock } = world();
  line().say(snapshot());
  clock.pass(SILENCE + 375);
  lines[0].say(event(4));
  assert.equal(heard.length, 1);
});

test("a screen reader hears one message a second; news replaces news, problems wait their turn", () => {
  const clock = new Clock();
  const said = [];
  const { now, later } = clock;
  const announcer = new Announcer((text) => said.push([clock.time, text]), { now, later });
  announcer.say("one");
  announcer.say("two");
  announcer.problem("no");
  announcer.say("three");
  clock.pass(5_000);
  assert.deepEqual(said, [[0, "one"], [1_000, "no"], [2_000, "three"]]);
  announcer.say("four");
  assert.deepEqual(said.at(-1), [5_000, "four"]);
});
