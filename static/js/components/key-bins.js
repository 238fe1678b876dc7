// <key-bins data-part>: the picture for strategies without a ring. One bin a server with its keys piled up in
// it, what changed hands outlined and on top, and above them a strip with the method's own way of thinking.
//
//   bins.update(room, cause)
//   bins.explanation = {key, modulo: {hash, n, remainder, server}, scores: [[server, bid]], jumps, cell, cells}
//   bins.showWalk(explanation | null)   the same, so that it can be told what <hash-ring> is told
//
// It asks by room:select {server} and room:key {nth}.

import { dotsOf, paintByKey } from "../model/dots.js";
import { numberOf } from "../model/servers.js";
import { numbersOf } from "../model/table.js";
import { Ticker, onStillnessChange, wantsStillness } from "../lib/motion.js";
import { onThemeChange, readPalette } from "../lib/palette.js";
import { Columns } from "./key-bins/columns.js";
import { Field } from "./key-bins/field.js";
import { Strip } from "./key-bins/strip.js";

const WEIGHTED = new Set(["rendezvous", "maglev"]);
const QUIET = new Set(["frame", "drag", "people", "waiting", "connection", "beacon", "ack"]);

const percent = (share) => `${Math.round(share * 100)}%`;
const numbersFor = (servers) => servers.map(({ id }) => numberOf(id));

class KeyBins extends HTMLElement {
  #room = null;
  #seq = null;
  #state = null; // on show
  #before = null; // servers of the state before, under the same strategy
  #dots = null;
  #explanation = null;
  #table = null; // {key, numbers} of Maglev
  #tableBefore = null;
  #ticker = new Ticker((now) => this.#field.step(now));
  #field;
  #closing;

  connectedCallback() {
    this.#closing = new AbortController();
    const { signal } = this.#closing;
    const part = (name, kind, ...children) => {
      const element = document.createElement(name);
      element.className = kind;
      element.append(...children);
      return element;
    };
    this.lying = part("canvas", "bins-lying");
    this.flying = part("canvas", "bins-flying");
    this.lying.setAttribute("role", "img");
    this.flying.setAttribute("aria-hidden", "true");
    this.grid = part("div", "bins-grid");
    this.area = part("div", "bins-area", this.grid, this.lying, this.flying);
    const figure = part("figure", "bins-strip");
    this.replaceChildren(figure, part("div", "bins-scroll", this.area));
    this.strip = new Strip(figure);
    this.columns = new Columns(this.grid);
    this.#field = new Field(this.lying, this.flying);
    this.watcher = new ResizeObserver(() => this.#redraw());
    this.watcher.observe(this);
    onThemeChange(() => this.#redraw(), { signal });
    onStillnessChange(() => this.#redraw(), { signal });
    document.addEventListener("visibilitychange", () => this.#ticker.rest(document.hidden), { signal });
    this.grid.addEventListener("click", (event) => this.#click(event));
    this.#ticker.rest(document.hidden);
    if (this.#room) this.update(this.#room, "snapshot");
  }

  disconnectedCallback() {
    this.#closing.abort();
    this.watcher.disconnect();
    this.#ticker.rest(true);
    this.#seq = this.#state = this.#dots = null;
  }

  set explanation(explanation) {
    this.#explanation = explanation;
    if (this.#state) this.#showStrip();
  }

  get explanation() {
    return this.#explanation;
  }

  showWalk(explanation) {
    this.explanation = explanation;
  }

  update(room, cause) {
    this.#room = room;
    const shown = room.viewing ?? room;
    if (!this.isConnected || !shown.state || !shown.derived || QUIET.has(cause)) return;
    if (shown.state.strategy === "ring") {
      this.#state = this.#dots = null;
      return;
    }
    if (shown.seq !== this.#seq || shown.state.strategy !== this.#state?.strategy) this.#follow(shown);
    this.#state = shown.state;
    const { servers, strategy } = shown.state;
    this.columns.show({ servers, loads: shown.derived.loads, selected: room.selected, weighted: WEIGHTED.has(strategy) });
    if (cause === "select") return;
    const previous = cause === "owners" || cause === "keys" || !this.#dots ? this.#paint() : null;
    this.#redraw(cause === "owners" ? previous : null);
    this.#loadTable(shown);
  }

  /** Another moment: remember what the servers were. */
  #follow({ seq, state }) {
    this.#before = this.#state?.strategy === state.strategy ? this.#state.servers : null;
    this.#seq = seq;
  }

  /**
   * Owners of the dots as the room has them. Returns those that were drawn; null if there is nothing to
   * compare with.
   */
  #paint() {
    const { keys, owners, ownersBefore, serversBefore } = this.#room;
    if (!keys || !owners || owners.length !== keys.length) return null;
    const other = !this.#dots || this.keys !== keys;
    const previous = other ? null : this.#dots.now.slice();
    if (other) this.#dots = dotsOf(keys);
    this.keys = keys;
    const dots = this.#dots;
    paintByKey(dots, owners, numbersFor(this.#state.servers));
    dots.before.set(dots.now);
    if (serversBefore && ownersBefore?.length === keys.length) {
      paintByKey(dots, ownersBefore, numbersFor(serversBefore), dots.before);
    }
    return previous;
  }

  #redraw(previous = null) {
    const { width } = this.getBoundingClientRect();
    if (!this.#state || width === 0) return;
    this.palette = readPalette(this);
    this.palette.on.forEach((colour, hue) => this.style.setProperty(`--on-${hue}`, colour));
    this.columns.arrange(this.area.clientWidth);
    this.#showStrip();
    this.#fitCanvases();
    if (!this.#dots) return;
    const { palette, ratio } = this;
    const down = new Set(numbersFor(this.#state.servers.filter(({ up }) => !up)));
    const old = this.#field.layOut({ dots: this.#dots, bins: this.columns.boxes(), palette, ratio, down });
    if (previous && old.x?.length === this.#dots.count && !wantsStillness() && !document.hidden) {
      this.#field.travel(previous, old, performance.now());
      this.#ticker.wake();
    } else this.#field.draw();
    this.lying.setAttribute("aria-label", this.#summary());
    this.dataset.dotsScale = this.#dots.scale;
  }

  #fitCanvases() {
    this.ratio = Math.min(devicePixelRatio || 1, 2);
    const { offsetWidth, offsetHeight } = this.grid;
    for (const canvas of [this.lying, this.flying]) {
      canvas.width = Math.round(offsetWidth * this.ratio);
      canvas.height = Math.round(offsetHeight * this.ratio);
    }
  }

  #showStrip() {
    this.palette ??= readPalette(this);
    this.strip.show({
      strategy: this.#state.strategy,
      servers: this.#state.servers,
      serversBefore: this.#before,
      explanation: this.#explanation,
      table: this.#table?.numbers,
      tableBefore: this.#tableBefore,
      palette: this.palette,
      width: Math.max(240, Math.floor(this.strip.picture.clientWidth)),
      ratio: Math.min(devicePixelRatio || 1, 2),
    });
  }

  #summary() {
    const { now, before, count } = this.#dots;
    const moved = now.reduce((sum, owner, i) => sum + (owner === before[i] ? 0 : 1), 0) / count;
    const shareOf = ({ id }) => (this.#field.counts.get(numberOf(id)) ?? 0) / count;
    const loads = this.#state.servers.map((server) => `${server.name} ${percent(shareOf(server))}`);
    const news = moved ? ` ${percent(moved)} of the keys changed hands.` : "";
    return `Bins of keys: ${loads.join(", ")}.${news}`;
  }

  /** Maglev's table of the moment on show. */
  async #loadTable({ seq, state }) {
    const key = state.strategy === "maglev" ? `${this.#room.epoch}/${seq}` : null;
    if (!key || this.asked === key) return;
    this.asked = key;
    const answer = await fetch(`/rooms/${this.#room.slug}/bins/${seq}.bin`).catch(() => null);
    if (this.asked !== key) return; // something newer was asked for meanwhile
    if (!answer?.ok) {
      this.asked = null;
      return;
    }
    const numbers = numbersOf(new Uint8Array(await answer.arrayBuffer()), numbersFor(state.servers));
    this.#tableBefore = this.#table?.numbers ?? null;
    this.#table = { key, numbers };
    if (this.#state) this.#showStrip();
  }

  /** A click on a key asks about it; anywhere else in a bin, or by keyboard, it selects the server. */
  #click(event) {
    const button = event.target.closest(".bin");
    if (!button) return;
    const { left, top } = this.grid.getBoundingClientRect();
    const byPointer = event.detail > 0 && this.#dots;
    const dot = byPointer ? this.#field.at(event.clientX - left, event.clientY - top) : -1;
    if (dot < 0) this.#ask("room:select", { server: button.dataset.server });
    else this.#ask("room:key", { nth: this.#dots.nth[dot] });
  }

  #ask(name, detail) {
    this.dispatchEvent(new CustomEvent(name, { bubbles: true, composed: true, detail }));
  }
}

customElements.define("key-bins", KeyBins);
