"""Who learns. Anonymous at once; an account whenever they like; signing in takes along what was done before.

Invariant: an anonymous number belongs to at most one account, and from then on what comes under that number is the
account's. So a claim may be made twice, or by two tabs at once, and has one effect.

A visitor is a number in a signed cookie (simulator/rooms/people.py). A row is written at their first deed, not before.
"""

from functools import partial
from typing import Any
from uuid import UUID, uuid4

from django.contrib.auth import get_user_model
from django.contrib.auth.models import AbstractBaseUser
from django.db import transaction
from django.http import HttpRequest

from course.merging import merge
from course.models import Learner
from simulator.rooms import layer, sign_outs, store
from simulator.rooms.people import SEAT_KEY, SESSION_KEY, known_person, person_of, seat_of


def learner_id(request: HttpRequest) -> UUID | None:
    """The visitor's number, or None if they have none yet. It asks nothing of the database."""
    person = known_person(request.session)
    return None if person is None else UUID(person.learner)


def greet(request: HttpRequest) -> UUID:
    """The visitor's number; a newcomer gets one now, in the cookie and nowhere else.

    For a page whose parts send deeds of their own: two that set out at once would make two learners of one newcomer.
    """
    return UUID(person_of(request.session).learner)


def become_learner(request: HttpRequest) -> Learner:
    """The visitor as a learner, with a row from now on: for whoever is about to store a deed of theirs."""
    learner, _ = Learner.objects.select_related("claimed_by").get_or_create(pk=greet(request))
    return learner.claimed_by or learner


def on_sign_in(*, request: HttpRequest, user: AbstractBaseUser, **_: Any) -> None:
    """At `user_logged_in`: what the visitor did becomes the account's, and the account's number the session's.

    Django has given the session a new key by now but kept what is in it; had it belonged to another account,
    it would have emptied it, so that nothing goes from one account to another.
    """
    request.session[SEAT_KEY] = seat_of(request.session) or uuid4().hex
    request.session[SESSION_KEY] = claim(user, learner_id(request)).hex


def on_sign_out(*, request: HttpRequest, **_: Any) -> None:
    """At `user_logged_out`: every socket that this browser has open is closed, in whatever process."""
    seat = seat_of(request.session)
    if seat:
        sign_outs.record(seat, request.session[SESSION_KEY])


def sign_out_others(request: HttpRequest) -> None:
    """The password is another one: every other browser of this learner loses its sockets."""
    sign_outs.record(seat_of(request.session), greet(request).hex, others=True)


@transaction.atomic
def claim(user: AbstractBaseUser, number: UUID | None) -> UUID:
    """Give an account what was done under an anonymous number, and return the account's own number.

    A new account takes the number itself: nothing has to move. A number of someone else is left alone.
    """
    # Whoever claims for this account waits here, and then finds the work done.
    get_user_model().objects.select_for_update().get(pk=user.pk)
    anonymous = None if number is None else _unclaimed(number)
    # The lock on the learner also holds back rows that would refer to it, until all is merged.
    own = Learner.objects.select_for_update().filter(user_id=user.pk).first()
    if own is None:
        own = anonymous or Learner()
        own.user_id = user.pk
        own.save()
    elif anonymous is not None:
        anonymous.claimed_by = own
        anonymous.save(update_fields=["claimed_by"])
    _gather(own)
    return own.pk


def _unclaimed(number: UUID) -> Learner | None:
    """The anonymous learner with this number, locked; None if it is an account's, or was claimed before."""
    Learner.objects.get_or_create(pk=number)
    learner = Learner.objects.select_for_update().get(pk=number)
    return learner if learner.user_id is None and learner.claimed_by_id is None else None


def _gather(own: Learner) -> None:
    """Move to `own` whatever stands under the numbers it claimed, now and before."""
    earlier = list(Learner.objects.select_for_update().filter(claimed_by=own))
    for learner in earlier:
        merge(learner, own)
    for slug in store.hand_over([learner.pk.hex for learner in earlier], own.pk.hex):
        transaction.on_commit(partial(layer.announce_room, slug))
