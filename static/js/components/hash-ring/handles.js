// Servers on the crust: numbered discs to take hold of, ticks for the points that have no disc, and names
// around the ring. A disc is a slider for keyboard and screen reader. Nodes are kept by point, so that a
// redraw never takes the focus away.

import { spot, stepOf } from "../../model/angle.js";
import { placeNames } from "../../model/names.js";
import { discRadius } from "../../model/scene.js";
import { hueOf } from "../../model/servers.js";
import { say, set, svg } from "../../lib/svg.js";
import { CRUST, LANE } from "./geometry.js";
import { hatches } from "./hatches.js";

const SMALLEST_TARGET = 22; // half of the 44 pixels a finger needs
const MOST_NAMES = 24;
const PIN = 9; // length of a tick, outwards from the crust
const SLOT = 0.25; // seconds of traffic in a frame
const SMOOTHED = 8; // frames

export class Handles {
  /** `steps`: places of a turn, in which a disc says where it is. */
  constructor(root, steps = 360) {
    this.steps = steps;
    this.downHatch = hatches(root).down;
    this.ticks = svg("g", { class: "ticks" });
    this.discs = svg("g", { class: "discs" });
    this.names = svg("g", { class: "names", "aria-hidden": "true" });
    root.append(this.ticks, this.names, this.discs);
    this.nodes = new Map(); // key -> {group, ...parts, disc}
    this.labels = new Map();
    this.entry = new Map(); // server -> index of its point that Tab reaches
  }

  /** Draw discs, ticks and names of a scene; `may` says whether they can be moved. */
  show(scene, { place, selected, may, onDisc }) {
    Object.assign(this, { scene, place });
    this.radius = Math.max(discRadius(scene.discs.length), Math.min(10 / place.scale, 24));
    const keep = new Set(scene.discs.map(({ key }) => key));
    for (const [key, node] of this.nodes) {
      if (keep.has(key)) continue;
      node.group.remove();
      this.nodes.delete(key);
    }
    const perServer = countBy(scene.discs, ({ server }) => server);
    for (const disc of scene.discs) {
      const node = this.nodes.get(disc.key) ?? this.make(disc, onDisc);
      node.disc = disc;
      this.dress(node, { selected, may, several: perServer.get(disc.server) > 1 });
    }
    this.showTicks(scene);
    this.showNames();
  }

  make(disc, onDisc) {
    const parts = {
      target: svg("circle", { class: "target" }),
      halo: svg("circle", { class: "halo" }),
      focus: svg("circle", { class: "focus-ring" }),
      disc: svg("circle", { class: "disc" }),
      hatch: svg("circle", { class: "hatch", fill: this.downHatch }),
      number: svg("text", { class: "number" }),
      badge: svg("circle", { class: "badge" }),
      cross: svg("path", { class: "cross" }),
    };
    const data = { "data-key": disc.key, "data-server": disc.server, "data-point": disc.index };
    const group = svg("g", data, ...Object.values(parts));
    const node = { group, parts };
    this.nodes.set(disc.key, node);
    this.discs.append(group);
    onDisc(group);
    return node;
  }

  dress(node, { selected, may, several }) {
    const { disc, group, parts } = node;
    const server = this.scene.byId.get(disc.server);
    const r = this.radius;
    const movable = may && !disc.fixed;
    const kinds = { down: !server.up, movable, selected: selected === server.id };
    const names = Object.keys(kinds).filter((kind) => kinds[kind]);
    set(group, {
      class: ["handle", `hue-${hueOf(server.number)}`, ...names].join(" "),
      tabindex: disc.index === (this.entry.get(disc.server) ?? 0) ? 0 : -1,
      ...this.spoken(disc, server, movable, several),
    });
    set(parts.target, { r: Math.max(r + 4, SMALLEST_TARGET / this.place.scale) });
    set(parts.halo, { r: r + 8 });
    set(parts.focus, { r: r + 6 });
    set(parts.disc, { r });
    set(parts.hatch, { r: server.up ? 0 : r });
    set(parts.number, { y: r * 0.33, "font-size": (r * (server.number > 99 ? 0.66 : 0.86)).toFixed(1) });
    say(parts.number, String(server.number));
    set(parts.badge, { r: server.up ? 0 : r * 0.48, cx: r * 0.8, cy: -r * 0.8 });
    set(parts.cross, { d: server.up ? "" : crossAt(r * 0.8, -r * 0.8, r * 0.24) });
    this.put(node, disc.position);
  }

  spoken(disc, server, movable, several) {
    const label = several ? `${server.name}, point ${disc.index + 1}` : server.name;
    if (disc.fixed) return { role: "button", "aria-label": `${server.name}, ${owns(server, server.share)}` };
    return {
      role: "slider",
      "aria-label": label,
      "aria-orientation": "horizontal",
      "aria-valuemin": 0,
      "aria-valuemax": this.steps - 1,
      "aria-disabled": movable ? null : "true",
      ...valueOf(disc.position, server, server.share, this.steps),
    };
  }

  /** Say where a disc is while it moves. */
  speak(key, position, share) {
    const node = this.nodes.get(key);
    if (node) set(node.group, valueOf(position, this.scene.byId.get(node.disc.server), share, this.steps));
  }

  /** Put a disc and its name at a position. */
  move(key, position) {
    const node = this.nodes.get(key);
    if (!node) return;
    this.put(node, position);
    this.showNames();
  }

  put(node, position) {
    const [x, y] = spot(position, LANE);
    node.at = position;
    set(node.group, { transform: `translate(${x.toFixed(2)} ${y.toFixed(2)})` });
  }

  /** Make a point the one of its server that Tab reaches. */
  enter(server, index) {
    if (this.entry.get(server) === index) return;
    this.entry.set(server, index);
    for (const { group, disc } of this.nodes.values()) {
      if (disc.server === server) set(group, { tabindex: disc.index === index ? 0 : -1 });
    }
  }

  /** Focus the next (1) or previous (-1) disc of the same server, by position. */
  focusNeighbour(group, way) {
    const own = this.scene.discs.filter(({ server }) => server === group.dataset.server);
    const at = own.findIndex(({ key }) => key === group.dataset.key);
    this.nodes.get(own[(at + way + own.length) % own.length].key).group.focus();
    return true;
  }

  /** Requests a second beside each name, for those who want no flying requests; null takes them away. */
  note(frames) {
    this.notes = frames && this.requestsOf(frames);
    this.showNames();
  }

  requestsOf(frames) {
    const seconds = frames.slice(-SMOOTHED).length * SLOT;
    const counts = new Map();
    for (const frame of frames.slice(-SMOOTHED)) {
      for (const [server, n] of frame.counts) counts.set(server, (counts.get(server) ?? 0) + n);
    }
    return new Map([...counts].map(([server, n]) => [server, `${Math.round(n / seconds)} a second`]));
  }

  showTicks({ ticks, byId }) {
    const paths = new Map();
    for (const { server, position } of ticks) {
      const [x0, y0] = spot(position, CRUST);
      const [x1, y1] = spot(position, CRUST + PIN);
      const pin = `M${x0.toFixed(1)} ${y0.toFixed(1)}L${x1.toFixed(1)} ${y1.toFixed(1)}`;
      paths.set(server, (paths.get(server) ?? "") + pin);
    }
    set(this.ticks, { "stroke-width": ticks.length > 700 ? 1 : 1.8 });
    const hue = (server) => `hue-${hueOf(byId.get(server).number)}`;
    const drawn = [...paths].map(([server, d]) => svg("path", { d, class: `tick ${hue(server)}` }));
    this.ticks.replaceChildren(...drawn);
  }

  makeLabel(key) {
    const label = svg("text", { class: "name" }, svg("tspan"), svg("tspan", { class: "note", dy: "1.15em" }));
    this.labels.set(key, label);
    return this.names.appendChild(label);
  }

  showNames() {
    if (!this.place) return;
    const first = [...this.nodes.values()].filter(({ disc }) => disc.index === 0);
    const size = Math.max(first.length > 12 ? 13 : 15, 11 / this.place.scale);
    const named = first.length > MOST_NAMES ? [] : first;
    const nameOf = (server) => this.scene.byId.get(server).name;
    const marks = named.map(({ disc: { server }, at }) => ({ key: server, position: at, name: nameOf(server) }));
    const places = placeNames(marks, {
      radius: LANE + this.radius + size * 0.9,
      ring: CRUST + 4,
      clear: LANE + this.radius + 6,
      edge: this.place.edge,
      bottom: -this.place.view.y + 4,
      size,
      lines: this.notes ? 2 : 1,
      measure: (text) => widthOf(text) * size,
    });
    for (const [key, label] of this.labels) {
      if (places.has(key)) continue;
      label.remove();
      this.labels.delete(key);
    }
    for (const { key, x, y, anchor, text } of places.values()) {
      const label = this.labels.get(key) ?? this.makeLabel(key);
      set(label, { x: x.toFixed(1), y: y.toFixed(1), "text-anchor": anchor, "font-size": size.toFixed(1) });
      const [name, note] = label.children;
      set(note, { x: x.toFixed(1) });
      say(name, text);
      say(note, this.notes?.get(key) ?? "");
    }
  }
}

function crossAt(x, y, arm) {
  return `M${x - arm} ${y - arm}l${2 * arm} ${2 * arm}M${x - arm} ${y + arm}l${2 * arm} ${-2 * arm}`;
}

const pen = document.createElement("canvas").getContext("2d");
const widths = new Map(); // measured once: names are placed again in each frame of a drag

/** Width of a name in the page's sans face, in font sizes. */
function widthOf(text) {
  if (!widths.has(text)) {
    const face = getComputedStyle(document.documentElement).getPropertyValue("--sans");
    pen.font = `600 100px ${face || "sans-serif"}`;
    widths.set(text, pen.measureText(text).width / 100);
  }
  return widths.get(text);
}

const owns = ({ up }, share) => `owns ${Math.round(share * 100)}% of the keys${up ? "" : ", crashed"}`;

function valueOf(position, server, share, steps) {
  const place = stepOf(position, steps);
  const where = steps === 360 ? `${place} degrees` : place;
  return { "aria-valuenow": place, "aria-valuetext": `${server.name}, at ${where}, ${owns(server, share)}` };
}

function countBy(list, keyOf) {
  const counts = new Map();
  for (const item of list) counts.set(keyOf(item), (counts.get(keyOf(item)) ?? 0) + 1);
  return counts;
}
