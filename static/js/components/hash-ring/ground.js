// The plate: slices, crust, rims of the copies, ticks of the compass. SVG, so that colours come from the
// tokens by CSS alone.

import { spot } from "../../model/angle.js";
import { arcsOf, holdersOf } from "../../model/arcs.js";
import { hueOf, patternOf } from "../../model/servers.js";
import { set, svg } from "../../lib/svg.js";
import { COPY_STEP, CRUST, CRUST_INNER, SLICE, SLICE_INNER, piece } from "./geometry.js";
import { hatches } from "./hatches.js";

const MOST_RIMMED = 400; // above this many arcs the rims of the copies would be dust

export class Ground {
  constructor(root, steps) {
    this.hatches = hatches(root);
    this.layers = {};
    root.append(svg("circle", { r: CRUST + 4, class: "plate" }));
    for (const name of ["slices", "rims", "crust", "swept"]) {
      this.layers[name] = svg("g", { class: name });
      root.append(this.layers[name]);
    }
    this.compass = compass(steps % 24 ? 20 : 24);
    root.append(this.compass);
  }

  /** Draw a cut. `scene` says which servers are down and how many copies there are. */
  show(cut, scene) {
    const arcs = arcsOf(cut);
    const down = new Set(scene.servers.filter(({ up }) => !up).map(({ number }) => number));
    const owners = [...new Set(arcs.map(({ owner }) => owner))];
    const own = (owner) => arcs.filter((arc) => arc.owner === owner);
    set(this.compass, { visibility: scene.ticks.length ? "hidden" : null });
    set(this.layers.slices, { "stroke-width": arcs.length <= 24 ? 2 : arcs.length <= 120 ? 1 : 0.3 });
    this.fill("slices", owners.map((owner) => this.area(owner, own(owner), slicePath, down)));
    this.fill("crust", owners.map((owner) => this.area(owner, own(owner), crustPath, down)));
    this.fill("rims", arcs.length > MOST_RIMMED ? [] : rims(cut, arcs, scene.replicas));
    this.clearSweep();
  }

  /** The stretches that are changing hands, each grown to `part` (0..1) of its length. */
  sweep(stretches, part) {
    const grown = stretches.map(({ start, end, to, forwards }) => {
      const length = (end - start) * part;
      return { start: forwards ? start : end - length, length, owner: to };
    });
    const owners = [...new Set(grown.map(({ owner }) => owner))];
    this.fill("swept", owners.flatMap((owner) => {
      const own = grown.filter((arc) => arc.owner === owner);
      return [this.area(owner, own, slicePath), this.area(owner, own, crustPath, undefined, "crust-part")];
    }));
  }

  clearSweep() {
    this.layers.swept.replaceChildren();
  }

  fill(layer, parts) {
    this.layers[layer].replaceChildren(...parts.flat());
  }

  /** A server's part of a layer: its colour, and over it the hatch of its number or of one that is down. */
  area(owner, arcs, pathOf, down = new Set(), kind = "") {
    const d = arcs.map(pathOf).join("");
    const dead = down.has(owner);
    const base = svg("path", { d, class: `area hue-${hueOf(owner)} ${dead ? "down" : ""} ${kind}` });
    const hatch = dead ? this.hatches.down : this.hatches.of(patternOf(owner));
    return hatch ? [base, svg("path", { d, fill: hatch, class: "hatch" })] : [base];
  }
}

const slicePath = ({ start, length }) => piece(start, length, SLICE_INNER, SLICE);

function crustPath({ start, length }) {
  const gap = length >= 1 ? 0 : Math.min(0.5 / 360, length * 0.12);
  return piece(start + gap, length - 2 * gap, CRUST_INNER, CRUST);
}

/** Just inside the crust, one thin rim a copy: who else holds the keys of each arc. */
function rims(cut, arcs, replicas) {
  const found = [];
  for (let copy = 1; copy < replicas; copy++) {
    const outer = SLICE - (copy - 1) * COPY_STEP - 1;
    const byHolder = new Map();
    arcs.forEach(({ start, length }, at) => {
      const holder = holdersOf(cut, at, copy + 1)[copy];
      if (holder === undefined) return;
      byHolder.set(holder, (byHolder.get(holder) ?? "") + piece(start, length, outer - COPY_STEP + 2, outer));
    });
    for (const [holder, d] of byHolder) found.push(svg("path", { d, class: `rim hue-${hueOf(holder)}` }));
  }
  return found;
}

/** `count` marks, the quarters longer. */
function compass(count) {
  const marks = svg("g", { class: "compass" });
  for (let i = 0; i < count; i++) {
    const [x1, y1] = spot(i / count, CRUST + 5);
    const [x2, y2] = spot(i / count, CRUST + ((4 * i) % count ? 9 : 13));
    marks.append(svg("line", { x1, y1, x2, y2 }));
  }
  return marks;
}
