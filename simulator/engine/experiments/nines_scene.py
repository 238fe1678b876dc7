"""What the picture of the nines builder shows: the drawing, and a month with its closed minutes."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from .nines_outages import Outages
from .nines_parts import MONTH, Part, minutes, whole
from .nines_words import percent

_DAYS = 30
_DAY = MONTH / _DAYS


@dataclass(frozen=True, slots=True)
class Drawn:
    """One part. works: of one box, in per cent; availability: of the part; both in words."""

    id: str
    name: str
    box: str
    copies: int
    needed: int
    works: str
    availability: str
    minutes: float

    @property
    def one(self) -> str:
        """A single box, as a name."""
        return self.box.capitalize()

    @property
    def rule(self) -> str:
        """How many are enough, in words."""
        if self.copies == 1:
            return "the only one"
        if self.needed == self.copies:
            return f"all {self.copies} needed"
        return "any one is enough" if self.needed == 1 else f"{self.needed} of {self.copies} needed"


@dataclass(frozen=True, slots=True)
class Day:
    """marks: from and length of what was closed, in per cent of the day."""

    number: int
    minutes: float
    marks: tuple[tuple[float, float], ...]


@dataclass(frozen=True, slots=True)
class NinesScene:
    """parts: those of the drawing; tray: all that there are. ran: before a run only the drawing is shown."""

    kind: ClassVar[str] = "nines"
    parts: tuple[Drawn, ...]
    tray: tuple[Drawn, ...]
    availability: str
    minutes: float
    allowed: float
    target: str
    met: bool
    days: tuple[Day, ...]
    ran: bool = True

    @property
    def closed(self) -> float:
        """Minutes in the month of the calendar."""
        return sum(day.minutes for day in self.days)

    @property
    def closed_days(self) -> int:
        return sum(bool(day.marks) for day in self.days)


def scene_of(parts: Sequence[Part], target: float, month: Outages | None) -> NinesScene:
    """target: in per cent."""
    used = [part for part in parts if part.copies]
    works = whole(used)
    return NinesScene(
        tuple(_drawn(part) for part in used),
        tuple(_drawn(part) for part in parts),
        percent(works) if used else "–",
        minutes(works),
        minutes(target / 100),
        percent(target / 100),
        works >= target / 100 - 1e-12,
        tuple(_day(number, month) for number in range(1, _DAYS + 1)) if month else (),
    )


def _drawn(part: Part) -> Drawn:
    works = part.availability if part.copies else part.works
    return Drawn(
        part.id,
        part.name,
        part.box,
        part.copies,
        part.needed,
        f"{100 * part.works:.6g}",
        percent(works),
        minutes(works),
    )


def _day(number: int, month: Outages) -> Day:
    begin = (number - 1) * _DAY
    closed = month.between(begin, begin + _DAY)
    pairs = zip(closed.start.tolist(), closed.end.tolist(), strict=True)
    return Day(
        number,
        closed.total,
        tuple((100 * (start - begin) / _DAY, 100 * (end - start) / _DAY) for start, end in pairs),
    )
