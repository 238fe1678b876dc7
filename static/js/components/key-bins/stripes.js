// m % n: stripes of remainders over consecutive hash values, before and after n changed.

import { hueOf } from "../../model/servers.js";
import { kept, stripes } from "../../model/stripes.js";
import { svg } from "../../lib/svg.js";

const CELL = 22;
const LABEL = 52;
const MOST = 36;
const NEIGHBOURS = "Neighbours go to different servers.";

export function drawStripes({ servers, serversBefore, explanation, width }) {
  const count = Math.max(8, Math.min(MOST, Math.floor((width - LABEL) / CELL)));
  const after = stripes(servers, count);
  const changed = serversBefore && idsOf(serversBefore) !== idsOf(servers);
  const before = changed ? stripes(serversBefore, count) : null;
  const rows = [{ n: servers.length, row: after, against: before }];
  if (before) rows.unshift({ n: serversBefore.length, row: before, against: null });
  const height = 18 + rows.length * (CELL + 4);
  const picture = svg("svg", { class: "strip", width, height, viewBox: `0 0 ${width} ${height}` });
  picture.append(svg("text", { x: 0, y: 12, class: "strip-small" }, "hash"), ...after.map((_, i) => heading(i)));
  rows.forEach((row, i) => picture.append(...drawRow(row, 18 + i * (CELL + 4))));
  return { element: picture, words: wordsFor(servers, before, after, explanation) };
}

const idsOf = (servers) => servers.map(({ id }) => id).join();
const middle = (i) => LABEL + (i + 0.5) * CELL;
const heading = (i) => svg("text", { x: middle(i), y: 12, class: "strip-small strip-middle" }, String(i));

function drawRow({ n, row, against }, y) {
  const parts = [svg("text", { x: 0, y: y + 15, class: "strip-word" }, `% ${n}`)];
  row.forEach(({ remainder, number }, i) => {
    const moved = against && against[i].number !== number ? "moved" : "";
    const hue = `hue-${hueOf(number)}`;
    const square = { x: LABEL + i * CELL + 1, y: y + 1, width: CELL - 2, height: CELL - 2, rx: 3 };
    parts.push(svg("rect", { ...square, class: `strip-cell ${hue} ${moved}` }));
    parts.push(svg("text", { x: middle(i), y: y + 15, class: `strip-on strip-middle ${hue}` }, String(remainder)));
  });
  return parts;
}

function wordsFor(servers, before, after, explanation) {
  const named = (id) => servers.find((server) => server.id === id)?.name ?? id;
  if (explanation?.modulo) {
    const { hash, n, remainder, server } = explanation.modulo;
    const sum = `${hash} % ${n} = ${remainder}`;
    return `${explanation.key}: ${sum}, and number ${remainder}, counted from 0, is ${named(server)}.`;
  }
  if (before) {
    const rest = `${kept(before, after)} of ${after.length} hash values in a row keep their server`;
    return `hash % n, with the old n and the new. ${rest}; an outline marks those that do not.`;
  }
  return `hash % ${servers.length}: the remainder is the number of the server, counted from 0. ${NEIGHBOURS}`;
}
