// A server's number is the integer at the end of its id. It names the colour, and above eight the pattern
// too, so that colour is never the only thing that tells two servers apart.

export const HUES = 8;
export const PATTERNS = 4;

/** 12 for "oven-12"; 0 for an id without a number. */
export const numberOf = (id) => Number(/(\d+)$/.exec(id ?? "")?.[1] ?? 0);

/** Which of the eight server colours, 0..7. */
export const hueOf = (number) => (number + HUES - 1) % HUES;

/** 0 for a plain area, else which of the four hatches. */
export function patternOf(number) {
  const round = Math.floor((number - 1) / HUES);
  return round < 1 ? 0 : ((round - 1) % PATTERNS) + 1;
}
