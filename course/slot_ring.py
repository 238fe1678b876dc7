"""Places on a ring to be chosen, and afterwards marked, as geometry. Pure.

Invariant: places are angles clockwise from the top, as everywhere; crowded places step outwards, so that none
covers another.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from math import cos, pi, sin

from course.lesson import SlotsQuestion
from simulator.figures.ring_still import Numeral

CRUST = 150.0  # radius
OUT = 30.0  # from the crust to the first row of places; then to the next
NEAR = 28.0  # two places this close do not share a row
NUMBERS = (
    "Ada",
    "Bo",
    "Cy",
    "Di",
    "Eli",
    "Flo",
    "Gus",
    "Hana",
)  # the cast, whose numbers are their places here


@dataclass(frozen=True, slots=True)
class Spot:
    """A place that can be chosen. x, y: its middle; foot: where it touches the crust. mark: "" before the run."""

    number: int
    name: str
    place: int
    x: float
    y: float
    foot_x: float
    foot_y: float
    mark: str = ""

    @property
    def left(self) -> float:
        """Of the square round it that takes a click."""
        return self.x - 15

    @property
    def top(self) -> float:
        return self.y - 15


@dataclass(frozen=True, slots=True)
class Oven:
    name: str
    number: int
    hue: int
    place: int
    x: float
    y: float


@dataclass(frozen=True, slots=True)
class SlotRing:
    spots: tuple[Spot, ...]
    ovens: tuple[Oven, ...]
    dial: tuple[Numeral, ...]

    @property
    def view(self) -> str:
        """The viewBox: as far out as the outermost place, and its disc."""
        reach = max([CRUST + OUT, *(max(abs(one.x), abs(one.y)) for one in self.spots)]) + 16
        return f"{-reach:.0f} {-reach:.0f} {2 * reach:.0f} {2 * reach:.0f}"


def slot_ring(question: SlotsQuestion, marks: Mapping[str, str] | None = None) -> SlotRing:
    """The ring with its servers and its places; `marks` as course/comparison.py gives them."""
    spots: list[Spot] = []
    for name, place in sorted(question.slots, key=lambda slot: slot[1]):
        x, y = _free(place / question.size, spots)
        foot_x, foot_y = at(place / question.size, CRUST)
        mark = (marks or {}).get(name, "")
        spots.append(Spot(len(spots) + 1, name, place, x, y, foot_x, foot_y, mark))
    ovens = [
        oven_at(name, number, place, question.size)
        for number, (name, place) in enumerate(question.servers, 1)
    ]
    step = max(1, question.size // 10)
    places = range(0, question.size, step)
    numerals = [(str(place), at(place / question.size, CRUST - 62)) for place in places]
    dial = tuple(Numeral(text, x, y) for text, (x, y) in numerals)
    return SlotRing(tuple(spots), tuple(ovens), dial)


def _free(turn: float, taken: list[Spot]) -> tuple[float, float]:
    """The first row, counted from the crust, in which nobody is near."""
    for row in range(3):
        x, y = at(turn, CRUST + OUT * (row + 1))
        if all((x - one.x) ** 2 + (y - one.y) ** 2 >= NEAR**2 for one in taken):
            return x, y
    return at(turn, CRUST + OUT)


def oven_at(name: str, fallback: int, place: int, size: int) -> Oven:
    number = NUMBERS.index(name) + 1 if name in NUMBERS else fallback
    return Oven(name, number, (number - 1) % 8, place, *at(place / size, CRUST))


def at(turn: float, radius: float) -> tuple[float, float]:
    return round(radius * sin(2 * pi * turn), 1), round(-radius * cos(2 * pi * turn), 1)
