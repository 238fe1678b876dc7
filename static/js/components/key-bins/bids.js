// Rendezvous: for one key, the bid of every server; the highest wins.

import { hueOf, numberOf } from "../../model/servers.js";
import { svg } from "../../lib/svg.js";

const ROW = 20;
const MOST = 6;
const NAME = 104;
const FIGURE = 62;

export function drawBids({ servers, explanation, width }) {
  const names = new Map(servers.map(({ id, name }) => [id, name]));
  const scores = explanation?.scores?.filter(([server]) => names.has(server)) ?? [];
  const height = Math.max(1, Math.min(scores.length, MOST)) * ROW + 4;
  const picture = svg("svg", { class: "strip", width, height, viewBox: `0 0 ${width} ${height}` });
  const highest = scores[0]?.[1] ?? 1;
  scores.slice(0, MOST).forEach(([server, bid], i) => {
    const y = 2 + i * ROW;
    const hue = `hue-${hueOf(numberOf(server))}`;
    const long = Math.max(3, ((width - NAME - FIGURE - 12) * bid) / highest);
    picture.append(
      ...disc(numberOf(server), hue, y),
      svg("text", { x: 28, y: y + 14, class: i ? "strip-word" : "strip-word winner" }, short(names.get(server))),
      svg("rect", { x: NAME, y: y + 4, width: long, height: 12, rx: 2, class: `strip-cell ${hue} ${i ? "" : "moved"}` }),
      svg("text", { x: NAME + long + 8, y: y + 14, class: "strip-small" }, i ? bid.toFixed(2) : `${bid.toFixed(2)} wins`),
    );
  });
  if (scores.length === 0) picture.append(...servers.slice(0, Math.floor(width / 26)).flatMap(({ id }, i) => disc(numberOf(id), `hue-${hueOf(numberOf(id))}`, 2, i * 26)));
  return { element: picture, words: wordsFor(explanation, scores, names) };
}

function disc(number, hue, y, x = 0) {
  return [
    svg("circle", { cx: x + 10, cy: y + 10, r: 8.5, class: `strip-cell ${hue}` }),
    svg("text", { x: x + 10, y: y + 13.5, class: `strip-on strip-middle ${hue}` }, String(number)),
  ];
}

const short = (name) => (name.length > 10 ? `${name.slice(0, 9)}…` : name);

function wordsFor(explanation, scores, names) {
  if (scores.length === 0) return "Every server bids for every key, and the highest bid wins. Click a key to see the bids for it.";
  const unseen = scores.length - MOST;
  const rest = unseen > 0 ? ` ${unseen} lower ${unseen === 1 ? "bid is" : "bids are"} not shown.` : "";
  return `The bids for ${explanation.key}: ${names.get(scores[0][0])} bids highest and owns it.${rest} When a server joins, only the keys it outbids all others for move.`;
}
