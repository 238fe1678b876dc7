// All that is drawn, layer over layer. A view says what: {scene, cut, dots, change, hold, selected, preview,
// may}, where `cut` and `dots` are as drawn, with the point in hand where the hand is.

import { dotsOf } from "../../model/dots.js";
import { readPalette } from "../../lib/palette.js";
import { Air } from "./air.js";
import { Dial } from "./dial.js";
import { DotLayer } from "./dot-layer.js";
import { Ghost } from "./ghost.js";
import { Ground } from "./ground.js";
import { Handles } from "./handles.js";
import { Hub } from "./hub.js";
import { Stage } from "./stage.js";
import { Walk } from "./walk.js";
import { ringPng, sharpCanvas } from "./png.js";

export const NO_DOTS = dotsOf([]);

export class Picture {
  /** `onFit()` is called when the size has changed; `onDisc(element)` with each new disc. */
  constructor(host, { onFit, onDisc }) {
    this.host = host;
    this.onDisc = onDisc;
    this.stage = new Stage(host, onFit);
    this.ground = new Ground(this.stage.ground, host.steps);
    this.dotLayer = new DotLayer(this.stage.keys);
    this.air = new Air(this.stage.air);
    this.hub = host.getAttribute("mode") === "lab" ? new Dial(this.stage.top, host.steps) : new Hub(this.stage.top);
    this.walk = new Walk(this.stage.top);
    this.ghost = new Ghost(this.stage.top);
    this.handles = new Handles(this.stage.top, host.steps);
  }

  close() {
    this.stage.close();
  }

  get place() {
    return this.stage.place;
  }

  /** Everything anew: after a state, a resize, a change of theme. */
  drawAll(view) {
    this.palette = readPalette(this.host);
    this.palette.on.forEach((colour, hue) => this.host.style.setProperty(`--on-${hue}`, colour));
    this.hub.fit(this.place.scale);
    this.ground.show(view.change?.under ?? view.cut, view.scene);
    this.drawDots(view, this.dotLayer, this.place, view.change?.moving);
    this.showHandles(view);
    this.showGhost(view);
    this.showWalk(this.walk.walk);
  }

  drawDots({ dots, scene }, layer, place, moving) {
    const shown = dots ?? NO_DOTS;
    const down = new Set(scene.servers.filter(({ up }) => !up).map(({ number }) => number));
    layer.prepare({ dots: shown, palette: this.palette, place, copies: scene.replicas, down });
    layer.drawAll(shown.now, shown.before, moving ? (i) => !moving[i] : null);
  }

  showHandles({ scene, selected, may, hold }) {
    this.handles.show(scene, { place: this.place, selected, may, onDisc: this.onDisc });
    if (!hold.active) return;
    this.handles.move(hold.key, hold.position);
    hold.drawn = null; // what is spoken of it is told in the next frame
  }

  showGhost({ scene, preview }) {
    const theirs = ([, server, index]) => server === preview.server && index === preview.point;
    const point = preview && scene.points?.find(theirs);
    this.ghost.show(preview, point?.[0], { radius: this.handles.radius, scale: this.place.scale });
  }

  showWalk(walk) {
    this.walk.show(walk, this.place.scale);
  }

  /** One frame of a drag: only the stretches that have a new owner are painted again. */
  drawHand({ scene, cut, dots, hold }, stretches, share) {
    if (stretches.length) {
      if (dots) this.dotLayer.drawStretches(stretches, dots.now, dots.before);
      this.ground.show(cut, scene);
    }
    this.handles.move(hold.key, hold.position);
    this.handles.speak(hold.key, hold.position, share);
  }

  /** One frame of what moves by itself; true while something does. */
  drawMoving(change, now) {
    if (change) {
      for (const [key, position] of change.discsAt(now)) this.handles.move(key, position);
      this.ground.sweep(change.stretches, change.sweptPart(now));
    }
    const movers = change && ((context) => change.drawMovers(context, this.dotLayer, now));
    return this.air.draw(now, this.place, this.palette, movers) || Boolean(change);
  }

  toPNG(view, caption) {
    const keys = sharpCanvas(this.place);
    this.drawDots(view, new DotLayer(keys.canvas), keys.place, null);
    const layers = [this.stage.ground, keys, this.stage.top];
    return ringPng({ layers, place: this.place, palette: this.palette, caption });
  }
}
