// Taking hold of a disc with mouse, finger or pen. The disc follows the angle of the pointer as seen from the
// hub.

import { positionAt, wrap } from "../../model/angle.js";

const SLACK = 4; // pixels before a press becomes a drag

export class Drag {
  /**
   * `host`: {grab(disc) -> may it move, drag(position), drop(position), cancel(), select(server)};
   * `toUnits(event)` gives units.
   */
  constructor(host, toUnits) {
    Object.assign(this, { host, toUnits, held: null });
  }

  /** Listen on a disc's element. Only a press that travels drags. */
  watch(group) {
    group.addEventListener("pointerdown", (event) => this.press(event, group));
    // Browsers pan the page in spite of touch-action where it is set on a part of an SVG.
    const still = (event) => group.classList.contains("movable") && event.preventDefault();
    group.addEventListener("touchstart", still, { passive: false });
    const whileHeld = (name, act) => {
      group.addEventListener(name, (event) => this.held?.id === event.pointerId && act(event));
    };
    whileHeld("pointermove", (event) => this.travel(event));
    whileHeld("pointerup", () => this.release());
    whileHeld("pointercancel", () => this.cancel());
    whileHeld("lostpointercapture", () => this.cancel());
  }

  press(event, group) {
    if (event.button !== 0 || this.held) return;
    group.setPointerCapture(event.pointerId);
    this.held = { id: event.pointerId, group, x: event.clientX, y: event.clientY, offset: 0, position: null };
  }

  travel(event) {
    const { held } = this;
    const pointer = positionAt(...this.toUnits(event));
    if (held.position === null) {
      if (Math.hypot(event.clientX - held.x, event.clientY - held.y) < SLACK) return;
      const from = this.host.grab(held.group);
      if (from === null) return;
      held.offset = from - pointer;
    }
    held.offset *= 0.85; // the disc settles under the pointer instead of jumping there
    held.position = wrap(pointer + held.offset);
    this.host.drag(held.position);
  }

  release() {
    const { group, position } = this.letGo();
    if (position === null) this.host.select(group.dataset.server);
    else this.host.drop(position);
  }

  /** Give up: by Escape, or because the system took the pointer. */
  cancel() {
    if (!this.held) return;
    const { position } = this.letGo();
    if (position !== null) this.host.cancel();
  }

  letGo() {
    const { held } = this;
    this.held = null;
    return held;
  }

  get active() {
    return this.held !== null && this.held.position !== null;
  }
}
