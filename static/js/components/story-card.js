/**
 * <story-card data-part>: what just happened, in one sentence, with the numbers that belong to it.
 *
 * Names of servers stand beside their numbered disc. While someone drags, it says what the drop would do.
 */
import { serverInText } from "../lib/disc.js";
import { angle, count, percent, servers, withStrategy } from "../lib/format.js";
import { write } from "../lib/rows.js";
import { shown } from "../model/room.js";

const FIRST_WORDS = "This is where it starts. Add or crash a server, and read here what happened.";
const NOTHING_YET = "–";

class StoryCard extends HTMLElement {
  connectedCallback() {
    this.story = this.querySelector(".story");
    this.here = this.querySelector(".here");
    this.other = this.querySelector(".other");
  }

  update(room) {
    const { state, change } = shown(room);
    const preview = room.viewing ? null : room.preview;
    this.#tell(preview ? wouldMove(room, preview) : (change?.sentence ?? FIRST_WORDS), change?.moved, room.names);
    const other = state.strategy === "modulo" ? "ring" : "modulo";
    this.#number(this.here, state.strategy, change?.moved_share);
    this.#number(this.other, other, change?.instead?.[other]);
    const least = change?.least_possible ?? 0;
    // A newcomer whose slice is small moves less than a fair one would: then that is no "least possible".
    const words = (change?.moved_share ?? 0) < least ? "a fair slice is" : "least possible";
    for (const cell of this.querySelectorAll("[data-least]")) write(cell, change ? percent(least) : NOTHING_YET);
    for (const cell of this.querySelectorAll("[data-least-words]")) write(cell, words);
    this.toggleAttribute("data-preview", preview !== null);
  }

  #number(cell, strategy, share) {
    cell.dataset.kind = strategy === "modulo" ? "modulo" : "ring";
    write(cell.querySelector("[data-words]"), withStrategy(strategy));
    write(cell.querySelector("[data-n]"), share === undefined ? NOTHING_YET : percent(share));
  }

  #tell(sentence, moved, names) {
    if (this.story.textContent === plainText(sentence, names)) return;
    const parts = servers(sentence, names).flatMap((part) =>
      part.server ? [serverInText(part.server, part.text)] : withStrongNumber(part.text, moved),
    );
    this.story.replaceChildren(...parts);
  }
}

/** What the paragraph's text is when it tells this sentence: the discs' numbers are part of it. */
const plainText = (sentence, names) =>
  servers(sentence, names)
    .map(({ text, server }) => (server ? serverInText(server, text).textContent : text))
    .join("");

function wouldMove({ names, state }, { server, position, moved, moved_share: share }) {
  const where = `${names.get(server)} at ${angle(position)}`;
  if (moved === undefined) return `${where}.`;
  return `${where} would move ${count(moved)} of ${count(state.keys)} keys, ${percent(share)}.`;
}

/** The number of keys that moved is what the sentence is about. */
function withStrongNumber(text, moved) {
  const cut = moved ? text.split(new RegExp(`(?<![\\d,.])(${count(moved)})(?![\\d,]|\\.\\d)`)) : [text];
  return cut.map((piece, at) => (at % 2 ? Object.assign(document.createElement("b"), { textContent: piece }) : piece));
}

customElements.define("story-card", StoryCard);
