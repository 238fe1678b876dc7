"""A drawn question in the three shapes that every platform knows: options, a number, pairs.

Invariant: a portable question can be answered from its own words alone; a ring is told in the text. Kinds that other
platforms do not have become one or two that they do have, and keep the item's id in their name.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from course.questions.categorise import CategoriseQuestion
from course.questions.codes import codes_of
from course.questions.find_error import FindErrorQuestion
from course.questions.multiple import MultipleQuestion
from course.questions.numeric import NumericQuestion
from course.questions.order import OrderQuestion
from course.questions.question import Item, Question
from course.questions.ring import RingQuestion
from course.questions.single import SingleQuestion


@dataclass(frozen=True, slots=True)
class Choice:
    """An option and what is said to whoever takes it."""

    text: str
    right: bool
    says: str


@dataclass(frozen=True, slots=True)
class Value:
    """A number within a tolerance, and what is said to it."""

    value: float
    tolerance: float
    right: bool
    says: str


@dataclass(frozen=True, slots=True)
class Head:
    """What all shapes have. worked: the answer with its reason. codes: misconceptions that wrong answers show."""

    name: str
    lesson: str
    text: str
    hint: str
    worked: str
    codes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Options:
    head: Head
    options: tuple[Choice, ...]
    several: bool = False


@dataclass(frozen=True, slots=True)
class Number:
    """other: what is said to a number that is none of the values."""

    head: Head
    values: tuple[Value, ...]
    other: str


@dataclass(frozen=True, slots=True)
class Pairs:
    """pairs: (what is asked, what belongs to it). spare: answers that belong to nothing."""

    head: Head
    pairs: tuple[tuple[str, str], ...]
    spare: tuple[str, ...] = ()


Portable = Options | Number | Pairs


def portable(items: Iterable[Item], drawings: int) -> tuple[Portable, ...]:
    """All of them; a generated item as so many drawings, with the seeds 1, 2, 3, ..."""
    return tuple(shape for item in items for shape in _of_item(item, drawings))


def portable_drawing(item: Item, seed: int) -> tuple[Portable, ...]:
    """One item as this seed draws it; two shapes for a kind that no other platform has."""
    question = item.draw(seed)
    name = f"{item.ask.id} #{seed}" if item.kind == "generated" else item.ask.id
    worked = question.grade(question.solution()).worked
    codes = tuple(sorted(codes_of(item)))
    head = Head(name, item.ask.lesson, question.ask.stem, item.ask.hint, worked, codes)
    return tuple(_SHAPES[type(question)](question, head))


def _of_item(item: Item, drawings: int) -> Iterable[Portable]:
    for seed in range(1, drawings + 1 if item.kind == "generated" else 2):
        yield from portable_drawing(item, seed)


def _options(question: SingleQuestion | MultipleQuestion, head: Head) -> Iterable[Portable]:
    choices = tuple(Choice(option.text, option.correct, option.feedback) for option in question.key)
    yield Options(head, choices, several=isinstance(question, MultipleQuestion))


def _number(question: NumericQuestion, head: Head) -> Iterable[Portable]:
    key = question.key
    text = head.text + (f" (Answer in {question.unit}.)" if question.unit else "")
    if question.points:
        text += f" {_ring(question.size, question.points)}"
    right = Value(key.answer, key.tolerance, True, key.right)
    slips = (Value(slip.value, key.tolerance, False, slip.feedback) for slip in key.slips)
    yield Number(_with(head, text), (right, *slips), key.other)


def _order(question: OrderQuestion, head: Head) -> Iterable[Portable]:
    shown = {item.id: item.text for item in question.items}
    places = {letter: _nth(place) for place, letter in enumerate(question.solution(), 1)}
    yield Pairs(head, tuple((text, places[letter]) for letter, text in shown.items()))


def _categorise(question: CategoriseQuestion, head: Head) -> Iterable[Portable]:
    used = {item.category for item in question.key}
    spare = tuple(shown.text for shown in question.categories if shown.text not in used)
    yield Pairs(head, tuple((item.text, item.category) for item in question.key), spare)


def _find_error(question: FindErrorQuestion, head: Head) -> Iterable[Portable]:
    words, fixes = question.key
    notes = f"{head.text} “{' '.join(word.text for word in words)}”"
    marks = tuple(Choice(word.text, word.wrong, word.feedback) for word in words)
    yield Options(_with(head, f"{notes} Which words are wrong?", " words"), marks, several=True)
    repairs = tuple(Choice(fix.text, fix.correct, fix.feedback) for fix in fixes)
    yield Options(_with(head, f"{notes} What repairs it?", " repair"), repairs)


def _ring_question(question: RingQuestion, head: Head) -> Iterable[Portable]:
    text = f"{head.text.replace('Click', 'Name')} {_ring(question.size, question.points)}"
    key = question.key
    if question.sequence:
        spare = tuple(name for name in question.servers if name not in key.answer)
        pairs = tuple((_nth(place), name) for place, name in enumerate(key.answer, 1))
        yield Pairs(_with(head, text), pairs, spare)
        return
    told = {names[0]: says for names, says, _ in key.wrong} | {key.answer[0]: key.right}
    options = tuple(
        Choice(name, name == key.answer[0], told.get(name, key.other)) for name in question.servers
    )
    yield Options(_with(head, text), options)


def _ring(size: int, points: Iterable[tuple[int, str]]) -> str:
    return f"(The ring, 0 to {size - 1}, clockwise: {', '.join(f'{name} at {place}' for place, name in points)}.)"


def _with(head: Head, text: str, suffix: str = "") -> Head:
    return Head(head.name + suffix, head.lesson, text, head.hint, head.worked, head.codes)


def _nth(place: int) -> str:
    return f"{place}{ {1: 'st', 2: 'nd', 3: 'rd'}.get(place, 'th') }"


_SHAPES: dict[type[Question], Callable[[Any, Head], Iterable[Portable]]] = {
    SingleQuestion: _options,
    MultipleQuestion: _options,
    NumericQuestion: _number,
    OrderQuestion: _order,
    CategoriseQuestion: _categorise,
    FindErrorQuestion: _find_error,
    RingQuestion: _ring_question,
}
