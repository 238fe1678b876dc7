"""Who is here, across processes.

Invariant: a process writes only its own rows, and says every `HEARTBEAT` seconds that they still hold. Rows that
nobody confirmed for `GONE_AFTER` seconds count as gone: the people of a process that died leave within 30 s.
Synchronous; callers keep it off the event loop.
"""

from collections.abc import Collection
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction

from simulator.rooms import limits
from simulator.rooms.layer import PROCESS
from simulator.rooms.models import Presence, Room
from simulator.rooms.people import Person

HEARTBEAT = 8.0  # seconds
GONE_AFTER = timedelta(seconds=20)
MOST_NAMED = limits.NAMED


def confirm(room_id: int, here: Collection[Person], now: datetime) -> list[dict[str, Any]]:
    """Write down that these people, and no others of this process, are in the room. Return everyone's public form.

    What it costs grows with those who came and went, not with those who stayed.
    """
    ids = {person.id for person in here}
    with transaction.atomic():
        Presence.objects.filter(room=room_id, seen_at__lt=now - GONE_AFTER).delete()
        mine = Presence.objects.filter(room=room_id, process=PROCESS)
        known = set(mine.values_list("person", flat=True))
        if known - ids:
            mine.filter(person__in=known - ids).delete()
        mine.update(seen_at=now)
        newcomers = [row(room_id, person, now) for person in here if person.id not in known]
        Presence.objects.bulk_create(newcomers, ignore_conflicts=True)
        if newcomers:
            Room.objects.filter(pk=room_id).update(visited_at=now)
    return everyone(room_id, now)


def row(room_id: int, person: Person, now: datetime) -> Presence:
    """What this process writes of a person."""
    return Presence(
        room_id=room_id,
        process=PROCESS,
        person=person.id,
        name=person.name,
        colour=person.colour,
        seen_at=now,
    )


def everyone(room_id: int, now: datetime) -> list[dict[str, Any]]:
    """The people in a room, in the order of their names, each once however many windows they have open."""
    seen = Presence.objects.filter(room=room_id, seen_at__gte=now - GONE_AFTER)
    people = seen.values_list("person", "name", "colour").distinct().order_by("name", "person")[:MOST_NAMED]
    return [{"id": person, "name": name, "colour": colour} for person, name, colour in people]


def elsewhere(room_id: int, now: datetime) -> frozenset[str]:
    """The ids of those whom other processes have in the room."""
    seen = Presence.objects.filter(room=room_id, seen_at__gte=now - GONE_AFTER).exclude(process=PROCESS)
    return frozenset(seen.values_list("person", flat=True))


def leave(room_id: int) -> None:
    """Nobody is left in the room here."""
    Presence.objects.filter(room=room_id, process=PROCESS).delete()
