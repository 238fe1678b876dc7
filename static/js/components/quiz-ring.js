/**
 * <quiz-ring>: a ring beside its list. For a sequence a click on a point sets the next empty select, and a click on the same
 * point once more takes it back. For one server the discs are labels, and the browser does all that.
 */
class QuizRing extends HTMLElement {
  connectedCallback() {
    this.picks = [...this.querySelectorAll("[data-pick]")];
    if (!this.picks.length) return;
    this.addEventListener("change", () => this.show());
    this.querySelector("svg").addEventListener("click", (event) => {
      const spot = event.target.closest("[data-server]");
      if (spot && !this.picks[0].matches(":disabled")) this.choose(spot);
    });
    this.show();
  }

  choose(spot) {
    const last = this.picks.findLast((pick) => pick.value);
    const free = this.picks.find((pick) => !pick.value);
    if (spot === this.last && last?.value === spot.dataset.server) {
      last.value = "";
      this.last = null;
    } else if (free) {
      free.value = spot.dataset.server;
      this.last = spot;
    }
    const chosen = this.picks.filter((pick) => pick.value).map((pick) => pick.value);
    this.querySelector("[data-picked]").textContent = chosen.length ? `Chosen: ${chosen.join(", ")}` : "None chosen";
    this.show();
  }

  show() {
    const names = this.picks.map((pick) => pick.value);
    for (const spot of this.querySelectorAll("[data-server]")) spot.classList.toggle("picked", names.includes(spot.dataset.server));
  }
}

customElements.define("quiz-ring", QuizRing);
