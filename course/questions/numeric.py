"""A number: with its unit, within a tolerance. Usual slips are recognised by the number they lead to.

Typed by people everywhere: 0.5, 0,5, 1/2, 50 %, 1,234.5, 1.234,5. Where a comma or a point could mean either, both
readings are tried, so nobody is wrong for the habits of their country.
"""

import math
import re
from dataclasses import dataclass, field
from typing import Any, ClassVar

from .question import Ask, BadAnswer, Verdict, text_of

SHAPE = re.compile(r"^\s*([-+−]?\s*[\d.,\s’']*\d[\d.,\s’']*)(?:/\s*(\d[\d.,]*))?\s*([^\d]*)$")
GROUPED = re.compile(r"[-+]?\d{1,3}([.,]\d{3})+")
SAME_UNIT = {
    "x": "×",
    "times": "×",
    "minutes": "min",
    "minute": "min",
    "mins": "min",
    "percent": "%",
    "hours": "h",
}


@dataclass(frozen=True, slots=True)
class Slip:
    """A usual mistake: the value that it leads to, and what is said to it."""

    value: float
    feedback: str
    code: str | None = None


@dataclass(frozen=True, slots=True)
class NumericKey:
    answer: float
    tolerance: float
    slips: tuple[Slip, ...]
    right: str
    other: str


@dataclass(frozen=True, slots=True)
class NumericQuestion:
    """`unit` stands behind the field; `points` are servers on a ring to look at (place -> name), if any."""

    ask: Ask
    unit: str
    key: NumericKey = field(repr=False)
    points: tuple[tuple[int, str], ...] = ()
    size: int = 100

    def grade(self, answer: Any) -> Verdict:
        values = readings(text_of(answer), self.unit)
        key = self.key
        if any(self._is(value, key.answer) for value in values):
            return Verdict(True, 1.0, key.right, key.right)
        met = [
            (abs(value - slip.value), slip)
            for slip in key.slips
            for value in values
            if self._is(value, slip.value)
        ]
        if met:
            slip = min(met, key=lambda pair: pair[0])[1]  # two slips may lie within one tolerance
            return Verdict(False, 0.0, slip.feedback, key.right, slip.code)
        return Verdict(False, 0.0, key.other, key.right)

    def solution(self) -> str:
        return f"{self.key.answer:.12g}"

    def _is(self, value: float, wanted: float) -> bool:
        return abs(value - wanted) <= self.key.tolerance + 1e-9 * max(1.0, abs(wanted))


def readings(text: str, unit: str) -> tuple[float, ...]:
    """The numbers that a text may mean; raises `BadAnswer` for one that holds none, or another unit."""
    found = SHAPE.match(text.strip()) if len(text) <= 60 else None
    if found is None:
        raise BadAnswer("Type a number, such as 12.5 or 1/3.")
    number, below, typed = found.groups()
    _check_unit(typed.strip(), unit)
    values = _values(number)
    if below is not None:
        values = tuple(value / under for value in values for under in _values(below) if under)
    values = tuple(value for value in values if math.isfinite(value))
    if not values:
        raise BadAnswer("Type a number, such as 12.5 or 1/3.")
    return values


def _check_unit(typed: str, unit: str) -> None:
    said = SAME_UNIT.get(typed.lower(), typed).strip(". ").casefold()
    if said and said != unit.strip(". ").casefold():
        wanted = f"in {unit}" if unit else "without a unit"
        raise BadAnswer(f"Please give the number {wanted}; you wrote {typed[:20]!r}.")


def _values(number: str) -> tuple[float, ...]:
    """Both readings of "1,234": a thousand and more, and one and a bit."""
    plain = re.sub(r"[\s’']", "", number).replace("−", "-")
    values = []
    for text in sorted(_plain_forms(plain)):
        try:
            values.append(float(text))
        except ValueError:
            continue
    return tuple(values)


def _plain_forms(plain: str) -> set[str]:
    """What a number can mean, with a point for its decimals. The last sign of two kinds is the decimal one."""
    comma, point = plain.rfind(","), plain.rfind(".")
    if comma >= 0 and point >= 0:
        decimal = max(comma, point)
        return {f"{re.sub('[.,]', '', plain[:decimal])}.{plain[decimal + 1 :]}"}
    forms = {plain.replace(",", ".")}
    if GROUPED.fullmatch(plain):
        forms.add(re.sub("[.,]", "", plain))
    return forms


@dataclass(frozen=True, slots=True)
class Numeric:
    kind: ClassVar[str] = "numeric"
    ask: Ask
    unit: str
    key: NumericKey = field(repr=False)

    def draw(self, seed: int) -> NumericQuestion:
        return NumericQuestion(self.ask, self.unit, self.key)
