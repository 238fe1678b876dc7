"""How far a learner has come.

Invariant: a lesson is done when its guess was made (or skipped), "What did you see?" was answered, and its last
section was reached. Reading asks the database once at most, however many lessons there are.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal
from uuid import UUID

from django.db import transaction
from django.db.models import Exists, F, OuterRef
from django.utils import timezone

from course.lesson import SECTIONS
from course.merging import in_order
from course.models import Learner, Prediction, Visit

State = Literal["new", "started", "done"]
LAST = SECTIONS[-1]


@dataclass(frozen=True, slots=True)
class LessonProgress:
    """share: how much of the lesson's sections were on the screen, 0 to 1."""

    state: State = "new"
    sections: frozenset[str] = frozenset()
    share: float = 0.0
    openings: int = 0


@dataclass(frozen=True, slots=True)
class Progress:
    """Of all lessons. current: the one to go on with, None if none is begun and not done. latest: opened last."""

    lessons: Mapping[str, LessonProgress] = field(default_factory=dict)
    current: str | None = None
    latest: str | None = None

    def of(self, lesson_id: str) -> LessonProgress:
        """The progress in one lesson; a lesson never opened is new."""
        return self.lessons.get(lesson_id, LessonProgress())


def progress_of(learner_id: UUID | None) -> Progress:
    """Everything a learner has done, in one query; nobody has done nothing, in none."""
    if learner_id is None:
        return Progress()
    seen = Prediction.objects.filter(
        learner=OuterRef("learner"), lesson=OuterRef("lesson"), seen__isnull=False
    )
    visits = Visit.objects.filter(learner=learner_id).annotate(saw=Exists(seen)).order_by("-last_at", "-pk")
    lessons = {visit.lesson: _of_visit(visit, saw=visit.saw) for visit in visits}
    begun = [lesson for lesson, progress in lessons.items() if progress.state == "started"]
    return Progress(lessons, current=next(iter(begun), None), latest=next(iter(lessons), None))


def _of_visit(visit: Visit, *, saw: bool) -> LessonProgress:
    sections = frozenset(visit.sections) & frozenset(SECTIONS)
    done = saw and LAST in sections
    share = 1.0 if done else len(sections) / len(SECTIONS)
    return LessonProgress("done" if done else "started", sections, share, visit.openings)


def saw(learner: Learner, lesson_id: str, section_id: str) -> None:
    """A section was on the learner's screen. The first one opens the lesson. Raise `ValueError` for no section."""
    if section_id not in SECTIONS:
        raise ValueError(f"A lesson has no section {section_id!r}.")
    now = timezone.now()
    with transaction.atomic():
        visit, new = Visit.objects.select_for_update().get_or_create(
            learner=learner, lesson=lesson_id, defaults={"sections": [section_id], "last_at": now}
        )
        if new or section_id in visit.sections:
            return
        visit.sections = in_order({*visit.sections, section_id})
        visit.last_at = now
        visit.save(update_fields=["sections", "last_at"])


def opened(learner_id: UUID | None, lesson_id: str) -> None:
    """A lesson's page was opened again. The first opening is counted by `saw`: to look is not yet a deed."""
    if learner_id is not None:
        visits = Visit.objects.filter(learner=learner_id, lesson=lesson_id)
        visits.update(openings=F("openings") + 1, last_at=timezone.now())
