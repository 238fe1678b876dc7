/**
 * <lab-steps>: links to the lab with other settings (a[data-step]) ask for them in place, by `lab:set`. Without
 * JavaScript they are links. A step has an id, so that htmx gives the focus back to it in the answer.
 */
class LabSteps extends HTMLElement {
  connectedCallback() {
    this.addEventListener("click", (event) => this.#step(event));
  }

  #step(event) {
    const step = event.target.closest("a[data-step]");
    if (!step || event.ctrlKey || event.metaKey || event.shiftKey || event.button) return;
    event.preventDefault();
    // A step is one change, even if it takes two settings: the result on show is not held against it.
    const result = this.closest("[data-query]");
    if (result) result.dataset.query = "";
    const detail = Object.fromEntries(new URL(step.href).searchParams);
    this.dispatchEvent(new CustomEvent("lab:set", { bubbles: true, detail }));
  }
}

customElements.define("lab-steps", LabSteps);
