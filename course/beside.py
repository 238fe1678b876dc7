"""A guess beside what happened, as a picture: a strip, a chart, marked options or a marked ring. Pure.

Invariant: the guess and the result are in one picture; guesses of others lie behind, or are not there at all.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from course.answers import measured, unit_of
from course.comparison import Compared, answer_of, compare, marks_of, names, plain
from course.guess_strip import Strip, choice_strip, number_strip
from course.lesson import CERTAINTY, ChoiceQuestion, CurveQuestion, NumberQuestion, Question, SlotsQuestion
from course.slot_ring import SlotRing, slot_ring
from simulator.engine.outcome import Chart, Line, Outcome
from simulator.figures import Figure, chart_figure


@dataclass(frozen=True, slots=True)
class Guess:
    """value: as it was stored, None if it was skipped. others: values of other learners, None while too few."""

    value: Any = None
    certainty: int | None = None
    others: Sequence[Any] | None = None


@dataclass(frozen=True, slots=True)
class Option:
    """An option of a choice, after the run. `count` of the others chose it; None if there are too few of them."""

    label: str
    mine: bool
    right: bool
    count: int | None


@dataclass(frozen=True, slots=True)
class Beside:
    """shown: what happened, in words; guess: what was guessed, empty if it was skipped. One of the pictures is
    there (a choice of numbers has two). others: how many of them are in it.
    """

    shown: str
    guess: str
    certainty: str
    compared: Compared | None
    strip: Strip | None = None
    options: tuple[Option, ...] = ()
    figure: Figure | None = None
    ring: SlotRing | None = None
    others: int = 0


def beside(question: Question, outcome: Outcome, guess: Guess) -> Beside:
    """The picture that fits the question. Raises `KeyError` if the outcome lacks what the question asks."""
    answer, shown = answer_of(question, outcome)
    compared = None
    if guess.value is not None:
        compared = compare(question, outcome, guess.value, guess.certainty)
    words = "" if guess.value is None else WORDS[question.kind](question, guess.value)
    plain_one = Beside(shown, words, CERTAINTY.get(guess.certainty or 0, ""), compared)
    return PICTURES[question.kind](question, outcome, answer, guess, plain_one)


def _number(question: NumberQuestion, outcome: Outcome, answer: float, guess: Guess, one: Beside) -> Beside:
    strip = number_strip(question, answer, guess.value, guess.others)
    return replace(one, strip=strip, others=strip.others)


def _choice(question: ChoiceQuestion, outcome: Outcome, answer: str, guess: Guess, one: Beside) -> Beside:
    happened = outcome.finding(question.answer).value
    strip = figure = None
    if question.chart:
        figure = _in_histogram(next(one for one in outcome.charts if one.name == question.chart), guess.value)
    elif isinstance(happened, int | float):
        strip = choice_strip(question, float(happened), guess.value, guess.others)
    options = tuple(
        Option(label, value == guess.value, value == answer, _count(guess.others, value))
        for value, label in question.options
    )
    return replace(one, strip=strip, options=options, figure=figure, others=len(guess.others or ()))


def _in_histogram(chart: Chart, guess: str | None) -> Figure:
    """The histogram of the run with the guess as a line from its floor to its top."""
    top = max(max(line.y) for line in chart.lines)
    mine = None if guess is None else Line("your guess", (float(guess),) * 2, (0.0, top), "guess")
    return chart_figure(replace(chart, name=f"{chart.name}-guess"), mine)


def _count(others: Sequence[Any] | None, value: str) -> int | None:
    return None if others is None else sum(other == value for other in others)


def _curve(question: CurveQuestion, outcome: Outcome, answer: Any, guess: Guess, one: Beside) -> Beside:
    """The chart with the guess over it; the middle of the others' curves, once there are enough, is one line."""
    name = question.answer.partition(".")[0]
    chart = next(chart for chart in outcome.charts if chart.name == name)
    drawn = [other for other in guess.others or () if len(other) == len(question.x)]
    behind: tuple[Line, ...] = ()
    if drawn:
        middle = tuple(sorted(column)[len(column) // 2] for column in zip(*drawn, strict=True))
        behind = (Line(f"middle of {len(drawn)} other learners", question.x, middle, "other"),)
    mine = None if guess.value is None else Line("your guess", question.x, tuple(guess.value), "guess")
    figure = chart_figure(replace(chart, name=f"{name}-guess", lines=(*chart.lines, *behind)), mine)
    return replace(one, figure=figure, others=len(drawn))


def _slots(question: SlotsQuestion, outcome: Outcome, answer: Any, guess: Guess, one: Beside) -> Beside:
    marks = marks_of(question, answer, answer if guess.value is None else guess.value)
    return replace(one, ring=slot_ring(question, marks))


PICTURES: Mapping[str, Callable[[Any, Outcome, Any, Guess, Beside], Beside]] = {
    "number": _number,
    "choice": _choice,
    "curve": _curve,
    "slots": _slots,
}
WORDS: Mapping[str, Callable[[Any, Any], str]] = {
    "number": lambda question, value: measured(plain(value), question.unit),
    "choice": lambda question, value: dict(question.options).get(value, str(value)),
    "curve": lambda question, value: f"from {plain(value[0])} to {plain(value[-1])}{unit_of(question.unit)}",
    "slots": lambda question, value: names(value),
}
