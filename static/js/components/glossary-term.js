/**
 * <glossary-term><a class="term">hash</a><span class="term-tip">…</span></glossary-term>: a word and its meaning.
 *
 * Without this element the meaning shows on hover and focus, and the link leads to the glossary. It adds: a tap opens the
 * meaning first and follows the link at the second tap; Escape closes it; it stays inside the window.
 */
const MARGIN = 8;

class GlossaryTerm extends HTMLElement {
  connectedCallback() {
    this.tip = this.querySelector(".term-tip");
    this.listening = new AbortController();
    const { signal } = this.listening;
    this.addEventListener("pointerenter", () => this.place(), { signal });
    this.addEventListener("focusin", () => this.place(), { signal });
    this.addEventListener("pointerdown", (event) => (this.byTouch = event.pointerType === "touch"), { signal });
    this.addEventListener("click", (event) => this.tap(event), { signal });
    this.addEventListener("pointerleave", () => this.removeAttribute("data-closed"), { signal });
    this.addEventListener("focusout", () => this.removeAttribute("data-closed"), { signal });
    document.addEventListener("keydown", ({ key }) => key === "Escape" && this.close(), { signal });
    document.addEventListener("pointerdown", ({ target }) => this.contains(target) || this.removeAttribute("data-open"), { signal });
  }

  disconnectedCallback() {
    this.listening.abort();
  }

  /** The first tap of a finger opens the meaning; the second one goes where the link leads. */
  tap(event) {
    if (!this.byTouch || this.hasAttribute("data-open") || !event.target.closest(".term")) return;
    event.preventDefault();
    this.removeAttribute("data-closed");
    this.setAttribute("data-open", "");
    this.place();
  }

  close() {
    this.removeAttribute("data-open");
    this.setAttribute("data-closed", "");
    // Nothing points here: the next hover or focus shows the meaning again.
    if (!this.matches(":hover, :focus-within")) this.removeAttribute("data-closed");
  }

  /** Shift the meaning so far that it stays inside the window. */
  place() {
    this.tip.style.setProperty("--tip-shift", "0px");
    const { left, right } = this.tip.getBoundingClientRect();
    const width = document.documentElement.clientWidth;
    const shift = Math.max(MARGIN - left, Math.min(0, width - MARGIN - right));
    this.tip.style.setProperty("--tip-shift", `${shift}px`);
  }
}

customElements.define("glossary-term", GlossaryTerm);
