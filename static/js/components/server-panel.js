/**
 * <server-panel data-part data-ask="/rooms/x/why/">: the server that is selected.
 *
 * The ways to move it without dragging: a number of degrees, and one degree back or on. Name, weight, crash, remove.
 * "Why?" asks about a key that it owns (`room:key` {nth}); the same link is a page of its own.
 */
import { dress } from "../lib/disc.js";
import { angle, count, percent, plural, toDegrees, toPosition } from "../lib/format.js";
import { write } from "../lib/rows.js";
import { FULL_TURN } from "../model/points.js";
import { upperBound } from "../model/search.js";
import { serverView, settings, shown } from "../model/room.js";

class ServerPanel extends HTMLElement {
  editing = false; // whether the fields are open; they stay open when another server is picked

  connectedCallback() {
    const part = (selector) => this.querySelector(selector);
    this.pick = part(".pick");
    this.fields = part(".pick-fields");
    this.move = part("[data-move]");
    this.point = part("#pick-point");
    this.edit = part("[data-edit]");
    this.why = part("[data-why]");
    this.addEventListener("click", (event) => this.#onClick(event));
    this.point.addEventListener("input", () => this.#showPoint());
  }

  update(room, cause) {
    this.room = room;
    if (cause === "frame" || cause === "drag") return;
    const server = room.selected && serverView(shown(room), room.selected);
    const other = server?.id !== this.server?.id;
    this.server = server;
    part(this, ".pick-none").hidden = Boolean(server);
    this.pick.hidden = !server;
    this.#showFields();
    if (!server) return;
    if (other) this.point.value = 1;
    this.#show(server, other);
    this.#showPoint(other || cause !== "select");
  }

  #show(server, other) {
    dress(part(this.pick, ".disc"), server.id);
    write(part(this.pick, "[data-name]"), server.name);
    const load =
      `Owns ${percent(server.owned)} of the keys (${count(server.keys)}) and is asked for ${percent(server.share)} of the orders. ` +
      `A fair share is ${percent(server.fair)}.`;
    write(part(this, "[data-load]"), server.up ? load : `Crashed. ${load}`);
    for (const field of this.querySelectorAll("[name=server]")) field.value = server.id;
    this.#set("#pick-name", server.name, other);
    this.#set("#pick-weight", Number(server.weight.toFixed(2)), other);
    const toggle = part(this, "[data-toggle]");
    toggle.value = server.up ? "crash_server" : "recover_server";
    write(toggle, server.up ? "Crash" : "Recover");
  }

  /** A field that is being typed in is left alone, unless it is about another server now. */
  #set(selector, value, other) {
    const field = part(this, selector);
    if (other || field !== document.activeElement) field.value = value;
  }

  /** Where the chosen point of this server is. */
  #showPoint(fresh = true) {
    const { points } = this.server;
    const movable = points !== null && points.length > 0;
    const at = this.#chosen();
    this.move.hidden = !movable;
    for (const button of this.pick.querySelectorAll("[data-turn]")) button.hidden = !movable;
    const several = movable && points.length > 1;
    part(this, "[data-points]").hidden = !several;
    this.point.disabled = !several;
    this.point.max = points?.length ?? 1;
    write(part(this, "[data-of]"), several ? `of ${points.length}` : "");
    write(part(this.pick, "[data-place]"), placeOf(points, at, this.point.value));
    if (!at) return;
    this.move.elements.point.value = at[2];
    if (fresh) this.#set("#pick-angle", toDegrees(at[0]), false);
  }

  /** [position, server, index] of the point that the fields are about. */
  #chosen() {
    const index = Math.max(0, Number(this.point.value) - 1);
    return this.server.points?.find(([, , which]) => which === index) ?? null;
  }

  // -- what a person does ------------------------------------------------------------------------------

  #onClick(event) {
    const turn = event.target.closest("[data-turn]");
    if (turn) this.#turn(Number(turn.dataset.turn));
    if (event.target.closest("[data-why]")) this.#ask(event);
    if (event.target.closest("[data-edit]")) this.#toggleFields();
  }

  /** Steps add up while the server has not answered: it is the newest place asked for that is stepped from. */
  #turn(degrees) {
    const [position, server, point] = this.#chosen();
    const asked = this.room.waiting.findLast((one) => one.do === "move_point" && one.server === server && one.point === point);
    const from = Math.round(toDegrees(asked?.position ?? position) * 10) / 10;
    const detail = { do: "move_point", server, point, position: toPosition(from + degrees) };
    this.dispatchEvent(new CustomEvent("room:do", { bubbles: true, detail }));
  }

  #toggleFields() {
    this.editing = !this.editing;
    this.edit.setAttribute("aria-expanded", String(this.editing));
    this.#showFields();
  }

  #showFields() {
    this.fields.hidden = !this.server || !this.editing;
  }

  #ask(event) {
    const nth = this.#someKey();
    if (nth === null) return;
    event.preventDefault();
    this.dispatchEvent(new CustomEvent("room:key", { bubbles: true, detail: { nth } }));
  }

  /** A key of this server, as an index in hash order: the last one before its chosen point, or any. */
  #someKey() {
    const { keys, owners } = this.room;
    const { state } = shown(this.room);
    if (owners) {
      const nth = owners.indexOf(state.servers.findIndex(({ id }) => id === this.server.id));
      return nth < 0 ? null : nth;
    }
    const at = this.#chosen();
    if (!keys || !at) return null;
    return (upperBound(keys, at[0] * FULL_TURN) - 1 + keys.length) % keys.length;
  }
}

const part = (parent, selector) => parent.querySelector(selector);

function placeOf(points, at, number) {
  if (!points?.length) return "";
  if (points.length === 1) return `, at ${angle(points[0][0])}`;
  return at ? `, point ${number} at ${angle(at[0])}` : `, ${plural(points.length, "point")}`;
}

customElements.define("server-panel", ServerPanel);
