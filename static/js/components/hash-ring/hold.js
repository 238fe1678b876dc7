// A point in somebody's hand on this page. From the first move until the server's answer the picture shows
// the point where the hand put it, whatever else happens in the room; nobody can take it away, except by
// removing the server.

const PATIENCE = 4000; // milliseconds to wait for the answer to a drop

export class Hold {
  /** `onEnd()` is called when the answer did not come. */
  constructor(onEnd) {
    this.onEnd = onEnd;
    this.clear();
  }

  clear() {
    clearTimeout(this.timer);
    Object.assign(this, { server: null, point: null, key: null, from: null, position: null, drawn: null });
    Object.assign(this, { waiting: false, timer: 0 });
  }

  get active() {
    return this.server !== null;
  }

  /** In the hand, as opposed to dropped and waiting for the answer. */
  get inHand() {
    return this.active && !this.waiting;
  }

  take({ server, index, key, position }) {
    this.clear();
    Object.assign(this, { server, point: index, key, from: position, position });
  }

  drop() {
    this.waiting = true;
    this.timer = setTimeout(this.onEnd, PATIENCE);
  }

  /** Is this command the drop we wait for? */
  answeredBy(command) {
    const { do: what, server, point } = command ?? {};
    return this.waiting && what === "move_point" && server === this.server && point === this.point;
  }
}
