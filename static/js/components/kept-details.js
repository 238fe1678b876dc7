// <kept-details>: a <details> with an id that stays open, or shut, when htmx puts a fresh copy in its place.

const open = new Map();

customElements.define(
  "kept-details",
  class extends HTMLElement {
    connectedCallback() {
      const details = this.querySelector("details");
      if (open.has(details.id)) details.open = open.get(details.id);
      details.addEventListener("toggle", () => open.set(details.id, details.open));
    }
  },
);
