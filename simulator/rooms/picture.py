"""A ring in small, for lists: a pizza of radius 1 in SVG paths. Pure.

Invariant: the slices are the room's own. Where points are few, each arc goes to the server that owns it; where
they are too many to see, or there is no ring, each server has one slice as large as its share of the keys.
"""

from dataclasses import dataclass
from itertools import pairwise
from math import cos, pi, sin

from simulator import engine
from simulator.engine import Cluster

MOST_ARCS = 48
HUES = 8


@dataclass(frozen=True, slots=True)
class Slice:
    """`path` is SVG; `hue` is the server's colour, 0 to 7."""

    path: str
    hue: int


def slices(cluster: Cluster) -> list[Slice]:
    """The slices of a cluster, clockwise from twelve."""
    derived = engine.derive(cluster)
    points = derived.points
    if points is not None and len(points) <= MOST_ARCS:
        return [
            Slice(sector(before[0], here[0]), hue_of(here[1]))
            for before, here in pairwise([points[-1], *points])
        ]
    ends = [0.0]
    for _, keys, _ in derived.loads:
        ends.append(ends[-1] + keys / cluster.keys)
    hues = [hue_of(server) for server, keys, _ in derived.loads]
    return [
        Slice(sector(start, end), hue)
        for (start, end), hue in zip(pairwise(ends), hues, strict=True)
        if end > start
    ]


def hue_of(server_id: str) -> int:
    """oven-9 -> 0: the colours repeat after eight."""
    return (int(server_id.rpartition("-")[2]) - 1) % HUES


def sector(start: float, end: float) -> str:
    """The path from turn `start` clockwise to turn `end`; a whole circle if they are the same."""
    width = (end - start) % 1.0 or 1.0
    middle = start + width / 2  # an arc is drawn in two halves, so that a whole circle is no special case
    (x0, y0), (x1, y1), (x2, y2) = (at(turn) for turn in (start, middle, start + width))
    return f"M0 0L{x0:.4f} {y0:.4f}A1 1 0 0 1 {x1:.4f} {y1:.4f}A1 1 0 0 1 {x2:.4f} {y2:.4f}Z"


def at(turn: float) -> tuple[float, float]:
    """Where a turn clockwise from twelve lies on the crust."""
    return sin(2 * pi * turn), -cos(2 * pi * turn)
