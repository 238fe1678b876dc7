"""Who may come into an open room and who has to leave it. A hub asks; it keeps the members."""

from collections.abc import Collection

import structlog

from simulator.rooms import limits, rights
from simulator.rooms.codes import REMOVED
from simulator.rooms.errors import Removed, RoomFull
from simulator.rooms.member import Member
from simulator.rooms.moment import Moment
from simulator.rooms.people import Person


def check(room: Moment, members: Collection[Member], elsewhere: frozenset[str], person: Person) -> None:
    """Raise `Removed` or `RoomFull`. The owner always finds a place, and so does everyone who is here already.

    `elsewhere` are the ids of those whom other processes have in the room; a newcomer there is known here within a
    heartbeat, so that some more may come in at the same moment.
    """
    rights.check_entry(room.owner, room.removed, person)
    here = elsewhere | {member.person.id for member in members}
    if len(here) >= limits.PEOPLE and person.id not in here and not rights.owns(room.owner, person):
        raise RoomFull


def see_out(room: Moment, members: Collection[Member]) -> None:
    """Close the sockets of those who were asked to leave."""
    for member in members:
        if rights.kept_out(room.owner, room.removed, member.person):
            structlog.get_logger(__name__).info("person_removed", room=room.label, person=member.person.name)
            member.outbox.close(REMOVED, Removed.message)
