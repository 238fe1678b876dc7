// <hash-ring data-part>: the ring as a pizza. Attribute mode="landing" for the calm one of the front page.
//
//   ring.update(room, cause)   draw a room's view-model; cheap to call with anything, any time
//   ring.adding = true         the next place chosen on the crust gets a new server; `room:adding` {adding} tells when that ends
//   ring.showWalk({position, steps, owner} | null)      ring.toPNG() -> Promise<Blob>
//
// It asks by bubbling events: room:do, room:drag {server, point, position}, room:select {server}, room:key {nth}.
// Data attribute dots-scale: how many keys a dot stands for.

import { changedStretches } from "../model/arcs.js";
import { dotsOf, nearestDot, nearestKey, paintAll, paintByKey, paintStretches } from "../model/dots.js";
import { withPointAt } from "../model/points.js";
import { sceneOf } from "../model/scene.js";
import { positionAt } from "../model/angle.js";
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
import { Stage } from "./hash-ring/stage.js";
import { Walk } from "./hash-ring/walk.js";
import { ringPng } from "./hash-ring/png.js";
import { HUB } from "./hash-ring/geometry.js";

const PACE = { room: { most: 14, each: 3, speed: 0.13 }, landing: { most: 7, each: 1, speed: 0.08 } };
const REACH = { mouse: 12, pen: 12, touch: 22 }; // pixels
const NOBODY = new Set();

class HashRing extends HTMLElement {
  #closing;
  #ticker = new Ticker((now) => this.#draw(now));
  #room = null;
  #scene = null; // of the room
  #cut = null; // as drawn: the room's, with the point in hand where the hand is
  #dots = null;
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
    this.hands = new Hands(this);
    this.adder = new Adding(this.stage.top, { add: (position) => this.#add(position), leave: () => (this.adding = false) });
    this.tellDrag = throttled((detail) => this.ask("room:drag", detail), 50);
    onThemeChange(() => this.#redraw(), { signal });
    onStillnessChange(() => this.#redraw(), { signal });
    document.addEventListener("visibilitychange", () => this.#rest(), { signal });
    this.#watchScreen(signal);
    this.addEventListener("click", (event) => this.#click(event), { signal });
    this.addEventListener("pointermove", (event) => this.#hover(event), { signal });
    if (this.#room) this.update(this.#room, "snapshot");
  }

  disconnectedCallback() {
    this.#closing.abort();
    this.stage.close();
    this.hands.close();
    this.#ticker.rest(true);
    Object.assign(this, { adder: null });
    this.#scene = this.#cut = this.#dots = this.#change = null;
  }

  // -- what the page may ask --

  update(room, cause) {
    this.#room = room;
    const shown = room.viewing ?? room;
    if (!this.isConnected || !shown.state || !shown.derived) return;
    if (cause === "frame") this.#showFrame();
    else if (cause === "drag") this.#showGhost();
    else if (cause === "select" && this.#scene) this.#showHandles();
    else this.#showState(shown, cause);
  }

  showWalk(walk) {
    this.walk.show(walk, this.stage.place.scale);
  }

  async toPNG() {
    const { ground, keys, air, top, place } = this.stage;
    const shown = this.#room.viewing ?? this.#room;
    const servers = shown.state.servers.length;
    const caption = shown.change?.sentence ?? `${servers} servers share ${shown.state.keys} keys.`;
    return ringPng({ layers: [ground, keys, air, top], place, palette: this.palette, caption });
  }

  get adding() {
    return Boolean(this.adder?.open);
  }

  set adding(wanted) {
    if (wanted === this.adding || (wanted && !this.#scene)) return;
    if (wanted) this.adder.enter(this.#scene, (this.#room.viewing ?? this.#room).state.next_server ?? 0, this.handles.radius);
    else this.adder.leave();
    this.toggleAttribute("adding", wanted);
    this.ask("room:adding", { adding: wanted });
  }

  ask(name, detail) {
    this.dispatchEvent(new CustomEvent(name, { bubbles: true, composed: true, detail }));
  }

  // -- what the hands need --

  get mayChange() {
    return Boolean(this.#room) && !this.#room.viewing && this.#room.you?.may_change !== false;
  }

  discOf(key) {
    return this.#scene.discs.find((disc) => disc.key === key) ?? null;
  }

  /** The point in hand was taken: from now on an outline marks what would change hands. */
  handTook() {
    this.#finishChange();
    this.#dots?.before.set(this.#dots.now);
    this.#drawDots();
  }

  handMoved() {
    this.#ticker.wake();
  }

  /** The point was dropped or let go of: draw the room again, with or without it. */
  handLeft() {
    this.#showState(this.#room.viewing ?? this.#room, "hand");
  }

  // -- drawing --

  #showState(shown, cause) {
    const { hands } = this;
    const fresh = shown.seq !== this.#seq;
    const answered = cause === "event" && hands.hold.answeredBy(shown.command ?? this.#room.command);
    if (answered || (cause === "error" && hands.hold.waiting)) hands.hold.clear();
    const old = { scene: this.#scene, cut: this.#cut };
    this.#scene = sceneOf(shown.state, shown.derived);
    hands.forget(this.#scene);
    this.#cut = this.#cutWithHand();
    this.#seq = shown.seq;
    const travels = this.#paint(shown, { fresh, answered, cause, old });
    this.hub.show(this.#room.viewing ? [] : this.#room.frames ?? [], shown.state.rate);
    if (travels) this.#beginChange(old, fresh);
    else if (fresh || cause !== "owners") this.#finishChange();
    this.#redraw();
  }

  #cutWithHand() {
    const { hold } = this.hands;
    if (!hold.active || !this.#scene.points) return this.#scene.cut;
    return sceneOf({ servers: [] }, {}, withPointAt(this.#scene.points, hold.server, hold.point, hold.position)).cut;
  }

  /** Give the dots their owners; true if the change should be seen as travel. */
  #paint(shown, { fresh, answered, cause, old }) {
    const { keys } = this.#room;
    const fromNew = keys !== this.paintedKeys;
    if (fromNew) this.#dots = keys ? dotsOf(keys) : null;
    this.paintedKeys = keys;
    this.dataset.dotsScale = this.#dots?.scale ?? 1;
    const dots = this.#dots;
    const previous = dots?.now.slice();
    if (dots) this.#paintNow(shown);
    if (dots && (fromNew || !old.scene || cause === "snapshot")) dots.before.set(dots.now);
    else if (dots && this.hands.hold.active) paintAll(dots, this.#scene.cut, dots.before);
    else if (dots && (fresh || this.owners !== this.#room.owners) && !answered && differs(previous, dots.now)) dots.before.set(previous);
    else if (dots && fresh && !answered) dots.before.set(dots.now);
    this.owners = this.#room.owners;
    const moment = cause === "event" || cause === "viewing" || cause === "owners";
    return moment && Boolean(old.scene) && !answered && !this.hands.hold.active && !wantsStillness() && !document.hidden;
  }

  #paintNow({ state }) {
    const dots = this.#dots;
    const { owners, keys } = this.#room;
    const exact = this.#scene.points && state.capacity_bound == null;
    if (exact || owners?.length !== keys.length) paintAll(dots, this.#cut);
    else if (owners !== this.owners) paintByKey(dots, owners, this.#scene.servers.map(({ number }) => number));
  }

  #beginChange(old, fresh) {
    const stretches = fresh ? changedStretches(old.cut, this.#cut) : [];
    const places = new Map(old.scene.discs.map(({ key, position }) => [key, position]));
    const moves = this.#scene.discs.filter(({ key, position }) => places.has(key) && places.get(key) !== position).map(({ key, position }) => ({ key, from: places.get(key), to: position }));
    const dots = this.#dots ?? dotsOf([]);
    this.#change = new Change({ stretches, dots, moves, start: performance.now() });
    this.#change.under = { cut: old.cut, scene: this.#scene };
    if (!stretches.length && !moves.length && !this.#change.movers.length) this.#change = null;
  }

  #finishChange() {
    this.#change = null;
  }

  /** Everything anew: after a state, a resize, a change of theme. */
  #redraw() {
    this.palette = readPalette(this);
    this.palette.on.forEach((colour, hue) => this.style.setProperty(`--on-${hue}`, colour));
    if (!this.#scene) return;
    const change = this.#change;
    this.ground.show(change ? change.under.cut : this.#cut, this.#scene);
    this.#drawDots();
    this.#showHandles();
    this.#showGhost();
    this.walk.show(this.walk.walk, this.stage.place.scale);
    this.#ticker.wake();
  }

  #drawDots() {
    const dots = this.#dots ?? dotsOf([]);
    const down = new Set(this.#scene.servers.filter(({ up }) => !up).map(({ number }) => number));
    this.dotLayer.prepare({ dots, palette: this.palette, place: this.stage.place, copies: this.#scene.replicas, down });
    const moving = this.#change?.moving;
    this.dotLayer.drawAll(dots.now, dots.before, moving ? (i) => !moving[i] : null);
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
    const { preview, you } = this.#room;
    const others = preview && preview.by?.id !== you?.id && !this.#room.viewing ? preview : null;
    const point = others && this.#scene?.points?.find(([, server, index]) => server === others.server && index === others.point);
    this.ghost.show(others, point?.[0], { radius: this.handles.radius ?? 19, scale: this.stage.place.scale });
  }

  #showFrame() {
    const { frame, frames, viewing } = this.#room;
    if (!frame || !this.#scene || viewing || document.hidden) return;
    const recent = frames?.length ? frames : [frame];
    this.hub.show(recent, this.#room.state.rate);
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
    if (this.#dots && stretches.length) {
      paintStretches(this.#dots, stretches);
      this.dotLayer.drawStretches(stretches, this.#dots.now, this.#dots.before);
    }
    if (stretches.length) this.ground.show(cut, this.#scene);
    this.handles.move(hold.key, hold.position);
    this.handles.speak(hold.key, hold.position, this.hands.shareOf(cut, this.#room.keys, this.#scene.byId.get(hold.server)));
  }

  #drawChange(now) {
    const change = this.#change;
    for (const [key, position] of change.discsAt(now)) this.handles.move(key, position);
    this.ground.sweep(change.stretches, change.sweptPart(now));
    if (!change.done(now)) return;
    this.#finishChange();
    this.#redraw();
  }

  // -- pointers on the plate --

  #click(event) {
    if (!this.#scene || event.target.closest(".handle")) return;
    const [x, y] = this.stage.toUnits(event);
    if (this.adding) {
      if (Math.hypot(x, y) > HUB) this.#add(positionAt(x, y));
      return;
    }
    const nth = this.#keyAt(x, y, (REACH[event.pointerType] ?? REACH.mouse) / this.stage.place.scale);
    if (nth >= 0) this.ask("room:key", { nth });
  }

  #keyAt(x, y, reach) {
    const flight = this.air.at(x, y, reach, performance.now());
    if (flight && this.#room.keys) return nearestKey(this.#room.keys, flight.from);
    const dot = this.#dots ? nearestDot(this.#dots, x, y, reach, (i) => this.dotLayer.radius[i]) : -1;
    return dot < 0 ? -1 : this.#dots.nth[dot];
  }

  #hover(event) {
    if (!this.#scene || event.buttons || event.target.closest(".handle")) return;
    const [x, y] = this.stage.toUnits(event);
    if (this.adding) this.adder.show(this.#scene, positionAt(x, y));
    else this.toggleAttribute("over-key", this.#keyAt(x, y, REACH.mouse / this.stage.place.scale) >= 0);
  }

  #add(position) {
    this.adding = false;
    this.ask("room:do", { do: "add_server", position });
  }

  // -- rest --

  #watchScreen(signal) {
    const watcher = new IntersectionObserver(([entry]) => {
      this.offScreen = !entry.isIntersecting;
      this.#rest();
    });
    watcher.observe(this);
    signal.addEventListener("abort", () => watcher.disconnect());
  }

  #rest() {
    const resting = document.hidden || Boolean(this.offScreen);
    if (resting) this.air.clear();
    this.#ticker.rest(resting);
  }
}

function differs(a, b) {
  return a.some((value, i) => value !== b[i]);
}

customElements.define("hash-ring", HashRing);
