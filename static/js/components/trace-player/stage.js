/**
 * The canvas over a player's rows: queues, ovens and orders on the way, at any time of the trace.
 *
 * The rows are HTML and keep their own space; this reads where their lanes are and draws into them. Nothing is
 * remembered between two pictures, so that time may jump.
 */
import { clamp, settle } from "../../lib/motion.js";
import { onThemeChange, readPalette } from "../../lib/palette.js";
import { fitGrid, fitQueue, placeInGrid, placeInQueue } from "../../model/trace-layout.js";
import { progress } from "../../model/trace-words.js";
import { Packets } from "./packets.js";
import { Pizzas } from "./pizza.js";

const MARGIN = 3;
export const LEAVING = 3; // glides that an order takes which is sent away: long enough to be seen

export class Stage {
  /** `redraw` is called when size, resolution or colours change. */
  constructor(canvas, rows, trace, redraw, { signal }) {
    Object.assign(this, { canvas, rows, trace, redraw });
    this.context = canvas.getContext("2d");
    const sizes = new ResizeObserver(() => this.measure());
    sizes.observe(rows);
    signal.addEventListener("abort", () => sizes.disconnect());
    onThemeChange(() => this.dress(), { signal });
    this.#watchResolution(signal);
    this.measure();
  }

  #watchResolution(signal) {
    const query = matchMedia(`(resolution: ${devicePixelRatio}dppx)`);
    const onChange = () => {
      this.measure();
      if (!signal.aborted) this.#watchResolution(signal);
    };
    query.addEventListener("change", onChange, { once: true, signal });
  }

  measure() {
    const box = this.rows.getBoundingClientRect();
    this.width = box.width;
    this.height = box.height;
    this.ratio = Math.min(3, devicePixelRatio || 1);
    this.canvas.width = Math.round(box.width * this.ratio);
    this.canvas.height = Math.round(box.height * this.ratio);
    this.lanes = [...this.rows.querySelectorAll("[data-station]")].map((row) => ({
      queue: laneOf(row, "[data-lane=queue]", box),
      work: laneOf(row, "[data-lane=work]", box),
      away: laneOf(row, "[data-lane=away]", box),
    }));
    this.dress();
  }

  dress() {
    const Drawer = this.centre ? Packets : Pizzas;
    this.hand = new Drawer(readPalette(this.rows), this.ratio);
    this.redraw();
  }

  /** Another trace, or the same as a data centre. */
  use(trace, centre) {
    Object.assign(this, { trace, centre });
    this.dress();
  }

  /** Draw the state at time t; `glide` in time units. */
  draw(state, t, glide) {
    const { context } = this;
    context.setTransform(this.ratio, 0, 0, this.ratio, 0, 0);
    context.clearRect(0, 0, this.width, this.height);
    state.forEach((station, at) => {
      const marked = Boolean(this.trace.stations[at].note);
      this.#queue(station, this.lanes[at].queue, t, glide);
      if (glide) this.#sentAway(station, this.lanes[at].queue, t, glide);
      this.#work(station, this.trace.stations[at], this.lanes[at], { t, glide, marked });
      this.#away(station, this.lanes[at].away, t);
    });
  }

  #queue({ waiting, moved }, lane, t, glide) {
    const fit = fitQueue(waiting.length, lane.width, lane.height);
    const late = glide ? 1 - settle(clamp((t - moved) / glide)) : 0; // the queue has not closed up yet
    for (let index = fit.shown - 1; index >= 0; index--) {
      const stop = waiting[index];
      const place = placeInQueue(fit, index, lane.right, lane.middle);
      const fresh = glide ? settle(clamp((t - stop.arrive) / glide)) : 1;
      const x = Math.max(lane.left + fit.radius, place.x - (late / fit.deep) * fit.pitch - (1 - fresh) * 2 * fit.pitch);
      this.hand.waiting(this.context, x, place.y, fit.radius, fresh);
      if (stop.order === this.trace.follow) this.hand.halo(this.context, x, place.y, fit.radius);
    }
    if (fit.more) this.#words(`+ ${fit.more}`, lane.left, lane.middle);
  }

  /** Orders that were refused turn round at the end of the queue. */
  #sentAway({ waiting, left }, lane, t, glide) {
    const fit = fitQueue(waiting.length, lane.width, lane.height);
    const tail = placeInQueue(fit, fit.shown + fit.deep - 1, lane.right, lane.middle);
    for (const stop of left) {
      if (!stop.lost) continue;
      const gone = clamp((t - stop.end) / (LEAVING * glide));
      const x = Math.max(lane.left + 12, tail.x) - 34 * settle(gone);
      this.hand.refused(this.context, x, lane.middle - 12 * Math.sin(Math.PI * gone), Math.max(6, fit.radius), 1 - gone ** 3);
    }
  }

  #work({ working, left, closed }, { servers }, { work: lane, queue }, { t, glide, marked }) {
    const grid = fitGrid(servers || Math.max(4, working.length), lane.width, lane.height);
    const place = (index) => placeInGrid(grid, index, lane.left, lane.middle);
    const busy = new Set(working.map((stop) => stop.server));
    const free = closed ? "closed" : "idle";
    for (let server = 0; server < servers; server++) {
      const { x, y } = place(server);
      this.hand.server(this.context, x, y, grid.size, busy.has(server) ? "busy" : free, marked);
    }
    const size = grid.size * (servers ? 1 : 1.4); // a road has no walls
    working.forEach((stop, index) => {
      const at = place(servers ? stop.server : index);
      const fresh = glide && stop.start > stop.arrive ? settle(clamp((t - stop.start) / glide)) : 1;
      const x = at.x - (1 - fresh) * (at.x - queue.right + 10);
      const y = at.y + (1 - fresh) * (lane.middle - at.y);
      this.hand.work(this.context, x, y, size, progress(stop, t), marked);
      if (stop.order === this.trace.follow) this.hand.halo(this.context, x, y, 0.3 * size);
    });
    for (const stop of left) {
      if (stop.lost || t >= stop.end + glide) continue;
      const gone = settle(clamp((t - stop.end) / glide));
      const at = place(servers ? stop.server : 0);
      this.hand.work(this.context, at.x + gone * (lane.right - at.x + 12), at.y, size, 1, marked, 1 - gone);
    }
  }

  #away({ away }, lane, t) {
    if (!lane.width) return;
    this.hand.road(this.context, lane);
    for (const stop of away) {
      const part = clamp((t - stop.end) / (stop.gone - stop.end));
      const x = lane.left + 6 + part * (lane.width - 12);
      this.hand.away(this.context, x, lane.middle, Math.min(1, 6 * (1 - part)));
      if (stop.order === this.trace.follow) this.hand.halo(this.context, x, lane.middle, 5);
    }
  }

  #words(text, x, y) {
    const { palette } = this.hand;
    this.context.font = `600 13px ${palette.sans}`;
    this.context.fillStyle = palette.ink;
    this.context.textBaseline = "middle";
    this.context.fillText(text, x, y);
  }
}

/** A lane in the canvas's own units; of no width where the row has none. */
function laneOf(row, selector, box) {
  const lane = row.querySelector(selector)?.getBoundingClientRect();
  if (!lane) return { left: 0, right: 0, width: 0, middle: 0, height: 0 };
  const left = lane.left - box.left + 1; // the outline of what stands at an edge is whole
  const width = Math.max(0, lane.width - 2);
  const height = lane.height - 2 * MARGIN;
  return { left, right: left + width, width, middle: lane.top - box.top + lane.height / 2, height };
}
