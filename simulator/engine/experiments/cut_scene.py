"""What the picture of the cut line shows: the line, and for each thing every customer of the evening at both shops."""

from dataclasses import dataclass
from typing import ClassVar

from .cut_evening import EVENING, Fate, Line, Told


@dataclass(frozen=True, slots=True)
class Mark:
    """A customer. at: in per cent of the evening."""

    at: float
    fate: Fate


@dataclass(frozen=True, slots=True)
class Span:
    """A part of the evening, in per cent of it."""

    at: float
    width: float


@dataclass(frozen=True, slots=True)
class Thing:
    """wrong_words: what a wrong answer is called. options: (value, label) of its rules, `rule` the chosen one."""

    id: str
    name: str
    rule: str
    options: tuple[tuple[str, str], ...]
    rosa: tuple[Mark, ...]
    ada: tuple[Mark, ...]
    apart: tuple[Span, ...]
    refused: int
    wrong: int
    wrong_words: str
    seconds: float
    extra: float

    @property
    def milliseconds(self) -> float:
        return 1000 * self.seconds


@dataclass(frozen=True, slots=True)
class CutScene:
    """cut: where the line is cut, in per cent of the evening; None if it never is."""

    kind: ClassVar[str] = "cut"
    things: tuple[Thing, ...]
    cut: Span | None
    cut_at: int
    cut_for: int
    evening: int
    away: float
    whole: str


def cut_of(line: Line) -> Span | None:
    return _span(line.cut, min(line.mend, EVENING)) if line.ever else None


def thing_of(
    told: Told, *, thing: str, name: str, rule: str, options: tuple[tuple[str, str], ...], wrong_words: str
) -> Thing:
    """The customers of one thing as marks."""
    rosa, ada = (
        tuple(Mark(100 * time / EVENING, fate) for time, fate in row) for row in (told.rosa, told.ada)
    )
    long = [
        _span(start, min(end, EVENING)) for start, end in told.apart if end - start > 1 and start < EVENING
    ]
    return Thing(
        thing,
        name,
        rule,
        options,
        rosa,
        ada,
        tuple(long),
        told.refused,
        told.wrong,
        wrong_words,
        told.seconds,
        told.extra,
    )


def _span(start: float, end: float) -> Span:
    return Span(100 * start / EVENING, 100 * (end - start) / EVENING)
