/**
 * <sheet-tabs>: on a phone, which panel the bottom sheet shows. On wider screens all panels are in sight and it is hidden.
 *
 * Asking "why?" about a key brings its panel up (`room:key`), looking at the past the history (`room:view`).
 */
class SheetTabs extends HTMLElement {
  connectedCallback() {
    this.listening = new AbortController();
    const { signal } = this.listening;
    this.addEventListener("click", ({ target }) => target.dataset.show && this.show(target.dataset.show));
    document.addEventListener("room:key", () => this.show("why"), { signal });
    document.addEventListener("room:view", ({ detail }) => detail.seq !== null && this.show("history"), { signal });
  }

  disconnectedCallback() {
    this.listening.abort();
  }

  show(name) {
    for (const tab of this.querySelectorAll("[data-show]")) tab.setAttribute("aria-pressed", String(tab.dataset.show === name));
    this.closest(".room").dataset.sheet = name;
  }
}

customElements.define("sheet-tabs", SheetTabs);
