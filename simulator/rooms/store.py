"""The one writer. Synchronous ORM code; callers keep it off the event loop.

Invariant: a command is carried out under the lock of its room's row, from reading the state to storing the event,
or not at all. So events are numbered without a gap, and a command's id has one effect however often it comes.
The order is: lock, know again, authorise, apply, store, commit. Announcing and acknowledging come after it.
"""

from collections.abc import Collection, Iterator
from typing import Any, NamedTuple

import msgspec
import structlog
from django.db import IntegrityError, transaction
from django.utils import timezone

from simulator import engine
from simulator.engine import Cluster
from simulator.rooms import errors, limits, protocol, rights
from simulator.rooms.models import Event, Room
from simulator.rooms.people import Person
from simulator.rooms.undo import Entry, to_undo

log = structlog.get_logger(__name__)
Plain = dict[str, Any]
MOST_PLACED, MOST_FLOWS = limits.PLACED, limits.FLOWS
DEFAULT_SCENARIO = next(iter(engine.SCENARIOS))


class Outcome(NamedTuple):
    """What a command would make of a room."""

    state: Plain
    change: Plain
    undoes: int | None = None


def wire_state(cluster: Cluster, locked: bool) -> Plain:
    """The state as browsers know it: the engine's plain form and whether the ring is locked."""
    return {**engine.to_plain(cluster), "locked": locked}


def cluster_of(state: Plain) -> Cluster:
    """The engine's cluster in a wire state."""
    return engine.from_plain({name: value for name, value in state.items() if name != "locked"})


def room_state(room: Room) -> Plain:
    """The wire state of a room now."""
    state: Plain = room.state
    return state


def create(
    owner: str | None,
    scenario: str = DEFAULT_SCENARIO,
    base: Cluster | None = None,
    forked_from: Room | None = None,
    forked_at: int | None = None,
) -> Room:
    """A new room at event 0. `base` wins over `scenario`.

    Raise `Refusal` for a scenario that does not exist, and `TooManyRooms`: what a learner has is never taken away for
    what they ask for. (Two rooms asked for in the same instant may both be let through.)
    """
    if base is None:
        base = engine.evolve(engine.SCENARIOS[DEFAULT_SCENARIO].state, engine.Reset(scenario))
    if owner is not None and Room.objects.filter(owner=owner, archived_at=None).count() >= limits.ROOMS:
        raise errors.TooManyRooms
    state = wire_state(base, locked=False)
    return Room.objects.create(
        owner=owner, base=state, state=state, forked_from=forked_from, forked_at=forked_at
    )


def find(slug: str) -> Room:
    """The room behind a link. Raise `RoomNotFound` or `RoomArchived`."""
    room = Room.objects.filter(slug=slug).first()
    return _open(room)


def visited(slug: str, person: Person | None) -> Room:
    """The same for somebody who wants to come in. Raise `Removed` too."""
    room = find(slug)
    if person is not None:
        rights.check_entry(room.owner, room.removed, person)
    return room


def _open(room: Room | None) -> Room:
    if room is None:
        raise errors.RoomNotFound
    if room.archived_at is not None:
        raise errors.RoomArchived
    return room


def owned_by(learner: str, most: int = 2 * limits.ROOMS) -> list[Room]:
    """A learner's own rooms, the one touched last first."""
    return list(Room.objects.filter(owner=learner).order_by("-touched_at")[:most])


def hand_over(owners: Collection[str], to: str | None) -> list[str]:
    """Give all rooms of these owners to another, or to nobody. Return their links, to be announced after the commit."""
    rooms = Room.objects.select_for_update().filter(owner__in=owners)
    slugs = list(rooms.values_list("slug", flat=True))
    # Where nobody is the owner, nobody could let anyone in again.
    changed: Plain = {"owner": to} if to is not None else {"owner": None, "removed": []}
    Room.objects.filter(slug__in=slugs).update(**changed)
    return slugs


def events(room: Room, after: int = 0, most: int | None = None) -> list[Event]:
    """Events with a number above `after`, in order."""
    return list(room.events.filter(seq__gt=after)[:most])


def event_at(room: Room, seq: int) -> Event:
    """One event. Raise `EventNotFound`."""
    try:
        return room.events.get(seq=seq)
    except Event.DoesNotExist as error:
        raise errors.EventNotFound from error


def wire_state_at(room: Room, seq: int) -> Plain:
    """The wire state right after event `seq`; event 0 is the room's beginning. Raise `EventNotFound`."""
    state: Plain = room.base if seq == 0 else event_at(room, seq).state
    return state


def state_at(room: Room, seq: int) -> Cluster:
    """The cluster right after event `seq`. Raise `EventNotFound`."""
    return cluster_of(wire_state_at(room, seq))


def fork(room: Room, seq: int, owner: str | None) -> Room:
    """A new room that begins where this one stood at `seq`. Raise `EventNotFound`."""
    return create(owner, base=state_at(room, seq), forked_from=room, forked_at=seq)


def execute(slug: str, person: Person, command: protocol.Command) -> Event:
    """Carry out a command, once for each id, and return its event.

    Raise `Refusal` (the engine's) or `RoomError`; nothing was changed then.
    """
    try:
        event = _execute(slug, person, command)
    except IntegrityError:
        # A database without row locks let two writers through. The constraint stopped one of them: it tries again
        # and either finds its own command already done or takes the next number.
        event = _execute(slug, person, command)
    log.info("command", room=event.room.label, seq=event.seq, do=protocol.name(command))
    return event


@transaction.atomic
def _execute(slug: str, person: Person, command: protocol.Command) -> Event:
    room = locked_room(slug)
    known = room.events.filter(command_id=command.id).first()
    if known is not None:
        return _same_again(known, person, command)
    authorise(room, person, command)
    outcome = MAKE.get(type(command), _by_the_engine)(room, person, command)
    room.seq += 1
    room.state = outcome.state
    room.locked = outcome.state["locked"]
    room.touched_at = timezone.now()
    room.save(update_fields=["seq", "state", "locked", "touched_at"])
    return Event.objects.create(
        room=room,
        seq=room.seq,
        command_id=command.id,
        by=person.public(),
        command=_as_stored(command, outcome),
        change=outcome.change,
        state=outcome.state,
        undoes=outcome.undoes,
        at=room.touched_at,
    )


def locked_room(slug: str) -> Room:
    """The room, held until the transaction ends. Raise `RoomNotFound` or `RoomArchived`."""
    return _open(Room.objects.select_for_update().filter(slug=slug).first())


def authorise(room: Room, person: Person, command: protocol.Command) -> None:
    """Raise `Removed`, `Locked` or `NotOwner` unless this person may do this here."""
    rights.check_entry(room.owner, room.removed, person)
    if isinstance(command, protocol.Lock):
        rights.check_lock(room.owner, person)
    rights.check_change(room.owner, room.locked, person)


def _same_again(known: Event, person: Person, command: protocol.Command) -> Event:
    asked = {name: value for name, value in known.command.items() if name != "undoes"}
    if known.by["id"] != person.id or asked != protocol.plain(command):
        raise errors.IdReused
    return known


def _as_stored(command: protocol.Command, outcome: Outcome) -> Plain:
    plain = protocol.plain(command)
    return plain if outcome.undoes is None else {**plain, "undoes": outcome.undoes}


def plain_change(change: engine.Change) -> Plain:
    """A change as the wire has it: with its 256 largest flows, for 64 servers could have 4,032."""
    plain: Plain = msgspec.to_builtins(change)
    return {**plain, "flows": plain["flows"][:MOST_FLOWS]}


def _by_the_engine(room: Room, person: Person, command: protocol.Command) -> Outcome:
    asked = protocol.to_engine(command)
    assert asked is not None, "undo and lock have their own entries in MAKE"
    cluster, change = engine.apply(cluster_of(room.state), asked)
    if sum(len(server.moved) for server in cluster.servers) > MOST_PLACED:
        raise errors.TooManyPlaced
    return Outcome(wire_state(cluster, room.locked), plain_change(change))


def _undo(room: Room, person: Person, command: protocol.Command) -> Outcome:
    target = to_undo(_newest_first(room))
    if target is None:
        raise errors.NothingToUndo
    before, after = cluster_of(room.state), state_at(room, target - 1)
    change = plain_change(engine.compare(before, after))
    change["sentence"] = f"{person.name} took back change {target}. {change['sentence']}"
    return Outcome(wire_state(after, room.locked), change, undoes=target)


def _lock(room: Room, person: Person, command: protocol.Command) -> Outcome:
    assert isinstance(command, protocol.Lock)
    if command.locked == room.locked:
        raise errors.NothingToChange(f"The ring is already {'locked' if room.locked else 'unlocked'}.")
    cluster = cluster_of(room.state)
    change = plain_change(engine.compare(cluster, cluster))
    change["sentence"] = LOCK_SENTENCES[command.locked].format(person.name)
    return Outcome({**room.state, "locked": command.locked}, change)


LOCK_SENTENCES = {
    True: "{} locked the ring: only the owner can change it now.",
    False: "{} unlocked the ring: everyone here can change it.",
}
MAKE = {protocol.Undo: _undo, protocol.Lock: _lock}


def _newest_first(room: Room) -> Iterator[Entry]:
    log = room.events.order_by("-seq").values_list("seq", "command__do", "undoes")
    return (Entry(*row) for row in log.iterator(chunk_size=64))
