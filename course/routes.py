"""Which lesson comes after which, as a drawing like that of a railway. Pure.

Invariant: every line runs from left to right, and a lesson lies to the right of all that it builds on. Only lines
that say something new are drawn: where L05 follows L03 and L03 follows L01, none runs from L01 to L05.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from course.lesson import Course, Lesson, Module

COLUMN, LANE, GAP, RADIUS = 88, 44, 30, 15
LEFT, TOP = 26, 40


@dataclass(frozen=True, slots=True)
class Stop:
    """A lesson in the drawing, at the middle of its circle."""

    lesson: Lesson
    x: int
    y: int


@dataclass(frozen=True, slots=True)
class Leg:
    """A line from one lesson to one that builds on it."""

    start: str
    end: str
    path: str


@dataclass(frozen=True, slots=True)
class Routes:
    """The drawing, in its own units, which are pixels at full size. names: (module, x, y) of where its name begins."""

    width: int
    height: int
    stops: tuple[Stop, ...]
    legs: tuple[Leg, ...]
    names: tuple[tuple[Module, int, int], ...]


def routes(course: Course) -> Routes:
    """A column for each step of building, a band for each module, a lane for each of the lessons abreast in it."""
    columns = depths(course.lessons)
    stops: dict[str, Stop] = {}
    names = []
    top = TOP
    for module in course.modules:
        lessons = [course.lessons[lesson] for lesson in module.lessons]
        taken: dict[int, int] = {}  # column -> lanes taken
        for lesson in lessons:
            column = columns[lesson.id]
            lane = taken.get(column, 0)
            taken[column] = lane + 1
            stops[lesson.id] = Stop(lesson, LEFT + column * COLUMN, top + lane * LANE)
        names.append((module, LEFT - RADIUS + min(taken, default=0) * COLUMN, top - RADIUS - 8))
        top += max(taken.values(), default=1) * LANE + GAP
    legs = tuple(
        Leg(start, end, line(stops[start], stops[end], stops.values()))
        for start, end in needed(course.lessons)
    )
    width = 2 * LEFT + max(columns.values(), default=0) * COLUMN
    return Routes(width, top - GAP - LANE + TOP - RADIUS, tuple(stops.values()), legs, tuple(names))


def depths(lessons: Mapping[str, Lesson]) -> dict[str, int]:
    """How many lessons come one after another before each. `lessons` are in an order in which they can be taken."""
    found: dict[str, int] = {}
    for lesson in lessons.values():
        found[lesson.id] = max((found[one] + 1 for one in lesson.prerequisites), default=0)
    return found


def before(lessons: Mapping[str, Lesson]) -> dict[str, frozenset[str]]:
    """Everything that each lesson builds on, near or far."""
    found: dict[str, frozenset[str]] = {}
    for lesson in lessons.values():
        found[lesson.id] = frozenset(lesson.prerequisites).union(
            *(found[one] for one in lesson.prerequisites)
        )
    return found


def needed(lessons: Mapping[str, Lesson]) -> Iterator[tuple[str, str]]:
    """(start, end) of every line that no other way already tells."""
    all_before = before(lessons)
    for lesson in lessons.values():
        told = frozenset().union(*(all_before[one] for one in lesson.prerequisites))
        for one in lesson.prerequisites:
            if one not in told:
                yield one, lesson.id


def line(start: Stop, end: Stop, others: Iterable[Stop]) -> str:
    """A line that leaves and arrives level: it changes level right before its end, else right after its start,
    else all along, whichever first runs level past nobody's circle.
    """
    x, y, to_x, to_y = start.x + RADIUS, start.y, end.x - RADIUS, end.y
    across = COLUMN - 2 * RADIUS  # from circle to circle in the next column
    if _clear(others, start.x, to_x, y):
        return f"M{x} {y}H{to_x - across}{_swing(to_x - across, y, to_x, to_y)}"
    if _clear(others, x, end.x, to_y):
        return f"M{x} {y}{_swing(x, y, x + across, to_y)}H{to_x}"
    return f"M{x} {y}{_swing(x, y, to_x, to_y)}"


def _clear(others: Iterable[Stop], left: int, right: int, y: int) -> bool:
    return not any(stop.y == y and left < stop.x < right for stop in others)


def _swing(x: int, y: int, to_x: int, to_y: int) -> str:
    middle = (x + to_x) / 2
    return f"C{middle:g} {y} {middle:g} {to_y} {to_x} {to_y}"
