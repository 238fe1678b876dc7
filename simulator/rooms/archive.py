"""Rooms that nobody used for a long time are put away: the ring stays, its history goes. Synchronous.

Invariant: an archived room is one at event 0 that begins where it stood, under a new epoch, so that nothing takes its
numbers for the old ones. Its link opens it again. A room with somebody in it is never archived.
"""

from collections.abc import Iterator
from datetime import datetime
from typing import NamedTuple

from django.db import transaction
from django.db.models import Q, QuerySet

from simulator.rooms import errors
from simulator.rooms.models import Presence, Room, new_epoch
from simulator.rooms.presence import GONE_AFTER

AT_ONCE = 200  # rooms whose numbers are read at once


class Archived(NamedTuple):
    """How many rooms, and how many events went."""

    rooms: int
    events: int


def unused_since(moment: datetime) -> QuerySet[Room]:
    """Rooms that nobody changed or came into from this moment on."""
    not_visited = Q(visited_at=None) | Q(visited_at__lt=moment)
    return Room.objects.filter(not_visited, archived_at=None, touched_at__lt=moment)


def count(before: datetime) -> Archived:
    """What `run` would do."""
    found = [room.events.count() for room in unused_since(before).only("pk").iterator(chunk_size=AT_ONCE)]
    return Archived(len(found), sum(found))


def run(before: datetime, now: datetime) -> Archived:
    """Archive the rooms that nobody used since `before`. Each is a transaction of its own, so it may be stopped."""
    folded = [events for pk in _numbers(before) if (events := _archive(pk, before, now)) is not None]
    return Archived(len(folded), sum(folded))


def _numbers(before: datetime) -> Iterator[int]:
    """Their rows' numbers, some at a time: no query stays open while rooms are written."""
    last = 0
    while True:
        found = list(
            unused_since(before).filter(pk__gt=last).order_by("pk").values_list("pk", flat=True)[:AT_ONCE]
        )
        if not found:
            return
        yield from found
        last = found[-1]


@transaction.atomic
def _archive(pk: int, before: datetime, now: datetime) -> int | None:
    """The number of events that went; None if somebody came meanwhile."""
    room = unused_since(before).select_for_update().filter(pk=pk).first()
    if room is None or Presence.objects.filter(room=room, seen_at__gte=now - GONE_AFTER).exists():
        return None
    went, _ = room.events.all().delete()
    Presence.objects.filter(room=room).delete()
    room.base, room.seq, room.epoch, room.archived_at = room.state, 0, new_epoch(), now
    room.save(update_fields=["base", "seq", "epoch", "archived_at"])
    return went


@transaction.atomic
def reopen(slug: str, now: datetime) -> Room:
    """Bring a room back as it stood. Of one that is open it changes nothing. Raise `RoomNotFound`."""
    room = Room.objects.select_for_update().filter(slug=slug).first()
    if room is None:
        raise errors.RoomNotFound
    if room.archived_at is None:
        return room
    room.archived_at, room.touched_at = None, now
    if room.owner is None and room.locked:  # its owner has deleted what was theirs: nobody could unlock it
        room.locked = False
        room.base = room.state = {**room.state, "locked": False}
    room.save(update_fields=["archived_at", "touched_at", "locked", "base", "state"])
    return room
