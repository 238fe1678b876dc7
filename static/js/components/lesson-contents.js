/**
 * <lesson-contents>: the list at the left. Says which section is on the screen, and marks the sections that were.
 *
 * A section that came on the screen posts itself (htmx); when the server has it, the mark is set here.
 */
class LessonContents extends HTMLElement {
  connectedCallback() {
    this.listening = new AbortController();
    const { signal } = this.listening;
    document.addEventListener("htmx:afterRequest", (event) => this.onRequest(event), { signal });
    document.addEventListener("htmx:afterSettle", () => this.watch(), { signal });
    this.addEventListener("click", (event) => this.onClick(event), { signal });
    this.onScreen = new Set();
    this.watch();
  }

  disconnectedCallback() {
    this.listening.abort();
    this.watcher?.disconnect();
  }

  watch() {
    this.watcher?.disconnect();
    this.watcher = new IntersectionObserver((entries) => this.onSee(entries), { rootMargin: "-15% 0px -55% 0px" });
    for (const item of this.querySelectorAll("[data-part]")) {
      const part = document.getElementById(item.dataset.part);
      if (part) this.watcher.observe(part);
    }
  }

  onSee(entries) {
    for (const { target, isIntersecting } of entries) this.onScreen[isIntersecting ? "add" : "delete"](target.id);
    const items = [...this.querySelectorAll("[data-part]")];
    const here = items.findLast((item) => this.onScreen.has(item.dataset.part));
    if (!here) return;
    for (const item of items) {
      const link = item.querySelector("a");
      if (item === here) link?.setAttribute("aria-current", "location");
      else link?.removeAttribute("aria-current");
    }
  }

  onRequest({ detail }) {
    const part = detail.elt?.dataset?.reached;
    const item = part && detail.successful && this.querySelector(`[data-part="${part}"]`);
    if (!item || item.classList.contains("seen")) return;
    item.classList.add("seen");
    const said = document.createElement("span");
    said.className = "visually-hidden";
    said.textContent = ", read";
    item.append(said);
  }

  /** On a phone the list is a sheet over the page: it goes when something in it was chosen. */
  onClick(event) {
    const sheet = this.querySelector("[popover]");
    if (event.target.closest("a") && sheet.matches(":popover-open")) sheet.hidePopover();
  }
}

customElements.define("lesson-contents", LessonContents);
