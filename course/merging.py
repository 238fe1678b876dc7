"""What two learners did, as the deeds of one.

Invariant: for each lesson, erratum and objective one row is left, and it is decided by what was stored, not by who
signs in where: merging a into b keeps the same deeds as merging b into a, and merging again changes nothing. Every
answer is kept; of two open sittings about one thing, one is laid aside. Every evening is kept.
"""

from collections.abc import Callable
from typing import Any

from course.lesson import SECTIONS
from course.models import Card, FridayBoard, FridayRun, Learner, Prediction, Rewrite, Sitting, Visit
from course.quiz.review import later_card

Pair = tuple[Any, Any]  # the row that stays, changed where it has to be, and the row that goes


def both_visits(one: Visit, other: Visit) -> Pair:
    """Everything seen in either; openings add up."""
    one.openings += other.openings
    one.sections = in_order({*one.sections, *other.sections})
    one.first_at = min(one.first_at, other.first_at)
    one.last_at = max(one.last_at, other.last_at)
    return one, other


def in_order(sections: set[str]) -> list[str]:
    """The ids of sections, in the order of a lesson."""
    return [section for section in SECTIONS if section in sections]


def older_prediction(one: Prediction, other: Prediction) -> Pair:
    """The first guess stands, for the second may know the result. Going on without a guess is no guess.

    An answer to "What did you see?" is kept if either has one.
    """
    stays, goes = sorted((one, other), key=lambda row: (row.skipped, row.made_at))
    if stays.seen is None:
        stays.seen, stays.seen_at = goes.seen, goes.seen_at
    return stays, goes


def newer_rewrite(one: Rewrite, other: Rewrite) -> Pair:
    """The latest words stand."""
    goes, stays = sorted((one, other), key=lambda row: row.made_at)
    return stays, goes


RULES: tuple[tuple[Any, str, Callable[[Any, Any], Pair]], ...] = (
    (Visit, "lesson", both_visits),
    (Prediction, "lesson", older_prediction),
    (Rewrite, "erratum", newer_rewrite),
    (Card, "objective", later_card),
)


def merge(earlier: Learner, own: Learner) -> None:
    """Move every row of `earlier` to `own`. The caller holds both in a transaction."""
    for model, key, settle in RULES:
        kept = {getattr(row, key): row for row in model.objects.select_for_update().filter(learner=own)}
        for row in model.objects.select_for_update().filter(learner=earlier):
            stays = row
            if getattr(row, key) in kept:
                stays, goes = settle(row, kept[getattr(row, key)])
                goes.delete()
            stays.learner = own
            stays.save()
    _merge_sittings(earlier, own)
    _merge_fridays(earlier, own)


def _merge_sittings(earlier: Learner, own: Learner) -> None:
    """All of them move. Whoever answers one at this moment holds its lock, and is waited for."""
    begun = Sitting.objects.select_for_update().filter(learner=own, done_at__isnull=True)
    kept = {(row.kind, row.about): row for row in begun}
    for row in Sitting.objects.select_for_update().filter(learner=earlier):
        other = kept.get((row.kind, row.about)) if row.done_at is None else None
        if other is not None:
            _lay_aside(min((row, other), key=_how_far))
        if row.pk is not None:  # it is None once an empty one was let go
            row.learner = own
            row.save(update_fields=["learner"])


def _how_far(sitting: Sitting) -> tuple[int, float, str]:
    """Of two, the one with more answers is gone on with; of two alike, the older one."""
    answered = sitting.tries.filter(number=1).count()
    return answered, -sitting.made_at.timestamp(), str(sitting.pk)


def _lay_aside(sitting: Sitting) -> None:
    """Its answers stay; with none there is nothing to keep."""
    last = sitting.tries.order_by("given_at").last()
    if last is None:
        sitting.delete()
    else:
        sitting.done_at = last.given_at
        sitting.save(update_fields=["done_at"])


def _merge_fridays(earlier: Learner, own: Learner) -> None:
    """All evenings move. Of two on one board the one that came further stays there; the other is kept without it."""
    FridayBoard.objects.filter(host=earlier).update(host=own)
    kept = {
        row.board_id: row
        for row in FridayRun.objects.select_for_update().filter(learner=own, board__isnull=False)
    }
    for row in FridayRun.objects.select_for_update().filter(learner=earlier):
        other = kept.get(row.board_id)
        if other is not None:
            goes = min((row, other), key=lambda one: (one.minute, -one.made_at.timestamp(), str(one.pk)))
            goes.board = None
            goes.save(update_fields=["board"])
        row.learner = own
        row.save(update_fields=["learner"])
