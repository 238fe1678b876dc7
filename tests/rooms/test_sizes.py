"""No message grows beyond 64 KB, whatever people do to a room."""

import json
import uuid
from dataclasses import replace
from typing import Any

import msgspec
import pytest

from simulator import engine
from simulator.engine import ROOM, Cluster
from simulator.rooms import moment, presence, protocol, store
from simulator.rooms.models import Event, Room
from simulator.rooms.people import person_from

MOST = 65_536  # bytes
CROWD = [person_from(f"{number:032x}") for number in range(presence.MOST_NAMED)]
ADA = CROWD[0]
LONG = 1.0000000000000002  # numbers that take the most digits
TINY = 1.2345678901234567e-300


def command(do: str, **fields: Any) -> protocol.Command:
    """A command as it comes over the wire."""
    message = protocol.decode(json.dumps({"id": str(uuid.uuid4()), "do": do, **fields}))
    assert isinstance(message, protocol.Command)
    return message


def done(cluster: Cluster, do: str, **fields: Any) -> Cluster:
    asked = protocol.to_engine(command(do, **fields))
    assert asked is not None
    return engine.evolve(cluster, asked)


def name(number: int) -> str:
    """64 characters of four bytes each, another one for each number."""
    return "🍕" * (ROOM.name_length - 1) + chr(0x1F600 + number)


def fullest(virtual_nodes: int) -> Cluster:
    """All servers that there can be, with the longest names and numbers, and all points that hands can place."""
    # As many servers came and went before, so that ids are long.
    cluster = replace(engine.SCENARIOS["where-the-hash-says"].state, next_server=100_000)
    for server in cluster.servers[1:]:
        cluster = done(cluster, "remove_server", server=server.id)
    for number in range(ROOM.servers - 1):
        cluster = done(cluster, "add_server", name=name(number), weight=LONG)
    cluster = done(cluster, "remove_server", server=cluster.servers[0].id)
    cluster = done(cluster, "add_server", name=name(ROOM.servers), weight=LONG)
    cluster = done(
        cluster,
        "set",
        virtual_nodes=virtual_nodes,
        keys=ROOM.keys[1],
        skew=LONG,
        capacity_bound=1 + LONG,
        rate=9_999,
    )
    ids = [server.id for server in cluster.servers]
    for placed in range(store.MOST_PLACED):
        point, rank = divmod(placed, len(ids))
        cluster = done(cluster, "move_point", server=ids[rank], point=point, position=TINY * (placed + 1))
    return cluster


def messages(room: Room, event: Event) -> dict[str, int]:
    """How long the snapshot and the event are, in bytes."""
    people = [person.public() for person in CROWD]
    snapshot = moment.plain_snapshot(room, event.seq, ADA, people)
    said = moment.event_message(moment.now(room.slug), event)
    return {"snapshot": len(msgspec.json.encode(snapshot)), "event": len(protocol.encode(said).encode())}


@pytest.mark.parametrize("virtual_nodes", [6, 9, 10, 11, 12, 31, 1_000])
def test_a_full_room_stays_small(db: None, virtual_nodes: int) -> None:
    room = store.create(ADA.learner, base=fullest(virtual_nodes))
    everything = command(
        "set", hash="md5", keys=99_999, skew=LONG - 1, replicas=5, capacity_bound=1.0 + LONG / 3, rate=10_000
    )
    event = store.execute(room.slug, ADA, everything)
    assert len(event.change["flows"]) == store.MOST_FLOWS
    assert max(messages(room, event).values()) <= MOST
    renamed = store.execute(
        room.slug, ADA, command("rename_server", server=event.state["servers"][0]["id"], name=name(99))
    )
    assert max(messages(room, renamed).values()) <= MOST


def test_the_usual_rooms_show_every_point() -> None:
    cluster = done(engine.SCENARIOS["many-flags"].state, "set", virtual_nodes=300)
    for server in cluster.servers:
        cluster = done(cluster, "rename_server", server=server.id, name=f"The {server.id} of the old town")
        cluster = done(cluster, "move_point", server=server.id, point=7, position=LONG / 3)
    assert len(moment.plain_derived(cluster)["points"]) == 6 * 300
