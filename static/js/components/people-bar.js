/**
 * <people-bar data-part>: who is here, and the owner's lock.
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
    const here = people.length || !you ? people : [you];
    write(this.querySelector("[data-count]"), Math.max(1, here.length));
    this.querySelector(".avatars").replaceChildren(...here.slice(0, MOST_AVATARS).map(avatar));
    keepRows(this.querySelector(".people"), here, (row, person) => {
      row.querySelector(".avatar").replaceWith(avatar(person));
      write(row.querySelector("[data-name]"), person.id === you?.id ? `${person.name} (you)` : person.name);
    });
    this.#rights(you, state.locked);
  }

  #rights(you, locked) {
    const form = this.querySelector("form");
    form.hidden = !you?.owner;
    const button = form.querySelector("[name=locked]");
    button.value = String(!locked);
    button.setAttribute("aria-checked", String(locked));
    const words = locked ? "The owner has locked this ring. Others watch." : "Everyone here can change the ring.";
    write(this.querySelector("[data-rights]"), words);
  }
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
