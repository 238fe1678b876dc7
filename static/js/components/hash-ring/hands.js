// One point in the hand, by pointer or by keyboard, and what the page is asked for on its behalf.

import { countByOwner } from "../../model/dots.js";
import { settled } from "../../lib/motion.js";
import { Drag } from "./drag.js";
import { Hold } from "./hold.js";
import { chooses, neighbourOf, positionAfter } from "./keyboard.js";

const QUIET = 250; // milliseconds without a key press make a drop

export class Hands {
  constructor(ring) {
    this.ring = ring;
    this.hold = new Hold(() => this.giveUp());
    this.pointer = new Drag(this, (event) => ring.picture.stage.toUnits(event));
    this.keyed = settled(() => this.drop(), QUIET);
  }

  close() {
    this.keyed.drop();
    this.hold.clear();
  }

  /** Listen on a disc. */
  watch(group) {
    this.pointer.watch(group);
    group.addEventListener("keydown", (event) => this.press(event, group));
    const { server, point } = group.dataset;
    group.addEventListener("focusin", () => this.ring.picture.handles.enter(server, Number(point)));
    group.addEventListener("focusout", () => this.keyed.now());
  }

  // -- the pointer's side --

  grab(group) {
    const disc = this.ring.discOf(group.dataset.key);
    if (!disc || disc.fixed || !this.ring.mayChange) return null;
    this.keyed.now();
    this.hold.take(disc);
    this.ring.handTook();
    return disc.position;
  }

  drag(position) {
    if (!this.hold.inHand) return; // the server was removed under the hand
    this.hold.position = position;
    this.ring.handMoved();
    const { server, point } = this.hold;
    this.ring.tellDrag({ server, point, position });
  }

  drop(position = this.hold.position) {
    if (!this.hold.inHand) return;
    this.ring.tellDrag.drop();
    if (position === this.hold.from) return this.cancel();
    this.hold.position = position;
    this.hold.drop();
    const { server, point } = this.hold;
    this.ring.handMoved();
    this.ring.ask("room:do", { do: "move_point", server, point, position });
  }

  /** Let go as if nothing had been. */
  cancel() {
    this.keyed.drop();
    this.ring.tellDrag.drop();
    this.giveUp();
  }

  giveUp() {
    if (!this.hold.active) return;
    this.hold.clear();
    this.ring.handLeft();
  }

  select(server) {
    this.ring.ask("room:select", { server });
  }

  /** A new scene: if the point in hand is gone, so is the hold. */
  forget({ points }) {
    const { server, point } = this.hold;
    if (!this.hold.active || points?.some(([, id, index]) => id === server && index === point)) return;
    this.keyed.drop();
    this.pointer.letGo();
    this.hold.clear();
  }

  // -- the keyboard's side --

  press(event, group) {
    if (event.altKey || event.ctrlKey || event.metaKey) return;
    if (this.act(event.key, group)) event.preventDefault();
  }

  act(key, group) {
    const from = this.hold.inHand ? this.hold : this.ring.discOf(group.dataset.key);
    const position = positionAfter(key, from?.position ?? 0, this.ring.steps);
    if (position !== null) return this.step(position, group);
    if (neighbourOf(key)) return this.ring.picture.handles.focusNeighbour(group, neighbourOf(key));
    if (key === "Escape") return this.escape();
    if (!chooses(key)) return false;
    this.keyed.now();
    this.select(group.dataset.server);
    return true;
  }

  step(position, group) {
    if (this.hold.key !== group.dataset.key || !this.hold.inHand) {
      if (this.grab(group) === null) return true;
    }
    this.drag(position);
    this.keyed.soon();
    return true;
  }

  escape() {
    if (!this.hold.inHand) return false;
    if (this.pointer.held) this.pointer.cancel();
    else this.cancel();
    return true;
  }

  /**
   * What part of the keys a server owns under a cut: counted if the keys are here, else the part of the
   * circle.
   */
  shareOf(cut, keys, server) {
    if (!keys?.length) return server.share;
    return (countByOwner(keys, cut).get(server.number) ?? 0) / keys.length;
  }
}
