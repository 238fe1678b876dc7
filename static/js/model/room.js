/**
 * The room as this page knows it. Pure: (room, message) -> room, the same object when nothing changed.
 *
 * `now` lives in `state`, `derived` and `change`, and moves by events in order; `viewing` is a moment of the past that
 * the person looks at meanwhile. `shown(room)` is the one of the two that is to be drawn.
 * Messages are those of the wire, and the page's own: select, viewing, connection, keys, owners, waiting.
 */
import { ENDED } from "./endings.js";

export const FRAMES = 240; // a minute of traffic at four slots a second
const DRAG_LASTS = 12; // slots without news after which someone else's drag is over: 3 s

/** A room that has heard nothing yet. */
export function empty(slug) {
  return {
    slug,
    epoch: null,
    seq: -1,
    hash: null,
    state: null,
    derived: null,
    change: null,
    by: null,
    command: null,
    you: null,
    people: [],
    names: new Map(), // server id -> the last name it had, also of those that are gone: sentences name them
    frame: null,
    frames: [],
    preview: null,
    selected: null,
    viewing: null,
    connection: "connecting",
    why: null, // why the line is down, if there is more to say: one of model/endings.js
    waiting: [], // commands without an answer yet
    keys: null,
    owners: null,
    ownersBefore: null,
    serversBefore: null, // what the indices in ownersBefore mean
  };
}

const named = (names, state) => new Map([...names, ...state.servers.map(({ id, name }) => [id, name])]);
const still = (state, id) => (state.servers.some((server) => server.id === id) ? id : null);

function snapshot(room, message) {
  const { epoch, seq, hash, state, derived, you = room.you, people = room.people } = message;
  const same = epoch === room.epoch && seq === room.seq;
  const { change, by, command } = message.change !== undefined ? message : same ? room : {};
  return {
    ...room,
    ...{ epoch, seq, hash, state, derived, you, people },
    ...{ change: change ?? null, by: by ?? null, command: command ?? null },
    names: named(room.names, state),
    selected: still(state, room.selected),
    // Another epoch is another history: the moment on show is no longer in it.
    viewing: room.epoch === null || epoch === room.epoch ? room.viewing : null,
    preview: null,
  };
}

/** A lock changes what this person may do, without a word from the server about it. */
const allowed = (you, state) => you && { ...you, may_change: you.owner || !state.locked };

function event(room, message) {
  if (message.epoch !== room.epoch || message.seq !== room.seq + 1) return room;
  const { seq, hash, state, derived, change, by, command } = message;
  return {
    ...room,
    ...{ seq, hash, state, derived, change, by, command },
    you: allowed(room.you, state),
    names: named(room.names, state),
    selected: still(state, room.selected),
    preview: null,
  };
}

function frame(room, message) {
  const { slot, counts, hit_rate, sample } = message;
  const latest = { slot, counts, hit_rate, sample };
  const over = room.preview && slot - (room.preview.slot ?? slot) > DRAG_LASTS;
  return {
    ...room,
    frame: latest,
    frames: [...room.frames, latest].slice(-FRAMES),
    preview: over ? null : room.preview,
  };
}

function drag(room, { by, server, point, position, preview }) {
  return { ...room, preview: { by, server, point, position, ...preview, slot: room.frame?.slot } };
}

function viewing(room, message) {
  return { ...room, viewing: message.viewing, names: message.viewing ? named(room.names, message.viewing.state) : room.names };
}

const REDUCERS = {
  snapshot,
  event,
  frame,
  drag,
  viewing,
  // What the last event was, fetched by a page that came after it.
  change: (room, { seq, change, by, command }) => (seq === room.seq ? { ...room, change, by, command } : room),
  people: (room, { people }) => ({ ...room, people }),
  you: (room, { type, ...you }) => ({ ...room, you }),
  select: (room, { server }) => (server === room.selected ? room : { ...room, selected: server && still(shown(room).state, server) }),
  connection: (room, { connection, why = null }) => ({ ...room, connection, why }),
  waiting: (room, { waiting }) => ({ ...room, waiting }),
  keys: (room, { keys }) => ({ ...room, keys }),
  owners: (room, { owners, before, servers }) => ({ ...room, owners, ownersBefore: before, serversBefore: servers }),
};

export function reduce(room, message) {
  const reducer = REDUCERS[message.type];
  return reducer ? reducer(room, message) : room;
}

/** What is to be drawn: the moment on show, or now. */
export function shown(room) {
  const { state, derived, change, seq } = room.viewing ?? room;
  return { state, derived, change, seq };
}

/** Settings as they will be once the server has taken what this person asked for: a dial shows it at once. */
export function settings(room) {
  if (room.viewing) return room.viewing.state;
  return room.waiting.reduce(
    (state, { id, do: what, ...asked }) => (what === "set" ? { ...state, ...asked } : state),
    room.state,
  );
}

/** Why this person cannot change the ring now, in words; null when they can. */
export function whyNot(room) {
  if (room.why in ENDED) return ENDED[room.why];
  if (room.viewing) return "You are looking at the past. Go back to now to change the ring.";
  if (room.you && !room.you.may_change) return "The owner has locked this ring. You can watch, and look at everything.";
  return null;
}

/** One server as panels need it: its shares of keys and of requests, its points, what is fair. Null when it is not there. */
export function serverView({ state, derived }, id) {
  const server = state.servers.find((one) => one.id === id);
  if (!server) return null;
  const weight = state.servers.reduce((sum, one) => sum + one.weight, 0);
  const [, keys = 0, share = 0] = derived.loads.find(([owner]) => owner === id) ?? [];
  const points = derived.points?.filter(([, owner]) => owner === id) ?? null;
  return { ...server, keys, owned: keys / state.keys, share, fair: server.weight / weight, points };
}
