"""The course in outline: six modules and twenty-nine lessons, in the order in which they build on each other.

Pure data. The page at /lessons/ shows it as it stands; no lesson here claims to be readable before it is.
"""

from dataclasses import dataclass
from math import cos, pi, sin


@dataclass(frozen=True, slots=True)
class Module:
    """A part of the course: its number, its name, what it is about, and its lessons as (id, title)."""

    number: int
    title: str
    about: str
    lessons: tuple[tuple[str, str], ...]

    @property
    def slices(self) -> list[str]:
        """One SVG path for each lesson: the module is a pizza of radius 1 with a round hole of 0.36, cut evenly."""
        return [_slice(index, len(self.lessons)) for index in range(len(self.lessons))]


def _slice(index: int, count: int) -> str:
    def point(turn: float, radius: float) -> str:
        return f"{radius * sin(2 * pi * turn):.4f} {-radius * cos(2 * pi * turn):.4f}"

    start, end = index / count, (index + 1) / count
    large = int(end - start > 0.5)
    return (
        f"M{point(start, 1)}A1 1 0 {large} 1 {point(end, 1)}"
        f"L{point(end, 0.36)}A.36 .36 0 {large} 0 {point(start, 0.36)}Z"
    )


def _lessons(first: int, *titles: str) -> tuple[tuple[str, str], ...]:
    return tuple((f"L{number:02}", title) for number, title in enumerate(titles, first))


MODULES = (
    Module(
        1,
        "Opening day",
        "Why waiting explodes, and where the time goes",
        _lessons(
            1,
            "What is system design?",
            "How full is the shop?",
            "Why the queue explodes",
            "Where does the time go?",
            "The slow slice",
        ),
    ),
    Module(
        2,
        "Growing",
        "A bigger oven, or more of them",
        _lessons(6, "A bigger oven or more shops?", "Why ten chefs are not ten times as fast"),
    ),
    Module(
        3,
        "Surviving",
        "Copies, nines, and cut lines",
        _lessons(
            8,
            "“Never fail”: counting nines",
            "One weak spot, many copies",
            "Copies that agree?",
            "Ask enough people: quorums",
            "When the phone line is cut",
        ),
    ),
    Module(
        4,
        "Sharing the work",
        "Who gets the next order",
        _lessons(13, "Fair is not equal", "Two quick glances", "Many shops, one phone number"),
    ),
    Module(
        5,
        "Shaping the system",
        "Teams, rails, and seeing inside",
        _lessons(16, "Specialist chefs", "The order rail", "Seeing inside", "Two kinds of drawing"),
    ),
    Module(
        6,
        "Placing",
        "Consistent hashing, from m % n to Maglev",
        _lessons(
            20,
            "Which oven?",
            "Add one oven: what moves?",
            "Bend the line into a ring",
            "Add, remove, drag",
            "Unfair slices",
            "Many flags per oven",
            "Copies on the ring",
            "The celebrity order",
            "Other ways to be consistent",
            "In the wild",
        ),
    ),
)
