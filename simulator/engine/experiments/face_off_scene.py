"""The pictures of the face-off: a table with bars, and one key's way to its server under four methods.

Invariant: all that a page needs to draw is here as numbers, places and words; the page computes nothing.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import ClassVar

WIDTH = 360.0  # of a row of places, in the units of its picture
_FLOOR = 74.0
COLUMNS = ("Moved", "Fullest server", "Steps a look-up", "Memory")
_NUMBERED = 8.5  # a disc of this radius has room for its number


@dataclass(frozen=True, slots=True)
class Bar:
    """A cell of the table: what is written, and how long its bar is, 0 to 100."""

    text: str
    length: float


@dataclass(frozen=True, slots=True)
class Row:
    """One method: moved, balance, steps and memory as bars, and what it cannot do."""

    label: str
    bars: tuple[Bar, ...]
    cannot: str

    @property
    def cells(self) -> tuple[tuple[str, Bar], ...]:
        return tuple(zip(COLUMNS, self.bars, strict=True))


def hue(server: int) -> int:
    """The colour of a server that is counted from 0."""
    return server % 8


@dataclass(frozen=True, slots=True)
class Bid:
    """What one server bids for the key, 0 to 100. `says`: "wins", "gone", "new", or nothing."""

    server: int
    score: float
    says: str = ""

    @property
    def hue(self) -> int:
        return hue(self.server)


@dataclass(frozen=True, slots=True)
class Place:
    """One place of a row. server: who stands there, None if nobody. stop: 1 for the key's first stop, 0 for none."""

    number: int
    server: int | None
    stop: int
    x: float
    y: float
    radius: float
    numbered: bool

    @property
    def hue(self) -> int:
        return hue(self.server or 0)


@dataclass(frozen=True, slots=True)
class Walk:
    """A row of places and a key's way along it. `arcs` are paths of SVG, one from each stop to the next."""

    title: str
    sentence: str
    places: tuple[Place, ...]
    arcs: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Way:
    """A method that walks along a row, before and after. `below`: places have numbers of their own, shown below."""

    title: str
    legend: str
    below: bool
    walks: tuple[Walk, ...]


@dataclass(frozen=True, slots=True)
class Chef:
    """One of the cast, by number from 1."""

    number: int
    name: str

    @property
    def hue(self) -> int:
        return hue(self.number - 1)


@dataclass(frozen=True, slots=True)
class Turn:
    """One turn at the seats: who, which seats were wanted but taken, which was claimed, and all seats after it."""

    chef: Chef
    taken: tuple[int, ...]
    claimed: int
    seats: tuple[Chef | None, ...]


@dataclass(frozen=True, slots=True)
class Seating:
    """A small table of Maglev, turn by turn. wishes: (chef, seats in the order in which this chef wants them)."""

    title: str
    sentence: str
    wishes: tuple[tuple[Chef, tuple[int, ...]], ...]
    turns: tuple[Turn, ...]

    @property
    def filled(self) -> tuple[str, ...]:
        """Who has each seat in the end."""
        return tuple(chef.name for chef in self.turns[-1].seats if chef)


@dataclass(frozen=True, slots=True)
class FaceOffScene:
    kind: ClassVar[str] = "face-off"
    columns: ClassVar[tuple[str, ...]] = COLUMNS
    rows: tuple[Row, ...]
    key: str
    bidding: str
    bids: tuple[Bid, ...]
    more_bids: int
    walks: tuple[Way, ...]
    seatings: tuple[Seating, ...]


def walk_along(title: str, sentence: str, standing: Sequence[int | None], stops: Sequence[int]) -> Walk:
    """A row with `standing[i]` at place i, and a key that came to the places `stops`, in this order."""
    step = WIDTH / len(standing)
    small = min(12.0, 0.42 * step)
    order = {place: number for number, place in enumerate(stops, start=1)}
    places = tuple(
        Place(
            number=number,
            server=server,
            stop=order.get(number, 0),
            x=round((number + 0.5) * step, 1),
            y=_FLOOR,
            radius=round(max(small, 10.0) if number in order else small, 1),
            numbered=number in order or small >= _NUMBERED,
        )
        for number, server in enumerate(standing)
    )
    ordered = tuple(sorted(places, key=lambda place: place.stop))  # the stops are drawn last, on top
    return Walk(
        title, sentence, ordered, tuple(_arc(places[one], places[two]) for one, two in pairwise(stops))
    )


def _arc(one: Place, two: Place) -> str:
    """A bow from place to place, higher the further it leads."""
    height = min(56.0, 14.0 + 0.35 * abs(two.x - one.x))
    top = _FLOOR - 13.0
    middle = (one.x + two.x) / 2
    return f"M{one.x:.1f} {top:.1f}Q{middle:.1f} {top - height:.1f} {two.x:.1f} {top:.1f}"
