"""What is stored about one person: to count, to take along, and to delete. Nothing about anyone else is in it.

Invariant: `everything` and `forget` look at the same rows. After `forget` no row holds the person's number or account.
"""

import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from typing import Any

from django.contrib.auth import SESSION_KEY, get_user_model, logout
from django.db import models, transaction
from django.db.models import Prefetch
from django.http import HttpRequest
from django.utils import timezone

from course.learners import learner_id
from course.models import Card, FridayBoard, FridayRun, Learner, Prediction, Rewrite, Sitting, Try, Visit
from course.models.quiz import Kind
from course.quiz.replies import TESTS
from simulator.rooms import layer, protocol, store
from simulator.rooms.models import Event, Room
from simulator.rooms.people import Person, person_from

Plain = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Self:
    """A person as their own page sees them. learner: without a row if no deed was stored yet."""

    learner: Learner
    numbers: tuple[uuid.UUID, ...]

    @property
    def person(self) -> Person:
        """Their friendly name and colour."""
        return person_from(self.learner.pk.hex)

    def rows(self, model: type[models.Model]) -> models.QuerySet[Any]:
        """Visits, predictions, rewrites or cards of theirs, in the order in which they were made."""
        return model._default_manager.filter(learner__in=self.numbers).order_by("pk")

    def sittings(self) -> models.QuerySet[Sitting]:
        """Their goes at questions, in the order in which they were begun."""
        return Sitting.objects.filter(learner__in=self.numbers).order_by("made_at", "pk")

    def fridays(self) -> models.QuerySet[FridayRun]:
        """Their evenings of Friday the 13th, in the order in which they were begun."""
        return FridayRun.objects.filter(learner__in=self.numbers).order_by("made_at", "pk")

    def boards(self) -> models.QuerySet[FridayBoard]:
        """The boards that they opened."""
        return FridayBoard.objects.filter(host__in=self.numbers).order_by("made_at", "pk")

    def rooms(self) -> models.QuerySet[Room]:
        """The rings they own."""
        return Room.objects.filter(owner__in=[number.hex for number in self.numbers]).order_by("pk")


def myself(request: HttpRequest) -> Self | None:
    """Who asks, or None for someone without a number. What belongs to an account is its owner's, signed in, alone."""
    if request.user.is_authenticated:
        learner = Learner.objects.filter(user_id=request.user.pk).first()
    elif SESSION_KEY in request.session:
        logout(request)  # signed in to an account that was deleted elsewhere: its number goes too
        return None
    else:
        learner = _anonymous(learner_id(request))
    if learner is None:
        return None
    earlier = Learner.objects.filter(claimed_by=learner).values_list("pk", flat=True)
    return Self(learner, (learner.pk, *earlier))


def _anonymous(number: uuid.UUID | None) -> Learner | None:
    if number is None:
        return None
    learner = Learner.objects.filter(pk=number).first() or Learner(pk=number)
    return learner if learner.user_id is None and learner.claimed_by_id is None else None


def counts(me: Self) -> dict[str, int]:
    """How many rows of each kind there are."""
    return {
        "visits": me.rows(Visit).count(),
        "predictions": me.rows(Prediction).count(),
        "rewrites": me.rows(Rewrite).count(),
        "answers": Try.objects.filter(sitting__in=me.sittings()).count(),
        "reviews": me.rows(Card).count(),
        "fridays": me.fridays().count(),
        "boards": me.boards().count(),
        "rings": me.rooms().count(),
    }


# -- to take along -----------------------------------------------------------------------------------------


def everything(me: Self, site: str) -> Plain:
    """All of it, ready for JSON. site: the address of this site, as in "https://slicewise.example"."""
    return {
        "about": "Everything that Slicewise stores about you. Times are UTC. After each ring stand its changes, "
        "in order; the state after each follows from `began_as` and them.",
        "made_at": timezone.now(),
        "you": _you(me),
        "lessons": [_fields(row, "lesson openings sections first_at last_at") for row in me.rows(Visit)],
        "predictions": [
            _fields(row, "lesson kind value certainty skipped settings seed made_at seen seen_at")
            for row in me.rows(Prediction)
        ],
        "rewrites": [_fields(row, "erratum text made_at") for row in me.rows(Rewrite)],
        "questions": _sittings(me),
        "reviews": [
            _fields(row, "objective fsrs due misconception wrong_on asked_on") for row in me.rows(Card)
        ],
        "fridays": [
            {
                **_fields(row, "id name name_hidden seed plan actions minute words made_at done_at"),
                "board": row.board and row.board.code,
            }
            for row in me.fridays().select_related("board")
        ],
        "boards": [_fields(row, "code seed made_at") for row in me.boards()],
        "rings": [_ring(me, room, site) for room in me.rooms()],
    }


def _you(me: Self) -> Plain:
    user = me.learner.user
    return {
        "name_shown_to_others": me.person.name,
        "number": me.learner.pk,
        "earlier_numbers": me.numbers[1:],
        "known_since": me.learner.made_at,
        "account": user
        and {"name": user.get_username(), "made_at": user.date_joined, "last_signed_in": user.last_login},
    }


def _sittings(me: Self) -> list[Plain]:
    """What was right in a test is told once the last test is done, here as on the pages."""
    sittings = me.sittings()
    tested = sittings.filter(kind=Kind.POST_TEST, done_at__isnull=False).exists()
    return [
        {
            **_fields(row, "kind about seed slots planned made_at done_at"),
            "answers": [_try(one, told=tested or row.kind not in TESTS) for one in row.tries.all()],
        }
        for row in sittings.prefetch_related(Prefetch("tries", Try.objects.order_by("pk")))
    ]


def _try(row: Try, *, told: bool) -> Plain:
    names = "position number submission item seed answer certainty hint_shown given_at"
    return _fields(row, f"{names} right score code verdict" if told else names)


def _fields(row: models.Model, names: str) -> Plain:
    return {name: getattr(row, name) for name in names.split()}


def _ring(me: Self, room: Room, site: str) -> Plain:
    return {
        "name": room.label,
        "link": f"{site}/rooms/{room.slug}/",
        **_fields(room, "created_at touched_at locked"),
        "began_as": room.base,
        "now": room.state,
        "changes": list(_changes(me, room)),
    }


def _changes(me: Self, room: Room) -> Iterator[Plain]:
    """Who else changed the ring is not told, and no sentence of theirs: it may name them."""
    mine = {person_from(number.hex).id for number in me.numbers}
    for event in room.events.defer("state"):
        own = event.by["id"] in mine
        yield {
            **_fields(event, "seq at command undoes"),
            "by": "you" if own else "someone else",
            "change": event.change if own else _without_names(event),
        }


def _without_names(event: Event) -> Plain:
    return {name: value for name, value in event.change.items() if name != "sentence"}


# -- to delete ---------------------------------------------------------------------------------------------


@transaction.atomic
def forget(me: Self) -> None:
    """Delete the learner and all they did, and their account. Their rings and boards stay, without an owner.

    Others may be working in a ring, so it is not taken from under them; a locked one is unlocked, for nobody could.
    """
    for room in me.rooms().select_for_update().filter(locked=True, archived_at=None):
        owner = person_from(str(room.owner))
        event = store.execute(room.slug, owner, protocol.Lock(id=uuid.uuid4(), locked=False))
        transaction.on_commit(partial(layer.announce, room.slug, event.seq))
    for slug in store.hand_over([number.hex for number in me.numbers], None):
        transaction.on_commit(partial(layer.announce_room, slug))
    Learner.objects.filter(pk__in=me.numbers).delete()
    if me.learner.user_id is not None:
        get_user_model()._default_manager.filter(pk=me.learner.user_id).delete()
