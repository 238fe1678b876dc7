// <hash-ring data-part>: the ring as a pizza. Attribute mode="landing" for the calm one of the front page, "lab" for the
// one of a lesson, with a dial in the middle. steps="100": places of a turn for words and arrow keys, else degrees.
//
//   ring.update(room, cause)   draw a room's view-model; cheap to call with anything, any time
//   ring.adding = true         the next place chosen on the crust gets a new server; `room:adding` {adding}
//                              tells when that begins and ends
//   ring.showWalk({position, steps, owner} | null)      ring.toPNG() -> Promise<Blob>
//
// It asks by bubbling events: room:do, room:drag {server, point, position}, room:select {server} and
// room:key {nth}. Its data-dots-scale says how many keys a dot stands for.

import { shortest } from "../model/angle.js";
import { changedStretches, cutByPoints } from "../model/arcs.js";
import { withPointAt } from "../model/points.js";
import { MOST_DISCS, MOST_DISCS_NARROW, sceneOf } from "../model/scene.js";
import { Ticker, onStillnessChange, throttled, wantsStillness } from "../lib/motion.js";
import { onThemeChange } from "../lib/palette.js";
import { Adding } from "./hash-ring/adding.js";
import { Change } from "./hash-ring/change.js";
import { NARROW } from "./hash-ring/geometry.js";
import { Hands } from "./hash-ring/hands.js";
import { Owners, pointsTell } from "./hash-ring/owners.js";
import { NO_DOTS, Picture } from "./hash-ring/picture.js";
import { Pointing } from "./hash-ring/pointing.js";

const PACE = { room: { most: 14, each: 3, speed: 0.13 }, landing: { most: 7, each: 1, speed: 0.08 } };
const DRAG_GAP = 50; // milliseconds: at most 20 previews a second

// Causes of an update: those that may change the picture, those that are seen to happen, those that end the
// wait after a drop.
const STATES = new Set(["snapshot", "event", "viewing", "keys", "refused", "error"]);
const MOMENTS = new Set(["event", "viewing", "owners"]);
const ANSWERS = new Set(["refused", "error"]);
const HANDLES = new Set(["select", "you"]);

class HashRing extends HTMLElement {
  #closing;
  #ticker = new Ticker((now) => this.#draw(now));
  #room = null;
  #scene = null; // of the room
  #cut = null; // as drawn: the room's, with the point in hand where the hand is
  #change = null;
  #seq = null;
  #fromOther = false; // the picture before this one was of another strategy

  connectedCallback() {
    this.#closing = new AbortController();
    const { signal } = this.#closing;
    this.picture = new Picture(this, {
      onFit: () => this.#fit(),
      onDisc: (disc) => this.hands.watch(disc),
    });
    this.owners = new Owners();
    this.hands = new Hands(this);
    this.pointing = new Pointing(this, signal);
    this.adder = new Adding(this.picture.stage.top, {
      add: (position) => this.addAt(position),
      leave: () => (this.adding = false),
    });
    this.tellDrag = throttled((detail) => this.ask("room:drag", detail), DRAG_GAP);
    onThemeChange(() => this.#redraw(), { signal });
    onStillnessChange(() => this.#settle(), { signal });
    document.addEventListener("visibilitychange", () => this.#rest(), { signal });
    this.#watchScreen(signal);
    this.#rest();
    if (this.#room) this.update(this.#room, "snapshot");
  }

  disconnectedCallback() {
    this.#closing.abort();
    this.picture.close();
    this.hands.close();
    this.#ticker.rest(true);
    this.#scene = this.#cut = this.#change = null;
  }

  // -- what the page may ask --

  update(room, cause) {
    this.#room = room;
    const { shown } = this;
    if (!this.isConnected || !shown.state || !shown.derived) return;
    if (shown.state.strategy !== "ring") this.#leave();
    else if (!this.#scene || STATES.has(cause)) this.#showState(this.#scene ? cause : "snapshot");
    else if (cause === "owners") this.#showOwners(shown);
    else if (cause === "frame") this.#showFrame();
    else if (cause === "drag") this.picture.showGhost(this.#view);
    else if (HANDLES.has(cause)) this.picture.showHandles(this.#view);
  }

  showWalk(walk) {
    this.picture.showWalk(walk);
  }

  async toPNG() {
    const { state, change } = this.shown;
    const caption = change?.sentence ?? `${state.servers.length} servers share ${state.keys} keys.`;
    return this.picture.toPNG(this.#view, caption);
  }

  get adding() {
    return Boolean(this.adder?.open);
  }

  set adding(wanted) {
    if (wanted === this.adding || (wanted && !this.#scene)) return;
    if (wanted) this.adder.enter(this.#scene, this.shown.state.next_server ?? 0, this.picture.handles.radius);
    else this.adder.leave();
    this.toggleAttribute("adding", wanted);
    this.ask("room:adding", { adding: wanted });
  }

  // -- what its parts may ask --

  ask(name, detail) {
    this.dispatchEvent(new CustomEvent(name, { bubbles: true, composed: true, detail }));
  }

  get steps() {
    return Number(this.getAttribute("steps")) || 360;
  }

  /** The moment on show: of the past, or now. */
  get shown() {
    return this.#room.viewing ?? this.#room;
  }

  get scene() {
    return this.#scene;
  }

  get keys() {
    return this.#room.keys;
  }

  get mayChange() {
    return Boolean(this.#room) && !this.#room.viewing && this.#room.you?.may_change !== false;
  }

  discOf(key) {
    return this.#scene?.discs.find((disc) => disc.key === key) ?? null;
  }

  addAt(position) {
    this.adding = false;
    this.ask("room:do", { do: "add_server", position });
  }

  /** A point was taken in hand. */
  handTook() {
    this.#change = null;
    this.owners.begin();
    this.#redraw();
  }

  handMoved() {
    this.#ticker.wake();
  }

  /** The hand let go without a word: draw the room as it is. */
  handLeft() {
    if (this.#scene) this.#showState("hand");
  }

  // -- from the room to the picture --

  get #view() {
    const { preview, you, viewing, selected } = this.#room;
    const theirs = preview && preview.by?.id !== you?.id && !viewing ? preview : null;
    return {
      ...{ scene: this.#scene, cut: this.#cut, dots: this.owners.dots, change: this.#change },
      ...{ hold: this.hands.hold, selected, preview: theirs, may: this.mayChange },
    };
  }

  #showState(cause) {
    const { shown } = this;
    const { hold } = this.hands;
    const answered = ANSWERS.has(cause) ? hold.waiting : cause === "event" && hold.answeredBy(this.#room.command);
    const old = { scene: this.#scene, cut: this.#cut, hand: { key: hold.key, position: hold.position } };
    if (answered) hold.clear();
    const fresh = shown.seq !== this.#seq;
    this.#fromOther = this.#seq === undefined;
    this.#seq = shown.seq;
    this.#scene = this.#sceneNow();
    this.hands.forget(this.#scene);
    this.#cut = this.#cutWithHand();
    const held = hold.active;
    const now = { room: this.#room, shown, scene: this.#scene, cut: this.#cut };
    const previous = this.owners.paint(now, { held, fresh, answered, cause });
    this.dataset.dotsScale = this.owners.dots?.scale ?? 1;
    const seen = MOMENTS.has(cause) && old.scene && !held && !wantsStillness() && !document.hidden;
    this.#change = seen ? this.#changeFrom(old, fresh, previous) : null;
    this.picture.hub.show(this.#room.viewing ? [] : this.#room.frames ?? [], shown.state.rate);
    this.#redraw();
  }

  /** <key-bins> draws the other strategies. */
  #leave() {
    if (!this.#scene) return;
    this.#scene = null;
    this.#seq = undefined; // as opposed to null, nothing yet: the next ring comes after another picture
    this.adding = false;
    this.hands.close();
    this.picture.air.clear();
  }

  /** Owners that came later than their event; or, after another strategy, who owned the keys under it. */
  #showOwners(shown) {
    const { ownersBefore, serversBefore } = this.#room;
    if (!pointsTell(shown)) this.#showState("owners");
    else if (this.#fromOther && this.owners.recall(ownersBefore, serversBefore)) {
      const moment = { ...this.owners.recalled(), under: this.#cut, start: performance.now() };
      this.#change = wantsStillness() ? null : new Change(moment);
      this.#redraw();
    }
    this.#fromOther = false;
  }

  #cutWithHand() {
    const { hold } = this.hands;
    if (!hold.active || !this.#scene.points || this.#scene.banded) return this.#scene.cut;
    return cutByPoints(withPointAt(this.#scene.points, hold.server, hold.point, hold.position));
  }

  /** What there is to see between the old picture and the new one; null for nothing. */
  #changeFrom(old, fresh, previous) {
    const places = new Map(old.scene.discs.map(({ key, position }) => [key, position]));
    if (old.hand.key) places.set(old.hand.key, old.hand.position); // it is drawn there already
    const change = new Change({
      stretches: fresh ? changedStretches(old.cut, this.#cut) : [],
      moves: this.#scene.discs
        .filter(({ key, position }) => places.has(key) && shortest(places.get(key), position) !== 0)
        .map(({ key, position }) => ({ key, from: places.get(key), to: position })),
      dots: previous ? this.owners.dots : NO_DOTS,
      previous: previous ?? [],
      under: old.cut,
      start: performance.now(),
    });
    return change.shows ? change : fresh ? null : this.#change;
  }

  #showFrame() {
    const { frame, frames, viewing, state } = this.#room;
    if (!frame || viewing || document.hidden || this.offScreen) return;
    const recent = frames?.length ? frames : [frame];
    const { hub, handles, air } = this.picture;
    const pace = PACE[this.getAttribute("mode")] ?? PACE.room;
    hub.show(recent, state.rate);
    if (wantsStillness()) handles.note(recent);
    else air.launch(frame.sample ?? [], this.#cut, performance.now(), pace);
    this.#ticker.wake();
  }

  #sceneNow() {
    const { state, derived } = this.shown;
    return sceneOf(state, derived, this.picture.place.width < NARROW ? MOST_DISCS_NARROW : MOST_DISCS);
  }

  // -- frames --

  #fit() {
    if (this.#scene) this.#scene = this.#sceneNow();
    this.#redraw();
  }

  #redraw() {
    if (!this.#scene) return;
    this.picture.drawAll(this.#view);
    this.#ticker.wake();
  }

  #draw(now) {
    if (!this.#scene) return false;
    const { hold } = this.hands;
    if (hold.active && hold.drawn !== hold.position) this.#drawHand();
    const moving = this.picture.drawMoving(this.#change, now);
    if (this.#change?.done(now)) {
      this.#change = null;
      this.#redraw();
    }
    return moving;
  }

  #drawHand() {
    const { hold } = this.hands;
    hold.drawn = hold.position;
    const cut = this.#cutWithHand();
    const stretches = changedStretches(this.#cut, cut);
    this.#cut = cut;
    this.owners.repaint(stretches);
    const share = this.hands.shareOf(cut, this.keys, this.#scene.byId.get(hold.server));
    this.picture.drawHand(this.#view, stretches, share);
  }

  /** The person wants stillness, or movement again. */
  #settle() {
    this.#change = null;
    this.picture.air.clear();
    this.picture.handles.note(null);
    this.#redraw();
  }

  // -- rest: nothing moves that nobody sees --

  #watchScreen(signal) {
    this.offScreen = false;
    const watcher = new IntersectionObserver(([entry]) => {
      this.offScreen = !entry.isIntersecting;
      this.#rest();
    });
    watcher.observe(this);
    signal.addEventListener("abort", () => watcher.disconnect());
  }

  #rest() {
    const resting = document.hidden || this.offScreen;
    if (resting) this.picture.air.clear();
    this.#ticker.rest(resting);
  }
}

customElements.define("hash-ring", HashRing);
