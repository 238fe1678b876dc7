"""From the fields of a form to an answer as JSON, and back. A pure table: one pair of functions for each kind.

Invariant: fields made from an answer read as the same answer. What cannot be read is handed on, or refused with
`BadAnswer`; only `Question.grade` judges.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import Any, Protocol

from course.questions import BadAnswer, Question
from course.questions.categorise import CategoriseQuestion
from course.questions.find_error import FindErrorQuestion
from course.questions.multiple import MultipleQuestion
from course.questions.numeric import NumericQuestion
from course.questions.order import OrderQuestion
from course.questions.ring import RingQuestion
from course.questions.single import SingleQuestion

Fields = Mapping[str, Sequence[str]]  # values by field name, as a form has them


class Posted(Protocol):
    """A `QueryDict`, as far as it is needed."""

    def get(self, name: str, /) -> Any: ...

    def getlist(self, name: str, /) -> Any: ...

    def lists(self) -> Any: ...


def answer_from(question: Question, posted: Posted) -> Any:
    """The answer in a posted form. Raises `BadAnswer` where the form cannot be an answer."""
    return READERS[type(question)](question, posted)


def certainty_from(posted: Posted) -> int:
    """1 guessing, 2 fairly sure, 3 certain; raises `BadAnswer`."""
    certainty = posted.get("certainty")
    if certainty not in {"1", "2", "3"}:
        raise BadAnswer("Say how sure you are, then send it.")
    return int(certainty)


def fields_of(question: Question, answer: Any) -> Fields:
    """The form as it was when it held this answer, one that was judged."""
    return WRITERS[type(question)](question, answer)


def posted_fields(posted: Posted) -> Fields:
    """The fields as they came, to show them again beside what is wrong with them."""
    return dict(posted.lists())


# -- to an answer ------------------------------------------------------------------------------------------


def _one(_: Any, posted: Posted) -> Any:
    return posted.get("answer")


def _several(_: Any, posted: Posted) -> Any:
    return posted.getlist("answer")


def _order(question: OrderQuestion, posted: Posted) -> Any:
    places = {shown.id: posted.get(f"place-{shown.id}") or "" for shown in question.items}
    wanted = [str(place) for place in range(1, len(places) + 1)]
    if any(place not in wanted for place in places.values()):
        raise BadAnswer("Please put all of them in order.")
    if len(set(places.values())) < len(places):
        raise BadAnswer("Two of them have the same place. Please give each its own.")
    return sorted(places, key=lambda letter: int(places[letter]))


def _categories(question: CategoriseQuestion, posted: Posted) -> Any:
    given = ((shown.id, posted.get(f"item-{shown.id}")) for shown in question.items)
    return {letter: category for letter, category in given if category}


def _marks(_: Any, posted: Posted) -> Any:
    fix = posted.get("fix")
    if posted.getlist("span") and not fix:
        raise BadAnswer("Please choose what repairs it.")
    return {"spans": posted.getlist("span"), "fix": fix}


def _ring(question: RingQuestion, posted: Posted) -> Any:
    if not question.sequence:
        return posted.get("answer")
    named = (posted.get(f"answer-{nth}") for nth in range(1, question.wanted + 1))
    return [name for name in named if name]


# -- and back ----------------------------------------------------------------------------------------------


def _one_field(_: Any, answer: Any) -> Fields:
    return {"answer": [answer]}


def _several_fields(_: Any, answer: Any) -> Fields:
    return {"answer": answer}


def _order_fields(_: Any, answer: Any) -> Fields:
    return {f"place-{letter}": [str(place)] for place, letter in enumerate(answer, 1)}


def _category_fields(_: Any, answer: Any) -> Fields:
    return {f"item-{letter}": [category] for letter, category in answer.items()}


def _mark_fields(_: Any, answer: Any) -> Fields:
    return {"span": answer["spans"], "fix": [answer["fix"]]}


def _ring_fields(question: RingQuestion, answer: Any) -> Fields:
    if not question.sequence:
        return {"answer": [answer]}
    return {f"answer-{nth}": [name] for nth, name in enumerate(answer, 1)}


READERS: dict[type, Callable[[Any, Posted], Any]] = {
    SingleQuestion: _one,
    MultipleQuestion: _several,
    NumericQuestion: _one,
    OrderQuestion: _order,
    CategoriseQuestion: _categories,
    FindErrorQuestion: _marks,
    RingQuestion: _ring,
}
WRITERS: dict[type, Callable[[Any, Any], Fields]] = {
    SingleQuestion: _one_field,
    MultipleQuestion: _several_fields,
    NumericQuestion: _one_field,
    OrderQuestion: _order_fields,
    CategoriseQuestion: _category_fields,
    FindErrorQuestion: _mark_fields,
    RingQuestion: _ring_fields,
}
