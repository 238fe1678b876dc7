// <hash-ring data-part>: the ring as a pizza. Attribute mode="landing" for the calm one of the front page.
//
//   ring.update(room, cause)   draw a room's view-model; cheap to call with anything, any time
//   ring.adding = true         the next place chosen on the crust gets a new server; `room:adding` {adding} tells when that ends
//   ring.showWalk({position, steps, owner} | null)      ring.toPNG() -> Promise<Blob>
//
// It asks by bubbling events: room:do, room:drag {server, point, position}, room:select {server}, room:key {nth}.
// Data attribute dots-scale: how many keys a dot stands for.

import { shortest } from "../model/angle.js";
import { changedStretches, cutByPoints } from "../model/arcs.js";
import { dotsOf } from "../model/dots.js";
import { withPointAt } from "../model/points.js";
import { sceneOf } from "../model/scene.js";
import { Ticker, onStillnessChange, throttled, wantsStillness } from "../lib/motion.js";
import { onThemeChange, readPalette } from "../lib/palette.js";
import { Adding } from "./hash-ring/adding.js";
import { Air } from "./hash-ring/air.js";
import { Change } from "./hash-ring/change.js";
import { DotLayer } from "./hash-ring/dot-layer.js";
import { Ghost } from "./hash-ring/ghost.js";
import { Ground } from "./hash-ring/ground.js";
import { Handles } from "./hash-ring/handles.js";
import { Hands } from "./hash-ring/hands.js";
import { Hub } from "./hash-ring/hub.js";
import { Owners, pointsTell } from "./hash-ring/owners.js";
import { Pointing } from "./hash-ring/pointing.js";
import { Stage } from "./hash-ring/stage.js";
import { Walk } from "./hash-ring/walk.js";
import { ringPng, sharpCanvas } from "./hash-ring/png.js";

const PACE = { room: { most: 14, each: 3, speed: 0.13 }, landing: { most: 7, each: 1, speed: 0.08 } };
const DRAG_GAP = 50; // milliseconds: at most 20 previews a second

// Causes of an update: those that may change the picture, those that are seen to happen, those that end the wait after a drop.
const STATES = new Set(["snapshot", "event", "viewing", "keys", "refused", "error"]);
const MOMENTS = new Set(["event", "viewing", "owners"]);
const ANSWERS = new Set(["snapshot", "refused", "error"]);
const HANDLES = new Set(["select", "you"]);
const NO_DOTS = dotsOf([]);

class HashRing extends HTMLElement {
  #closing;
  #ticker = new Ticker((now) => this.#draw(now));
  #room = null;
  #scene = null; // of the room
  #cut = null; // as drawn: the room's, with the point in hand where the hand is
  #change = null;
  #seq = null;

  connectedCallback() {
    this.#closing = new AbortController();
    const { signal } = this.#closing;
    this.stage = new Stage(this, () => this.#redraw());
    this.ground = new Ground(this.stage.ground);
    this.dotLayer = new DotLayer(this.stage.keys);
    this.air = new Air(this.stage.air);
    this.hub = new Hub(this.stage.top);
    this.walk = new Walk(this.stage.top);
    this.ghost = new Ghost(this.stage.top);
    this.handles = new Handles(this.stage.top);
    this.owners = new Owners();
    this.hands = new Hands(this);
    this.pointing = new Pointing(this, signal);
    this.adder = new Adding(this.stage.top, { add: (position) => this.addAt(position), leave: () => (this.adding = false) });
    this.tellDrag = throttled((detail) => this.ask("room:drag", detail), DRAG_GAP);
    onThemeChange(() => this.#redraw(), { signal });
    onStillnessChange(() => this.#settle(), { signal });
    document.addEventListener("visibilitychange", () => this.#rest(), { signal });
    this.#watchScreen(signal);
    this.offScreen = false;
    this.#rest();
    if (this.#room) this.update(this.#room, "snapshot");
  }

  disconnectedCallback() {
    this.#closing.abort();
    this.stage.close();
    this.hands.close();
    this.#ticker.rest(true);
    this.#scene = this.#cut = this.#change = null;
  }

  // -- what the page may ask --

  update(room, cause) {
    this.#room = room;
    const { shown } = this;
    if (!this.isConnected || !shown.state || !shown.derived) return;
    if (shown.state.strategy !== "ring") this.#scene = null; // <key-bins> draws those
    else if (!this.#scene || STATES.has(cause)) this.#showState(this.#scene ? cause : "snapshot");
    else if (cause === "owners" && !pointsTell(shown)) this.#showState(cause);
    else if (cause === "frame") this.#showFrame();
    else if (cause === "drag") this.#showGhost();
    else if (HANDLES.has(cause)) this.#showHandles();
  }

  showWalk(walk) {
    this.walk.show(walk, this.stage.place.scale);
  }

  async toPNG() {
    const { ground, top, place } = this.stage;
    const keys = sharpCanvas(place);
    this.#drawDots(new DotLayer(keys.canvas), keys.place, null);
    const { state, change } = this.shown;
    const caption = change?.sentence ?? `${state.servers.length} servers share ${state.keys} keys.`;
    return ringPng({ layers: [ground, keys, top], place, palette: this.palette, caption });
  }

  get adding() {
    return Boolean(this.adder?.open);
  }

  set adding(wanted) {
    if (wanted === this.adding || (wanted && !this.#scene)) return;
    if (wanted) this.adder.enter(this.#scene, this.shown.state.next_server ?? 0, this.handles.radius);
    else this.adder.leave();
    this.toggleAttribute("adding", wanted);
    this.ask("room:adding", { adding: wanted });
  }

  // -- what its parts may ask --

  ask(name, detail) {
    this.dispatchEvent(new CustomEvent(name, { bubbles: true, composed: true, detail }));
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

  get dots() {
    return this.owners.dots;
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

  // -- drawing --

  #showState(cause) {
    const { shown } = this;
    const { hold } = this.hands;
    const answered = hold.waiting && (ANSWERS.has(cause) || (cause === "event" && hold.answeredBy(this.#room.command)));
    if (answered) hold.clear();
    const old = { scene: this.#scene, cut: this.#cut };
    const fresh = shown.seq !== this.#seq;
    this.#seq = shown.seq;
    this.#scene = sceneOf(shown.state, shown.derived);
    this.hands.forget(this.#scene);
    this.#cut = this.#cutWithHand();
    const held = hold.active;
    const previous = this.owners.paint({ room: this.#room, shown, scene: this.#scene, cut: this.#cut, held, fresh, answered, cause });
    this.dataset.dotsScale = this.dots?.scale ?? 1;
    const seen = MOMENTS.has(cause) && old.scene && !held && !wantsStillness() && !document.hidden;
    this.#change = seen ? this.#changeFrom(old, fresh, previous) : null;
    this.hub.show(this.#room.viewing ? [] : this.#room.frames ?? [], shown.state.rate);
    this.#redraw();
  }

  #cutWithHand() {
    const { hold } = this.hands;
    if (!hold.active || !this.#scene.points) return this.#scene.cut;
    return cutByPoints(withPointAt(this.#scene.points, hold.server, hold.point, hold.position));
  }

  /** What there is to see between the old picture and the new one; null for nothing. */
  #changeFrom(old, fresh, previous) {
    const places = new Map(old.scene.discs.map(({ key, position }) => [key, position]));
    const change = new Change({
      stretches: fresh ? changedStretches(old.cut, this.#cut) : [],
      moves: this.#scene.discs
        .filter(({ key, position }) => places.has(key) && shortest(places.get(key), position) !== 0)
        .map(({ key, position }) => ({ key, from: places.get(key), to: position })),
      dots: previous ? this.dots : NO_DOTS,
      previous: previous ?? [],
      under: old.cut,
      start: performance.now(),
    });
    return change.shows ? change : fresh ? null : this.#change;
  }

  /** Everything anew: after a state, a resize, a change of theme. */
  #redraw() {
    this.palette = readPalette(this);
    this.palette.on.forEach((colour, hue) => this.style.setProperty(`--on-${hue}`, colour));
    if (!this.#scene) return;
    this.hub.fit(this.stage.place.scale);
    this.ground.show(this.#change?.under ?? this.#cut, this.#scene);
    this.#drawDots();
    this.#showHandles();
    this.#showGhost();
    this.walk.show(this.walk.walk, this.stage.place.scale);
    this.#ticker.wake();
  }

  #drawDots(layer = this.dotLayer, place = this.stage.place, moving = this.#change?.moving) {
    const dots = this.dots ?? NO_DOTS;
    const down = new Set(this.#scene.servers.filter(({ up }) => !up).map(({ number }) => number));
    layer.prepare({ dots, palette: this.palette, place, copies: this.#scene.replicas, down });
    layer.drawAll(dots.now, dots.before, moving ? (i) => !moving[i] : null);
  }

  #showHandles() {
    const { hold } = this.hands;
    this.handles.show(this.#scene, {
      place: this.stage.place,
      selected: this.#room.selected,
      may: this.mayChange,
      onDisc: (group) => this.hands.watch(group),
    });
    if (hold.active) this.handles.move(hold.key, hold.position);
  }

  #showGhost() {
    const { preview, you, viewing } = this.#room;
    const theirs = preview && preview.by?.id !== you?.id && !viewing ? preview : null;
    const point = theirs && this.#scene.points?.find(([, server, index]) => server === theirs.server && index === theirs.point);
    this.ghost.show(theirs, point?.[0], { radius: this.handles.radius, scale: this.stage.place.scale });
  }

  #showFrame() {
    const { frame, frames, viewing, state } = this.#room;
    if (!frame || viewing || document.hidden || this.offScreen) return;
    const recent = frames?.length ? frames : [frame];
    this.hub.show(recent, state.rate);
    if (wantsStillness()) this.handles.note(recent);
    else this.air.launch(frame.sample ?? [], this.#cut, performance.now(), PACE[this.getAttribute("mode")] ?? PACE.room);
    this.#ticker.wake();
  }

  #draw(now) {
    if (!this.#scene) return false;
    if (this.hands.hold.active) this.#drawHand();
    if (this.#change) this.#drawChange(now);
    const change = this.#change;
    const movers = change && ((context) => change.drawMovers(context, this.dotLayer, now));
    return this.air.draw(now, this.stage.place, this.palette, movers) || Boolean(change);
  }

  /** One frame of a drag: only what lies between the old place and the new one is painted again. */
  #drawHand() {
    const { hold } = this.hands;
    const cut = this.#cutWithHand();
    const stretches = changedStretches(this.#cut, cut);
    this.#cut = cut;
    if (stretches.length) {
      this.owners.repaint(stretches);
      if (this.dots) this.dotLayer.drawStretches(stretches, this.dots.now, this.dots.before);
      this.ground.show(cut, this.#scene);
    }
    this.handles.move(hold.key, hold.position);
    this.handles.speak(hold.key, hold.position, this.hands.shareOf(cut, this.keys, this.#scene.byId.get(hold.server)));
  }

  #drawChange(now) {
    const change = this.#change;
    for (const [key, position] of change.discsAt(now)) this.handles.move(key, position);
    this.ground.sweep(change.stretches, change.sweptPart(now));
    if (!change.done(now)) return;
    this.#change = null;
    this.#redraw();
  }

  // -- rest --

  /** The person wants stillness, or movement again. */
  #settle() {
    this.#change = null;
    this.air.clear();
    this.handles.note(null);
    this.#redraw();
  }

  #watchScreen(signal) {
    const watcher = new IntersectionObserver(([entry]) => {
      this.offScreen = !entry.isIntersecting;
      this.#rest();
    });
    watcher.observe(this);
    signal.addEventListener("abort", () => watcher.disconnect());
  }

  #rest() {
    const resting = document.hidden || this.offScreen;
    if (resting) this.air.clear();
    this.#ticker.rest(resting);
  }
}

customElements.define("hash-ring", HashRing);
