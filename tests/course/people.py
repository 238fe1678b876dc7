"""What people of these tests do: small deeds with a time of their own."""

from datetime import UTC, datetime, timedelta
from typing import Any

from course.models import Learner, Prediction, Rewrite, Visit

MONDAY = datetime(2026, 11, 23, 9, tzinfo=UTC)


def at(minute: int) -> datetime:
    return MONDAY + timedelta(minutes=minute)


def guess(learner: Learner, lesson: str, value: Any, minute: int = 0, **more: Any) -> Prediction:
    return Prediction.objects.create(
        learner=learner, lesson=lesson, kind="number", value=value, certainty=2, made_at=at(minute), **more
    )


def visit(learner: Learner, lesson: str, *sections: str, minute: int = 0, openings: int = 1) -> Visit:
    return Visit.objects.create(
        learner=learner, lesson=lesson, sections=list(sections), openings=openings, last_at=at(minute)
    )


def rewrite(learner: Learner, erratum: str, text: str, minute: int = 0) -> Rewrite:
    return Rewrite.objects.create(learner=learner, erratum=erratum, text=text, made_at=at(minute))


def done(learner: Learner, lesson: str, minute: int = 0) -> None:
    """All of a lesson."""
    visit(learner, lesson, "story", "predict", "lab", "explain", "worked", "notes", "check", minute=minute)
    guess(learner, lesson, 30, minute, seen=1, seen_at=at(minute))
