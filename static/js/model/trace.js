/**
 * A trace and the state of the shop at any time of it. Pure: no DOM, no clock.
 *
 * A stop is half open: an order that arrives at t waits at t, one whose work begins at t is worked on at t, and
 * one that ends at t is done at t. So every time has one state, and it can be asked for in any order.
 */

/** The first index of a sorted list whose value is over `limit`. */
export function countUpTo(sorted, limit) {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (sorted[middle] <= limit) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** The takes as they came in JSON (simulator/figures/player.py): what one leaves out is as in the first. */
export function loadTakes(takes) {
  const [first] = takes;
  return takes.map((take) => load({ ...first, ...take, stops: { ...first.stops, ...take.stops } }));
}

/** One trace, with what makes any moment quick to find. */
export function load(plain) {
  const stops = rowsOf(plain.stops, plain.step);
  followEach(stops, plain.ride);
  const stations = plain.stations.map((station, place) =>
    indexed(station, stops.filter((stop) => stop.station === place)),
  );
  return { ...plain, closed: "closed", stations, stops, events: eventsOf(plain, stops) };
}

/** Times come in whole steps: each arrival after the one before, then for how long it waited and was worked on. */
function rowsOf(columns, step) {
  let came = 0;
  return columns.order.map((order, row) => {
    came += columns.came[row];
    const start = came + columns.waited[row];
    return {
      order,
      station: columns.station[row],
      server: columns.server[row],
      arrive: came / step,
      start: start / step,
      end: (start + columns.worked[row]) / step,
      lost: Boolean(columns.lost[row]),
    };
  });
}

/** Give each stop `gone`: until when its order is on the way, to its next stop or to the customer. */
function followEach(stops, ride) {
  const last = new Map();
  for (const stop of stops) {
    const before = last.get(stop.order);
    if (before) before.gone = Math.max(before.end, stop.arrive);
    last.set(stop.order, stop);
  }
  for (const stop of last.values()) stop.gone = stop.lost ? stop.end : stop.end + ride;
}

/**
 * `reach[i]`: by when all of stops 0..i are over. It never falls, so the stops that can matter at t begin at the
 * first one whose reach is over t.
 */
function indexed(station, stops) {
  let most = -Infinity;
  const sorted = (times) => Float64Array.from(times).sort();
  return {
    ...station,
    stops,
    arrivals: sorted(stops.map((stop) => stop.arrive)),
    starts: sorted(stops.filter((stop) => !stop.lost).map((stop) => stop.start)),
    ends: sorted(stops.filter((stop) => !stop.lost).map((stop) => stop.end)),
    losses: sorted(stops.filter((stop) => stop.lost).map((stop) => stop.end)),
    reach: Float64Array.from(stops, (stop) => (most = Math.max(most, stop.gone))),
  };
}

function eventsOf(plain, stops) {
  const times = new Set([0, plain.end]);
  const add = (time) => times.add(Math.min(time, plain.end));
  for (const stop of stops) times.add(stop.arrive).add(stop.start).add(stop.end);
  for (const edge of plain.stations.flatMap((station) => station.down ?? []).flat()) add(edge);
  for (const [time] of plain.says) add(time);
  return Float64Array.from(times).sort();
}

/** The next event after t; the end if there is none. */
export const nextEvent = (trace, t) => trace.events[countUpTo(trace.events, t)] ?? trace.end;

/** The last event before t; 0 if there is none. */
export function previousEvent(trace, t) {
  let at = countUpTo(trace.events, t) - 1;
  if (trace.events[at] === t) at--;
  return trace.events[at] ?? 0;
}

/** The sentence of the trace that is true at t, or "". */
export function sentenceAt(trace, t) {
  const at = countUpTo(trace.says.map(([time]) => Math.min(time, trace.end)), t);
  return at ? trace.says[at - 1][1] : "";
}

/**
 * Every station at time t: {waiting, working, away, left: stops; dealt, done, lost: how many so far; moved: when its
 * queue last went on; closed}. `left`: stops that ended less than `glide` ago, for the eyes.
 */
export const stateAt = (trace, t, glide = 0) => trace.stations.map((station) => stationAt(station, t, glide));

function stationAt(station, t, glide) {
  const { stops, arrivals, starts, ends, losses, reach } = station;
  const state = { waiting: [], working: [], away: [], left: [], done: countUpTo(ends, t), lost: countUpTo(losses, t) };
  const begun = countUpTo(starts, t);
  state.moved = begun ? starts[begun - 1] : -Infinity;
  state.closed = (station.down ?? []).some(([from, until]) => from <= t && t < until);
  const until = countUpTo(arrivals, t);
  state.dealt = until;
  for (let at = countUpTo(reach, t - glide); at < until; at++) {
    const stop = stops[at];
    if (t < stop.start) state.waiting.push(stop);
    else if (t < stop.end) state.working.push(stop);
    else {
      if (t < stop.gone) state.away.push(stop);
      if (t < stop.end + glide) state.left.push(stop);
    }
  }
  return state;
}

/** The most orders that any station is dealt in any take; 1 at least. */
export const mostDealt = (takes) =>
  Math.max(1, ...takes.flatMap((take) => take.stations.map((station) => station.arrivals.length)));

/** Sums over all stations: {waiting, working, away, done, lost}. Done: orders whose last stop is over. */
export function totals(trace, state, t) {
  trace.finishes ??= finishesOf(trace.stops);
  const sum = (list) => state.reduce((all, station) => all + station[list].length, 0);
  return {
    waiting: sum("waiting"),
    working: sum("working"),
    away: sum("away"),
    done: countUpTo(trace.finishes, t),
    lost: state.reduce((all, station) => all + station.lost, 0),
  };
}

function finishesOf(stops) {
  const last = new Map();
  for (const stop of stops) last.set(stop.order, stop);
  const times = [...last.values()].filter((stop) => !stop.lost).map((stop) => stop.gone);
  return Float64Array.from(times).sort();
}

/**
 * Time units that pass in one second at speed 1: what the trace asks for, or a round number with which all of it
 * plays in one to two and a half minutes.
 */
export function paceOf(trace) {
  if (trace.pace > 0) return trace.pace;
  const least = trace.end / 150 || 1;
  const power = 10 ** Math.floor(Math.log10(least));
  return power * [1, 2, 5, 10].find((step) => step * power >= least * 0.999999);
}
