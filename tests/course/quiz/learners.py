"""What learners of these tests do: answers with a time of their own, through the same door as those of the pages."""

import uuid
from datetime import datetime, timedelta
from typing import Any

from django.test import Client

from course.models import Learner, Sitting
from course.models.quiz import Kind
from course.quiz.answering import submit
from course.quiz.sittings import begin, drawn
from tests.course.people import MONDAY

# Something that no key of the bank holds, for each kind of answer.
WRONG_TEXTS = ("-987654321", "Ada", "Bo", "Cy", "Di", "a", "b", "c")


def day(number: int, hour: int = 9) -> datetime:
    """Monday is day 0."""
    return MONDAY + timedelta(days=number, hours=hour - 9)


def wrong_answer(item: str, seed: int) -> Any:
    """An answer that can be judged and is not right, of a numeric, a single or a ring question."""
    question = drawn(item, seed)
    assert question is not None
    for text in WRONG_TEXTS:
        try:
            if not question.grade(text).right:
                return text
        except ValueError:
            continue
    raise AssertionError(f"{item} has no wrong answer that these tests know")


def answer(
    learner: Learner, sitting: Sitting, position: int, at: datetime, *, right: bool = True, certainty: int = 2
) -> None:
    """One try at a slot."""
    item, seed = sitting.slots[position]
    question = drawn(item, seed)
    assert question is not None
    given = question.solution() if right else wrong_answer(item, seed)
    submit(learner, sitting.pk, position, uuid.uuid4(), given, certainty, at)


def practise(learner: Learner, item: str, at: datetime, *, right: bool = True, certainty: int = 2) -> None:
    """A practice of this one question; what a miss leaves open is laid aside."""
    sitting = begin(learner, Kind.PRACTICE, item, at, items=[item])
    answer(learner, sitting, 0, at, right=right, certainty=certainty)
    Sitting.objects.filter(pk=sitting.pk).update(done_at=at)


def known(client: Client) -> Learner:
    """A learner whose number the client's cookie holds."""
    learner = Learner.objects.create()
    session = client.session
    session["learner"] = learner.pk.hex
    session.save()
    client.cookies["sessionid"] = session.session_key
    return learner
