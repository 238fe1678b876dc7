/**
 * <fault-scene>: instruments are bought at once. Each button of a form with `data-set` holds one setting of the lab.
 *
 * Out: `lab:set` {instruments: "1, 8"}; the lab's form asks for the run and the picture comes anew, with the focus where
 * it was. While the lab waits for an answer of the lesson, nothing is set, and it says so. Without JavaScript the button
 * sends its form.
 */
import { write } from "../lib/rows.js";

let focused = null; // the id of the button that was pressed

class FaultScene extends HTMLElement {
  connectedCallback() {
    this.said = this.querySelector("[data-said]");
    this.addEventListener("submit", this, { capture: true });
    this.addEventListener("change", this, { capture: true });
    if (!focused) return;
    const button = document.getElementById(focused);
    focused = null;
    if (document.activeElement === document.body) button?.focus({ preventScroll: true });
  }

  handleEvent(event) {
    if (this.waits) this.#refuse(event);
    else if (event.type === "submit" && event.target.matches("[data-set]") && event.submitter) this.#press(event);
  }

  /** Whether the lab takes no settings yet. */
  get waits() {
    return Boolean(document.querySelector("#lab-controls > fieldset:disabled"));
  }

  #refuse(event) {
    event.preventDefault();
    event.stopImmediatePropagation();
    (event.target.form ?? event.target).reset();
    write(this.said, "The lab opens after the question below.");
  }

  #press(event) {
    event.preventDefault();
    const { id, name, value } = event.submitter;
    focused = id;
    this.dispatchEvent(new CustomEvent("lab:set", { bubbles: true, detail: { [name]: value } }));
  }
}

customElements.define("fault-scene", FaultScene);
