"""What learners of these tests do: sit down at questions, and answer them right or wrong."""

import uuid
from datetime import datetime
from typing import Any

from course.models import Learner, Sitting
from course.questions import BadAnswer, Question
from course.quiz.answering import submit
from course.quiz.replies import Reply
from course.quiz.sittings import begin, drawn
from tests.course.people import at

SHAPES: tuple[Any, ...] = ("a", "b", "c", "-7", "Ada", "Bo", "Cy", "Di", "Eli")


def right_answer(question: Question) -> Any:
    return question.solution()


def wrong_answer(question: Question) -> Any:
    """Some answer that is judged wrong."""
    for answer in (*SHAPES, *_lists(question), *_mappings(question)):
        try:
            if not question.grade(answer).right:
                return answer
        except BadAnswer:
            continue
    raise AssertionError(f"no wrong answer found for {question.ask.id}")


def _lists(question: Question) -> list[Any]:
    right = question.solution()
    return [right[::-1], right[:1], right[1:], ["a"], ["b"]] if isinstance(right, list) else []


def _mappings(question: Question) -> list[Any]:
    right = question.solution()
    if not isinstance(right, dict):
        return []
    if "fix" in right:
        return [{**right, "fix": f"f{letter}"} for letter in "abcd"]
    return [dict.fromkeys(right, place) for place in "123"]


def sit(learner: Learner, *slots: tuple[str, int], kind: str = "check", about: str = "L21") -> Sitting:
    return begin(learner, kind, about, at(0), slots=list(slots) or None)


def give(
    sitting: Sitting,
    position: int,
    right: bool = True,
    *,
    certainty: int | None = 2,
    now: datetime | None = None,
    submission: uuid.UUID | None = None,
    learner: Learner | None = None,
) -> Reply:
    """Answer a slot. now: a minute later for each position, if it is not said."""
    sitting.refresh_from_db()
    question = drawn(*sitting.slots[position])
    assert question is not None
    answer = right_answer(question) if right else wrong_answer(question)
    when = now or at(position + 1)
    who = learner or Learner(pk=sitting.learner_id)
    return submit(who, sitting.pk, position, submission or uuid.uuid4(), answer, certainty, when)
