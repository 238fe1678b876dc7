/**
 * <quiz-order>: rows to be put in order, by dragging or by the arrows beside each. The selects of the form follow; without
 * this element they are set by hand. Moves are told in [data-moved].
 */
class QuizOrder extends HTMLElement {
  connectedCallback() {
    if (this.hasAttribute("data-ready")) return;
    this.list = this.querySelector("ol");
    this.said = this.querySelector("[data-moved]");
    this.rows.forEach((row) => this.equip(row));
    if (this.rows.every((row) => row.querySelector("select").value)) this.sortBySelects();
    this.number();
    this.toggleAttribute("data-ready", true);
    if (!this.closest("fieldset").disabled) this.querySelector("[data-moved-how]").hidden = false;
    this.addEventListener("change", () => this.sortBySelects()); // an answer kept on the device came back
  }

  get rows() {
    return [...this.list.children];
  }

  equip(row) {
    if (this.closest("fieldset").disabled) return;
    const buttons = document.createElement("span");
    buttons.className = "order-buttons";
    for (const [step, sign, words] of [[-1, "↑", "Up"], [1, "↓", "Down"]]) {
      const button = document.createElement("button");
      button.type = "button";
      button.textContent = sign;
      button.setAttribute("aria-label", `${words}: ${row.dataset.name}`);
      button.addEventListener("click", () => this.move(row, step, button));
      buttons.append(button);
    }
    row.append(buttons);
    row.querySelector(".order-text").addEventListener("pointerdown", (event) => this.hold(event, row));
  }

  move(row, step, button) {
    const at = this.rows.indexOf(row) + step;
    if (at >= 0 && at < this.rows.length) {
      if (step < 0) row.previousElementSibling.before(row);
      else row.nextElementSibling.after(row);
      this.number();
      button.focus(); // moving a row takes the focus from it
    }
    this.tell(row);
  }

  tell(row) {
    this.said.textContent = `${row.dataset.name}, now ${this.rows.indexOf(row) + 1} of ${this.rows.length}`;
  }

  /** The row goes where the pointer is. Its neighbours step past it: moved itself, it would lose the pointer. */
  hold(event, row) {
    if (event.button) return;
    event.preventDefault();
    const handle = event.currentTarget;
    handle.setPointerCapture(event.pointerId);
    row.classList.add("held");
    const drag = ({ clientY }) => {
      const { previousElementSibling: above, nextElementSibling: below } = row;
      if (above && clientY < middle(above)) row.after(above);
      else if (below && clientY > middle(below)) row.before(below);
    };
    const drop = () => {
      handle.removeEventListener("pointermove", drag);
      handle.removeEventListener("lostpointercapture", drop);
      row.classList.remove("held");
      this.number();
      this.tell(row);
    };
    handle.addEventListener("pointermove", drag);
    handle.addEventListener("lostpointercapture", drop);
  }

  number() {
    this.rows.forEach((row, at) => (row.querySelector("select").value = `${at + 1}`));
  }

  sortBySelects() {
    const place = (row) => Number(row.querySelector("select").value);
    this.list.append(...this.rows.sort((a, b) => place(a) - place(b)));
  }
}

function middle(row) {
  const { top, height } = row.getBoundingClientRect();
  return top + height / 2;
}

customElements.define("quiz-order", QuizOrder);
