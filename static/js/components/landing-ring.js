/**
 * <landing-ring create="/rooms/" keys="/keys/xxh3/10000.bin">: the ring that greets a visitor.
 *
 * It is drawn from the page itself, so that it can be dragged at once. The first drop opens a real room on the server,
 * and from then on everything here is that room: its events, its traffic, its numbers.
 */
import { percent, servers } from "../lib/format.js";
import { RoomSocket } from "../lib/socket.js";
import { empty, reduce } from "../model/room.js";
import { ownersByPoints } from "../model/points.js";

const SLOT = 250; // ms, as on the server
const FLIGHTS = 3; // requests shown in a slot before there is a room

const cookie = (name) => document.cookie.match(new RegExp(`(?:^|; )${name}=([^;]*)`))?.[1] ?? "";

/** Traffic to a ring that nobody has changed yet: any order goes to its oven, and every cache is warm. */
function greetingFrame(room, slot) {
  const owners = ownersByPoints(room.keys, room.derived.points);
  const sample = Array.from({ length: FLIGHTS }, () => {
    const nth = Math.floor(Math.random() * room.keys.length);
    return [room.keys[nth] / 2 ** 32, room.state.servers[owners[nth]].id, 1];
  });
  const orders = (room.state.rate * SLOT) / 1000;
  const counts = room.derived.loads.map(([server, , share]) => [server, orders * share]);
  return { type: "frame", slot, counts, hit_rate: 1, sample };
}

class LandingRing extends HTMLElement {
  #room = empty(null);
  #socket = null;
  #opening = null;
  #timer = null;

  connectedCallback() {
    this.ring = this.querySelector("hash-ring");
    const snapshot = JSON.parse(this.querySelector("#snapshot").textContent);
    this.#hear({ type: "snapshot", epoch: null, seq: 0, ...snapshot });
    this.#loadKeys();
    this.addEventListener("room:do", (event) => this.#do(event.detail));
    this.addEventListener("room:drag", (event) => this.#socket?.drag(event.detail));
    this.addEventListener("room:select", (event) => this.#hear({ type: "select", ...event.detail }));
    this.#timer = setInterval(() => this.#greet(), SLOT);
  }

  disconnectedCallback() {
    clearInterval(this.#timer);
    this.#socket?.close();
  }

  async #loadKeys() {
    const answer = await fetch(this.getAttribute("keys"));
    if (answer.ok) this.#hear({ type: "keys", keys: new Uint32Array(await answer.arrayBuffer()) });
  }

  #greet() {
    if (this.#socket || !this.#room.keys || document.hidden) return;
    this.#hear(greetingFrame(this.#room, (this.#room.frame?.slot ?? 0) + 1));
  }

  async #do(command) {
    this.#opening ??= this.#open();
    (await this.#opening)?.do(command);
  }

  /** Make the room, and join it. Null when it cannot be had: the next change tries again. */
  async #open() {
    const answer = await fetch(this.getAttribute("create"), {
      method: "POST",
      headers: { Accept: "application/json", "X-CSRFToken": cookie("csrftoken") },
    }).catch(() => null);
    if (!answer?.ok) {
      this.#opening = null;
      this.#say("The line is down, so nothing was changed. Please try again.");
      this.ring.update(this.#room, "refused");
      return null;
    }
    const made = await answer.json();
    this.#leadTo(made.url);
    const url = new URL(made.socket, location.href);
    url.protocol = url.protocol.replace("http", "ws");
    this.#socket = new RoomSocket(url.href, { onMessage: (message) => this.#hear(message) });
    this.#socket.open();
    return this.#socket;
  }

  /** "Open the ring" now leads to the ring that was just dragged. */
  #leadTo(url) {
    const link = document.createElement("a");
    link.className = "btn primary big";
    link.href = url;
    link.textContent = "Open this ring";
    this.querySelector(".hero-actions form").replaceWith(link);
  }

  #hear(message) {
    const before = this.#room;
    this.#room = reduce(before, message);
    if (this.#room === before) return;
    this.ring.update?.(this.#room, message.type);
    if (message.type === "event") this.#tell(this.#room.change);
    if (message.type === "error") this.#say(message.message);
  }

  #tell({ sentence, moved_share: here, instead, least_possible: least }) {
    this.#say(sentence);
    const numbers = { here, modulo: instead.modulo ?? here, least };
    for (const [name, share] of Object.entries(numbers)) {
      this.querySelector(`[data-${name}]`).textContent = percent(share);
    }
  }

  #say(sentence) {
    const parts = servers(sentence, this.#room.names).map(({ text, server }) => {
      if (!server) return text;
      const name = document.createElement("b");
      name.textContent = text;
      return name;
    });
    this.querySelector("[data-sentence]").replaceChildren(...parts);
  }
}

// The ring must be defined first: it is updated the moment this element connects.
customElements.whenDefined("hash-ring").then(() => customElements.define("landing-ring", LandingRing));
