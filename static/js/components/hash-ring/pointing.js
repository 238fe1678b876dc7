// Pointing at the plate: a click on a dot or a request asks about its key; while a server is being added, a
// click on the crust places it.

import { positionAt } from "../../model/angle.js";
import { nearestDot, nearestKey } from "../../model/dots.js";
import { HUB } from "./geometry.js";

const REACH = { mouse: 12, pen: 12, touch: 22 }; // pixels

export class Pointing {
  constructor(ring, signal) {
    this.ring = ring;
    ring.addEventListener("click", (event) => this.click(event), { signal });
    ring.addEventListener("pointermove", (event) => this.hover(event), { signal });
  }

  click(event) {
    const place = this.placeOf(event);
    if (!place) return;
    const [x, y] = place;
    if (this.ring.adding) {
      if (Math.hypot(x, y) > HUB) this.ring.addAt(positionAt(x, y));
      return;
    }
    const nth = this.keyAt(x, y, event);
    if (nth >= 0) this.ring.ask("room:key", { nth });
  }

  hover(event) {
    const place = event.buttons ? null : this.placeOf(event);
    if (!place) return;
    const [x, y] = place;
    if (this.ring.adding) this.ring.adder.show(this.ring.scene, positionAt(x, y));
    else this.ring.toggleAttribute("over-key", this.keyAt(x, y, event) >= 0);
  }

  /** [x, y] in units, or null where a disc answers for itself. */
  placeOf(event) {
    if (!this.ring.scene || event.target.closest(".handle")) return null;
    return this.ring.picture.stage.toUnits(event);
  }

  /** Index in hash order of the key at x, y, or -1. */
  keyAt(x, y, { pointerType }) {
    const { dots } = this.ring.owners;
    const { air, dotLayer, place } = this.ring.picture;
    if (!dots) return -1;
    const reach = (REACH[pointerType] ?? REACH.mouse) / place.scale;
    const flight = air.at(x, y, reach, performance.now());
    if (flight) return nearestKey(this.ring.keys, flight.from);
    const dot = nearestDot(dots, x, y, reach, (i) => dotLayer.radius[i]);
    return dot < 0 ? -1 : dots.nth[dot];
  }
}
