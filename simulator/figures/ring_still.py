"""A ring in SVG, drawn on the server: the first picture of a page, and the only one without JavaScript. Pure.

Invariant: the measures are those of static/js/components/hash-ring/geometry.js, so the living ring takes this
one's place without a jump.
"""

from dataclasses import dataclass
from itertools import pairwise
from math import cos, pi, sin

from simulator.engine import Cluster, derive
from simulator.engine.derive import MOST_POINTS
from simulator.engine.experiments.ring_scene import RingScene, number_of

CRUST, CRUST_INNER, LANE, SLICE, SLICE_INNER, HUB = 250, 236, 243, 230, 96, 84
DISC, NAME = 19, 15  # radius of a disc; size of letters
MOST_DISCS = 48
MOST_SLICES = 60
MOST_ARCS = 400
BANDS_SHOWN = 256
HUES = 8


@dataclass(frozen=True, slots=True)
class Area:
    """All arcs of one server, as paths; `hue` is its colour, 0 to 7. `rim` lies on the crust: an area, or a mere
    line where `thin`, since hundreds of areas would weigh more than the rest of the page.
    """

    hue: int
    slices: str
    rim: str
    thin: bool = False


@dataclass(frozen=True, slots=True)
class Disc:
    """A server on the crust: number, centre, and its name with the place where it is written."""

    number: int
    hue: int
    up: bool
    x: float
    y: float
    name: str
    name_x: float
    name_y: float
    anchor: str


@dataclass(frozen=True, slots=True)
class Numeral:
    """A number on the dial in the middle."""

    text: str
    x: float
    y: float


@dataclass(frozen=True, slots=True)
class Still:
    areas: tuple[Area, ...]
    discs: tuple[Disc, ...]
    dial: tuple[Numeral, ...]


def still(scene: RingScene) -> Still:
    """The picture of a scene as it stands now."""
    arcs = _arcs_of_places(scene.owners) if scene.owners else _arcs(scene.cluster)
    return Still(_areas(arcs), _discs(scene.cluster), dial(scene.places))


def still_of(cluster: Cluster) -> Still:
    """The picture of a ring by itself, without a dial. Of very many arcs a sample is drawn."""
    return Still(_areas(_arcs(cluster, MOST_ARCS)), _discs(cluster), ())


def dial(places: int) -> tuple[Numeral, ...]:
    """Ten numerals of a clock with `places` places."""
    at = ((place, _spot(place / places, 68)) for place in range(0, places, max(1, places // 10)))
    return tuple(Numeral(str(place), x, round(y + 4.5, 2)) for place, (x, y) in at)


def _arcs(cluster: Cluster, most: int = MOST_POINTS) -> list[tuple[float, float, str]]:
    """(start, end, server) clockwise; the end belongs to the arc. Of more than `most` points a sample is drawn."""
    derived = derive(cluster, most_points=most)
    points = derived.points
    if points is None:
        bands = derived.bands or ()
        ids = [cluster.servers[rank].id for rank in bands[:: max(1, len(bands) // BANDS_SHOWN)]]
        return _arcs_of_places((ids[-1], *ids[:-1]))
    return [(before[0], here[0], here[1]) for before, here in pairwise([points[-1], *points])]


def _arcs_of_places(owners: tuple[str, ...]) -> list[tuple[float, float, str]]:
    size = len(owners)
    starts = [place for place in range(size) if owners[place] != owners[place - 1]] or [0]
    ends = [*starts[1:], starts[0]]
    return [
        (((start - 1) % size) / size, ((end - 1) % size) / size, owners[start])
        for start, end in zip(starts, ends, strict=True)
    ]


def _areas(arcs: list[tuple[float, float, str]]) -> tuple[Area, ...]:
    found: dict[int, list[tuple[float, float]]] = {}
    for start, end, server in arcs:
        found.setdefault(number_of(server), []).append((start, (end - start) % 1.0 or 1.0))
    if len(arcs) > MOST_SLICES:
        return tuple(
            Area((number - 1) % HUES, "", "".join(_stroke(*arc) for arc in own), thin=True)
            for number, own in sorted(found.items())
        )
    return tuple(
        Area(
            (number - 1) % HUES,
            "".join(piece(start, length, SLICE_INNER, SLICE) for start, length in own),
            "".join(_rim(start, length) for start, length in own),
        )
        for number, own in sorted(found.items())
    )


def _stroke(start: float, length: float) -> str:
    """A short arc along the middle of the crust."""
    (x0, y0), (x1, y1) = _spot(start, LANE), _spot(start + length, LANE)
    return f"M{x0:.1f} {y0:.1f}A{LANE} {LANE} 0 0 1 {x1:.1f} {y1:.1f}"


def _rim(start: float, length: float) -> str:
    gap = 0.0 if length >= 1 else min(0.5 / 360, length * 0.12)
    return piece(start + gap, length - 2 * gap, CRUST_INNER, CRUST)


def _discs(cluster: Cluster) -> tuple[Disc, ...]:
    points = derive(cluster).points or ()
    crowded = len(points) > MOST_DISCS
    by_id = {server.id: server for server in cluster.servers}
    shown = [point for point in points if not crowded or point[2] == 0]
    return tuple(
        _disc(position, number_of(server), by_id[server].up, by_id[server].name if index == 0 else "")
        for position, server, index in shown
    )


def _disc(position: float, number: int, up: bool, name: str) -> Disc:
    x, y = _spot(position, LANE)
    name_x, name_y = _spot(position, LANE + DISC + NAME * 0.9)
    across = sin(2 * pi * position)
    anchor = "middle" if abs(across) < 0.07 else "start" if across > 0 else "end"
    lower = (0.1 if name_y < 0 else 0.65) if anchor == "middle" else 0.35
    return Disc(number, (number - 1) % HUES, up, x, y, name, name_x, round(name_y + NAME * lower, 2), anchor)


def piece(start: float, length: float, inner: float, outer: float) -> str:
    """The path of a piece of a ring, from turn `start` over `length` turns, in two halves."""
    turns = (start, start + length / 2, start + length)
    out = [_spot(turn, outer) for turn in turns]
    back = [_spot(turn, inner) for turn in reversed(turns)]
    there = _line("M", out[0]) + _arc(out[1], outer, 1) + _arc(out[2], outer, 1)
    return there + _line("L", back[0]) + _arc(back[1], inner, 0) + _arc(back[2], inner, 0) + "Z"


def _line(letter: str, spot: tuple[float, float]) -> str:
    return f"{letter}{spot[0]} {spot[1]}"


def _arc(spot: tuple[float, float], radius: float, sweep: int) -> str:
    return f"A{radius} {radius} 0 0 {sweep} {spot[0]} {spot[1]}"


def _spot(turn: float, radius: float) -> tuple[float, float]:
    return round(radius * sin(2 * pi * turn), 2), round(-radius * cos(2 * pi * turn), 2)
