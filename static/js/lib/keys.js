/**
 * Fetches what is too large for the wire: where the keys lie, and who owns each where points alone do not tell.
 *
 * `follow(room)` after each change of what is shown. It asks only for what is new, and forgets an answer that came too
 * late. What failed is asked again at the next call.
 */
import { ownersByPoints } from "../model/points.js";
import { shown } from "../model/room.js";

/** True where the owner of a key is not the next point clockwise, or the points did not come along. */
const needsOwners = ({ state, derived }) =>
  state.strategy !== "ring" || state.capacity_bound !== null || derived.points === null;

export class KeyLoader {
  #base;
  #hear;
  #keys = null; // "hash/count" of the keys that were asked for last
  #owners = null; // "epoch/seq" of the owners that were asked for last
  #last = null; // {state, derived, owners} that was on show before

  /** `base` is the room's address; `hear` takes the messages "keys" and "owners". */
  constructor(base, hear) {
    this.#base = base;
    this.#hear = hear;
  }

  follow(room) {
    const now = shown(room);
    this.#followKeys(now.state);
    this.#followOwners(room, now);
  }

  async #followKeys({ hash, keys }) {
    const wanted = `${hash}/${keys}`;
    if (wanted === this.#keys) return;
    this.#keys = wanted;
    const buffer = await fetchBytes(`/keys/${wanted}.bin`);
    if (wanted !== this.#keys) return;
    if (buffer) this.#hear({ type: "keys", keys: new Uint32Array(buffer) });
    else this.#keys = null;
  }

  async #followOwners(room, now) {
    const wanted = needsOwners(now) ? `${room.epoch}/${now.seq}` : "by points";
    if (wanted === this.#owners) return;
    this.#owners = wanted;
    const before = this.#before(room.keys);
    const buffer = needsOwners(now) ? await fetchBytes(`${this.#base}owners/${now.seq}.bin`) : null;
    if (wanted !== this.#owners) return;
    if (needsOwners(now) && !buffer) {
      this.#owners = null;
      return;
    }
    const owners = buffer && new Uint8Array(buffer);
    this.#last = { ...now, owners };
    const fits = before && before.owners.length === now.state.keys ? before : { owners: null, servers: null };
    this.#hear({ type: "owners", owners, before: fits.owners, servers: fits.servers });
  }

  /** Owners of what was on show until now: kept from then, or counted from its points. */
  #before(keys) {
    if (!this.#last) return null;
    const { state, derived } = this.#last;
    const owners = this.#last.owners ?? (keys && derived.points && ownersByPoints(keys, derived.points, state.servers));
    return owners && { owners, servers: state.servers };
  }
}

async function fetchBytes(url) {
  try {
    const answer = await fetch(url);
    return answer.ok ? await answer.arrayBuffer() : null;
  } catch {
    return null; // the line is down; the next change asks again
  }
}
