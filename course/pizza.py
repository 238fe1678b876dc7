"""A module as a pizza: one slice a lesson. Pure."""

from math import cos, pi, sin

HOLE = 0.36  # radius of the round hole; the pizza's own is 1


def slices(count: int) -> list[str]:
    """SVG paths of `count` equal slices, clockwise from twelve, around (0, 0). One alone is nearly a whole turn."""
    return [_slice(index, count) for index in range(count)]


def _slice(index: int, count: int) -> str:
    # An arc that ends where it began is not drawn at all: stop a hair before.
    start, end = index / count, (index + min(1.0, 0.9999 * count)) / count
    large = int(end - start > 0.5)
    return (
        f"M{_point(start, 1)}A1 1 0 {large} 1 {_point(end, 1)}"
        f"L{_point(end, HOLE)}A{HOLE} {HOLE} 0 {large} 0 {_point(start, HOLE)}Z"
    )


def _point(turn: float, radius: float) -> str:
    return f"{radius * sin(2 * pi * turn):.4f} {-radius * cos(2 * pi * turn):.4f}"
