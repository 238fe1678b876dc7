/**
 * <plot-figure data-part data-plotly="/static/plotly/plotly.min.js" hx-get="/rooms/x/figures/load/">: a Plotly figure.
 *
 * Nothing is fetched or drawn until it comes near the screen, which it does not inside a closed <details>. Then it asks htmx (event `figure:load` on itself) for its words:
 * a sentence, a table and the numbers as JSON, and draws the numbers. After a change of the room it asks again, once the
 * room has been quiet for a moment and the figure is near. Plotly itself is loaded once, by the first figure near the screen.
 * Colours come as the names of CSS tokens and are resolved here, so a figure follows the theme of the page.
 */
import { centreFor, inCentre, onLensChange } from "../lib/lens.js";
import { turnFigure } from "../model/lens.js";

const NEAR = "300px";
const QUIET = 400; // milliseconds without another change
const CONFIG = {
  displaylogo: false,
  plotlyServerURL: "",
  showSendToCloud: false,
  modeBarButtonsToRemove: ["sendChartToCloud", "lasso2d", "select2d", "autoScale2d", "zoomIn2d", "zoomOut2d"],
  responsive: true,
};

let plotly; // the one promise of the library
function library(url) {
  plotly ??= new Promise((resolve, reject) => {
    const script = document.createElement("script");
    script.src = url;
    script.onload = () => resolve(window.Plotly);
    script.onerror = () => {
      plotly = undefined; // the next figure tries again
      reject(new Error("the drawing library could not be loaded"));
    };
    document.head.append(script);
  });
  return plotly;
}

class PlotFigure extends HTMLElement {
  connectedCallback() {
    this.plot = this.querySelector(".plot");
    this.words = this.querySelector(".figure-words");
    this.stale = !this.numbers(); // a page of its own brings them along
    this.near = false;
    this.listening = new AbortController();
    const { signal } = this.listening;
    this.addEventListener("htmx:beforeSwap", () => this.remember(), { signal });
    this.addEventListener("htmx:afterSwap", () => this.restore(), { signal });
    this.addEventListener("htmx:sendError", () => this.failed("the server cannot be reached"), { signal });
    this.addEventListener("htmx:responseError", () => this.failed("the server could not answer"), { signal });
    document.addEventListener("theme:change", () => this.drawn && this.draw(), { signal });
    onLensChange(() => this.drawn && this.draw(), { signal });
    addEventListener("beforeprint", () => this.checkVisibility() && this.draw(), { signal }); // paper shows all of the page
    this.watcher = new IntersectionObserver((entries) => this.onNear(entries.at(-1).isIntersecting), { rootMargin: NEAR });
    this.watcher.observe(this);
  }

  disconnectedCallback() {
    this.listening.abort();
    this.watcher.disconnect();
    clearTimeout(this.timer);
    window.Plotly?.purge(this.plot);
  }

  /** From <ring-room>: what is shown has changed, by a change or by time travel. */
  update(room, cause) {
    const seq = room.viewing ? room.viewing.seq : null;
    if (cause !== "event" && cause !== "snapshot" && seq === this.seq) return;
    this.seq = seq;
    this.stale = true;
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.loadIfNear(), QUIET);
  }

  onNear(near) {
    this.near = near;
    this.loadIfNear();
    if (near && !this.drawn) this.draw();
  }

  loadIfNear() {
    if (!this.near || !this.stale) return;
    this.stale = false;
    if (this.seq == null) this.removeAttribute("hx-vals");
    else this.setAttribute("hx-vals", JSON.stringify({ seq: this.seq }));
    this.dispatchEvent(new CustomEvent("figure:load"));
  }

  // -- the words are swapped; an open table stays open --------------------------------------------------

  remember() {
    this.wasOpen = this.words.querySelector("details")?.open ?? false;
  }

  restore() {
    const details = this.words.querySelector("details");
    if (details) details.open = this.wasOpen;
    this.draw();
  }

  failed(why) {
    this.stale = true;
    this.plot.dataset.message = `This figure could not be brought up to date: ${why}. It tries again at the next change.`;
  }

  // -- drawing ------------------------------------------------------------------------------------------

  numbers() {
    return this.words.querySelector("script[type='application/json']");
  }

  told(figure) {
    return inCentre() && this.dataset.lensKey ? turnFigure(figure, centreFor(this)) : figure;
  }

  async draw() {
    const numbers = this.numbers();
    if (!numbers) return;
    this.drawn = true;
    const figure = JSON.parse(numbers.textContent);
    delete this.plot.dataset.message;
    this.toggleAttribute("data-empty", figure === null);
    if (figure === null) {
      window.Plotly?.purge(this.plot);
      return;
    }
    try {
      const Plotly = await library(this.dataset.plotly);
      if (!this.isConnected) return;
      const { data, layout } = inColours(this.told(figure), getComputedStyle(this));
      await Plotly.react(this.plot, data, layout, CONFIG);
      this.toggleAttribute("data-drawn", true);
    } catch (error) {
      this.drawn = false;
      this.failed(error.message);
    }
  }
}

/**
 * A copy of a figure in which every "var(--token)" is what the token stands for at this place on the page.
 * "var(--token) 16%" is the same, seen through: the tokens of colours are six hexadecimal digits, and two more say how far.
 */
function inColours(value, style) {
  if (Array.isArray(value)) return value.map((item) => inColours(item, style));
  if (value !== null && typeof value === "object") {
    return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, inColours(item, style)]));
  }
  const token = typeof value === "string" && /^var\((--[\w-]+)\)(?: (\d+)%)?$/.exec(value);
  if (!token) return value;
  const whole = style.getPropertyValue(token[1]).trim();
  return token[2] ? whole + Math.round(token[2] * 2.55).toString(16).padStart(2, "0") : whole;
}

customElements.define("plot-figure", PlotFigure);
