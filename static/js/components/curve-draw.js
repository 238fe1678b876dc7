/**
 * <curve-draw>: a curve is drawn on an empty chart instead of typed into number fields.
 *
 * The fields (templates/course/curve_fields.html) are the truth and what is posted: drawing writes them, typing moves
 * the curve. A stroke sets every point that it passes; a point can be dragged, or moved by the arrow keys.
 * In: data-x-title, data-y-title, data-low, data-high, data-unit, data-x-log, data-y-log; inputs with data-x.
 */
import * as curves from "../model/curve.js";
import { Chart, written } from "./curve-draw/chart.js";

const HINT = "Draw your curve from left to right";
const GRIP = 14; // pixels round a point within which a press drags it alone
const PRESSES = { ArrowUp: 1, ArrowRight: 1, ArrowDown: -1, ArrowLeft: -1, PageUp: 10, PageDown: -10, Home: -1e6, End: 1e6 };

class CurveDraw extends HTMLElement {
  connectedCallback() {
    this.listening = new AbortController();
    const { signal } = this.listening;
    this.fields = [...this.querySelectorAll("input[data-x]")];
    const { low, high, xLog, yLog } = this.dataset;
    const xs = this.fields.map((field) => Number(field.dataset.x));
    this.curve = curves.begin({ xs, values: [], yLow: Number(low), yHigh: Number(high), xLog: xLog != null, yLog: yLog != null });
    this.place = this.querySelector(".curve-chart");
    this.place.replaceChildren();
    this.chart = new Chart(this.place, this.dataset);
    this.points = this.chart.addHandles(xs);
    this.points.forEach((point, at) => this.nameHandle(point, at));
    this.readFields();
    this.addEventListener("input", () => this.readFields(), { signal });
    this.place.addEventListener("keydown", (event) => this.onKey(event), { signal });
    this.listenToPointer(signal);
    const sizes = new ResizeObserver(() => this.resize());
    sizes.observe(this.place);
    signal.addEventListener("abort", () => sizes.disconnect());
    this.resize();
    this.toggleAttribute("data-ready", true);
  }

  disconnectedCallback() {
    this.listening.abort();
  }

  nameHandle(point, at) {
    point.setAttribute("aria-label", `At ${written(this.curve.xs[at])}`);
    point.setAttribute("aria-valuemin", this.curve.y.low);
    point.setAttribute("aria-valuemax", this.curve.y.high);
  }

  resize() {
    this.chart.measure();
    this.chart.drawAxes(this.curve);
    this.draw();
  }

  // -- fields and curve ---------------------------------------------------------------------------------

  readFields() {
    this.fields.forEach((field, at) => {
      this.curve = curves.put(this.curve, at, curves.readValue(this.curve.y, field.value));
    });
    if (this.chart.width) this.draw();
  }

  /** A new curve by hand: into the fields, and told to whoever listens to them. */
  become(curve) {
    const changed = this.fields.filter((_, at) => curve.values[at] !== this.curve.values[at]);
    this.curve = curve;
    this.fields.forEach((field, at) => {
      if (changed.includes(field)) field.value = curve.values[at] ?? "";
    });
    if (changed.length) changed[0].dispatchEvent(new Event("input", { bubbles: true }));
    this.draw();
  }

  draw() {
    this.chart.draw(this.curve, HINT);
    const { unit } = this.dataset;
    this.points.forEach((point, at) => {
      const value = this.curve.values[at];
      point.setAttribute("aria-valuenow", value ?? this.curve.y.low);
      point.setAttribute("aria-valuetext", value === null ? "not drawn yet" : `${written(value)} ${unit ?? ""}`.trim());
    });
  }

  // -- hands --------------------------------------------------------------------------------------------

  onKey(event) {
    const at = this.points.indexOf(event.target);
    if (at < 0 || event.ctrlKey || event.altKey || event.metaKey) return;
    if (event.key in PRESSES) this.become(curves.nudge(this.curve, at, PRESSES[event.key]));
    else if (event.key === "Delete" || event.key === "Backspace") this.become(curves.put(this.curve, at, null));
    else return;
    event.preventDefault();
  }

  listenToPointer(signal) {
    this.place.addEventListener("pointerdown", (event) => this.onDown(event), { signal });
    this.place.addEventListener("pointermove", (event) => this.onMove(event), { signal });
    for (const end of ["pointerup", "pointercancel", "lostpointercapture"]) {
      this.place.addEventListener(end, () => (this.hand = null), { signal });
    }
  }

  onDown(event) {
    if (event.button !== 0 || !event.isPrimary) return;
    event.preventDefault();
    this.place.setPointerCapture(event.pointerId);
    const place = this.chart.partsOf(event);
    const grabbed = this.grabbed(place);
    this.hand = { place, grabbed };
    if (grabbed === null) this.become(curves.stroke(this.curve, place, place));
    const near = grabbed ?? curves.nearest(this.curve, place[0]);
    this.points[near].focus({ preventScroll: true });
  }

  onMove(event) {
    if (!this.hand) return;
    const place = this.chart.partsOf(event);
    const { grabbed } = this.hand;
    const { y } = this.curve;
    if (grabbed === null) this.become(curves.stroke(this.curve, this.hand.place, place));
    else this.become(curves.put(this.curve, grabbed, curves.rounded(y, curves.valueOf(y, place[1]))));
    this.hand.place = place;
  }

  /** Which drawn point a press takes hold of, or null for a stroke. */
  grabbed([partX, partY]) {
    const at = curves.nearest(this.curve, partX);
    const value = this.curve.values[at];
    if (value === null) return null;
    const { width, height } = this.chart.plot;
    const dx = (curves.partOf(this.curve.x, this.curve.xs[at]) - partX) * width;
    const dy = (curves.partOf(this.curve.y, value) - partY) * height;
    return Math.hypot(dx, dy) <= GRIP ? at : null;
  }
}

customElements.define("curve-draw", CurveDraw);
