// The bins as buttons: a column a server, with its disc, name and share. A press selects the server.

import { fairShares } from "../../model/bins.js";
import { hueOf, numberOf, patternOf } from "../../model/servers.js";

const FEW = 8; // servers whose names are short, and whose bins are best compared in one row
const GAP = 6;
const whole = new Intl.NumberFormat("en");

export class Columns {
  constructor(grid) {
    this.grid = grid;
    this.buttons = new Map();
  }

  /** `loads` as on the wire; `weighted`: whether this method follows weights. */
  show({ servers, loads, selected, weighted }) {
    this.servers = servers;
    this.fair = fairShares(servers, weighted);
    const owned = new Map(loads.map(([id, keys, share]) => [id, { keys, share }]));
    const buttons = servers.map((server) => {
      const button = this.buttons.get(server.id) ?? make(server);
      this.buttons.set(server.id, button);
      dress(button, server, owned.get(server.id) ?? { keys: 0, share: 0 }, selected === server.id);
      return button;
    });
    for (const id of this.buttons.keys()) if (!this.fair.has(id)) this.buttons.delete(id);
    const standing = [...this.grid.children];
    const same = standing.length === buttons.length && standing.every((button, i) => button === buttons[i]);
    if (!same) this.grid.replaceChildren(...buttons); // only then, since it takes the focus away
  }

  /** As many columns as names allow, evenly filled rows. */
  arrange(width) {
    const narrowest = this.buttons.size > FEW ? 60 : 42; // pixels for the name
    const most = Math.max(1, Math.floor((width + GAP) / (narrowest + GAP)));
    const rows = Math.ceil(this.buttons.size / most);
    this.grid.style.setProperty("--columns", Math.ceil(this.buttons.size / rows) || 1);
  }

  /**
   * Map server number -> {x, y, width, height, fair} of the space above each label, in pixels of the grid.
   */
  boxes() {
    return new Map(this.servers.map((server) => {
      const button = this.buttons.get(server.id);
      const label = button.querySelector(".bin-label");
      const pad = 4;
      return [numberOf(server.id), {
        x: button.offsetLeft + pad,
        y: button.offsetTop + pad,
        width: Math.max(8, button.offsetWidth - 2 * pad),
        height: Math.max(8, button.offsetHeight - label.offsetHeight - 2 * pad),
        fair: this.fair.get(server.id),
      }];
    }));
  }
}

function make({ id }) {
  const button = document.createElement("button");
  button.type = "button";
  button.dataset.server = id;
  const part = (name) => {
    const span = document.createElement("span");
    span.className = name;
    return span;
  };
  const label = part("bin-label");
  label.append(part("bin-disc"), part("bin-name"), part("bin-share"));
  button.append(label);
  return button;
}

function dress(button, { id, name, up }, { keys, share }, selected) {
  const number = numberOf(id);
  const percent = `${(share * 100).toFixed(1)}%`;
  const state = up ? "" : ", crashed";
  button.className = `bin hue-${hueOf(number)} pattern-${patternOf(number)}`;
  button.classList.toggle("down", !up);
  button.setAttribute("aria-pressed", selected);
  button.setAttribute("aria-label", `${name}, owns ${percent} of the keys, ${whole.format(keys)}${state}`);
  const [disc, words, part] = button.querySelectorAll(".bin-disc, .bin-name, .bin-share");
  disc.textContent = number;
  words.textContent = name;
  part.textContent = up ? percent : "crashed";
}
