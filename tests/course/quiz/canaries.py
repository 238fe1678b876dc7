"""A canary in every key: a word that nothing else holds, so that whatever shows it has given the key away.

Used on both sides: by the server under test (canary_server.py), and by the test, which then knows what may be shown.
"""

import re
import zlib
from collections.abc import Callable
from dataclasses import replace
from typing import Any

from course.questions import Ask, Item, Question
from course.questions.categorise import CategoriseQuestion
from course.questions.collection import Bank
from course.questions.find_error import FindErrorQuestion
from course.questions.multiple import MultipleQuestion
from course.questions.numeric import NumericQuestion
from course.questions.options import Option
from course.questions.order import OrderQuestion
from course.questions.ring import RingQuestion
from course.questions.single import SingleQuestion

CANARY = re.compile(r"canary[0-9a-f]{8}")
ANSWER = 7_318_642.5  # of every numeric question
NUMBER = re.compile(r"7[.,’\s]?318[.,’\s]?642")
Sing = Callable[[str], str]


def canaries(text: str) -> set[str]:
    """Those that are in a text, and the number of numeric keys."""
    return {*CANARY.findall(text), *NUMBER.findall(text)}


class Marked:
    """An item that draws the same questions, with canaries in their keys."""

    def __init__(self, item: Item) -> None:
        self.item = item
        self.kind = item.kind

    @property
    def ask(self) -> Ask:
        return self.item.ask

    def draw(self, seed: int) -> Question:
        question: Any = self.item.draw(seed)
        places = iter(range(1_000))

        def sing(text: str) -> str:
            return f"{text} canary{zlib.crc32(f'{self.ask.id}/{next(places)}'.encode()):08x}"

        return replace(question, **MARKS[type(question)](question, sing))


def marked(bank: Bank) -> Bank:
    items: dict[str, Any] = {name: Marked(item) for name, item in bank.items.items()}
    codes = {code: tuple(items[item.ask.id] for item in those) for code, those in bank.codes.items()}
    return replace(bank, items=items, codes=codes)


def _options(options: tuple[Option, ...], sing: Sing) -> tuple[Option, ...]:
    return tuple(replace(option, feedback=sing(option.feedback)) for option in options)


def _single(question: SingleQuestion, sing: Sing) -> dict[str, Any]:
    return {"key": _options(question.key, sing), "worked": sing(question.worked) if question.worked else ""}


def _multiple(question: MultipleQuestion, sing: Sing) -> dict[str, Any]:
    return {"key": _options(question.key, sing)}


def _numeric(question: NumericQuestion, sing: Sing) -> dict[str, Any]:
    key = question.key
    slips = tuple(replace(slip, feedback=sing(slip.feedback)) for slip in key.slips)
    words = {"right": sing(key.right), "other": sing(key.other)}
    return {"key": replace(key, answer=ANSWER, slips=slips, **words)}


def _order(question: OrderQuestion, sing: Sing) -> dict[str, Any]:
    key = question.key
    return {"key": replace(key, right=sing(key.right), wrong=sing(key.wrong))}


def _categorise(question: CategoriseQuestion, sing: Sing) -> dict[str, Any]:
    return {"key": tuple(replace(item, feedback=sing(item.feedback)) for item in question.key)}


def _find_error(question: FindErrorQuestion, sing: Sing) -> dict[str, Any]:
    words, fixes = question.key
    said = tuple(replace(word, feedback=sing(word.feedback)) for word in words)
    return {"key": (said, _options(fixes, sing))}


def _ring(question: RingQuestion, sing: Sing) -> dict[str, Any]:
    key = question.key
    wrong = tuple((names, sing(text), code) for names, text, code in key.wrong)
    return {"key": replace(key, right=sing(key.right), other=sing(key.other), wrong=wrong)}


MARKS: dict[type, Callable[[Any, Sing], dict[str, Any]]] = {
    SingleQuestion: _single,
    MultipleQuestion: _multiple,
    NumericQuestion: _numeric,
    OrderQuestion: _order,
    CategoriseQuestion: _categorise,
    FindErrorQuestion: _find_error,
    RingQuestion: _ring,
}
