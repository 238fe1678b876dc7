/**
 * <lab-ring data-keys="/keys/xxh3/100.bin">: the ring of a lab. The scene stands in the page as JSON (RingScene.wire).
 *
 * It puts a living <hash-ring> where the server's drawing was, shows what just changed, and asks for other settings by
 * `lab:set`: a server that was dragged, a place that was clicked, a deed beside the ring. The answer comes as a new
 * element of this kind, which begins from what the old one showed, and gives the focus back.
 */
import "./hash-ring.js";
import { positionAt, stepOf } from "../model/angle.js";
import { empty, reduce } from "../model/room.js";
import { numberOf } from "../model/servers.js";

const kept = new Map(); // address of keys -> their positions: a new scene is there at once
let shown = null; // the moment that was on show last
let focused = null; // selectors, best first, of what shall have the focus after other settings were asked for

/** How a dropped server becomes a setting: (what was, the server, its new place, the servers) -> text. */
const DROPS = {
  list: (_, server, place, servers) => servers.map((one) => (one.id === server ? place : one.place)).join(", "),
  log: (soFar, server, place) => [...soFar, numberOf(server) * 100 + place].join(", "),
};

class LabRing extends HTMLElement {
  connectedCallback() {
    this.scene = JSON.parse(this.querySelector(":scope > script[type='application/json']").textContent);
    this.addEventListener("room:do", (event) => this.#drop(event.detail));
    this.addEventListener("room:drag", ({ detail }) => this.#tell(detail));
    this.addEventListener("room:select", ({ detail }) => this.#hear({ type: "select", ...detail }));
    this.addEventListener("click", (event) => this.#click(event));
    const keys = kept.get(this.dataset.keys);
    if (keys || !this.scene.dots) this.#begin(keys ?? null);
    else this.#fetch();
  }

  async #fetch() {
    const answer = await fetch(this.dataset.keys).catch(() => null);
    const keys = answer?.ok ? new Uint32Array(await answer.arrayBuffer()) : null;
    if (keys) kept.set(this.dataset.keys, keys);
    if (this.isConnected) this.#begin(keys);
  }

  /** First the ring as it was, then what happened to it. */
  #begin(keys) {
    const { now, before, places, drag, walk, key } = this.scene;
    this.ring = document.createElement("hash-ring");
    this.ring.setAttribute("mode", "lab");
    this.ring.setAttribute("steps", places);
    this.ring.toggleAttribute("takes-key", Boolean(key));
    this.querySelector(".lab-ring-picture").replaceChildren(this.ring);
    const you = { may_change: Boolean(drag) };
    const start = kin(shown, now) ? shown : before ?? now;
    this.room = reduce(empty(null), { type: "snapshot", epoch: null, seq: 0, you, ...start });
    this.room = reduce(this.room, { type: "keys", keys: this.scene.dots ? keys : null });
    this.ring.update(this.room, "snapshot");
    this.ring.picture.hub.rest?.(this.scene.middle);
    if (start !== now) this.#hear({ type: "event", epoch: null, seq: 1, change: this.scene, by: null, command: null, ...now });
    this.ring.showWalk(walk);
    shown = now;
    this.#giveFocusBack();
  }

  #hear(message) {
    this.room = reduce(this.room, message);
    this.ring.update(this.room, message.type);
  }

  /** The old element may still be there, with the focus in it: htmx takes it out after this one came. */
  #giveFocusBack() {
    const wanted = focused?.map((selector) => this.querySelector(selector)).find(Boolean);
    const active = document.activeElement;
    const free = !active || active === document.body || active.closest("lab-ring");
    focused = null;
    if (wanted && free) wanted.focus({ preventScroll: true });
  }

  #tell({ server, position }) {
    const { name } = this.room.state.servers.find(({ id }) => id === server);
    this.ring.picture.hub.tell({ small: name, big: String(stepOf(position, this.scene.places)) });
  }

  #drop({ server, point, position }) {
    const { drag, places } = this.scene;
    const servers = this.room.derived.points.map(([at, id]) => ({ id, place: stepOf(at, places) }));
    const old = servers.find(({ id }) => id === server).place;
    const place = freePlace(stepOf(position, places), servers.filter(({ id }) => id !== server), places);
    if (!drag || place === old) return this.ring.update(this.room, "refused"); // back to where it was
    servers.sort((a, b) => this.#rank(a.id) - this.#rank(b.id));
    const handle = `[data-key="${server}#${point}"]`;
    if (this.querySelector(handle)?.matches(":focus")) focused = [handle];
    this.#ask({ [drag.setting]: DROPS[drag.kind](drag.so_far, server, place, servers) });
  }

  #rank(id) {
    return this.room.state.servers.findIndex((server) => server.id === id);
  }

  #click(event) {
    const deed = event.target.closest("a[data-deed]");
    if (deed) return this.#do(event, deed);
    if (!this.scene.key || !this.ring?.contains(event.target) || event.target.closest(".handle")) return;
    const position = positionAt(...this.ring.picture.stage.toUnits(event));
    this.#ask({ [this.scene.key]: String(stepOf(position, this.scene.places)) });
  }

  /** A deed is a link to the lab with other settings; here they are asked for in place. */
  #do(event, deed) {
    if (event.ctrlKey || event.metaKey || event.shiftKey || event.button) return;
    event.preventDefault();
    focused = [`a[data-deed="${deed.dataset.deed}"]`, ".lab-ring-deeds"];
    this.#ask(Object.fromEntries(new URL(deed.href).searchParams));
  }

  #ask(detail) {
    this.dispatchEvent(new CustomEvent("lab:set", { bubbles: true, detail }));
  }
}

/** The nearest place from `place` on where no server of `others` stands. */
function freePlace(place, others, places) {
  const taken = new Set(others.map((other) => other.place));
  while (taken.has(place)) place = (place + 1) % places;
  return place;
}

/** Whether one moment may follow on the other in a picture: the same keys, by the same rule. */
function kin(one, other) {
  if (!one || one.derived.bands || other.derived.bands) return false;
  return one.state.hash === other.state.hash && one.state.keys === other.state.keys;
}

customElements.define("lab-ring", LabRing);
