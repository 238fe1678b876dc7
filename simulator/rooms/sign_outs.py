"""Who signed out, for every process to know. Synchronous; callers keep it off the event loop.

Invariant: the row is written before anyone is told, so whoever misses the hint finds it at their next look.
"""

from datetime import datetime, timedelta
from types import SimpleNamespace
from typing import Any

from django.conf import settings
from django.contrib.auth import SESSION_KEY as ACCOUNT_KEY
from django.contrib.auth import get_user
from django.db import transaction
from django.utils import timezone

from simulator.rooms import layer
from simulator.rooms.errors import SignedOut as SignedOutError
from simulator.rooms.models import SignedOut
from simulator.rooms.people import Session


def record(seat: str, learner: str, others: bool = False) -> None:
    """This browser signed out; with `others`, all of this learner's but this one. Announced after the commit."""
    cookies_older_than = timezone.now() - timedelta(seconds=settings.SESSION_COOKIE_AGE)
    SignedOut.objects.filter(at__lt=cookies_older_than).delete()  # no such cookie is accepted any more
    SignedOut.objects.create(seat=seat, learner=learner, others=others)
    transaction.on_commit(layer.announce_sign_out)


def since(moment: datetime) -> list[SignedOut]:
    """Who signed out at this moment or later."""
    return list(SignedOut.objects.filter(at__gte=moment))


def concerned(session: Session) -> bool:
    """Whether this is the cookie of an account. Those without one have nothing to sign out of."""
    return ACCOUNT_KEY in session


def check(session: Session, seat: str) -> None:
    """Raise `SignedOut` for the cookie of an account that signed out, changed its password, or is gone."""
    request: Any = SimpleNamespace(session=session)
    if SignedOut.objects.filter(seat=seat, others=False).exists() or not get_user(request).is_authenticated:
        raise SignedOutError
