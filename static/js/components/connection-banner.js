/**
 * <connection-banner data-part role="status">: says quietly when the line is down, and that nothing is lost.
 *
 * It lies over the page, so nothing moves when it comes and goes.
 */
import { plural } from "../lib/format.js";
import { write } from "../lib/rows.js";
import { ENDED, WAITING } from "../model/endings.js";

const PATIENCE = 4000; // ms; the first connection is not worth a word before that

const DOWN = { ...WAITING, ...ENDED };
const LOST = "The line is down. Your changes are kept and will be sent.";

class ConnectionBanner extends HTMLElement {
  connectedCallback() {
    this.since = performance.now();
  }

  update(room) {
    const words = this.#words(room);
    write(this, words);
    this.toggleAttribute("data-open", words !== "");
  }

  #words({ connection, why, waiting }) {
    if (connection === "live") return "";
    if (connection === "connecting") return performance.now() - this.since > PATIENCE ? "Still looking for the room." : "";
    const kept = waiting.length && !(why in ENDED) ? ` ${plural(waiting.length, "change waits", "changes wait")}.` : "";
    return (DOWN[why] ?? LOST) + kept;
  }
}

customElements.define("connection-banner", ConnectionBanner);
