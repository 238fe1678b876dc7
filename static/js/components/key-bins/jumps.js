// Jump: buckets in a row, and the jumps of one key over them until the next would leave the row.

import { hueOf, numberOf } from "../../model/servers.js";
import { svg } from "../../lib/svg.js";

const BOX = 26;
const ARCS = 46; // height above the buckets that the arcs may take
const OUT = 40; // room at the right for the jump that leaves
const EMPTY = "A key starts in 0 and jumps forward until it would leave the row. Click a key to see its jumps.";

export function drawJumps({ servers, explanation, width }) {
  const jumps = explanation?.jumps ?? [];
  const step = Math.min(64, (width - OUT) / servers.length);
  const box = Math.min(BOX, step - 2);
  const top = jumps.length ? ARCS : 4;
  const height = top + BOX + 6;
  const picture = svg("svg", { class: "strip", width, height, viewBox: `0 0 ${width} ${height}` });
  const middle = (bucket) => (bucket + 0.5) * step;
  servers.forEach(({ id }, bucket) => {
    const hue = `hue-${hueOf(numberOf(id))}`;
    const home = jumps.at(-1) === bucket ? "moved" : "";
    const square = { x: middle(bucket) - box / 2, y: top, width: box, height: BOX, rx: 4 };
    const text = { x: middle(bucket), y: top + 17, "font-size": box < 18 ? 9 : 12 };
    picture.append(svg("rect", { ...square, class: `strip-cell ${hue} ${home}` }));
    picture.append(svg("text", { ...text, class: `strip-on strip-middle ${hue}` }, String(bucket)));
  });
  const outside = Math.min(width - 4, middle(servers.length) + 4);
  jumps.forEach((bucket, i) => {
    const last = i + 1 === jumps.length;
    picture.append(hop(middle(bucket), last ? outside : middle(jumps[i + 1]), top, last));
  });
  if (jumps.length) picture.append(svg("circle", { cx: middle(0), cy: top - 4, r: 4, class: "strip-key" }));
  return { element: picture, words: wordsFor(servers, explanation, jumps) };
}

function hop(from, to, floor, leaves) {
  const ground = floor - 4;
  const rise = 2 + Math.min(floor - 10, 12 + (to - from) * 0.16);
  const d = `M${from} ${ground}Q${(from + to) / 2} ${ground - 2 * rise} ${to} ${ground}`;
  return svg("path", { d, class: leaves ? "strip-hop leaves" : "strip-hop" });
}

function wordsFor(servers, explanation, jumps) {
  const count = servers.length;
  if (jumps.length === 0) return `Buckets 0 to ${count - 1}, in the order of the servers. ${EMPTY}`;
  const home = `bucket ${jumps.at(-1)}, ${servers[jumps.at(-1)]?.name}, is its home`;
  return `${explanation.key} stands on ${jumps.join(", ")}; the next jump would leave the ${count} buckets, so ${home}.`;
}
