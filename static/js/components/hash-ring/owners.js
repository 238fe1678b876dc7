// Which dot belongs to whom, now and before the last change. What differs is what gets an outline.

import { dotsOf, paintAll, paintByKey, paintStretches } from "../../model/dots.js";
import { numberOf } from "../../model/servers.js";

export class Owners {
  constructor() {
    this.dots = null;
    this.untouched = true; // nothing has changed hands since these dots appeared
  }

  /**
   * Paint the dots of a room's view-model. `scene` and `cut`: as in the room, and as drawn, with the point in
   * hand where the hand is. Returns the owners that were drawn until now; null if the dots are other dots.
   */
  paint({ room, shown, scene, cut }, { held, fresh, answered, cause }) {
    const { keys, owners } = room;
    const other = keys !== this.keys;
    if (other) this.dots = keys ? dotsOf(keys) : null;
    const news = other || owners !== this.byKey || cause === "hand";
    Object.assign(this, { keys, byKey: owners });
    const { dots } = this;
    if (!dots) return null;
    const previous = dots.now.slice();
    this.paintNow(pointsTell(shown), news, cut, scene);
    if (other || (fresh && cause === "snapshot")) this.untouched = true;
    else if (fresh) this.untouched = false;
    if (this.untouched) dots.before.set(dots.now);
    else if (held) paintAll(dots, scene.cut, dots.before);
    else if (fresh && !answered) dots.before.set(previous);
    return other ? null : previous;
  }

  /**
   * Under a capacity bound, and where points did not come along, owners come key by key, and later than the
   * event.
   */
  paintNow(byPoints, news, cut, scene) {
    if (byPoints || this.byKey?.length !== this.keys.length) paintAll(this.dots, cut);
    else if (news) paintByKey(this.dots, this.byKey, scene.servers.map(({ number }) => number));
  }

  /**
   * Who owned the keys before these dots appeared, as places in the list of servers of then. False if that
   * does not fit.
   */
  recall(byKey, servers) {
    if (!this.dots || !servers || byKey?.length !== this.keys.length) return false;
    paintByKey(this.dots, byKey, servers.map(({ id }) => numberOf(id)), this.dots.before);
    this.untouched = false;
    return true;
  }

  /** A change that only keys take part in, from what was recalled. */
  recalled() {
    return { stretches: [], moves: [], dots: this.dots, previous: this.dots.before };
  }

  /** A point was taken in hand: from now on an outline marks what would change hands if it were dropped. */
  begin() {
    this.untouched = false;
    this.dots?.before.set(this.dots.now);
  }

  /** Only some stretches have a new owner. */
  repaint(stretches) {
    if (this.dots) paintStretches(this.dots, stretches);
  }
}

/** True where the owner of a key is the next point clockwise, and the points are here. */
export const pointsTell = ({ state, derived }) => derived.points !== null && state.capacity_bound === null;
