/**
 * <lab-steps>: links to the lab with other settings (a[data-step]) ask for them in place, by `lab:set`. Without
 * JavaScript they are links. The answer comes as a new element, which gives the focus back to the same step.
 */
let focused = null; // the place of the step that had the focus when it was asked for

class LabSteps extends HTMLElement {
  connectedCallback() {
    this.addEventListener("click", (event) => this.#step(event));
    const wanted = focused === null ? null : this.#steps()[focused];
    focused = null;
    if (wanted && (document.activeElement === document.body || !document.activeElement)) wanted.focus({ preventScroll: true });
  }

  #steps() {
    return [...this.querySelectorAll("a[data-step]")];
  }

  #step(event) {
    const step = event.target.closest("a[data-step]");
    if (!step || event.ctrlKey || event.metaKey || event.shiftKey || event.button) return;
    event.preventDefault();
    focused = this.#steps().indexOf(step);
    const detail = Object.fromEntries(new URL(step.href).searchParams);
    this.dispatchEvent(new CustomEvent("lab:set", { bubbles: true, detail }));
  }
}

customElements.define("lab-steps", LabSteps);
