/**
 * <server-list data-part>: the ring as a table. All that the picture says and does, for those who cannot see it.
 */
import { dress } from "../lib/disc.js";
import { angle, count, percent, plural } from "../lib/format.js";
import { keepRows, write } from "../lib/rows.js";
import { serverView, shown } from "../model/room.js";

class ServerList extends HTMLElement {
  connectedCallback() {
    this.body = this.querySelector("tbody");
    this.body.addEventListener("click", (event) => this.#onClick(event));
  }

  update(room, cause) {
    if (cause === "frame" || cause === "drag") return;
    const now = shown(room);
    const at = [...this.body.children].indexOf(document.activeElement.closest("tr"));
    keepRows(this.body, now.state.servers, (row, { id }) => this.#fill(row, serverView(now, id), room.selected));
    if (at >= 0 && document.activeElement === document.body) this.#focusNear(at);
  }

  #fill(row, server, selected) {
    const cell = (name, text) => write(row.querySelector(`[data-${name}]`), text);
    dress(row.querySelector(".disc"), server.id);
    cell("name", server.name);
    cell("place", placeOf(server));
    cell("share", percent(server.owned));
    cell("keys", count(server.keys));
    cell("fair", percent(server.fair));
    cell("weight", Number(server.weight.toFixed(2)));
    cell("state", server.up ? "up" : "crashed");
    row.toggleAttribute("data-down", !server.up);
    row.querySelector("[data-select]").setAttribute("aria-pressed", server.id === selected);
    row.querySelector("[name=server]").value = server.id;
    const toggle = row.querySelector("[data-toggle]");
    toggle.value = server.up ? "crash_server" : "recover_server";
    write(toggle, server.up ? "Crash" : "Recover");
    toggle.setAttribute("aria-label", `${toggle.textContent} ${server.name}`);
    row.querySelector("[data-remove]").setAttribute("aria-label", `Remove ${server.name}`);
  }

  /** The row that had the focus is gone: the next one takes it. */
  #focusNear(at) {
    const row = this.body.children[Math.min(at, this.body.children.length - 1)];
    row.querySelector("[data-remove]").focus();
  }

  #onClick({ target }) {
    const key = target.closest("[data-select]")?.closest("[data-key]").dataset.key;
    if (key) this.dispatchEvent(new CustomEvent("room:select", { bubbles: true, detail: { server: key } }));
  }
}

function placeOf({ points }) {
  if (points === null || points.length === 0) return "–";
  return points.length === 1 ? angle(points[0][0]) : plural(points.length, "point");
}

customElements.define("server-list", ServerList);
