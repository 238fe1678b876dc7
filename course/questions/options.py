"""Options: texts to choose from, in an order that the seed fixes. Numbers stay in the order of numbers."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from .question import LETTERS, shuffled

NUMBER = re.compile(r"^[^\d]{0,3}(-?\d[\d,.]*)")


@dataclass(frozen=True, slots=True)
class Option:
    """One option of the bank: its text, whether it is right, what is said to whoever chooses it."""

    text: str
    correct: bool
    feedback: str
    code: str | None = None


@dataclass(frozen=True, slots=True)
class Shown:
    """An option as a page has it: a letter and a text."""

    id: str
    text: str


def lettered(options: Sequence[Option], item_id: str, seed: int) -> tuple[tuple[Shown, Option], ...]:
    """The options in the order shown, with the letters a, b, c, ... that say nothing of which is right."""
    values = [_number(option.text) for option in options]
    if all(value is not None for value in values):
        order = tuple(option for _, option in sorted(zip(values, options, strict=True), key=_by_value))
    else:
        order = shuffled(options, item_id, seed)
    return tuple((Shown(letter, option.text), option) for letter, option in zip(LETTERS, order, strict=False))


def ended(text: str) -> str:
    """The text of an option as a sentence: with a sign at its end."""
    return text if text.endswith((".", "?", "!", "…")) else f"{text}."


def _by_value(pair: tuple[float | None, Option]) -> float:
    return pair[0] or 0.0


def _number(text: str) -> float | None:
    found = NUMBER.match(text)
    return float(found[1].replace(",", "").rstrip(".")) if found else None
