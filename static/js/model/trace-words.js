/** A trace in words: its clock, its state in a sentence, its rows for a table. Pure: no DOM. */
import { totals } from "./trace.js";

const CLOCKS = { min: minutes, s: seconds };
const two = (n) => String(n).padStart(2, "0");

/** 17.4 min -> "17:24"; 0.3 ms -> "0.3 ms". Never rounds up to a time that has not come. */
export const clock = (t, unit) => (CLOCKS[unit] ?? plain)(t, unit);

function minutes(t) {
  const all = Math.floor(t * 60 + 1e-6);
  const hours = Math.floor(all / 3600);
  const rest = `${two(Math.floor(all / 60) % 60)}:${two(all % 60)}`;
  return hours ? `${hours}:${rest}` : rest;
}

function seconds(t) {
  return t < 60 ? plain(t, "s") : minutes(t / 60);
}

function plain(t, unit) {
  const digits = t >= 100 ? 0 : 1;
  const scale = 10 ** digits;
  return `${(Math.floor(t * scale + 1e-6) / scale).toFixed(digits)} ${unit}`.trim();
}

/** The same for the ear: 84.5 min -> "1 h 24 min 30 s". */
export function spoken(t, unit) {
  if (unit !== "min") return plain(t, unit);
  const all = Math.floor(t * 60 + 1e-6);
  const parts = [
    [Math.floor(all / 3600), "h"],
    [Math.floor(all / 60) % 60, "min"],
    [all % 60, "s"],
  ];
  return parts.filter(([n]) => n).map(([n, name]) => `${n} ${name}`).join(" ") || "0 min";
}

/** "25 waiting, 5 cooking, 63 done. Longest queue: Gus, 17." */
export function describe(trace, state, t) {
  const { words, stations } = trace;
  const all = totals(trace, state, t);
  const counts = [
    [all.waiting, "waiting"],
    [all.working, words.work],
    [all.away, words.away],
    [all.done, words.done],
    [all.lost, words.lost],
  ];
  const said = counts.filter(([n], at) => n || at < 2).map(([n, what]) => `${n} ${what}`);
  const longest = state.reduce((best, one, at) => (one.waiting.length > state[best].waiting.length ? at : best), 0);
  const queue = all.waiting > 1 && stations.length > 1
    ? ` Longest queue: ${stations[longest].name}, ${state[longest].waiting.length}.`
    : "";
  return `${said.join(", ")}.${queue}${closed(trace, state)}${whereabouts(trace, state)}`;
}

function closed(trace, state) {
  const names = trace.stations.filter((_, at) => state[at].closed).map((station) => station.name);
  return names.length ? ` ${capital(trace.closed)}: ${names.join(", ")}.` : "";
}

/** Where the order in sight is: " Order 22 waits at Kitchen, behind 3." */
export function whereabouts(trace, state) {
  if (trace.follow < 0) return "";
  const who = `${capital(trace.words.one)} ${trace.follow}`;
  for (const [at, station] of state.entries()) {
    const { name } = trace.stations[at];
    const turn = station.waiting.findIndex((stop) => stop.order === trace.follow);
    if (turn >= 0) return turn ? ` ${who} waits at ${name}, behind ${turn}.` : ` ${who} waits at ${name} and is next.`;
    if (station.working.some((stop) => stop.order === trace.follow)) return ` ${who} is ${trace.words.work} at ${name}.`;
    if (station.away.some((stop) => stop.order === trace.follow)) return ` ${who} is ${trace.words.away}.`;
  }
  return "";
}

const capital = (text) => text.charAt(0).toUpperCase() + text.slice(1);
const MOST = 12; // order numbers in one cell

/** One row a station, in words: [name, waiting, working, done]. */
export function rows(trace, state, t) {
  return state.map((station, at) => [
    trace.stations[at].name,
    listed(station.waiting.map((stop) => stop.order)),
    listed(station.working.map((stop) => `${stop.order} (${Math.floor(progress(stop, t) * 100)}%)`)),
    String(station.done),
  ]);
}

function listed(names) {
  if (!names.length) return "none";
  const rest = names.length - MOST;
  return names.slice(0, MOST).join(", ") + (rest > 0 ? ` and ${rest} more` : "");
}

/** 0..1: how much of the work of a stop is done. */
export const progress = (stop, t) =>
  stop.end > stop.start ? Math.min(1, Math.max(0, (t - stop.start) / (stop.end - stop.start))) : 1;
