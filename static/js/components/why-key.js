/**
 * <why-key data-part data-ask="/rooms/x/why/" data-key="order-12">: the answer to "Why this server?", beside the ring.
 *
 * The words come from the server, as a fragment that replaces this element by another of its kind. It has the ring draw the
 * walk, answers clicks on keys (`room:key` {nth}), and asks again when the room changes or another moment is shown.
 */
const QUIET = 400; // milliseconds without another change

class WhyKey extends HTMLElement {
  connectedCallback() {
    this.panel = this.closest(".why-panel"); // null on the page of its own, where there is no ring
    if (!this.panel) return;
    this.seq = this.asked().seq ?? null; // the moment that the answer is about; null is now
    this.listening = new AbortController();
    const { signal } = this.listening;
    document.addEventListener("room:key", (event) => this.ask({ nth: event.detail.nth }), { signal });
    this.addEventListener("click", ({ target }) => target.closest("[data-close]") && this.clear(), { signal });
    const walk = this.querySelector("script[type='application/json']");
    if (!walk) return;
    showWalk(JSON.parse(walk.textContent));
    this.panel.querySelector("[role=status]").textContent = spoken(this.querySelector(".why-verdict"));
    this.panel.querySelector("form").elements.key.value = this.dataset.key;
  }

  disconnectedCallback() {
    this.listening?.abort();
    clearTimeout(this.timer);
    // htmx puts the new answer in before it takes the old one out: only the last one clears the ring.
    if (this.dataset.key && !document.querySelector("why-key[data-key]")) showWalk(null);
  }

  /** From <ring-room>: the same key again, as the ring is now, or as it was at the change that is looked at. */
  update(room, cause) {
    if (!this.panel || cause === "frame") return;
    const seq = room.viewing?.seq ?? null;
    const another = this.seq !== seq;
    this.seq = seq;
    const field = this.panel.querySelector("form").elements.seq;
    field.disabled = seq === null;
    field.value = seq ?? "";
    if (!this.dataset.key || !(another || cause === "event" || cause === "snapshot")) return;
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.ask({ key: this.dataset.key }), QUIET);
  }

  ask(question) {
    const url = `${this.dataset.ask}?${new URLSearchParams({ ...question, ...this.asked() })}`;
    window.htmx.ajax("GET", url, { source: this.panel, target: "#why-answer", swap: "innerHTML" });
  }

  /** Which moment the form asks about: nothing said is now. */
  asked() {
    const { seq } = this.panel.querySelector("form").elements;
    return seq.disabled ? {} : { seq: Number(seq.value) };
  }

  clear() {
    showWalk(null);
    delete this.dataset.key;
    this.replaceChildren();
    this.panel.querySelector("form").elements.key.focus();
  }
}

/** What a screen reader reads of an element. */
function spoken(element) {
  const copy = element.cloneNode(true);
  for (const hidden of copy.querySelectorAll("[aria-hidden]")) hidden.remove();
  return copy.textContent.replace(/\s+/g, " ").trim();
}

function showWalk(walk) {
  for (const picture of document.querySelectorAll("hash-ring, key-bins")) picture.showWalk?.(walk);
}

customElements.define("why-key", WhyKey);
