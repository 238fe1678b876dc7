"""A room at one moment, as a hub needs it: frozen, read from the database, encoded once for everyone.

Invariant: `after` gives the moments that follow, one for each event, in order and without a gap.
Synchronous; callers keep it off the event loop.
"""

from dataclasses import dataclass, replace
from typing import Any, NamedTuple

import msgspec
from msgspec import Raw

from simulator import engine
from simulator.engine import Cluster, History
from simulator.rooms import errors, protocol, rights, store
from simulator.rooms.models import Event, Room
from simulator.rooms.people import Person

# A snapshot and an event stay under 64 KB. What else is in them needs up to 11 KB: 256 flows, names in a sentence.
MOST_BYTES = 54_000
REMEMBERED = 64
MOST_AT_ONCE = 64


@dataclass(frozen=True, slots=True)
class Moment:
    """`state` and `derived` are JSON; `history` says since when who owns what, for the caches' warmth."""

    room_id: int
    slug: str
    label: str
    owner: str | None
    removed: tuple[protocol.PersonPlain, ...]
    epoch: str
    seq: int
    locked: bool
    cluster: Cluster
    history: History
    hash: str
    state: Raw
    derived: Raw


def raw(value: Any) -> Raw:
    """JSON to be spliced into messages."""
    return Raw(msgspec.json.encode(value))


def plain_derived(cluster: Cluster) -> dict[str, Any]:
    """`derived` as the wire has it: with bands instead of points where these would make a message too long."""
    plain: dict[str, Any] = msgspec.to_builtins(engine.derive(cluster))
    if plain["points"] and len(msgspec.json.encode([engine.to_plain(cluster), plain])) > MOST_BYTES:
        plain = msgspec.to_builtins(engine.derive(cluster, most_points=0))
    return plain


def now(slug: str) -> Moment:
    """The room as it stands. Raise `RoomNotFound`."""
    return moment_of(store.find(slug))


class Glance(NamedTuple):
    """What a hub looks at every few seconds: what may have changed while a hint was lost."""

    owner: str | None
    removed: tuple[protocol.PersonPlain, ...]
    epoch: str
    seq: int


def glance(slug: str) -> Glance:
    """Whose room it is, who is kept out, and how far it has come. Raise `RoomNotFound` or `RoomArchived`."""
    columns = ("owner", "removed", "epoch", "seq", "archived_at")
    row = Room.objects.filter(slug=slug).values_list(*columns).first()
    if row is None:
        raise errors.RoomNotFound
    owner, removed, epoch, seq, archived_at = row
    if archived_at is not None:
        raise errors.RoomArchived
    return Glance(owner, tuple(removed), epoch, seq)


def moment_of(room: Room) -> Moment:
    """The moment of a room's row."""
    cluster = store.cluster_of(room.state)
    return Moment(
        room_id=room.pk,
        slug=room.slug,
        label=room.label,
        owner=room.owner,
        removed=tuple(room.removed),
        epoch=room.epoch,
        seq=room.seq,
        locked=room.locked,
        cluster=cluster,
        history=history_of(room, room.seq),
        hash=engine.fingerprint(room.state),
        state=raw(room.state),
        derived=raw(plain_derived(cluster)),
    )


def history_of(room: Room, seq: int) -> History:
    """The traffic's memory at event `seq`: the last 64 to 127 events, so that any process reads the same ones."""
    first = max(0, (seq // REMEMBERED - 1) * REMEMBERED)
    began = room.created_at if first == 0 else store.event_at(room, first).at
    cluster = store.state_at(room, first)
    history = History.start(cluster, began.timestamp())
    for event in store.events(room, after=first, most=seq - first):
        history, cluster = _then(history, cluster, event)
    return history


def _then(history: History, cluster: Cluster, event: Event) -> tuple[History, Cluster]:
    following = store.cluster_of(event.state)
    if following == cluster:  # the lock is no news for the traffic
        return history, cluster
    return history.then(event.at.timestamp(), following), following


def after(moment: Moment) -> list[tuple[Moment, Event]]:
    """What happened since, at most 64 steps of it. Raise `RoomNotFound`, `RoomArchived` or `AnotherLife`."""
    room = store.find(moment.slug)
    if room.epoch != moment.epoch or room.seq < moment.seq:
        raise errors.AnotherLife
    steps: list[tuple[Moment, Event]] = []
    if room.seq == moment.seq:
        return steps
    for event in store.events(room, after=moment.seq, most=MOST_AT_ONCE):
        moment = _next(room, moment, event)
        steps.append((moment, event))
    return steps


def _next(room: Room, moment: Moment, event: Event) -> Moment:
    """After the event. Whose room it is and who is kept out are not the event's: `glance` finds that."""
    history, cluster = _then(moment.history, moment.cluster, event)
    if event.seq % REMEMBERED == 0:
        history = history_of(room, event.seq)
    return replace(
        moment,
        seq=event.seq,
        locked=event.state["locked"],
        cluster=cluster,
        history=history,
        hash=engine.fingerprint(event.state),
        state=raw(event.state),
        derived=moment.derived if cluster is moment.cluster else raw(plain_derived(cluster)),
    )


def plain_snapshot(room: Room, seq: int, person: Person, people: list[dict[str, Any]]) -> dict[str, Any]:
    """A snapshot, as on the wire, of the moment right after event `seq`. Raise `EventNotFound`."""
    state = store.wire_state_at(room, seq)
    return {
        "type": "snapshot",
        "epoch": room.epoch,
        "seq": seq,
        "hash": engine.fingerprint(state),
        "state": state,
        "derived": plain_derived(store.cluster_of(state)),
        "you": msgspec.to_builtins(rights.you(room.owner, room.locked, person, room.removed)),
        "people": people,
    }


def plain_moment(room: Room, seq: int) -> dict[str, Any]:
    """The moment right after event `seq`, with the event; its fields are null at 0. Raise `EventNotFound`."""
    event = store.event_at(room, seq) if seq else None
    state = room.base if event is None else event.state
    return {
        "epoch": room.epoch,
        "seq": seq,
        "state": state,
        "derived": plain_derived(store.cluster_of(state)),
        "change": event and event.change,
        "command": event and event.command,
        "by": event and event.by,
    }


def event_message(moment: Moment, event: Event) -> protocol.Event:
    """What everyone hears of the event that led to this moment."""
    return protocol.Event(
        epoch=moment.epoch,
        seq=event.seq,
        hash=moment.hash,
        by=event.by,
        command=event.command,
        change=event.change,
        state=moment.state,
        derived=moment.derived,
    )
