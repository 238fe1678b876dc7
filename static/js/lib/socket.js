/**
 * The room's line: it opens, notices when it breaks, and opens again by itself.
 *
 * What it promises: events reach `onMessage` in order, without a gap and without a repeat; a command is kept until the
 * server has answered it; a drag is at most 20 a second and never kept. Everything it needs from outside (socket,
 * timers, clock, chance) is an argument, so that a test can play the network.
 */
import { Outbox } from "./outbox.js";

export const DRAG_GAP = 50; // ms between two drags
export const SILENCE = 15_000; // ms; a beacon comes every 5 s, so three are missing: the line is dead
export const SLOW_DOWN = 5_000; // ms to wait after the server said that we were too fast
export const UNTIL_SOMEONE_LEAVES = 15_000; // ms to wait before a room that is full is tried again
export const BREATH = 1_000; // ms to wait before a command that came too fast is sent again
const [SHORTEST, LONGEST] = [250, 5_000]; // ms between two attempts

/** Full jitter (M. Brooker, "Exponential Backoff And Jitter", 2015): milliseconds before attempt 0, 1, 2... */
export function backOff(attempt, random = Math.random) {
  const ceiling = Math.min(LONGEST, SHORTEST * 2 ** (attempt + 1));
  return SHORTEST + random() * (ceiling - SHORTEST);
}

// What a close code means for us. Every other code: the line broke, try again.
const CLOSED = {
  1008: { why: "flood", wait: SLOW_DOWN },
  4401: { why: "signed_out", final: true },
  4403: { why: "removed", final: true },
  4404: { why: "no_room", final: true },
  4410: { why: "archived", final: true },
  4413: { why: "full", wait: UNTIL_SOMEONE_LEAVES },
  4429: { why: "too_many", final: true },
};

const browser = {
  connect: (url) => new WebSocket(url),
  now: () => performance.now(),
  later: (fn, ms) => setTimeout(fn, ms),
  cancel: (timer) => clearTimeout(timer),
  random: Math.random,
  newId: () => crypto.randomUUID(),
};

export class RoomSocket {
  #url;
  #hear; // {onMessage(message), onLine({connection, why}), onWaiting(commands)}
  #world;
  #outbox;
  #socket = null;
  #known = null; // {epoch, seq} of the last snapshot or event passed on
  #asked = false; // a resync is under way
  #live = false;
  #ended = false;
  #watching = true;
  #toldWatched = null; // the id of the message that said so last
  #attempt = 0;
  #timers = { retry: null, silence: null, drag: null };
  #drag = null;
  #draggedAt = -Infinity;

  constructor(url, hear, { outbox = new Outbox(), ...world } = {}) {
    this.#url = url;
    this.#hear = hear;
    this.#outbox = outbox;
    this.#world = { ...browser, ...world };
  }

  open() {
    this.#ended = false;
    this.#connect();
    this.#hear.onWaiting?.(this.#outbox.waiting);
  }

  close() {
    this.#ended = true;
    Object.values(this.#timers).forEach((timer) => this.#world.cancel(timer));
    this.#socket?.close(1000);
  }

  /** Whether anyone looks at the page: if not, no frames are sent for nothing. */
  watch(watching) {
    this.#watching = watching;
    if (this.#live) this.#sayWhetherWatched();
  }

  #sayWhetherWatched() {
    this.#toldWatched = this.#world.newId();
    this.#send({ id: this.#toldWatched, do: "watch", watching: this.#watching });
  }

  /** The network came back, or the page came to the front: do not sit out the wait. */
  hurry() {
    if (this.#ended || this.#socket) return;
    this.#world.cancel(this.#timers.retry);
    this.#connect();
  }

  /** Send a command now or as soon as the line allows. Returns its id. */
  do(command) {
    const id = this.#world.newId();
    this.#dropDrag(); // the drop says it all; a late preview after it would be a ghost
    this.#outbox.add({ id, ...command });
    this.#hear.onWaiting?.(this.#outbox.waiting);
    this.#pump();
    return id;
  }

  /** Show others where a server is being dragged. The newest of what comes too quickly wins. */
  drag(drag) {
    if (!this.#live) return;
    this.#drag = drag;
    if (this.#timers.drag !== null) return;
    const wait = this.#draggedAt + DRAG_GAP - this.#world.now();
    if (wait <= 0) return this.#sendDrag();
    this.#timers.drag = this.#world.later(() => this.#sendDrag(), wait);
  }

  #sendDrag() {
    this.#timers.drag = null;
    if (this.#drag && this.#live) this.#send({ id: this.#world.newId(), do: "drag", ...this.#drag });
    this.#drag = null;
    this.#draggedAt = this.#world.now();
  }

  #dropDrag() {
    this.#world.cancel(this.#timers.drag);
    this.#timers.drag = null;
    this.#drag = null;
  }

  #connect() {
    const socket = this.#world.connect(this.#url);
    this.#socket = socket;
    this.#asked = false;
    this.#listenForSilence();
    socket.onmessage = ({ data }) => socket === this.#socket && this.#receive(JSON.parse(data));
    socket.onclose = ({ code }) => socket === this.#socket && this.#lost(code);
  }

  #lost(code) {
    this.#socket = null;
    this.#live = false;
    this.#dropDrag();
    this.#outbox.lost();
    this.#world.cancel(this.#timers.silence);
    if (this.#ended) return;
    const { why = null, wait, final = false } = CLOSED[code] ?? {};
    this.#hear.onLine?.({ connection: "lost", why });
    if (final) {
      this.#ended = true;
      return;
    }
    const delay = wait ?? backOff(this.#attempt++, this.#world.random);
    this.#timers.retry = this.#world.later(() => this.#connect(), delay);
  }

  // A cable that was pulled closes nothing. `navigator.onLine` is no help: a room on this very machine works offline.
  #listenForSilence() {
    this.#world.cancel(this.#timers.silence);
    this.#timers.silence = this.#world.later(() => {
      const dead = this.#socket;
      this.#lost(1006);
      dead?.close();
    }, SILENCE);
  }

  #receive(message) {
    this.#listenForSilence();
    if (message.code === "too_fast" && this.#again(message.id)) return;
    if (this.#isNext(message)) this.#hear.onMessage(message);
    if (message.type === "snapshot") this.#begin();
    if (message.type === "ack" || message.type === "error") {
      if (this.#outbox.settle(message.id)) this.#hear.onWaiting?.(this.#outbox.waiting);
      this.#pump();
    }
  }

  /** What came too fast was not carried out: it is said again after a breath. Whether there was such a thing. */
  #again(id) {
    const watch = this.#toldWatched !== null && id === this.#toldWatched;
    if (!watch && !this.#outbox.again(id)) return false;
    this.#world.later(() => (watch ? this.#sayWhetherWatched() : this.#pump()), BREATH);
    return true;
  }

  #begin() {
    this.#attempt = 0;
    if (!this.#live) {
      this.#live = true;
      if (!this.#watching) this.#sayWhetherWatched(); // a new socket is watched until it says otherwise
      this.#hear.onLine?.({ connection: "live", why: null });
    }
    this.#pump();
  }

  /** Whether to pass this message on. Keeps count of events, and asks for a snapshot when one is missing. */
  #isNext(message) {
    const { type, epoch, seq } = message;
    if (type === "snapshot") {
      this.#asked = false;
      this.#known = { epoch, seq };
      return true;
    }
    if (type !== "event" && type !== "beacon") return true;
    if (!this.#known) return false; // before the first snapshot nothing can be told
    const step = epoch === this.#known.epoch ? seq - this.#known.seq : Infinity;
    if (type === "event" && step === 1) {
      this.#known = { epoch, seq };
      return true;
    }
    // A beacon always asks again: the answer to the first question may itself be lost.
    if (type === "beacon" ? step > 0 : step > 1 && !this.#asked) this.#resync();
    return false;
  }

  #resync() {
    this.#asked = true;
    this.#send({ id: this.#world.newId(), do: "resync" });
  }

  #pump() {
    if (this.#live) this.#outbox.next().forEach((command) => this.#send(command));
  }

  #send(message) {
    this.#socket?.send(JSON.stringify(message));
  }
}
