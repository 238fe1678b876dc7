"""What a learner chose, in words that stay the same however the options were shuffled. Pure.

Invariant: whatever `picks_of` gives for an answer that was judged stands among the labels of its item. Of a generated
item the numbers change, so it is the misconception that is counted.
"""

from collections.abc import Callable, Iterable, Sequence
from typing import Any

from course.questions.categorise import CategoriseQuestion
from course.questions.codes import codes_of
from course.questions.find_error import FindErrorQuestion
from course.questions.multiple import MultipleQuestion
from course.questions.numeric import NumericQuestion
from course.questions.options import Option
from course.questions.order import OrderQuestion
from course.questions.question import Item
from course.questions.ring import RingQuestion
from course.questions.single import SingleQuestion

from .statistics import Label

RIGHT, ANOTHER = "the right answer", "another answer"


def labels_of(item: Item) -> tuple[Label, ...]:
    """Everything that can be chosen, in the order of the bank or of the ring."""
    if item.kind == "generated":
        return (
            Label(RIGHT, True),
            *(Label(code, False) for code in sorted(codes_of(item))),
            Label(ANOTHER, False),
        )
    question = item.draw(1)
    return tuple(_LABELS[type(question)](question))


def picks_of(item: Item, seed: int, answer: Any, right: bool, code: str) -> tuple[str, ...]:
    """The labels that an answer chose. An answer that this item can no longer hold chose nothing."""
    if item.kind == "generated":
        return (RIGHT if right else code or ANOTHER,)
    question = item.draw(seed)
    try:
        return tuple(_PICKS[type(question)](question, answer))
    except (KeyError, TypeError, ValueError, AttributeError):
        return ()


def _options(question: SingleQuestion | MultipleQuestion) -> Iterable[Label]:
    return (_option(option) for option in question.key)


def _option(option: Option) -> Label:
    return Label(option.text, option.correct, lure=not option.correct)


def _chosen(question: SingleQuestion | MultipleQuestion, answer: Any) -> Iterable[str]:
    shown = {each.id: each.text for each in question.options}
    return [shown[letter] for letter in ([answer] if isinstance(answer, str) else answer)]


def _numbers(question: NumericQuestion) -> Iterable[Label]:
    yield Label(f"{question.key.answer:.12g}", True)
    yield from (Label(f"{slip.value:.12g}", False) for slip in question.key.slips)
    yield Label(ANOTHER, False)


def _number(question: NumericQuestion, answer: Any) -> Iterable[str]:
    verdict = question.grade(answer)
    met = [slip.value for slip in question.key.slips if slip.feedback == verdict.feedback]
    value = question.key.answer if verdict.right else met[0] if met else None
    return [ANOTHER if value is None else f"{value:.12g}"]


def _orders(question: OrderQuestion) -> Iterable[Label]:
    return Label(RIGHT, True), Label(ANOTHER, False)


def _order(question: OrderQuestion, answer: Any) -> Iterable[str]:
    return [RIGHT if question.grade(answer).right else ANOTHER]


def _misplaced(question: CategoriseQuestion) -> Iterable[Label]:
    yield Label(RIGHT, True)
    yield from (Label(f"misplaced: {item.text}", False) for item in question.key)


def _places(question: CategoriseQuestion, answer: Any) -> Iterable[str]:
    shown = {each.id: each.text for each in question.items}
    wrong = [part.id for part in question.grade(answer).parts if not part.right]
    return [f"misplaced: {shown[letter]}" for letter in wrong] or [RIGHT]


def _marks(question: FindErrorQuestion) -> Iterable[Label]:
    words, fixes = question.key
    yield from (Label(f"marked: {word.text}", word.wrong) for word in words)
    yield from (_option(fix) for fix in fixes)


def _marked(question: FindErrorQuestion, answer: Any) -> Iterable[str]:
    spans = {each.id: f"marked: {each.text}" for each in question.spans}
    fixes = {each.id: each.text for each in question.fixes}
    return [*(spans[letter] for letter in answer["spans"]), fixes[answer["fix"]]]


def _servers(question: RingQuestion) -> Iterable[Label]:
    key = question.key
    if not question.sequence:
        return [Label(name, name == key.answer[0]) for name in question.servers]
    told = [Label(_walk(names), False) for names, _, _ in key.wrong]
    return [Label(_walk(key.answer), True), *told, Label(ANOTHER, False)]


def _server(question: RingQuestion, answer: Any) -> Iterable[str]:
    known = {label.text for label in _servers(question)}
    text = answer if isinstance(answer, str) else _walk(answer)
    return [text if text in known else ANOTHER]


def _walk(names: Sequence[str]) -> str:
    return ", then ".join(names)


_LABELS: dict[type, Callable[[Any], Iterable[Label]]] = {
    SingleQuestion: _options,
    MultipleQuestion: _options,
    NumericQuestion: _numbers,
    OrderQuestion: _orders,
    CategoriseQuestion: _misplaced,
    FindErrorQuestion: _marks,
    RingQuestion: _servers,
}
_PICKS: dict[type, Callable[[Any, Any], Iterable[str]]] = {
    SingleQuestion: _chosen,
    MultipleQuestion: _chosen,
    NumericQuestion: _number,
    OrderQuestion: _order,
    CategoriseQuestion: _places,
    FindErrorQuestion: _marked,
    RingQuestion: _server,
}
