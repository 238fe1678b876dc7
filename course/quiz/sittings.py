"""Sittings: begun, gone on with, and read with what was answered so far. Answering is in course/quiz/answering.py.

Invariant: a learner has one open sitting about a thing, however many tabs begin it.
"""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import IntegrityError, transaction
from django.db.models import Q

from course.bank import bank
from course.library import course
from course.models import Learner, Sitting, Try
from course.progress import progress_of
from course.questions import Question
from course.quiz.history import given_by
from course.quiz.replies import Reply, from_json, tries_of
from course.quiz.sets import SEEDS, Choosing, Slots, seeded, slots_for


class NoSuchSitting(LookupError):  # noqa: N818
    """There is none with this number, or it is someone else's: the two look the same."""


@dataclass(frozen=True, slots=True)
class Slot:
    """A question of a sitting and what came of it. question: None if the course has it no more.

    tries: rows, in order. fresh: whether it was added after a question that was missed.
    """

    position: int
    item: str
    seed: int
    question: Question | None
    tries: tuple[Try, ...]
    closed: bool
    fresh: bool

    @property
    def replies(self) -> tuple[Reply, ...]:
        """What was said to each try."""
        return tuple(from_json(one.verdict) for one in self.tries)


# -- beginning ---------------------------------------------------------------------------------------------


def begin(
    learner: Learner,
    kind: str,
    about: str,
    now: datetime,
    *,
    items: Sequence[str] | None = None,
    slots: Slots | None = None,
) -> Sitting:
    """A sitting about this, gone on with if one is open. Raises `NothingToAsk`.

    items: ids to ask instead of the usual set; slots: with their seeds, for a test or a review.
    """
    open_ones = Sitting.objects.filter(learner=learner, kind=kind, about=about, done_at__isnull=True)
    found = open_ones.first()
    if found is not None:
        return found
    number = uuid.uuid4()
    seed = number.int % SEEDS
    if slots is None:
        choosing = _choosing(learner, about, seed)
        slots = slots_for(kind, choosing) if items is None else seeded(items, choosing)
    try:
        with transaction.atomic():
            return Sitting.objects.create(
                id=number,
                learner=learner,
                kind=kind,
                about=about,
                seed=seed,
                slots=[list(slot) for slot in slots],
                planned=len(slots),
                made_at=now,
            )
    except IntegrityError:  # another tab was first
        return open_ones.get()


def _choosing(learner: Learner, about: str, seed: int) -> Choosing:
    met = frozenset(progress_of(learner.pk).lessons)
    return Choosing(course(), bank(), given_by(learner.pk), met, about, seed)


# -- reading -----------------------------------------------------------------------------------------------


def sitting_of(learner: uuid.UUID | None, sitting_id: uuid.UUID) -> Sitting:
    """A learner's own sitting. Raises `NoSuchSitting`."""
    found = Sitting.objects.filter(pk=sitting_id, learner=learner).first() if learner else None
    if found is None:
        raise NoSuchSitting
    return found


def slots_of(learner: uuid.UUID, sitting_id: uuid.UUID) -> Slots:
    """What a sitting asks whoever may answer it: its learner, also under a number that was claimed since."""
    may = Q(learner=learner) | Q(learner__earlier=learner)
    found = Sitting.objects.filter(may, pk=sitting_id).values_list("slots", flat=True).first()
    if found is None:
        raise NoSuchSitting
    return [(item, seed) for item, seed in found]


def questions_of(sitting: Sitting) -> tuple[Slot, ...]:
    """Its questions as drawn, with the tries at each: one query."""
    tries: dict[int, list[Try]] = {}
    for one in sitting.tries.order_by("position", "number"):
        tries.setdefault(one.position, []).append(one)
    return tuple(
        Slot(
            position,
            item,
            seed,
            drawn(item, seed),
            tuple(tries.get(position, ())),
            item not in bank().items
            or is_closed(sitting.kind, [one.right for one in tries.get(position, ())]),
            position >= sitting.planned,
        )
        for position, (item, seed) in enumerate(sitting.slots)
    )


def drawn(item: str, seed: int) -> Question | None:
    """The question, or None if the bank has it no more."""
    found = bank().items.get(item)
    return None if found is None else found.draw(seed)


def is_closed(kind: str, tries: Sequence[bool]) -> bool:
    """tries: whether each was right."""
    return any(tries) or len(tries) >= tries_of(kind)
