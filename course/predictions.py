"""Predictions: stored once, and what others predicted once there are enough of them.

Invariant: a learner has one prediction a lesson, and the first one stands. A second post, from another tab, after a
retry or a double click, changes nothing and gets the same answer.
"""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.utils import timezone

from course.lesson import Lesson
from course.models import Learner, Prediction

FEWEST = 20  # other learners, before theirs are shown
MOST = 2_000  # of the newest that are drawn


def prediction_of(learner: UUID | None, lesson: Lesson) -> Prediction | None:
    """What this learner predicted; one query, or none for a newcomer."""
    if learner is None:
        return None
    return Prediction.objects.filter(learner=learner, lesson=lesson.id).first()


def store(learner: Learner, lesson: Lesson, value: Any, certainty: int | None) -> Prediction:
    """Keep a prediction, or return the one that stands. value None: the guess was skipped."""
    kind = lesson.question.kind if lesson.question is not None else ""
    defaults: Mapping[str, Any] = {
        "kind": kind,
        "value": value,
        "certainty": certainty,
        "skipped": value is None,
        "settings": dict(lesson.settings),
        "seed": lesson.seed,
        "made_at": timezone.now(),
    }
    prediction, _ = Prediction.objects.get_or_create(learner=learner, lesson=lesson.id, defaults=defaults)
    return prediction


def store_seen(learner: Learner, lesson: Lesson, choice: int) -> Prediction | None:
    """Keep the answer to "What did you see?". The first stands. None if there is no prediction yet."""
    mine = Prediction.objects.filter(learner=learner, lesson=lesson.id)
    mine.filter(seen__isnull=True).update(seen=choice, seen_at=timezone.now())
    return mine.first()


def crowd(lesson: Lesson, learner: UUID | None) -> list[Any] | None:
    """The values that other learners predicted, in one query; None while they are fewer than 20."""
    if lesson.question is None:
        return None
    others = Prediction.objects.filter(lesson=lesson.id, kind=lesson.question.kind, skipped=False)
    values = list(others.exclude(learner=learner).order_by("-pk").values_list("value", flat=True)[:MOST])
    return values if len(values) >= FEWEST else None
