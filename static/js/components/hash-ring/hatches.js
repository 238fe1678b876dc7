// Patterns laid over a colour: four for the numbers above eight, and grey stripes for a server that is down.

import { svg } from "../../lib/svg.js";

const LINES = [
  "M-1 1L1 -1M0 8L8 0M7 9L9 7", // rising
  "M-1 7L1 9M0 0L8 8M7 -1L9 1", // falling
  "M4 0V8", // upright
  "M0 4H8", // level
];
let made = 0;

/** Define the patterns in an <svg>; returns {of(1..4) or of(0) = null, down} as values for `fill`. */
export function hatches(root) {
  const stem = `hatch-${++made}`;
  const size = { width: 8, height: 8, patternUnits: "userSpaceOnUse" };
  const pattern = (name, d, kind) => svg("pattern", { id: `${stem}-${name}`, ...size }, svg("path", { d, class: kind }));
  const lines = LINES.map((d, i) => pattern(i + 1, d, "hatch-line"));
  root.append(svg("defs", {}, ...lines, pattern("down", LINES[0], "hatch-down")));
  const url = (name) => `url(#${stem}-${name})`;
  return { of: (number) => (number ? url(number) : null), down: url("down") };
}
