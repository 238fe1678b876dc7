/**
 * <scene-controls>: menus, ticks, fields, buttons and links in a scene that set something of the lab.
 *
 * A field sets its own name, a button its name and value, and a link with `data-sets` all that is in its address.
 * Out: `lab:set` {m1: "tune"}. Without this element the forms are sent and the links followed; a button without a name or
 * with `data-plain` is there only for that. The answer comes as a new element, which gives the focus back to what was used.
 */
import { touched, value } from "../lib/touched.js";

let focused = null; // the id of what was used

class SceneControls extends HTMLElement {
  async connectedCallback() {
    await customElements.whenDefined("lab-form"); // which hears what is set
    if (!this.isConnected) return;
    this.listening = new AbortController();
    const { signal } = this.listening;
    for (const button of this.querySelectorAll("button[type=submit]:not([name]), [data-plain]")) button.hidden = true;
    this.addEventListener("change", ({ target }) => this.change(target), { signal });
    this.addEventListener("submit", (event) => this.onSubmit(event), { signal });
    this.addEventListener("click", (event) => this.onClick(event), { signal });
    this.giveBack();
    for (const form of this.querySelectorAll("form")) touched(form).forEach((field) => this.change(field));
  }

  disconnectedCallback() {
    this.listening?.abort();
  }

  /** Give the focus back, unless a person has gone on to something else. */
  giveBack() {
    const used = focused && this.querySelector(`#${CSS.escape(focused)}`);
    if (!used) return;
    focused = null;
    if (document.activeElement === document.body) used.focus({ preventScroll: true });
  }

  change(field) {
    if (field.name) this.set(field, { [field.name]: value(field) });
  }

  onSubmit(event) {
    event.preventDefault();
    const used = event.submitter?.name ? event.submitter : document.activeElement; // Enter in a field sends what is in it
    if (this.contains(used)) this.change(used);
  }

  onClick(event) {
    const link = event.target.closest("a[data-sets]");
    if (!link || event.metaKey || event.ctrlKey || event.shiftKey) return;
    event.preventDefault();
    this.set(link, Object.fromEntries(new URL(link.href).searchParams));
  }

  set(used, detail) {
    focused = used.id;
    this.dispatchEvent(new CustomEvent("lab:set", { bubbles: true, detail }));
  }
}

customElements.define("scene-controls", SceneControls);
