/**
 * <ring-toolbar data-part>: add, remove, crash or recover, undo.
 *
 * Remove and Crash act on the selected server; with none selected their menu asks which one. All of them are forms.
 * "At a place I click" sets `adding` on <hash-ring>: the next click on the crust adds a server there.
 */
import { dress } from "../lib/disc.js";
import { closeMenu, closeOnLeaving } from "../lib/menus.js";
import { keepRows, write } from "../lib/rows.js";
import { shown, whyNot } from "../model/room.js";

const ACTS = {
  remove: () => ({ do: "remove_server", verb: "Remove" }),
  crash: ({ up }) => (up ? { do: "crash_server", verb: "Crash" } : { do: "recover_server", verb: "Recover" }),
};
const HOW_TO_PLACE = "Choose on the crust where the new server belongs: click, or arrow keys and Enter. Escape ends it.";

class RingToolbar extends HTMLElement {
  connectedCallback() {
    this.listening = new AbortController();
    const { signal } = this.listening;
    this.menus = [...this.querySelectorAll("details")];
    this.picks = this.menus.filter((menu) => menu.dataset.pick);
    this.picks.forEach((menu) => menu.querySelector("summary").addEventListener("click", (event) => this.#pick(event, menu)));
    this.place = this.querySelector("[data-place]");
    this.place.addEventListener("click", () => this.#addAtPlace());
    this.addEventListener("submit", (event) => closeMenu(event.target.closest("details")));
    document.addEventListener("room:adding", ({ detail }) => this.#guide(detail.adding), { signal });
    closeOnLeaving(this.menus, signal);
  }

  disconnectedCallback() {
    this.listening.abort();
  }

  update(room, cause) {
    if (cause === "frame" || cause === "drag") return;
    const { state } = shown(room);
    this.selected = state.servers.find(({ id }) => id === room.selected) ?? null;
    this.place.hidden = state.strategy !== "ring";
    for (const menu of this.picks) this.#fill(menu, state.servers);
    this.#sayWhyNot(whyNot(room));
  }

  #fill(menu, servers) {
    const act = ACTS[menu.dataset.pick];
    const { verb } = this.selected ? act(this.selected) : act({ up: true });
    write(menu.querySelector("[data-label]"), verb);
    menu.querySelector("[data-one]")?.toggleAttribute("hidden", this.selected !== null);
    write(menu.querySelector("[data-selected]"), this.selected ? ` ${this.selected.name}` : ": choose which server");
    keepRows(menu.querySelector("[data-choices]"), servers, (form, server) => {
      const { do: command, verb: word } = act(server);
      form.elements.server.value = server.id;
      form.elements.do.value = command;
      write(form.querySelector("[data-verb]"), word);
      write(form.querySelector("[data-name]"), server.name);
      dress(form.querySelector(".disc"), server.id);
    });
  }

  /** With a server selected the button acts at once; else its menu opens. */
  #pick(event, menu) {
    if (!this.selected) return;
    event.preventDefault();
    const { do: command } = ACTS[menu.dataset.pick](this.selected);
    this.#ask({ do: command, server: this.selected.id });
  }

  #addAtPlace() {
    closeMenu(this.place.closest("details"));
    document.querySelector("hash-ring").adding = true;
  }

  #guide(adding) {
    const line = this.querySelector(".refusal");
    if (adding) write(line, HOW_TO_PLACE);
    else if (line.textContent === HOW_TO_PLACE) write(line, "");
  }

  #ask(detail) {
    this.dispatchEvent(new CustomEvent("room:do", { bubbles: true, detail }));
  }

  /** Why the controls are off stands here as long as they are. */
  #sayWhyNot(words) {
    const line = this.querySelector(".refusal");
    if (words) write(line, words);
    else if (line.textContent === this.whyNot) write(line, "");
    this.whyNot = words;
    for (const control of this.querySelectorAll("summary, button")) {
      if (words) control.setAttribute("aria-disabled", "true");
      else control.removeAttribute("aria-disabled");
    }
  }
}

customElements.define("ring-toolbar", RingToolbar);
