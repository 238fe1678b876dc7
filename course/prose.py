"""The numbers of the prose: each says where it comes from, and can be worked out again.

Invariant: a printed number stands for every value that rounds to it at the digits it shows, and for no other.
"""

import re
from collections.abc import Callable, Mapping
from decimal import Decimal

from course.arithmetic import work_out
from course.lesson import Lesson, ProseNumber
from simulator.engine.experiments import EXPERIMENTS, read, silent
from simulator.engine.outcome import Outcome

__all__ = ["ProseNumber", "agrees", "bare_numbers", "numbers_of", "printed_value", "run_of", "wrong_with"]

_FIGURE = r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?"
_PRINTED = re.compile(rf"[-−]?(?:{_FIGURE})")
# Names with a digit in them (L21, E21, p99, MC-36, oven-3) are words, and so is a number in words.
_BARE = re.compile(rf"(?P<name>[^\W\d_][\w-]*\d[\w-]*)|(?P<number>{_FIGURE})")
_LARGE = {"thousand": 1_000, "million": 1_000_000, "billion": 1_000_000_000}

Run = Callable[[str, Mapping[str, str], int], Outcome]


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
    found = _PRINTED.findall(printed)
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


def run_of(experiment: str, settings: Mapping[str, str], seed: int) -> Outcome:
    """The outcome of an experiment. Raises `KeyError` or `BadSettings`."""
    found = EXPERIMENTS[experiment]
    return found.run(read(found.settings, settings), seed, silent)


def wrong_with(number: ProseNumber, run: Run) -> str:
    """What is wrong with a number, in a sentence; "" if it is right. `run` gives outcomes; see `run_of`."""
    if number.kind == "source":
        return ""
    if number.kind == "calc":
        value: object = work_out(number.expression)
        origin = number.expression
    else:
        outcome = run(number.experiment, number.settings, number.seed)
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
