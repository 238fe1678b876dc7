// Keys in bins: one bin a server, its keys piled up in rows, the ones that stayed below, the newcomers on
// top.

/**
 * Where each dot lies in the pile of its bin: {slot, counts, arrived}. `slot` counts from the bottom;
 * `counts` and `arrived` are Maps server number -> dots. Dots that stayed come first, in the order of their
 * hashes.
 */
export function pile(now, before) {
  const slot = new Uint32Array(now.length);
  const counts = new Map();
  const arrived = new Map();
  const add = (tally, owner) => {
    const count = tally.get(owner) ?? 0;
    tally.set(owner, count + 1);
    return count;
  };
  for (let i = 0; i < now.length; i++) if (now[i] === before[i]) slot[i] = add(counts, now[i]);
  for (let i = 0; i < now.length; i++) {
    if (now[i] === before[i]) continue;
    slot[i] = add(counts, now[i]);
    add(arrived, now[i]);
  }
  return { slot, counts, arrived };
}

const ROW = 0.88; // height of a row in pitches: rows stand in the gaps of the row below
const WIDEST = 9;
const NARROWEST = 1.5;

/** Distance between neighbours, in pixels, so that the fullest bin just fits into width x height. */
export function pitchFor(fullest, width, height) {
  let pitch = Math.min(WIDEST, Math.sqrt((width * height) / (Math.max(1, fullest) * ROW)));
  while (pitch > NARROWEST && rowsOf(fullest, width, pitch) * pitch * ROW > height) pitch *= 0.98;
  return Math.max(NARROWEST, pitch);
}

const perRow = (width, pitch) => Math.max(1, Math.floor(width / pitch - 0.5));
const rowsOf = (count, width, pitch) => Math.ceil(count / perRow(width, pitch));

/** [x, y] of a slot in a bin {x, y, width, height}. */
export function placeIn(bin, slot, pitch) {
  const each = perRow(bin.width, pitch);
  const row = Math.floor(slot / each);
  const left = (bin.width - (each + 0.5) * pitch) / 2;
  const column = (slot % each) + 0.5 + (row % 2) / 2;
  return [bin.x + left + column * pitch, bin.y + bin.height - (row * ROW + 0.5) * pitch];
}

/** Height above the floor of a pile of `count` dots. */
export const heightOf = (count, width, pitch) => (count / perRow(width, pitch)) * ROW * pitch;

/** The slot that lies at x, y of a bin, or -1 outside the rows. */
export function slotAt(bin, x, y, pitch) {
  const each = perRow(bin.width, pitch);
  const row = Math.round((bin.y + bin.height - y) / (pitch * ROW) - 0.5);
  const left = (bin.width - (each + 0.5) * pitch) / 2;
  const column = Math.round((x - bin.x - left) / pitch - 0.5 - (row % 2) / 2);
  return row < 0 || column < 0 || column >= each ? -1 : row * each + column;
}

/**
 * What part of the keys each server should own: by weight where the method can follow weights, else all the
 * same.
 */
export function fairShares(servers, weighted) {
  const weightOf = ({ weight }) => (weighted ? weight : 1);
  const all = servers.reduce((sum, server) => sum + weightOf(server), 0);
  return new Map(servers.map((server) => [server.id, weightOf(server) / all]));
}
