"""Sentences of the notes in a learner's own words. The newest stands."""

from uuid import UUID

from django.utils import timezone

from course.models import Learner, Rewrite

LONGEST = 1000


def rewrite_of(learner: UUID | None, erratum: str) -> str:
    """What the learner wrote, or nothing."""
    if learner is None:
        return ""
    kept = Rewrite.objects.filter(learner=learner, erratum=erratum).values_list("text", flat=True).first()
    return kept or ""


def store_rewrite(learner: Learner, erratum: str, text: str) -> None:
    defaults = {"text": text, "made_at": timezone.now()}
    Rewrite.objects.update_or_create(learner=learner, erratum=erratum, defaults=defaults)
