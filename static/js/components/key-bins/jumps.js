// Jump: buckets in a row, and the jumps of one key over them until the next would leave the row.

import { hueOf, numberOf } from "../../model/servers.js";
import { svg } from "../../lib/svg.js";

const BOX = 26;
const ARCS = 46; // height above the buckets that the arcs may take
const OUT = 40; // room at the right for the jump that leaves

export function drawJumps({ servers, explanation, width }) {
  const jumps = explanation?.jumps ?? [];
  const step = Math.min(64, (width - OUT) / servers.length);
  const box = Math.min(BOX, step - 2);
  const top = jumps.length ? ARCS : 4;
  const height = top + BOX + 6;
  const picture = svg("svg", { class: "strip", width, height, viewBox: `0 0 ${width} ${height}` });
  const middle = (bucket) => (bucket + 0.5) * step;
  servers.forEach(({ id }, bucket) => {
    const number = numberOf(id);
    const home = jumps.at(-1) === bucket;
    picture.append(
      svg("rect", { x: middle(bucket) - box / 2, y: top, width: box, height: BOX, rx: 4, class: `strip-cell hue-${hueOf(number)} ${home ? "moved" : ""}` }),
      svg("text", { x: middle(bucket), y: top + 17, class: `strip-on strip-middle hue-${hueOf(number)}`, "font-size": box < 18 ? 9 : 12 }, String(bucket)),
    );
  });
  jumps.forEach((bucket, i) => {
    const last = i + 1 === jumps.length;
    picture.append(hop(middle(bucket), last ? Math.min(width - 4, middle(servers.length) + 4) : middle(jumps[i + 1]), top, last));
  });
  if (jumps.length) picture.append(svg("circle", { cx: middle(0), cy: top - 4, r: 4, class: "strip-key" }));
  return { element: picture, words: wordsFor(servers, explanation, jumps) };
}

function hop(from, to, floor, leaves) {
  const high = floor - 6 - Math.min(floor - 10, 12 + (to - from) * 0.16);
  return svg("path", { d: `M${from} ${floor - 4}Q${(from + to) / 2} ${high * 2 - floor + 4} ${to} ${floor - 4}`, class: leaves ? "strip-hop leaves" : "strip-hop" });
}

function wordsFor(servers, explanation, jumps) {
  if (jumps.length === 0) return `Buckets 0 to ${servers.length - 1}, in the order of the servers. A key starts in 0 and jumps forward until it would leave the row. Click a key to see its jumps.`;
  return `${explanation.key} jumps over buckets ${jumps.join(", ")}; the next jump would leave the ${servers.length} buckets, so bucket ${jumps.at(-1)}, ${servers[jumps.at(-1)]?.name}, is its home.`;
}
