"""The engine: who owns which key, what a change moves, and why. Pure: no clock, no chance but from a seed, no
I/O.

State goes in, state comes out; the clock and the seed are arguments.

>>> from simulator.engine import SCENARIOS, AddServer, apply, derive
>>> state = SCENARIOS["five-ovens"].state
>>> after, change = apply(state, AddServer())
>>> change.sentence
'Adding oven-6 took its slice from oven-2 alone; 1,732 of 10,000 keys changed hands.'
>>> change.moved, round(change.least_possible, 3), change.instead["modulo"]
(1732, 0.167, 0.8386)
>>> [server_id for server_id, keys, share in derive(after).loads]
['oven-1', 'oven-2', 'oven-3', 'oven-4', 'oven-5', 'oven-6']
"""

from .arrays import Hashes, Ids, Ranks
from .bounds import LIBRARY, ROOM, Bounds
from .change import Change, apply, compare
from .cluster import Cluster, Server
from .command_line import command_line
from .commands import (
    KEEP,
    AddServer,
    Command,
    CrashServer,
    MovePoint,
    RecoverServer,
    RemoveServer,
    RenameServer,
    Reset,
    Set,
    WeighServer,
)
from .derive import Derived, derive
from .evolve import evolve, join
from .explain import Explanation, explain, preference_list
from .hashing import HASHES, Hash
from .keyspace import Keyspace, generated, named
from .placement import STRATEGIES, Strategy, place
from .placement.maglev import table as maglev_table
from .plain import fingerprint, from_plain, to_plain
from .refusal import Refusal
from .scenarios import SCENARIOS, Scenario
from .series import balance_series, hit_rate_series
from .traffic import SLOT, Frame, History, frame


def owners(state: Cluster) -> Ranks:
    """The place in `state.servers` of every key's owner, in hash order: uint16, shape (state.keys,),
    read-only.
    """
    return place(state, generated(state.hash, state.keys))


def key_positions(hash_name: str, count: int) -> Hashes:
    """The sorted 64-bit positions of the keys "order-0" to "order-{count - 1}": uint64, shape (count,),
    read-only.
    """
    return generated(hash_name, count).positions


def key_ids(hash_name: str, count: int) -> Ids:
    """The numbers of the keys in the order of `key_positions`: uint32, shape (count,), read-only."""
    return generated(hash_name, count).ids


__all__ = [
    "HASHES",
    "KEEP",
    "LIBRARY",
    "ROOM",
    "SCENARIOS",
    "SLOT",
    "STRATEGIES",
    "AddServer",
    "Bounds",
    "Change",
    "Cluster",
    "Command",
    "CrashServer",
    "Derived",
    "Explanation",
    "Frame",
    "Hash",
    "History",
    "Keyspace",
    "MovePoint",
    "RecoverServer",
    "Refusal",
    "RemoveServer",
    "RenameServer",
    "Reset",
    "Scenario",
    "Server",
    "Set",
    "Strategy",
    "WeighServer",
    "apply",
    "balance_series",
    "command_line",
    "compare",
    "derive",
    "evolve",
    "explain",
    "fingerprint",
    "frame",
    "from_plain",
    "generated",
    "hit_rate_series",
    "join",
    "key_ids",
    "key_positions",
    "maglev_table",
    "named",
    "owners",
    "place",
    "preference_list",
    "to_plain",
]
