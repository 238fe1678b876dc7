// Points are [position, server id, index] sorted by position, as on the wire. A key belongs to the first
// point at or after its position, clockwise, wrapping past twelve o'clock.

import { upperBound } from "./search.js";
import { numberOf } from "./servers.js";

/** Positions on the wire of keys.bin are the top 32 bits of the hash. */
export const FULL_TURN = 2 ** 32;

/** The points with one of them moved: a new sorted list, the old one untouched. */
export function withPointAt(points, server, index, position) {
  const rest = points.filter(([, id, which]) => id !== server || which !== index);
  return withPoint(rest, [position, server, index]);
}

/** The points and one more. */
export function withPoint(points, point) {
  let at = points.findIndex(([position]) => position > point[0]);
  if (at < 0) at = points.length;
  return [...points.slice(0, at), point, ...points.slice(at)];
}

/** Index of the point that owns a position. */
export function successor(points, position) {
  const at = points.findIndex(([place]) => place >= position);
  return at < 0 ? 0 : at;
}

/**
 * The owner of every key: an index into `servers` (ids, or objects with an id; by default the servers that
 * have points, by number, which is the order of a room's servers). `keys` are sorted 32-bit positions. Cost:
 * one search a point, one fill a key.
 */
export function ownersByPoints(keys, points, servers = serversOf(points)) {
  const place = new Map(servers.map((server, index) => [server.id ?? server, index]));
  const owners = new Uint8Array(keys.length);
  if (points.length === 0) return owners;
  owners.fill(place.get(points[0][1]));
  let from = 0;
  for (const [position, server] of points) {
    const to = upperBound(keys, position * FULL_TURN);
    owners.fill(place.get(server), from, to);
    from = to;
  }
  owners.fill(place.get(points[0][1]), from);
  return owners;
}

function serversOf(points) {
  return [...new Set(points.map(([, server]) => server))].sort((a, b) => numberOf(a) - numberOf(b));
}
