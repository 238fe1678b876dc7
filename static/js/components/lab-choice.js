/**
 * <lab-choice>: a form in a scene whose menu sets one setting of the lab. It asks for it at once, by `lab:set`; without
 * JavaScript its button sends the whole form. The answer comes as a new element, which gives the focus back.
 */
let focused = null; // the id of the menu that was used

class LabChoice extends HTMLElement {
  connectedCallback() {
    this.menu = this.querySelector("select");
    this.querySelector("button").hidden = true;
    this.addEventListener("change", () => this.#choose());
    this.addEventListener("submit", (event) => {
      event.preventDefault();
      this.#choose();
    });
    if (focused !== this.menu.id) return;
    focused = null;
    if (document.activeElement === document.body) this.menu.focus({ preventScroll: true });
  }

  #choose() {
    focused = this.menu.id;
    this.dispatchEvent(new CustomEvent("lab:set", { bubbles: true, detail: { [this.menu.name]: this.menu.value } }));
  }
}

customElements.define("lab-choice", LabChoice);
