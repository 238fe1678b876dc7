"""A guess and what happened as two lines over one axis, with the guesses of others behind them. Pure geometry.

Invariant: positions across are percentages, so that the picture fits any width and its letters keep their size.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from course.comparison import plain
from course.lesson import ChoiceQuestion, NumberQuestion

LEFT, WIDTH = 4.0, 92.0  # per cent: the axis keeps clear of both edges
FLOOR, TOP = 168, 30  # px: where bars stand, and how high the highest reaches
BINS = 20
TICKS = 5  # about so many parts


@dataclass(frozen=True, slots=True)
class Bar:
    x: str
    width: str
    y: str
    height: str
    count: int


@dataclass(frozen=True, slots=True)
class Tick:
    x: str
    text: str


@dataclass(frozen=True, slots=True)
class Strip:
    """guess: None if it was skipped. others: how many are drawn; 0 draws none."""

    result: str
    guess: str | None
    ticks: tuple[Tick, ...]
    bars: tuple[Bar, ...]
    others: int


@dataclass(frozen=True, slots=True)
class Scale:
    low: float
    high: float
    log: bool

    def at(self, value: float) -> float:
        """Per cent across."""
        low, high, here = self.low, self.high, min(self.high, max(self.low, value))
        if self.log:
            low, high, here = math.log10(low), math.log10(high), math.log10(here)
        return LEFT + WIDTH * (here - low) / (high - low)

    def value(self, part: float) -> float:
        """The value that lies `part` of the way, 0 to 1."""
        if self.log:
            return float(self.low * (self.high / self.low) ** part)
        return self.low + part * (self.high - self.low)


def number_strip(
    question: NumberQuestion, answer: float, guess: float | None, others: Sequence[Any] | None
) -> Strip:
    """Bars are 20 equal parts of the range. An answer beyond the range widens it."""
    low, high = min(question.low, answer), max(question.high, answer)
    scale = Scale(low, high, question.log and low > 0)
    ticks = _ticks(question, scale)
    edges = [scale.value(part / BINS) for part in range(BINS + 1)]
    values = [float(value) for value in others or ()]
    counts = [0] * BINS
    for value in values:
        place = sum(edge <= value for edge in edges[1:-1])
        counts[place] += 1
    bars = _bars([(scale.at(a), scale.at(b)) for a, b in pairwise(edges)], counts)
    return Strip(_percent(scale.at(answer)), _place(scale, guess), ticks, bars if values else (), len(values))


def choice_strip(
    question: ChoiceQuestion, answer: float, guess: str | None, others: Sequence[Any] | None
) -> Strip | None:
    """The same for a choice of numbers: a bar an option. None if the options are words."""
    try:
        numbers = sorted(float(value) for value, _ in question.options)
    except ValueError:
        return None
    low, high = min(*numbers, answer), max(*numbers, answer)
    log = low > 0 and high / low > 5
    pad = 0.0 if log else (high - low) * 0.05
    scale = Scale(low / 1.3 if log else low - pad, high * 1.3 if log else high + pad, log)
    ticks = tuple(Tick(_percent(scale.at(value)), plain(value)) for value in numbers)
    values = [float(value) for value in others or ()]
    spans = [(scale.at(value) - 2.0, scale.at(value) + 2.0) for value in numbers]
    bars = _bars(spans, [values.count(value) for value in numbers]) if values else ()
    mine = None if guess is None else float(guess)
    return Strip(_percent(scale.at(answer)), _place(scale, mine), ticks, bars, len(values))


def _ticks(question: NumberQuestion, scale: Scale) -> tuple[Tick, ...]:
    if scale.log:
        first, last = math.ceil(math.log10(scale.low)), math.floor(math.log10(scale.high))
        values = [10.0**power for power in range(first, last + 1)] or [scale.low, scale.high]
    else:
        step = _round_step((scale.high - scale.low) / TICKS)
        first, last = math.ceil(scale.low / step - 1e-9), math.floor(scale.high / step + 1e-9)
        values = [step * number for number in range(first, last + 1)]
    unit = "%" if question.unit == "%" else ""  # a longer one stands in the sentence and in the legend
    return tuple(Tick(_percent(scale.at(value)), f"{plain(round(value, 6))}{unit}") for value in values)


def _round_step(least: float) -> float:
    """The smallest of 1, 2, 5, 10, 20, ... (or 0.1, 0.2, ...) that is at least so much."""
    power = 10.0 ** math.floor(math.log10(least))
    return next(step * power for step in (1, 2, 5, 10) if step * power >= least * (1 - 1e-9))


def _bars(spans: Sequence[tuple[float, float]], counts: Sequence[int]) -> tuple[Bar, ...]:
    most = max([*counts, 1])
    return tuple(
        _bar(left, right, count, count / most) for (left, right), count in zip(spans, counts, strict=True)
    )


def _bar(left: float, right: float, count: int, share: float) -> Bar:
    height = share * (FLOOR - TOP)
    width = _percent((right - left) * 0.88)
    return Bar(_percent(left + (right - left) * 0.06), width, f"{FLOOR - height:.1f}", f"{height:.1f}", count)


def _place(scale: Scale, value: float | None) -> str | None:
    return None if value is None else _percent(scale.at(value))


def _percent(value: float) -> str:
    return f"{value:.2f}%"
