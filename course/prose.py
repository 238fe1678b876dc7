"""The numbers of the prose: each says where it comes from, and can be worked out again.

Invariant: a printed number stands for every value that rounds to it at the digits it shows, and for no other.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from decimal import Decimal

from course.arithmetic import work_out
from course.lesson import (
    Block,
    ChoiceQuestion,
    CurveQuestion,
    Lesson,
    NumberQuestion,
    ProseNumber,
    Question,
    SlotsQuestion,
)
from simulator.engine.experiments import EXPERIMENTS, read, silent
from simulator.engine.outcome import Outcome

__all__ = [
    "ProseNumber",
    "agrees",
    "bare_numbers",
    "numbers_of",
    "printed_value",
    "run_of",
    "wrong_by_running",
    "wrong_with",
]

_FIGURE = r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?"
PRINTED = re.compile(rf"[-−]?(?:{_FIGURE})")
# Names with a digit in them (L21, E21, p99, MC-36, oven-3) are words, and so is a number in words.
_BARE = re.compile(rf"(?P<name>[^\W\d_][\w-]*\d[\w-]*)|(?P<number>{_FIGURE})")
_LARGE = {"thousand": 1_000, "million": 1_000_000, "billion": 1_000_000_000}

Run = Callable[[str, Mapping[str, str], int], Outcome | None]


def numbers_of(lesson: Lesson) -> list[ProseNumber]:
    """Every number of a lesson that says where it comes from, in the order of the text."""
    return list(lesson.numbers)


def bare_numbers(text: str) -> list[str]:
    """The numbers in a text that has no spans any more, as they are printed."""
    return [found["number"] for found in _BARE.finditer(text) if found["number"]]


def printed_value(printed: str) -> tuple[Decimal, Decimal]:
    """What a printed number says, and the step of its last digit: "80.1%" is (80.1, 0.1).

    Raises `ValueError` unless there is exactly one number in it.
    """
    found = PRINTED.findall(printed)
    if len(found) != 1:
        raise ValueError(f"{printed!r} holds {len(found)} numbers; one is wanted.")
    figure = Decimal(found[0].replace(",", "").replace("−", "-"))
    exponent = figure.as_tuple().exponent
    assert isinstance(exponent, int)
    times = next((factor for word, factor in _LARGE.items() if word in printed), 1)
    return figure * times, Decimal(1).scaleb(exponent) * times


def agrees(printed: str, value: float) -> bool:
    """Whether `value`, rounded to the digits printed, is what is printed."""
    figure, step = printed_value(printed)
    return abs(Decimal(repr(float(value))) - figure) <= step / 2 * Decimal("1.000000001")


def wrong_by_running(lesson: Lesson, run: Run) -> Iterator[tuple[int, str]]:
    """(line, sentence) for all that only a run can tell: findings, charts, numbers that disagree with them."""
    if not lesson.experiment:
        return
    for number in lesson.numbers:
        if number.kind == "from" and (wrong := wrong_with(number, run)):
            yield number.line, wrong
    outcome = run(lesson.experiment, lesson.settings, lesson.seed)
    if outcome and lesson.question and (wrong := _wrong_question(lesson.question, outcome)):
        yield 1, f"predict: {wrong}"
    for section in lesson.sections:
        for block in section.blocks:
            if block.embed == "figure" and (wrong := _wrong_figure(block, run)):
                yield section.line, wrong


def _wrong_figure(block: Block, run: Run) -> str:
    experiment, _, name = block.argument.partition(".")
    outcome = run(experiment, block.settings, int(block.settings["seed"]))
    charts = [chart.name for chart in outcome.charts] if outcome else [name]
    return "" if name in charts else f"{experiment} draws no chart {name!r}, only: {', '.join(charts)}."


def _wrong_question(question: Question, outcome: Outcome) -> str:
    """Why the answer of a question cannot be compared with the outcome; "" if it can."""
    try:
        if isinstance(question, CurveQuestion):
            outcome.line(question.answer)
            return ""
        value = outcome.finding(question.answer).value
    except KeyError:
        return f"the run gives no {question.answer!r}."
    kinds = {NumberQuestion: (int, float), ChoiceQuestion: (int, float, str), SlotsQuestion: (tuple,)}
    if not isinstance(value, kinds[type(question)]):
        return f"{question.answer} is {value!r}, which is no answer to a {question.kind} question."
    if isinstance(question, ChoiceQuestion):
        return _wrong_choice(question, value, outcome)
    if isinstance(question, NumberQuestion) and isinstance(value, int | float):
        inside = question.low <= value <= question.high
        return "" if inside else f"{question.answer} is {value:g}, which cannot be guessed."
    return ""


def _wrong_choice(question: ChoiceQuestion, value: object, outcome: Outcome) -> str:
    if question.chart not in ("", *(chart.name for chart in outcome.charts)):
        return f"the run draws no chart {question.chart!r}."
    values = [option for option, _ in question.options]
    if isinstance(value, str) and value not in values:
        return f"{question.answer} is {value!r}, and no option has this value."
    return ""


def run_of(experiment: str, settings: Mapping[str, str], seed: int) -> Outcome:
    """The outcome of an experiment. Raises `KeyError` or `BadSettings`."""
    found = EXPERIMENTS[experiment]
    return found.run(read(found.settings, settings), seed, silent)


def wrong_with(number: ProseNumber, run: Run) -> str:
    """What is wrong with a number, in a sentence; "" if it is right.

    `run` gives outcomes, as `run_of` does, or None for one that shall not be run now: then nothing is wrong.
    """
    if number.kind == "source":
        return ""
    if number.kind == "calc":
        value: object = work_out(number.expression)
        origin = number.expression
    else:
        outcome = run(number.experiment, number.settings, number.seed)
        if outcome is None:
            return ""
        try:
            value = outcome.finding(number.finding).value
        except KeyError:
            there = ", ".join(finding.name for finding in outcome.findings)
            return f"{number.experiment} finds no {number.finding!r}, only: {there}."
        origin = f"{number.finding} of {number.experiment}"
    if isinstance(value, int | float):
        return (
            ""
            if agrees(number.printed, value)
            else f"Printed {number.printed!r}, but {origin} is {value:.6g}."
        )
    said = value if isinstance(value, str) else ", ".join(value) if isinstance(value, tuple) else str(value)
    return "" if number.printed == said else f"Printed {number.printed!r}, but {origin} is {said!r}."
