/**
 * Commands that the server has not answered yet, in the order they were made.
 *
 * A command stays until an ack or an error with its id comes back, whatever happens to the line in between. After a
 * reconnect all of them go out again: the server knows a repeated id and does it once. At most IN_FLIGHT are on the
 * wire at a time, so that a long list made offline is no flood.
 */
export const IN_FLIGHT = 8;

export class Outbox {
  #commands; // insertion order is the order of the person's actions
  #sent = new Set();
  #keep;

  /** `kept` is what an earlier page left behind; `keep(list)` stores the list somewhere that outlives a reload. */
  constructor(kept = [], keep = () => {}) {
    this.#commands = new Map(kept.map((command) => [command.id, command]));
    this.#keep = keep;
  }

  get waiting() {
    return [...this.#commands.values()];
  }

  add(command) {
    this.#commands.set(command.id, command);
    this.#keep(this.waiting);
  }

  /** The command with this id was answered. Returns it, or undefined if it is not ours. */
  settle(id) {
    const command = this.#commands.get(id);
    if (!command) return undefined;
    this.#commands.delete(id);
    this.#sent.delete(id);
    this.#keep(this.waiting);
    return command;
  }

  /** It was on the wire, and is to go out once more. True if it is ours. */
  again(id) {
    return this.#sent.delete(id);
  }

  /** The line broke: what was sent may or may not have arrived. */
  lost() {
    this.#sent.clear();
  }

  /** What may go out now. */
  next() {
    const free = Math.max(0, IN_FLIGHT - this.#sent.size);
    const due = this.waiting.filter(({ id }) => !this.#sent.has(id)).slice(0, free);
    due.forEach(({ id }) => this.#sent.add(id));
    return due;
  }
}
