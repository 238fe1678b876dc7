"""Rooms for these tests: changed by real commands, through the one writer."""

from datetime import timedelta
from uuid import uuid4

from simulator.rooms import protocol, store
from simulator.rooms.models import Event, Room
from simulator.rooms.people import person_from

COOK = person_from("0" * 32)


def room_with(*commands: protocol.Command, scenario: str = "five-ovens") -> Room:
    """A room in which these commands were carried out."""
    room = store.create(COOK.learner, scenario)
    for command in commands:
        store.execute(room.slug, COOK, command)
    room.refresh_from_db()
    return room


def add(**more: object) -> protocol.AddServer:
    return protocol.AddServer(id=uuid4(), **more)


def crash(server: str) -> protocol.CrashServer:
    return protocol.CrashServer(id=uuid4(), server=server)


def remove(server: str) -> protocol.RemoveServer:
    return protocol.RemoveServer(id=uuid4(), server=server)


def turn(**dials: object) -> protocol.Set:
    return protocol.Set(id=uuid4(), **dials)


def rename(server: str, name: str) -> protocol.RenameServer:
    return protocol.RenameServer(id=uuid4(), server=server, name=name)


def spread(room: Room, *seconds: float) -> None:
    """Say that the room's events happened this long before the newest of them."""
    newest = room.events.get(seq=room.seq).at
    for event, before in zip(room.events.all(), seconds, strict=True):
        Event.objects.filter(pk=event.pk).update(at=newest - timedelta(seconds=before))
