// Rendezvous: for one key, the bid of every server; the highest wins.

import { hueOf, numberOf } from "../../model/servers.js";
import { svg } from "../../lib/svg.js";

const ROW = 20;
const MOST = 6;
const NAME = 104;
const FIGURE = 62;
const EMPTY = "Every server bids for every key, and the highest bid wins. Click a key to see the bids for it.";
const JOINING = "When a server joins, only the keys for which it outbids all others move.";

export function drawBids({ servers, explanation, width }) {
  const names = new Map(servers.map(({ id, name }) => [id, name]));
  const scores = explanation?.scores?.filter(([server]) => names.has(server)) ?? [];
  const height = Math.max(1, Math.min(scores.length, MOST)) * ROW + 4;
  const picture = svg("svg", { class: "strip", width, height, viewBox: `0 0 ${width} ${height}` });
  const highest = scores[0]?.[1] ?? 1;
  scores.slice(0, MOST).forEach(([server, bid], i) => {
    const long = Math.max(3, ((width - NAME - FIGURE - 12) * bid) / highest);
    picture.append(...row({ number: numberOf(server), name: names.get(server), bid, long, wins: i === 0 }, 2 + i * ROW));
  });
  if (scores.length === 0) {
    const shown = servers.slice(0, Math.floor(width / 26));
    picture.append(...shown.flatMap(({ id }, i) => disc(numberOf(id), 2, i * 26)));
  }
  return { element: picture, words: wordsFor(explanation, scores, names) };
}

function row({ number, name, bid, long, wins }, y) {
  const bar = { x: NAME, y: y + 4, width: long, height: 12, rx: 2 };
  return [
    ...disc(number, y),
    svg("text", { x: 28, y: y + 14, class: wins ? "strip-word winner" : "strip-word" }, short(name)),
    svg("rect", { ...bar, class: `strip-cell hue-${hueOf(number)} ${wins ? "moved" : ""}` }),
    svg("text", { x: NAME + long + 8, y: y + 14, class: "strip-small" }, wins ? `${bid.toFixed(2)} wins` : bid.toFixed(2)),
  ];
}

function disc(number, y, x = 0) {
  const hue = `hue-${hueOf(number)}`;
  return [
    svg("circle", { cx: x + 10, cy: y + 10, r: 8.5, class: `strip-cell ${hue}` }),
    svg("text", { x: x + 10, y: y + 13.5, class: `strip-on strip-middle ${hue}` }, String(number)),
  ];
}

const short = (name) => (name.length > 10 ? `${name.slice(0, 9)}…` : name);

function wordsFor(explanation, scores, names) {
  if (scores.length === 0) return EMPTY;
  const unseen = scores.length - MOST;
  const rest = unseen > 0 ? ` ${unseen} lower ${unseen === 1 ? "bid is" : "bids are"} not shown.` : "";
  const winner = names.get(scores[0][0]);
  return `The bids for ${explanation.key}: ${winner} bids highest and owns it.${rest} ${JOINING}`;
}
