/**
 * <ops-live>: fresh figures every two seconds, while the page is seen and nobody holds them.
 *
 * A screen reader hears the headline when it changes, never the figures. When nobody answers, the last figures stay and the
 * page says of when they are; when the server says in words that its database is away, the page says it too.
 */
const EVERY = 2000; // ms

class OpsLive extends HTMLElement {
  connectedCallback() {
    this.live = this.querySelector("[data-live]");
    this.button = this.querySelector("[data-pause]");
    this.headline = this.#headline();
    this.button.hidden = false;
    this.button.addEventListener("click", () => this.#hold());
    this.addEventListener("htmx:afterSwap", () => this.#seen());
    this.addEventListener("htmx:beforeSwap", (event) => this.#refused(event));
    for (const name of ["htmx:sendError", "htmx:responseError", "htmx:timeout"]) {
      this.addEventListener(name, (event) => this.#lost(inWords(event.detail.xhr)));
    }
    this.timer = setInterval(() => this.#look(), EVERY);
  }

  disconnectedCallback() {
    clearInterval(this.timer);
  }

  get held() {
    return this.button.getAttribute("aria-pressed") === "true";
  }

  #look() {
    if (!this.held && !document.hidden) this.live.dispatchEvent(new CustomEvent("ops:look"));
  }

  #hold() {
    this.button.setAttribute("aria-pressed", String(!this.held));
    this.#look();
  }

  #headline() {
    return this.live.querySelector("[data-headline]")?.textContent ?? "";
  }

  #seen() {
    this.querySelector("[data-lost]").hidden = true;
    const headline = this.#headline();
    if (headline !== this.headline) this.#say(headline);
    this.headline = headline;
  }

  /** Signed out meanwhile: the page is not there any more, and says so itself. */
  #refused(event) {
    if (event.detail.xhr.status !== 404) return;
    event.detail.shouldSwap = false;
    location.reload();
  }

  /** told: what the server said instead of figures, "" if nothing came that people could read. */
  #lost(told) {
    const words = this.querySelector("[data-lost]");
    const at = this.live.querySelector("time")?.textContent ?? "";
    const said = told
      ? `${told} These figures are of ${at}.`
      : `No answer: these figures are of ${at}. See whether the server runs, and what its log says last; /readyz names a database or Redis that is gone.`;
    if (!words.hidden && words.textContent === said) return;
    words.textContent = said;
    words.hidden = false;
    this.headline = "";
    this.#say(words.textContent);
  }

  #say(words) {
    this.querySelector("[data-said]").textContent = words;
  }
}

/** The sentence of a 503 of ours; one of a proxy is a page of HTML, or empty. */
function inWords(xhr) {
  const plain = xhr?.status === 503 && xhr.getResponseHeader("Content-Type")?.startsWith("text/plain");
  return plain ? xhr.responseText : "";
}

customElements.define("ops-live", OpsLive);
