"""The bank: plain data, as quiz.yaml holds it, becomes questions. Whatever is wrong is said in one go.

Invariant: a question that was read can be drawn and judged for every seed. Its shape is checked by the structures
below, its sense (one right option, feedback to every wrong one, a generator that exists) by their `item`.
"""

from collections.abc import Mapping, Sequence
from typing import Any

import msgspec

from .categorise import Categorise, Sorted
from .find_error import FindError, Words
from .generators import GENERATORS, Generated
from .multiple import Multiple
from .numeric import Numeric, NumericKey, Slip
from .options import Option
from .order import Order, OrderKey
from .question import Ask, Item
from .ring import RingClick, RingKey
from .single import Single


class OptionIn(msgspec.Struct, forbid_unknown_fields=True):
    text: str
    says: str
    right: bool = False
    code: str | None = None

    def option(self) -> Option:
        if not self.says.strip():
            raise ValueError(f"the option {self.text!r} has no feedback")
        return Option(self.text, self.right, self.says, self.code)


class QuestionIn(msgspec.Struct, kw_only=True, forbid_unknown_fields=True, tag_field="kind"):
    id: str
    hint: str
    link: str
    stem: str = ""
    lab: dict[str, str | int | float] = {}

    def ask(self, lesson: str) -> Ask:
        kind = str(type(self).__struct_config__.tag)
        lab = tuple((name, str(value)) for name, value in self.lab.items())
        return Ask(self.id, lesson, kind, self.stem, self.hint, self.link, lab)


class SingleIn(QuestionIn, tag="single"):
    options: list[OptionIn]

    def item(self, lesson: str) -> Item:
        options = _options(self.options)
        if sum(option.correct for option in options) != 1:
            raise ValueError("exactly one option must be right")
        return Single(self.ask(lesson), options)


class MultipleIn(QuestionIn, tag="multiple"):
    options: list[OptionIn]

    def item(self, lesson: str) -> Item:
        options = _options(self.options)
        if not 0 < sum(option.correct for option in options) < len(options):
            raise ValueError("some options must be right and some wrong")
        return Multiple(self.ask(lesson), options)


class SlipIn(msgspec.Struct, forbid_unknown_fields=True):
    value: float
    says: str
    code: str | None = None
    expr: str = ""


class NumericIn(QuestionIn, tag="numeric"):
    answer: float
    right: str
    other: str
    tolerance: float = 0.0
    unit: str = ""
    expr: str = ""
    slips: list[SlipIn] = []

    def item(self, lesson: str) -> Item:
        for slip in self.slips:
            if abs(slip.value - self.answer) <= self.tolerance:
                raise ValueError(f"the slip {slip.value:g} cannot be told from the answer {self.answer:g}")
        slips = tuple(Slip(slip.value, slip.says, slip.code) for slip in self.slips)
        key = NumericKey(self.answer, self.tolerance, slips, self.right, self.other)
        return Numeric(self.ask(lesson), self.unit, key)


class OrderIn(QuestionIn, tag="order"):
    sequence: list[str]
    right: str
    wrong: str
    code: str | None = None

    def item(self, lesson: str) -> Item:
        if len(self.sequence) < 2 or len(set(self.sequence)) < len(self.sequence):
            raise ValueError("the sequence needs two or more different parts")
        return Order(self.ask(lesson), OrderKey(tuple(self.sequence), self.right, self.wrong, self.code))


class SortedIn(msgspec.Struct, forbid_unknown_fields=True):
    text: str
    category: str
    says: str
    code: str | None = None


class CategoriseIn(QuestionIn, tag="categorise"):
    categories: list[str]
    items: list[SortedIn]

    def item(self, lesson: str) -> Item:
        for entry in self.items:
            if entry.category not in self.categories:
                raise ValueError(f"{entry.text!r} belongs to {entry.category!r}, which is no category here")
        items = tuple(Sorted(entry.text, entry.category, entry.says, entry.code) for entry in self.items)
        return Categorise(self.ask(lesson), tuple(self.categories), items)


class WordsIn(msgspec.Struct, forbid_unknown_fields=True):
    text: str
    says: str
    wrong: bool = False


class FindErrorIn(QuestionIn, tag="find-error"):
    words: list[WordsIn]
    fixes: list[OptionIn]

    def item(self, lesson: str) -> Item:
        words = tuple(Words(entry.text, entry.wrong, entry.says) for entry in self.words)
        fixes = _options(self.fixes)
        if not any(word.wrong for word in words) or sum(fix.correct for fix in fixes) != 1:
            raise ValueError("some words must be wrong, and exactly one fix right")
        return FindError(self.ask(lesson), words, fixes)


class WrongWalkIn(msgspec.Struct, forbid_unknown_fields=True):
    answer: list[str]
    says: str
    code: str | None = None


class RingIn(QuestionIn, tag="ring"):
    size: int
    points: dict[int, str]
    answer: list[str]
    right: str
    key: int | None = None
    wrong: list[WrongWalkIn] = []
    other: str = "No. Start at the key and walk clockwise, one server at a time."

    def item(self, lesson: str) -> Item:
        names = set(self.points.values())
        for name in (*self.answer, *(name for wrong in self.wrong for name in wrong.answer)):
            if name not in names:
                raise ValueError(f"{name!r} does not stand on this ring")
        told = tuple((tuple(wrong.answer), wrong.says, wrong.code) for wrong in self.wrong)
        key = RingKey(tuple(self.answer), self.right, told, self.other)
        points = tuple(sorted(self.points.items()))
        return RingClick(self.ask(lesson), self.size, points, self.key, len(self.answer) > 1, key)


class GeneratedIn(QuestionIn, tag="generated"):
    generator: str

    def item(self, lesson: str) -> Item:
        if self.generator not in GENERATORS:
            raise ValueError(f"there is no generator {self.generator!r}")
        return Generated(self.ask(lesson), self.generator)


Row = SingleIn | MultipleIn | NumericIn | OrderIn | CategoriseIn | FindErrorIn | RingIn | GeneratedIn


def _options(options: Sequence[OptionIn]) -> tuple[Option, ...]:
    texts = [option.text for option in options]
    if len(options) < 2 or len(set(texts)) < len(texts):
        raise ValueError("two or more different options are needed")
    return tuple(option.option() for option in options)


def read_question(lesson: str, plain: Mapping[str, Any]) -> Item:
    """One question from plain data; raises `ValueError` that says what is wrong with it."""
    name = plain.get("id", "a question without an id")
    try:
        row: Row = msgspec.convert(dict(plain), Row)
        return row.item(lesson)
    except (msgspec.ValidationError, ValueError) as problem:
        raise ValueError(f"{name}: {problem}") from None
