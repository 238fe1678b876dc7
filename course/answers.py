"""Reading the answer to a lesson's question: what a form sent becomes a value, or a sentence a field.

Invariant: what is read is of the question's kind and within its bounds, and can be stored as JSON.
"""

import math
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from course.lesson import (
    CERTAINTY,
    ChoiceQuestion,
    CurveQuestion,
    NumberQuestion,
    Question,
    SlotsQuestion,
)

Value = float | str | list[float] | list[str]
Fields = Mapping[str, str]


class BadAnswer(ValueError):  # noqa: N818
    """`problems`: for each field that cannot be read, by name, a sentence that says what would do."""

    def __init__(self, problems: Mapping[str, str]) -> None:
        super().__init__(" ".join(problems.values()))
        self.problems = dict(problems)


def read_answer(question: Question, form: Fields, ticked: Sequence[str] = ()) -> tuple[Value, int]:
    """The value and the certainty, 1 to 3. `ticked`: the places that were chosen.

    Raises `BadAnswer`, all problems at once.
    """
    problems: dict[str, str] = {}
    value: Value = ""
    try:
        value = READERS[question.kind](question, form, ticked)
    except BadAnswer as bad:
        problems |= bad.problems
    sure = form.get("certainty", "")
    if sure not in map(str, CERTAINTY):
        problems["certainty"] = "Say how sure you are: " + ", ".join(CERTAINTY.values()) + "."
    if problems:
        raise BadAnswer(problems)
    return value, int(sure)


def _number_in(text: str, low: float, high: float, unit: str = "") -> float:
    """Raise `ValueError` with a sentence."""
    try:
        value = float(text.strip().removesuffix(unit).replace(",", ".")) if len(text) < 40 else math.nan
    except ValueError:
        value = math.nan
    if not low <= value <= high:
        raise ValueError(f"Type a number from {low:,g}{unit_of(unit)} to {high:,g}{unit_of(unit)}.")
    return value


def unit_of(unit: str) -> str:
    """As it follows a number: "%" at once, a word after a space."""
    return unit if unit in ("", "%") else f" {unit}"


def measured(number: str, unit: str) -> str:
    """A number with its unit: "5%", "12 min", "2 books", and "1 book", for units in the plural are words in "-s"."""
    one = number == "1" and len(unit) > 2 and unit.isalpha()
    return f"{number}{unit_of(unit.removesuffix('s') if one else unit)}"


def _read_number(question: NumberQuestion, form: Fields, ticked: Sequence[str]) -> float:
    try:
        return _number_in(form.get("value", ""), question.low, question.high, question.unit)
    except ValueError as problem:
        raise BadAnswer({"value": str(problem)}) from None


def _read_choice(question: ChoiceQuestion, form: Fields, ticked: Sequence[str]) -> str:
    value = form.get("value", "")
    if value not in dict(question.options):
        raise BadAnswer({"value": "Choose one of the answers."})
    return value


def _read_curve(question: CurveQuestion, form: Fields, ticked: Sequence[str]) -> list[float]:
    values: list[float] = []
    problems: dict[str, str] = {}
    for place, x in enumerate(question.x):
        try:
            text = form.get(f"y{place}", "")
            values.append(_number_in(text, question.low, question.high, question.unit))
        except ValueError as problem:
            problems[f"y{place}"] = f"At {x:,g}: {problem}"
    if problems:
        raise BadAnswer(problems)
    return values


def _read_slots(question: SlotsQuestion, form: Fields, ticked: Sequence[str]) -> list[str]:
    chosen = [name for name, _ in question.slots if name in ticked]
    if not chosen:
        raise BadAnswer({"slot": "Tick at least one place on the ring."})
    return chosen


READERS: Mapping[str, Callable[[Any, Fields, Sequence[str]], Value]] = {
    "number": _read_number,
    "choice": _read_choice,
    "curve": _read_curve,
    "slots": _read_slots,
}
