/**
 * <theme-switch></theme-switch>: light or dark.
 *
 * The choice is a cookie, so that the server can send the next page in that theme and nothing flashes.
 * Announces itself with `theme:change` on the document: canvases and plots draw themselves again.
 */
const SUN = "M12 3v2m0 14v2m9-9h-2M5 12H3m15.4-6.4L17 7M7 17l-1.4 1.4m12.8 0L17 17M7 7 5.6 5.6M16 12a4 4 0 1 1-8 0 4 4 0 0 1 8 0Z";
const MOON = "M20 14.5A8.5 8.5 0 0 1 9.5 4a8.5 8.5 0 1 0 10.5 10.5Z";
const YEAR = 31_536_000;

class ThemeSwitch extends HTMLElement {
  connectedCallback() {
    this.system = matchMedia("(prefers-color-scheme: dark)");
    this.onSystem = () => this.update();
    this.system.addEventListener("change", this.onSystem);
    this.button = document.createElement("button");
    this.button.type = "button";
    this.button.addEventListener("click", () => this.choose(this.theme === "dark" ? "light" : "dark"));
    this.replaceChildren(this.button);
    this.update();
  }

  disconnectedCallback() {
    this.system.removeEventListener("change", this.onSystem);
  }

  get theme() {
    return document.documentElement.dataset.theme || (this.system.matches ? "dark" : "light");
  }

  choose(theme) {
    document.documentElement.dataset.theme = theme;
    document.cookie = `theme=${theme}; path=/; max-age=${YEAR}; samesite=lax`;
    this.update();
  }

  update() {
    const next = this.theme === "dark" ? "light" : "dark";
    this.button.setAttribute("aria-label", `Switch to ${next}`);
    this.button.title = `Switch to ${next}`;
    const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
    svg.setAttribute("viewBox", "0 0 24 24");
    svg.setAttribute("aria-hidden", "true");
    const path = document.createElementNS("http://www.w3.org/2000/svg", "path");
    path.setAttribute("d", this.theme === "dark" ? SUN : MOON);
    svg.append(path);
    this.button.replaceChildren(svg);
    document.dispatchEvent(new CustomEvent("theme:change", { detail: { theme: this.theme } }));
  }
}

customElements.define("theme-switch", ThemeSwitch);
