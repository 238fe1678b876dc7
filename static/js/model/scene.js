// What the ring's picture shows of a state: servers with their numbers and shares of the keys, the cut, and which points
// get a disc.

import { cutByBands, cutByPoints, arcsOf } from "./arcs.js";
import { wrap } from "./angle.js";
import { numberOf } from "./servers.js";

/**
 * Up to this many points each one is a numbered disc; above it a server keeps one, and the other points
 * shrink to ticks.
 */
export const MOST_DISCS = 48;
export const MOST_DISCS_NARROW = 20; // where a finger could not tell more of them apart

/**
 * {servers, byId, byNumber, points, banded, cut, discs, ticks, replicas} of the wire's `state` and `derived`, with at most `most` discs
 * before points shrink to ticks.
 */
export function sceneOf(state, derived, most = MOST_DISCS) {
  const { points } = derived;
  const loads = new Map((derived.loads ?? []).map(([server, keys]) => [server, { keys, share: keys / state.keys }]));
  const servers = state.servers.map(({ id, name, weight, up }) => ({
    id, name, weight, up, number: numberOf(id), keys: 0, share: 0, ...loads.get(id),
  }));
  const byId = new Map(servers.map((server) => [server.id, server]));
  const banded = Boolean(derived.bands); // points may come along, where another rule than theirs gives the owners
  const cut = banded || !points ? cutByBands(derived.bands ?? [], state.servers) : cutByPoints(points);
  return {
    servers,
    byId,
    byNumber: new Map(servers.map((server) => [server.number, server])),
    points,
    banded,
    cut,
    replicas: Math.min(state.replicas ?? 1, servers.length),
    ...marksOf(points, cut, servers, most),
  };
}

function marksOf(points, cut, servers, most) {
  if (!points) return { discs: servers.map((server) => discOnBands(cut, server)).filter(Boolean), ticks: [] };
  const keyed = (server, index) => ({ key: `${server}#${index}`, server, index });
  const mark = ([position, server, index]) => ({ ...keyed(server, index), position, fixed: false });
  const crowded = points.length > most;
  return {
    discs: points.filter(([, , index]) => !crowded || index === 0).map(mark),
    ticks: crowded ? points.filter(([, , index]) => index !== 0).map(mark) : [],
  };
}

/** Without points there is nothing to drag: the disc only names the server, at its longest arc. */
function discOnBands(cut, { id, number }) {
  const own = arcsOf(cut).filter(({ owner }) => owner === number);
  if (own.length === 0) return null;
  const longest = own.reduce((best, arc) => (arc.length > best.length ? arc : best));
  const position = wrap(longest.start + longest.length);
  return { key: `${id}#0`, server: id, index: 0, position, fixed: true };
}

/** Radius of a disc, in units of the picture, when `count` of them share the crust. */
export const discRadius = (count) => (count <= 12 ? 19 : count <= 20 ? 15 : count <= 32 ? 12.5 : 10.5);
