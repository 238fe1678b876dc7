"""Review: what comes back today. A card is an objective, and each time it asks with other numbers.

Invariant: a first try moves every objective that its question shows, in the transaction that stores the try; nothing
else moves one. At most `MOST` a day are asked for, whatever has piled up, and what waits costs nothing.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.db.models import Case, Count, F, Max, Min, Q, QuerySet, When
from django.utils import timezone

from course.bank import bank
from course.models import Card, Learner, Sitting, Try
from course.models.quiz import Kind
from course.quiz.replies import TESTS
from course.quiz.schedule import graded, rating_of

MOST = 12  # objectives a day


@dataclass(frozen=True, slots=True)
class Waiting:
    """due: what is asked for today still, of `all_due`; asked: today so far; next_on: the first day after today."""

    due: int = 0
    all_due: int = 0
    asked: int = 0
    cards: int = 0
    next_on: date | None = None


def today_of(now: datetime) -> date:
    """The day as the server's clock has it."""
    return timezone.localdate(now)


def waiting(learner: UUID | None, now: datetime) -> Waiting:
    """What waits for a learner, in one query; for nobody, in none."""
    if learner is None:
        return Waiting()
    today = today_of(now)
    found = Card.objects.filter(learner=learner).aggregate(
        all_due=Count("pk", filter=Q(due__lte=today)),
        asked=Count("pk", filter=Q(asked_on=today)),
        cards=Count("pk"),
        next_on=Min("due", filter=Q(due__gt=today)),
    )
    due = min(found["all_due"], max(0, MOST - found["asked"]))
    return Waiting(due=due, **found)


# -- what to ask -----------------------------------------------------------------------------------------


def items_due(learner: Learner, now: datetime) -> tuple[str, ...]:
    """The items of today's review in order, by id: one for each objective, the one that was asked longest ago.

    Misconceptions that still stand come first, the oldest before the others; then what has been due the longest.
    """
    left = waiting(learner.pk, now).due
    objectives = bank().objectives
    cards = [card for card in _in_order(learner, today_of(now)) if card.objective in objectives][:left]
    choices = [objectives[card.objective].items for card in cards]
    asked_at = _asked_at(learner, {item for items in choices for item in items})
    picked: list[str] = []
    for items in choices:
        fresh = [item for item in items if item not in picked]
        if fresh:
            picked.append(min(fresh, key=lambda item: (asked_at.get(item, 0.0), _fixed(item))))
    return mixed(picked, [bank().items[item].ask.lesson for item in picked])


def _in_order(learner: Learner, today: date) -> QuerySet[Card]:
    stands_since = Case(When(~Q(misconception=""), then="wrong_on"))
    return (
        Card.objects.filter(learner=learner, due__lte=today)
        .annotate(stands_since=stands_since)
        .order_by(F("stands_since").asc(nulls_last=True), "due", "pk")
    )


def _asked_at(learner: Learner, items: Iterable[str]) -> dict[str, float]:
    """When each item was answered last, in seconds; items never answered are left out."""
    tries = Try.objects.filter(sitting__learner=learner, item__in=items)
    return {item: at.timestamp() for item, at in tries.values_list("item").annotate(Max("given_at"))}


def _fixed(item: str) -> bool:
    """Of two that were never asked, the one that makes new numbers goes first."""
    return bank().items[item].kind != "generated"


def mixed(items: Sequence[str], lessons: Sequence[str]) -> tuple[str, ...]:
    """The items so that no two of one lesson follow each other, as far as that goes; the first stay in front.

    Mixed practice feels harder and is remembered better (Rohrer et al. 2015).
    """
    left = list(zip(items, lessons, strict=True))
    order: list[tuple[str, str]] = []
    while left:
        last = order[-1][1] if order else ""
        order.append(left.pop(next((nth for nth, (_, lesson) in enumerate(left) if lesson != last), 0)))
    return tuple(item for item, _ in order)


def open_reviews(learner: UUID | None) -> QuerySet[Sitting]:
    """The review that a learner may go on with, if there is one."""
    return Sitting.objects.filter(learner=learner, kind=Kind.REVIEW, done_at__isnull=True)


def lay_aside(learner: Learner, now: datetime) -> None:
    """Yesterday's review makes room for today's: what it left open is due still, and is asked with other numbers."""
    midnight = timezone.localtime(now).replace(hour=0, minute=0, second=0, microsecond=0)
    open_reviews(learner.pk).filter(made_at__lt=midnight).update(done_at=now)


# -- what an answer changes ------------------------------------------------------------------------------


def keep(sitting: Sitting, tried: Try) -> None:
    """Move the objectives that a first try is about. Later tries and tests move none. Within a transaction."""
    if tried.number != 1 or sitting.kind in TESTS:
        return
    today = today_of(tried.given_at)
    for objective in bank().objectives.values():
        if tried.item in objective.items:
            _move(sitting, tried, objective.id, today)


@transaction.atomic
def _move(sitting: Sitting, tried: Try, objective: str, today: date) -> None:
    card, _ = Card.objects.select_for_update().get_or_create(
        learner_id=sitting.learner_id, objective=objective, defaults={"due": today}
    )
    rating = rating_of(tried.right, tried.certainty, hinted=tried.hint_shown)
    card.fsrs, card.due = graded(card.fsrs or None, rating, today)
    if not tried.right:
        card.misconception, card.wrong_on = tried.code, today
    elif card.wrong_on == today:
        card.due = today + timedelta(days=1)  # a miss is asked again tomorrow, whatever went well after it
    else:
        card.misconception, card.wrong_on = "", None
    if sitting.kind == Kind.REVIEW:
        card.asked_on = today
    card.save()


def later_card(one: Card, other: Card) -> tuple[Card, Card]:
    """Of two cards of one objective the one that was answered last stays, when two learners become one."""
    goes, stays = sorted((one, other), key=lambda card: card.fsrs.get("last_review") or "")
    return stays, goes
