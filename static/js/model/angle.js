// The circle. A position is a turn in [0, 1), clockwise from twelve o'clock; radii and x, y are units of the
// picture, y grows downwards.

const TURN = 2 * Math.PI;

/** The position in [0, 1) that is the same place as `turns`. */
export function wrap(turns) {
  const rest = turns - Math.floor(turns);
  return rest < 1 ? rest : 0; // a tiny negative number rounds up to a whole turn
}

/** How far one goes clockwise from one position to another, in turns, in [0, 1). */
export const clockwise = (from, to) => wrap(to - from);

/** The shorter way from one position to another: a signed part of a turn in (-0.5, 0.5]. */
export function shortest(from, to) {
  const way = clockwise(from, to);
  return way > 0.5 ? way - 1 : way;
}

/** [x, y] of a position at a radius. */
export function spot(position, radius) {
  const angle = position * TURN;
  return [radius * Math.sin(angle), -radius * Math.cos(angle)];
}

/** The position of the ray from the centre through x, y. */
export const positionAt = (x, y) => wrap(Math.atan2(x, -y) / TURN);

/** The nearest of `steps` places of a turn, 0..steps - 1, and back. */
export const stepOf = (position, steps) => Math.round(position * steps) % steps;

export const fromStep = (step, steps) => wrap(step / steps);

/** Whole degrees 0..359 of a position. */
export const degrees = (position) => stepOf(position, 360);

export const fromDegrees = (angle) => fromStep(angle, 360);
