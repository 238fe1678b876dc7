/**
 * <people-bar data-part>: who is here, the owner's lock, and whom the owner asks to leave and lets in again.
 */
import { initials } from "../lib/format.js";
import { closeOnLeaving } from "../lib/menus.js";
import { keepRows, write } from "../lib/rows.js";

const MOST_AVATARS = 5;

class PeopleBar extends HTMLElement {
  connectedCallback() {
    this.listening = new AbortController();
    closeOnLeaving([this.querySelector("details")], this.listening.signal);
  }

  disconnectedCallback() {
    this.listening.abort();
  }

  update({ people, you, state }) {
    const focused = this.contains(document.activeElement);
    const here = people.length || !you ? people : [you];
    write(this.querySelector("[data-count]"), Math.max(1, here.length));
    this.querySelector(".avatars").replaceChildren(...here.slice(0, MOST_AVATARS).map(avatar));
    keepRows(this.querySelector(".people[data-here]"), here, (row, person) => {
      row.querySelector(".avatar").replaceWith(avatar(person));
      write(row.querySelector("[data-name]"), person.id === you?.id ? `${person.name} (you)` : person.name);
      dressForm(row.querySelector("form"), person, Boolean(you?.owner) && person.id !== you.id);
    });
    this.#keptOut(you?.removed ?? []);
    this.#rights(you, state.locked);
    if (focused && !this.contains(document.activeElement)) this.querySelector("summary").focus(); // its row is gone
  }

  /** Whom the owner asked to leave, and the way back in. */
  #keptOut(removed) {
    const list = this.querySelector(".kept-out");
    const row = (person) => {
      const made = list.querySelector("template").content.firstElementChild.cloneNode(true);
      write(made.querySelector("[data-name]"), person.name);
      dressForm(made.querySelector("form"), person, true);
      return made;
    };
    const known = list.dataset.known ?? "";
    const now = removed.map(({ id }) => id).join(" ");
    if (known === now) return;
    list.dataset.known = now;
    list.hidden = removed.length === 0;
    list.querySelector("ul").replaceChildren(...removed.map(row));
  }

  #rights(you, locked) {
    const form = this.querySelector("form[data-lock]");
    form.hidden = !you?.owner;
    const button = form.querySelector("[name=locked]");
    button.value = String(!locked);
    button.setAttribute("aria-checked", String(locked));
    const words = locked ? "The owner has locked this ring. Others watch." : "Everyone here can change the ring.";
    write(this.querySelector("[data-rights]"), words);
  }
}

/** A form about one person: its button is named after them, for those who hear it alone. */
function dressForm(form, { id, name }, shown) {
  form.hidden = !shown;
  form.elements.person.value = id;
  write(form.querySelector("[data-whom]"), name);
}

function avatar({ name, colour }) {
  const disc = document.createElement("span");
  disc.className = "avatar";
  disc.dataset.hue = colour;
  disc.setAttribute("aria-hidden", "true");
  disc.textContent = initials(name);
  return disc;
}

customElements.define("people-bar", PeopleBar);
