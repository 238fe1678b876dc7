/**
 * <ring-room slug="basil-x" socket="/ws/rooms/basil-x/" data-room="/rooms/basil-x/">: the conductor of the room's page.
 *
 * Owns the socket and the model. Calls `update(room, cause)` on every `[data-part]` of the page. Takes what parts ask for
 * (`room:do`, `room:drag`, `room:select`, `room:view`, as bubbling events) and the submits of `form[data-do]`, which work
 * without this script too. Says each event on the body as `room:event`.
 */
import "./connection-banner.js";
import "./load-bars.js";
import "./people-bar.js";
import "./ring-dials.js";
import "./ring-toolbar.js";
import "./server-list.js";
import "./server-panel.js";
import "./sheet-tabs.js";
import "./story-card.js";
import "./strategy-menu.js";
import { Announcer } from "../lib/announce.js";
import { commandFrom } from "../lib/command.js";
import { KeyLoader } from "../lib/keys.js";
import { wantsStillness } from "../lib/motion.js";
import { Outbox } from "../lib/outbox.js";
import { write } from "../lib/rows.js";
import { RoomSocket } from "../lib/socket.js";
import { empty, reduce, shown, whyNot } from "../model/room.js";

const readJson = (id) => JSON.parse(document.getElementById(id).textContent);
const SHOWN_CHANGES = new Set(["snapshot", "event", "viewing", "connection", "keys"]);

class RingRoom extends HTMLElement {
  connectedCallback() {
    this.slug = this.getAttribute("slug");
    this.origins = new Map(); // command id -> the control it came from
    this.announcer = new Announcer((text) => this.#speak(text));
    this.loader = new KeyLoader(this.dataset.room, (message) => this.#hear(message));
    this.listening = new AbortController();
    this.#begin();
    this.#listen(this.listening.signal);
    this.#open();
  }

  disconnectedCallback() {
    this.listening.abort();
    this.socket.close();
  }

  /** The first picture comes with the page, before the socket is open. */
  #begin() {
    const last = readJson("last-event");
    this.room = reduce(empty(this.slug), { type: "snapshot", ...readJson("snapshot") });
    if (last) this.room = reduce(this.room, { type: "change", ...last });
    if (this.hasAttribute("data-viewing")) {
      const { state, derived, change, seq } = this.room; // the link led to a moment of the past
      this.room = reduce(this.room, { type: "viewing", viewing: { state, derived, change, seq } });
    }
    for (const part of document.querySelectorAll("[data-part]:not(:defined)")) {
      customElements.whenDefined(part.localName).then(() => part.isConnected && part.update(this.room, "snapshot"));
    }
    this.#show("snapshot");
  }

  #open() {
    const url = new URL(this.getAttribute("socket"), location.href);
    url.protocol = url.protocol.replace("http", "ws");
    const hear = {
      onMessage: (message) => this.#receive(message),
      onLine: (line) => this.#hear({ type: "connection", ...line }),
      onWaiting: (waiting) => this.#hear({ type: "waiting", waiting }),
    };
    this.socket = new RoomSocket(url.href, hear, { outbox: keptOutbox(`waiting in ${this.slug}`) });
    this.socket.watch(!document.hidden);
    this.socket.open();
  }

  #listen(signal) {
    const on = (name, act) => document.addEventListener(name, act, { signal });
    on("room:do", (event) => this.#do(event.detail, event.target));
    on("room:drag", ({ detail }) => whyNot(this.room) || this.socket.drag(detail));
    on("room:select", ({ detail }) => this.#hear({ type: "select", server: detail.server }));
    on("room:view", ({ detail }) => this.#hear({ type: "viewing", viewing: detail.seq === null ? null : detail }));
    on("room:key", () => this.#bringWhyIntoSight());
    on("submit", (event) => this.#submit(event));
    on("keydown", (event) => this.#key(event));
    on("visibilitychange", () => {
      this.socket.watch(!document.hidden);
      if (!document.hidden) this.socket.hurry();
    });
    addEventListener("online", () => this.socket.hurry(), { signal });
  }

  // -- from the server ---------------------------------------------------------------------------------

  #receive(message) {
    this.#hear(message);
    if (message.type === "event") this.#happened(message);
    if (message.type === "snapshot" && !this.room.change && message.seq > 0) this.#fetchChange(message.seq);
    if (message.type === "error") this.#refused(this.origins.get(message.id), message.message);
    if (message.type === "ack" || message.type === "error") this.origins.delete(message.id);
  }

  #hear(message) {
    const room = reduce(this.room, message);
    if (room === this.room) return;
    this.room = room;
    this.#show(message.type);
  }

  #show(cause) {
    const off = whyNot(this.room);
    this.toggleAttribute("data-off", off !== null);
    this.toggleAttribute("data-viewing", this.room.viewing !== null);
    for (const part of document.querySelectorAll("[data-part]")) {
      try {
        part.update?.(this.room, cause);
      } catch (error) {
        reportError(error); // one part that fails must not take the others along
      }
    }
    this.#choosePicture();
    if (SHOWN_CHANGES.has(cause)) this.loader.follow(this.room);
  }

  /** A ring for the ring, bins for strategies that have none, and the words that belong to it. */
  #choosePicture() {
    const { strategy } = shown(this.room).state;
    this.querySelector("hash-ring").hidden = strategy !== "ring";
    this.querySelector("key-bins").hidden = strategy === "ring";
    for (const lede of this.querySelectorAll(".lede")) lede.hidden = lede.dataset.strategy !== strategy;
  }

  #happened(event) {
    const mine = event.by.id === this.room.you?.id;
    this.announcer.say(mine ? event.change.sentence : `${event.by.name}: ${event.change.sentence}`);
    document.body.dispatchEvent(new CustomEvent("room:event", { detail: event }));
  }

  /** After a gap the snapshot tells how things are, but not what happened last. */
  async #fetchChange(seq) {
    const answer = await fetch(`${this.dataset.room}at/${seq}.json`).catch(() => null);
    if (answer?.ok) this.#hear({ type: "change", ...(await answer.json()) });
  }

  // -- from the person ---------------------------------------------------------------------------------

  #do(command, origin) {
    const off = whyNot(this.room);
    this.#placeFor(origin).textContent = "";
    if (off && command.do !== "lock") return this.#refused(origin, off);
    const id = this.socket.do(command);
    this.origins.set(id, origin);
  }

  #submit(event) {
    if (!event.target.matches("form[data-do]")) return;
    event.preventDefault();
    const fields = new FormData(event.target, event.submitter);
    this.#do(commandFrom(fields), event.submitter ?? event.target);
  }

  /** The answer comes beside the ring, which stays where it is; on a phone its tab opens. */
  #bringWhyIntoSight() {
    const behavior = wantsStillness() ? "auto" : "smooth";
    this.querySelector(".why-panel").scrollIntoView({ block: "nearest", behavior });
  }

  #key(event) {
    const undo = event.key.toLowerCase() === "z" && (event.ctrlKey || event.metaKey) && !event.shiftKey && !event.altKey;
    if (!undo || event.target.closest("input:not([type=range]), textarea, select, [contenteditable]")) return;
    event.preventDefault();
    this.#do({ do: "undo" }, this.querySelector("ring-toolbar"));
  }

  /** Say in place, in a plain sentence, why something was not done. */
  #refused(origin, sentence) {
    write(this.#placeFor(origin), sentence);
    this.announcer.problem(sentence);
    this.#show("refused"); // controls go back to what is true
  }

  /** The line for problems that is nearest to a control. */
  #placeFor(origin) {
    const near = origin?.closest?.("[data-part]")?.querySelector(".refusal");
    return near ?? this.querySelector("ring-toolbar .refusal");
  }

  #speak(text) {
    const line = this.querySelector("[data-live]");
    // The same sentence twice is two pieces of news: an invisible difference makes it spoken again.
    line.textContent = line.textContent === text ? `${text}\u00a0` : text;
  }
}

/** Commands without an answer outlive a reload of this tab. Without storage they live as long as the page. */
function keptOutbox(name) {
  try {
    const kept = JSON.parse(sessionStorage.getItem(name) ?? "[]");
    return new Outbox(kept, (list) => sessionStorage.setItem(name, JSON.stringify(list)));
  } catch {
    return new Outbox();
  }
}

customElements.define("ring-room", RingRoom);
