/**
 * <search-box>: a form that leads to the page of results. This element shows the first few as one types (htmx fetches
 * them), lets the arrow keys walk through them, closes them on Escape, and gives "/" the way here from anywhere.
 */
class SearchBox extends HTMLElement {
  connectedCallback() {
    this.input = this.querySelector("input");
    this.pop = this.querySelector(".search-pop");
    this.listening = new AbortController();
    const { signal } = this.listening;
    this.addEventListener("keydown", (event) => this.key(event), { signal });
    this.addEventListener("htmx:afterSwap", () => (this.pop.hidden = this.input.value.trim() === ""), { signal });
    this.addEventListener("focusout", ({ relatedTarget }) => this.contains(relatedTarget) || this.close(), { signal });
    this.input.addEventListener("input", () => this.input.value.trim() === "" && this.close(), { signal });
    this.input.addEventListener("focus", () => this.open(), { signal });
    document.addEventListener("keydown", (event) => this.slash(event), { signal });
  }

  disconnectedCallback() {
    this.listening.abort();
  }

  open() {
    if (this.input.value.trim() !== "" && this.pop.childElementCount) this.pop.hidden = false;
  }

  close() {
    this.pop.hidden = true;
  }

  key(event) {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (event.key === "Escape" && !this.pop.hidden) {
      this.input.focus();
      this.close();
      event.preventDefault();
    } else if (step && !this.pop.hidden) {
      const stops = [this.input, ...this.pop.querySelectorAll("a")];
      const at = stops.indexOf(document.activeElement) + step;
      stops[Math.max(0, Math.min(at, stops.length - 1))].focus();
      event.preventDefault();
    }
  }

  /** "/" comes here, unless one is writing. */
  slash(event) {
    if (event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.target.closest("input, textarea, select, [contenteditable]")) return;
    event.preventDefault();
    this.input.focus();
  }
}

customElements.define("search-box", SearchBox);
