"""The owner asks people to leave a room, and lets them in again. Synchronous; callers keep it off the event loop.

Invariant: done under the lock of the room's row, so a command of somebody who was asked to leave is carried out before
that or not at all. It is no event: a ring's history is about the ring. Done twice, it has one effect.
"""

from django.db import transaction

from simulator.rooms import errors, limits, protocol, rights, store
from simulator.rooms.models import Presence, Room
from simulator.rooms.people import Person

ONLY_THE_OWNER = "Only the owner of this room can say who may be in it."


def carry_out(slug: str, owner: Person, message: protocol.AboutPeople) -> int:
    """Do what the message says, and return the number of the room's last event.

    Raise `NotOwner`, `NotYourself`, `TooManyRemoved`, `RoomNotFound` or `RoomArchived`; nothing was changed then.
    """
    with transaction.atomic():
        room = store.locked_room(slug)
        rights.check_lock(room.owner, owner, ONLY_THE_OWNER)
        others = [one for one in room.removed if one["id"] != message.person]
        if isinstance(message, protocol.LetIn):
            room.removed = others
        elif len(others) == len(room.removed):
            room.removed = [*others, _one_more(room, owner, message.person)]
        room.save(update_fields=["removed"])
        return room.seq


def _one_more(room: Room, owner: Person, person: str) -> protocol.PersonPlain:
    if person == owner.id:
        raise errors.NotYourself
    if len(room.removed) >= limits.REMOVED:
        raise errors.TooManyRemoved
    seen = Presence.objects.filter(room=room, person=person).values("name", "colour").first()
    return {"id": person, **(seen or {"name": "Someone who left", "colour": 0})}
