/**
 * <load-bars data-part>: each server's share of the requests beside its fair share, and the traffic of this moment.
 *
 * A press on a name selects that server (`room:select`). While someone drags, the bars show what the drop would do.
 */
import { dress } from "../lib/disc.js";
import { count, percent } from "../lib/format.js";
import { keepRows, write } from "../lib/rows.js";
import { shown, serverView } from "../model/room.js";
import { lately } from "../model/traffic.js";

class LoadBars extends HTMLElement {
  connectedCallback() {
    this.list = this.querySelector(".loads");
    this.list.addEventListener("click", (event) => this.#onClick(event));
  }

  update(room, cause) {
    if (cause === "frame") return this.#traffic(room);
    const now = shown(room);
    const loads = (room.viewing ? null : room.preview?.loads) ?? now.derived.loads;
    const rows = now.state.servers.map(({ id }) => serverView({ ...now, derived: { ...now.derived, loads } }, id));
    // The same scale as the first picture: see bar_scale in simulator/templatetags/room_page.py.
    const scale = Math.max(1.6 / rows.length, ...rows.map(({ share, fair }) => 1.05 * Math.max(share, fair)));
    keepRows(this.list, rows, (row, server) => this.#fill(row, server, scale, room.selected));
    this.#traffic(room);
  }

  #fill(row, server, scale, selected) {
    const disc = row.querySelector(".disc");
    dress(disc, server.id);
    row.dataset.hue = disc.dataset.hue;
    row.toggleAttribute("data-round", Number(disc.textContent) > 8);
    row.toggleAttribute("data-down", !server.up);
    row.querySelector("[data-select]").setAttribute("aria-pressed", server.id === selected);
    const along = (share) => `${((share / scale) * 100).toFixed(2)}%`;
    for (const bar of row.querySelectorAll(".fill, .hatch")) bar.setAttribute("width", along(server.share));
    const fair = row.querySelector(".fair");
    fair.setAttribute("x1", along(server.fair));
    fair.setAttribute("x2", along(server.fair));
    write(row.querySelector("[data-name]"), server.name);
    write(row.querySelector("[data-share]"), percent(server.share));
    write(row.querySelector("[data-keys]"), count(server.keys));
    write(row.querySelector("[data-fair]"), percent(server.fair));
    write(row.querySelector("[data-state]"), server.up ? "" : "crashed");
  }

  #traffic({ frames, state }) {
    const line = this.querySelector("[data-traffic]");
    const now = lately(frames);
    if (!now) return write(line, `${count(state.rate)} requests a second`);
    const failing = now.failed ? `, ${percent(now.failed / now.requests)} fail` : ", none fail";
    write(line, `${count(state.rate)} requests a second, ${percent(now.hitRate)} cache hits${failing}`);
    line.toggleAttribute("data-failing", now.failed > 0);
  }

  #onClick({ target }) {
    const key = target.closest("[data-select]")?.closest("[data-key]").dataset.key;
    if (key) this.dispatchEvent(new CustomEvent("room:select", { bubbles: true, detail: { server: key } }));
  }
}

customElements.define("load-bars", LoadBars);
