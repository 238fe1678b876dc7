"""The questions of a lesson on paper, and the key to them. Pure.

Invariant: the key is made apart from the questions, and only for who asks for it by name.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from course.questions import Item, Question
from course.quiz.answer_form import (
    AnswerForm,
    CategoriseForm,
    FindErrorForm,
    NumericForm,
    OptionsForm,
    OrderForm,
    RingForm,
    answer_form,
)

PAPER = {
    OptionsForm: "options",
    NumericForm: "numeric",
    OrderForm: "order",
    CategoriseForm: "categorise",
    FindErrorForm: "find_error",
    RingForm: "ring",
}


@dataclass(frozen=True, slots=True)
class PaperQuestion:
    number: int
    question: Question
    form: AnswerForm

    @property
    def template(self) -> str:
        return f"course/sheet_question.html#{PAPER[type(self.form)]}"


@dataclass(frozen=True, slots=True)
class Solved:
    """short: the letters or the number; empty where the sentence says it all."""

    number: int
    item: str
    short: str
    worked: str


def questions_on_paper(items: Sequence[Item], seed: int) -> tuple[PaperQuestion, ...]:
    """Each item as the seed draws it, in the order of the file."""
    drawn = (item.draw(seed) for item in items)
    return tuple(
        PaperQuestion(number, question, answer_form(question)) for number, question in enumerate(drawn, 1)
    )


def key_of(items: Sequence[Item], seed: int) -> tuple[Solved, ...]:
    """The answers to the same questions, with their reasons."""
    return tuple(_solved(number, item.draw(seed)) for number, item in enumerate(items, 1))


def _solved(number: int, question: Question) -> Solved:
    solution = question.solution()
    return Solved(number, question.ask.id, _short(solution), question.grade(solution).worked)


def _short(solution: object) -> str:
    if isinstance(solution, dict):
        return ""
    return ", ".join(solution) if isinstance(solution, list) else str(solution)
