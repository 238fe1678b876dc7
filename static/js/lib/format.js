/**
 * Numbers and names as a person reads them. Pure: no DOM.
 *
 * Positions are fractions of the circle in [0, 1), clockwise from twelve; people see degrees.
 */
const COUNT = new Intl.NumberFormat("en-GB");

/** 0.168 -> "16.8%" */
export const percent = (share, digits = 1) => `${(share * 100).toFixed(digits)}%`;

/** 10000 -> "10,000" */
export const count = (n) => COUNT.format(n);

/** 2 -> "2 keys", 1 -> "1 key" */
export const plural = (n, one, many = `${one}s`) => `${count(n)} ${n === 1 ? one : many}`;

/** Degrees in [0, 360), to a tenth: what a number field shows. */
export const toDegrees = (position) => (Math.round(position * 3600) % 3600) / 10;

/** Any number of degrees, -1 and 361 too, as a position in [0, 1). */
export const toPosition = (degrees) => (((degrees % 360) + 360) % 360) / 360;

/** 0.2166 -> "78°" */
export const angle = (position) => `${Math.round(position * 360) % 360}°`;

/** "Quiet Basil" -> "QB" */
export const initials = (name) =>
  name
    .trim()
    .split(/\s+/)
    .slice(0, 2)
    .map((word) => [...word][0])
    .join("")
    .toUpperCase();

/**
 * A sentence cut where it names servers: [{text}] or [{text, server}].
 *
 * `names` maps server id -> name. The longest name wins, and only whole names count: "oven-1" is not in "oven-12".
 */
export function servers(sentence, names) {
  const byName = new Map([...names].map(([id, name]) => [name, id]));
  const longestFirst = [...byName.keys()].filter(Boolean).sort((a, b) => b.length - a.length);
  if (!longestFirst.length) return [{ text: sentence }];
  const escaped = longestFirst.map((name) => name.replace(/[.*+?^${}()|[\]\\]/g, "\\$&"));
  const named = new RegExp(`(?<![\\p{L}\\p{N}_-])(${escaped.join("|")})(?![\\p{L}\\p{N}_]|-[\\p{L}\\p{N}])`, "gu");
  return sentence
    .split(named)
    .filter(Boolean)
    .map((text) => (byName.has(text) ? { text, server: byName.get(text) } : { text }));
}

const WITH = {
  ring: "on the ring",
  modulo: "with m\u00a0%\u00a0n",
  rendezvous: "with rendezvous",
  jump: "with jump hash",
  maglev: "with Maglev",
};

/** "moved ... on the ring": how a strategy ends such a phrase. */
export const withStrategy = (strategy) => WITH[strategy] ?? `with ${strategy}`;
