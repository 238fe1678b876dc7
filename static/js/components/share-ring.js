/**
 * <share-ring data-part>: the Share button and its dialog; around the page of the same content, only its copy buttons.
 *
 * Without this script the button is a link to that page. With it, htmx puts the page's section into a native <dialog>:
 * links to copy, the ring as a command line, and the ring as a PNG, drawn by <hash-ring>.
 */
const SAID = 4000; // milliseconds that "Copied" stays

class ShareRing extends HTMLElement {
  connectedCallback() {
    this.listening = new AbortController();
    const { signal } = this.listening;
    this.addEventListener("click", (event) => this.onClick(event), { signal });
    this.dialog = this.querySelector("dialog");
    if (!this.dialog) return;
    this.opener = this.querySelector("a");
    this.opener.setAttribute("role", "button");
    this.opener.setAttribute("aria-haspopup", "dialog");
    this.opener.addEventListener("keydown", (event) => this.onKey(event), { signal });
    this.addEventListener("htmx:afterSwap", () => this.open(), { signal });
  }

  disconnectedCallback() {
    this.listening.abort();
    clearTimeout(this.timer);
  }

  /** From <ring-room>: what is shared is what is seen, now or at a change of the past. */
  update(room) {
    if (room.viewing) this.opener.setAttribute("hx-vals", JSON.stringify({ at: room.viewing.seq }));
    else this.opener.removeAttribute("hx-vals");
  }

  open() {
    const ring = ringOnShow();
    for (const part of this.dialog.querySelectorAll("[data-picture]")) part.hidden = !ring;
    if (!this.dialog.open) this.dialog.showModal();
  }

  /** A link that acts as a button answers the space bar too. */
  onKey(event) {
    if (event.key !== " ") return;
    event.preventDefault();
    this.opener.click();
  }

  onClick({ target }) {
    if (target === this.dialog) this.dialog.close(); // the backdrop
    const button = target.closest("button[data-copy], button[data-png]");
    if (button?.dataset.copy) this.copy(document.getElementById(button.dataset.copy));
    else if (button) this.savePicture(button.dataset.png);
  }

  async copy(field) {
    field.select();
    try {
      await navigator.clipboard.writeText(field.value);
      this.say("Copied.");
    } catch {
      this.say("The browser did not let us copy. The text is selected: copy it with Ctrl and C.");
    }
  }

  async savePicture(name) {
    try {
      const blob = await ringOnShow().toPNG();
      const link = document.createElement("a");
      link.href = URL.createObjectURL(blob);
      link.download = `${name}.png`;
      link.click();
      setTimeout(() => URL.revokeObjectURL(link.href), SAID); // the download must have begun
      this.say("The picture is saved.");
    } catch (error) {
      this.say(`The picture could not be made: ${error.message}.`);
    }
  }

  say(words) {
    const line = this.querySelector("[role=status]");
    line.textContent = words;
    clearTimeout(this.timer);
    this.timer = setTimeout(() => {
      line.textContent = "";
    }, SAID);
  }
}

/** The ring, unless another strategy's picture stands in its place. */
const ringOnShow = () => document.querySelector("hash-ring:not([hidden])");

customElements.define("share-ring", ShareRing);
