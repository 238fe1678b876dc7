"""The form of a lesson's question: empty, or as it was sent, with a sentence at each field that cannot be read. Pure.

Invariant: what was typed is kept.
"""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from course.lab_form import Slider
from course.lesson import CERTAINTY, CurveQuestion, NumberQuestion, Question, SlotsQuestion
from course.slot_ring import SlotRing, slot_ring


@dataclass(frozen=True, slots=True)
class Row:
    """A field of a curve: the y at one x."""

    name: str
    x: str
    value: str
    problem: str


@dataclass(frozen=True, slots=True)
class Ask:
    """typed: by field name, as it was sent; ticked: the slots, and the option of a choice. problems: by field name."""

    question: Question
    typed: Mapping[str, str] = field(default_factory=dict)
    ticked: Sequence[str] = ()
    problems: Mapping[str, str] = field(default_factory=dict)

    @property
    def template(self) -> str:
        return f"course/predict_{self.question.kind}.html"

    @property
    def certainties(self) -> tuple[tuple[str, str, bool], ...]:
        """(value, words, chosen)"""
        return tuple((str(n), words, self.typed.get("certainty") == str(n)) for n, words in CERTAINTY.items())

    @property
    def slider(self) -> Slider | None:
        if not isinstance(self.question, NumberQuestion):
            return None
        return number_slider(self.question, self.typed.get("value", ""))

    @property
    def rows(self) -> tuple[Row, ...]:
        if not isinstance(self.question, CurveQuestion):
            return ()
        return tuple(
            Row(f"y{place}", f"{x:,g}", self.typed.get(f"y{place}", ""), self.problems.get(f"y{place}", ""))
            for place, x in enumerate(self.question.x)
        )

    @property
    def ring(self) -> SlotRing | None:
        return slot_ring(self.question) if isinstance(self.question, SlotsQuestion) else None


def number_slider(question: NumberQuestion, typed: str) -> Slider:
    """In the middle until something was typed."""
    log = question.log and question.low > 0
    low, high = (
        (math.log10(question.low), math.log10(question.high)) if log else (question.low, question.high)
    )
    try:
        value = min(question.high, max(question.low, float(typed.replace(",", "."))))
        at = math.log10(value) if log else value
    except ValueError:
        at = (low + high) / 2
    step = "any" if log else f"{question.step:g}"
    return Slider(f"{low:.6g}", f"{high:.6g}", step, f"{at:.6g}", log)
