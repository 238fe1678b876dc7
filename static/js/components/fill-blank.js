/**
 * <fill-blank data-answer="120" data-step="1" data-shown="120">: a number that the reader works out.
 *
 * Without this element there is an empty line, and the number stands folded away below the paragraph. It puts a field
 * there and says whether what is typed is right: to the digits that would be printed, no more.
 */
import { agrees, readNumber } from "../model/figure.js";

const SAYS = { right: "✓ right", wrong: "not yet", none: "type a number", "": "" };

class FillBlank extends HTMLElement {
  connectedCallback() {
    if (this.querySelector("input")) return;
    const name = this.querySelector(".visually-hidden").textContent;
    this.input = document.createElement("input");
    Object.assign(this.input, { type: "text", inputMode: "decimal", autocomplete: "off", maxLength: 16 });
    this.input.setAttribute("aria-label", `Your number for ${name}`);
    this.said = document.createElement("span");
    this.said.className = "blank-said";
    this.said.setAttribute("role", "status");
    this.replaceChildren(this.input, this.said);
    this.input.addEventListener("change", () => this.look());
    this.input.addEventListener("input", () => this.say(""));
  }

  look() {
    const { answer, step } = this.dataset;
    const typed = readNumber(this.input.value);
    if (this.input.value.trim() === "") this.say("");
    else if (typed === null) this.say("none");
    else this.say(agrees(typed, Number(answer), Number(step)) ? "right" : "wrong");
  }

  say(state) {
    this.dataset.state = state;
    this.said.textContent = SAYS[state];
  }
}

customElements.define("fill-blank", FillBlank);
