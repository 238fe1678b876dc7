"""What known systems really do, as data: facts of the fact base, each with its source."""

from dataclasses import dataclass

from ..outcome import Table


@dataclass(frozen=True, slots=True)
class System:
    """scheme: "ring" for a ring with many points a server, "slots" for a fixed number of parts and a table, ...

    source: a key of the course's sources.
    """

    id: str
    name: str
    scheme: str
    does: str
    source: str


SCHEME_NAMES = {
    "ring": "Ring with many points a server",
    "slots": "Fixed slots and a table",
    "modulo": "m % n with a fixed n",
    "seats": "Table of seats, filled in turns",
    "several": "A choice of several",
}

_ROWS = (
    (
        "dynamo-2007",
        "Amazon Dynamo, at first",
        "ring",
        "Virtual nodes, copies on the next servers",
        "Dynamo07",
    ),
    ("dynamo", "Dynamo after its redesign", "slots", "Equal partitions, dealt out to servers", "Dynamo07"),
    ("cassandra", "Cassandra", "ring", "16 tokens a server since version 4.0", "Cassandra"),
    ("riak", "Riak", "slots", "Equal partitions, dealt out in turn", "Riak"),
    ("redis", "Redis Cluster", "slots", "CRC16(key) mod 16,384 slots", "Redis"),
    ("kafka", "Kafka", "modulo", "hash(key) mod partitions; old data never moves", "Kafka"),
    ("ketama", "memcached with ketama", "ring", "160 points a server", "Ketama"),
    ("nginx", "nginx, hash … consistent", "ring", "The ring of ketama", "Ketama"),
    ("haproxy", "HAProxy, hash-type consistent", "ring", "A cap by hash-balance-factor", "HAProxy"),
    ("envoy", "Envoy", "several", "Ring of 1,024 points or more, 65,537 seats, or two choices", "Envoy"),
    ("maglev", "Google Maglev", "seats", "65,537 seats", "Maglev16"),
)
SYSTEMS: tuple[System, ...] = tuple(System(*row) for row in _ROWS)


def ring_among(ids: tuple[str, ...]) -> str:
    """The name of the one of these systems that uses a ring today."""
    (found,) = (system.name for system in SYSTEMS if system.id in ids and system.scheme == "ring")
    return found


def wild_table() -> Table:
    return Table(
        name="wild",
        title="In the wild",
        columns=("System", "Scheme", "What it does", "Source"),
        rows=tuple(
            (system.name, SCHEME_NAMES[system.scheme], system.does, system.source) for system in SYSTEMS
        ),
    )
