"""Where everything stands in the pictures of "Find the fault": graphs, traces and the two searches.

Invariant: every length is a share of its picture, so a picture scales with its place on the page.
"""

from dataclasses import dataclass

from simulator.engine.experiments.fault_scene import FaultScene
from simulator.engine.experiments.fault_search import Search
from simulator.engine.experiments.fault_views import Graph, Path, Traces

WIDTH, HEIGHT = 320, 132
_LEFT, _RIGHT, _TOP, _BOTTOM = 4.0, 284.0, 14.0, 110.0


@dataclass(frozen=True, slots=True)
class GraphRow:
    """One row as a line; `x` and `y` are where its number stands. hue: of its colour."""

    name: str
    number: int
    path: str
    x: float
    y: float
    red: bool


@dataclass(frozen=True, slots=True)
class GraphPicture:
    width: int
    height: int
    left: float
    right: float
    bottom: float
    limit: float
    limit_text: str
    rows: tuple[GraphRow, ...]


def graph_told(name: str, view: Graph) -> str:
    """The graph of an instrument in words."""
    rows = [
        f"{row.name} {'goes over' if max(row.values) > view.limit else 'stays under'} the limit"
        for row in view.rows
    ]
    return f"{name} from 18:00 to 19:00: {', '.join(rows)}"


def graph_picture(view: Graph) -> GraphPicture:
    def height(value: float) -> float:
        return _BOTTOM - (_BOTTOM - _TOP) * min(1.0, value / view.high)

    rows = []
    for turn, row in enumerate(view.rows):
        step = (_RIGHT - _LEFT) / (len(row.values) - 1)
        points = [f"{_LEFT + step * place:.1f} {height(value):.1f}" for place, value in enumerate(row.values)]
        spot = _RIGHT + 10 + 11 * turn if len(view.rows) > 1 else _RIGHT + 6
        red = max(row.values) > view.limit
        rows.append(GraphRow(row.name, turn + 1, "M" + "L".join(points), spot, height(row.values[-1]), red))
    limit = f"{view.limit:g}{'' if view.unit in ('', '%') else ' '}{view.unit}"
    return GraphPicture(
        WIDTH, HEIGHT, _LEFT, _RIGHT, _BOTTOM, height(view.limit), f"limit {limit}", tuple(rows)
    )


@dataclass(frozen=True, slots=True)
class SpanBar:
    """Per cent of the lane."""

    left: float
    width: float
    red: bool
    lost: bool


@dataclass(frozen=True, slots=True)
class Lane:
    """told: what the eye is led to, in words."""

    path: Path
    bars: tuple[SpanBar, ...]
    told: str


def trace_lanes(view: Traces) -> tuple[Lane, ...]:
    lanes = []
    for path in view.paths:
        bars = tuple(
            SpanBar(
                100 * span.start / view.high,
                max(0.8, 100 * span.minutes / view.high - 0.4),
                span.red,
                span.lost,
            )
            for span in path.spans
        )
        told = [
            f"{span.place}: {'lost here' if span.lost else f'{span.minutes:.0f} min'}"
            for span in path.spans
            if span.red
        ]
        lanes.append(Lane(path, bars, "; ".join(told) or "every step as usual"))
    return tuple(lanes)


@dataclass(frozen=True, slots=True)
class Piece:
    """A phase of a search. Per cent of the longer one."""

    phase: str
    left: float
    width: float
    minutes: float

    @property
    def middle(self) -> float:
        return self.left + self.width / 2


@dataclass(frozen=True, slots=True)
class SearchBar:
    name: str
    minutes: float
    pieces: tuple[Piece, ...]
    search: Search


def search_bars(scene: FaultScene) -> tuple[SearchBar, ...]:
    """Yours above, the good one below, on one scale."""
    return (
        _bar("Your instruments", scene.yours, scene.lost, scene.longest),
        _bar("Best over all faults", scene.good, 0.0, scene.longest),
    )


def _bar(name: str, search: Search, lost: float, longest: float) -> SearchBar:
    at, pieces = 0.0, []
    phases = {phase: search.phase(phase) for phase in ("notice", "look", "walk", "why")}
    for phase, minutes in {**phases, "wrong": lost}.items():
        if minutes:
            pieces.append(Piece(phase, 100 * at / longest, 100 * minutes / longest, minutes))
        at += minutes
    return SearchBar(name, at, tuple(pieces), search)
