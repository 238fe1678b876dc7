/**
 * <slide-number log>: a number as a slider and a field. The field is what is sent; the slider is the quick way.
 *
 * In: input[data-slide] and input[data-value] with data-low, data-high, data-step. With `log` the slider runs over powers
 * of ten, and what it says is rounded to three digits that count.
 */
class SlideNumber extends HTMLElement {
  connectedCallback() {
    this.slide = this.querySelector("[data-slide]");
    this.field = this.querySelector("[data-value]");
    this.log = this.hasAttribute("log");
    this.listening = new AbortController();
    const { signal } = this.listening;
    this.slide.addEventListener("input", () => this.toField(), { signal });
    this.field.addEventListener("input", () => this.toSlide(), { signal });
    if (this.log && !this.slide.dataset.ready) this.slide.addEventListener("keydown", (event) => this.onKey(event), { signal });
    this.tell();
    this.toggleAttribute("data-empty", this.field.value === "");
  }

  disconnectedCallback() {
    this.listening.abort();
  }

  get bounds() {
    const { low, high, step } = this.field.dataset;
    return { low: Number(low), high: Number(high), step: Number(step) || 1 };
  }

  toField() {
    const { low, high, step } = this.bounds;
    const raw = this.log ? 10 ** this.slide.valueAsNumber : this.slide.valueAsNumber;
    const rounded = this.log ? Number(raw.toPrecision(3)) : raw;
    const stepped = this.log && step < 1 ? rounded : Math.round(rounded / step) * step;
    this.field.value = String(Number(Math.min(high, Math.max(low, stepped)).toPrecision(10)));
    this.removeAttribute("data-empty");
    this.tell();
  }

  toSlide() {
    const value = Number(this.field.value.replace(",", "."));
    this.toggleAttribute("data-empty", this.field.value === "");
    if (this.field.value === "" || !Number.isFinite(value) || (this.log && value <= 0)) return;
    this.slide.value = String(this.log ? Math.log10(value) : value);
    this.tell();
  }

  /** On a logarithmic slider an arrow moves by a fortieth of the way, Page by a quarter: a step of "any" is too small. */
  onKey(event) {
    const moves = { ArrowRight: 1, ArrowUp: 1, ArrowLeft: -1, ArrowDown: -1, PageUp: 10, PageDown: -10 };
    if (!(event.key in moves) || event.altKey || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    const [low, high] = [Number(this.slide.min), Number(this.slide.max)];
    this.slide.value = String(this.slide.valueAsNumber + (moves[event.key] * (high - low)) / 40);
    this.slide.dispatchEvent(new Event("input", { bubbles: true }));
  }

  tell() {
    const { min, max } = this.slide;
    this.slide.setAttribute("aria-valuetext", this.field.value === "" ? "nothing yet" : this.field.value);
    this.style.setProperty("--part", `${((this.slide.valueAsNumber - min) / (max - min)) * 100}%`);
  }
}

customElements.define("slide-number", SlideNumber);
