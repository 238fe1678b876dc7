// Choosing a place for a new server: a ghost on the crust follows the pointer, or the arrow keys, and shows
// the slice it would take.

import { clockwise, degrees, spot, wrap } from "../../model/angle.js";
import { arcsOf } from "../../model/arcs.js";
import { hueOf } from "../../model/servers.js";
import { say, set, svg } from "../../lib/svg.js";
import { CRUST, CRUST_INNER, LANE, SLICE, SLICE_INNER, piece } from "./geometry.js";
import { chooses, positionAfter } from "./keyboard.js";

const NOTHING = { start: 0, length: 0 };

export class Adding {
  /** `host`: {add(position), leave()}. */
  constructor(root, host) {
    this.host = host;
    this.slice = svg("path", { class: "area ghost-slice" });
    this.crust = svg("path", { class: "area ghost-slice" });
    this.number = svg("text", { class: "number" });
    this.disc = svg("circle", { class: "disc" });
    this.focus = svg("circle", { class: "focus-ring" });
    const slider = { role: "slider", tabindex: 0, "aria-valuemin": 0, "aria-valuemax": 359 };
    this.handle = svg("g", { ...slider, "aria-label": "Place of the new server" }, this.focus, this.disc, this.number);
    this.area = svg("g", { class: "adding-area", "aria-hidden": "true" }, this.slice, this.crust);
    this.handle.addEventListener("keydown", (event) => this.press(event));
    this.root = root;
    this.position = null;
  }

  get open() {
    return this.position !== null;
  }

  /** Begin in the middle of the widest slice, where a newcomer helps most. */
  enter(scene, number, radius) {
    const widest = arcsOf(scene.cut).reduce((best, arc) => (arc.length > best.length ? arc : best), NOTHING);
    this.radius = radius;
    this.back = document.activeElement;
    set(this.handle, { class: `ghost-handle hue-${hueOf(number)}` });
    set(this.area, { class: `adding-area hue-${hueOf(number)}` });
    say(this.number, String(number));
    this.root.prepend(this.area); // under the discs
    this.root.append(this.handle);
    this.show(scene, wrap(widest.start + widest.length / 2));
    this.handle.focus({ preventScroll: true });
  }

  leave() {
    if (!this.open) return;
    const had = this.handle === document.activeElement;
    this.position = null;
    this.area.remove();
    this.handle.remove();
    if (had && this.back?.isConnected) this.back.focus({ preventScroll: true });
  }

  show(scene, position) {
    this.scene = scene;
    this.position = position;
    const [x, y] = spot(position, LANE);
    const taken = wayFromLastPoint(scene, position);
    const share = Math.round(taken * 100);
    set(this.slice, { d: piece(position - taken, taken, SLICE_INNER, SLICE) });
    set(this.crust, { d: piece(position - taken, taken, CRUST_INNER, CRUST) });
    set(this.disc, { r: this.radius });
    set(this.focus, { r: this.radius + 6 });
    set(this.number, { y: this.radius * 0.33, "font-size": this.radius * 0.86 });
    set(this.handle, {
      transform: `translate(${x.toFixed(2)} ${y.toFixed(2)})`,
      "aria-valuenow": degrees(position),
      "aria-valuetext": `at ${degrees(position)} degrees, would own ${share}% of the ring. Enter adds it, Escape leaves.`,
    });
  }

  press(event) {
    const next = positionAfter(event.key, this.position);
    if (next !== null) this.show(this.scene, next);
    else if (chooses(event.key)) this.host.add(this.position);
    else if (event.key === "Escape") this.host.leave();
    else return;
    event.preventDefault();
    event.stopPropagation();
  }
}

function wayFromLastPoint({ cut }, position) {
  return cut.ends.reduce((least, end) => Math.min(least, clockwise(wrap(end), position)), 1);
}
