"""Why this server? One key, step by step: its hash, its place, the walk to its owner, and the same in m % n.

Invariant: an explanation agrees with the owners and the answers that all other functions give.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np

from .arrays import Hashes
from .bounded_load import Bounded
from .cluster import Cluster, Server
from .failover import copies_of
from .hashing import HASHES, to_fraction
from .keyspace import generated
from .loads import plain_ring
from .placement import STRATEGIES, essence, jump, maglev, rendezvous, ring
from .placement.ring import NO_KEYS, first_points, ranks_of, slices_for


@dataclass(frozen=True, slots=True)
class Step:
    """A point that the walk passed; `taken` if its server holds the key, `why` in plain words."""

    position: float
    server: str
    index: int
    taken: bool
    why: str


@dataclass(frozen=True, slots=True)
class Modulo:
    """hash % n = remainder; the server with that number, counted from 0."""

    hash: int
    n: int
    remainder: int
    server: str


@dataclass(frozen=True, slots=True)
class Explanation:
    """Servers are ids. `hash` is a 64-bit whole number, `position` = hash / 2**64.

    walk: points passed clockwise, for the ring alone.
    owner: who owns the key; copies: all that hold it, the owner first; answers: who answers now, None if
        nobody does.
    owner_before: the owner in the state before, None if none was given.
    scores: (server, bid) by falling bid, for rendezvous; the highest wins.
    jumps: the buckets that the key stood on, for jump; the last is its home.
    cell, cells: the cell that the key looks up, and how many there are, for Maglev.
    """

    key: str
    hash: int
    position: float
    walk: tuple[Step, ...]
    owner: str
    copies: tuple[str, ...]
    answers: str | None
    owner_before: str | None
    modulo: Modulo
    scores: tuple[tuple[str, float], ...] = ()
    jumps: tuple[int, ...] = ()
    cell: int | None = None
    cells: int | None = None


def preference_list(state: Cluster, key_name: str) -> tuple[str, ...]:
    """The ids of the servers that hold a key, all distinct, the owner first; at most `state.replicas` of
    them.
    """
    hashed = np.array([HASHES[state.hash].one(key_name)], np.uint64)
    owner = np.array([_owner(state, key_name, hashed)], np.uint16)
    return tuple(state.servers[rank].id for rank in copies_of(state, hashed, owner)[0].tolist())


def explain(state: Cluster, key_name: str, before: Cluster | None = None) -> Explanation:
    """Everything about one key under `state`. Any name will do; "order-12" is one of the generated keys."""
    hashed = HASHES[state.hash].one(key_name)
    copies = preference_list(state, key_name)
    up = {server.id for server in state.servers if server.up}
    count = len(state.servers)
    return Explanation(
        key=key_name,
        hash=hashed,
        position=to_fraction(hashed),
        walk=_walk(state, key_name, hashed, copies) if STRATEGIES[state.strategy].ring else (),
        owner=copies[0],
        copies=copies,
        answers=next((server_id for server_id in copies if server_id in up), None),
        owner_before=preference_list(before, key_name)[0] if before else None,
        modulo=Modulo(hashed, count, hashed % count, state.servers[hashed % count].id),
        **_OWN_STEPS.get(state.strategy, _no_steps)(state, hashed),
    )


def _owner(state: Cluster, key_name: str, hashed: Hashes) -> int:
    if plain_ring(state) or state.strategy != "ring":
        return int(STRATEGIES[state.strategy].preferences(state, hashed, 1)[0, 0])
    limits = _limits(state)
    number = _number(state, key_name)
    keys = generated(state.hash, state.keys)
    if number is not None:
        return int(limits.owners[int(np.argmax(keys.ids == number))])
    slices = slices_for(state, NO_KEYS)
    ranks = ranks_of(state, slices)
    walk: list[int] = np.roll(ranks, -int(first_points(slices, hashed)[0])).tolist()
    return next((rank for rank in walk if not _full(limits, rank, state.keys)), walk[0])


def _number(state: Cluster, key_name: str) -> int | None:
    """The id of a generated key; None for any other name, which then arrives after all of them."""
    stem, _, digits = key_name.rpartition("-")
    if stem != "order" or not digits.isdecimal() or key_name != f"order-{int(digits)}":
        return None
    return int(digits) if int(digits) < state.keys else None


def _limits(state: Cluster) -> Bounded:
    return ring.bounded(essence(state), generated(state.hash, state.keys))


def _full(limits: Bounded, rank: int, arrival: int) -> bool:
    """Had the server no room left when key number `arrival` came?"""
    return bool(limits.filled[rank] <= arrival)


def _walk(state: Cluster, key_name: str, hashed: int, copies: tuple[str, ...]) -> tuple[Step, ...]:
    slices = slices_for(state, NO_KEYS)
    ranks = ranks_of(state, slices)
    at = int(first_points(slices, np.array([hashed], np.uint64))[0])
    wanted, steps = list(copies), []
    while wanted:
        server = state.servers[int(ranks[at])]
        taken = server.id == wanted[0]
        why = _reason(server, taken, len(copies) - len(wanted))
        steps.append(
            Step(to_fraction(int(slices.positions[at])), server.id, int(slices.indices[at]), taken, why)
        )
        if taken:
            wanted.pop(0)
        at = (at + 1) % len(ranks)
    return tuple(steps)


def _reason(server: Server, taken: bool, held: int) -> str:
    if not taken:
        return "full when this key came" if held == 0 else "has it already: a copy goes to another server"
    down = "" if server.up else ", and is down"
    return ("the first point clockwise" if held == 0 else f"copy {held + 1}") + down


def _bids(state: Cluster, hashed: int) -> dict[str, Any]:
    bids = rendezvous.bids(state, np.array([hashed], np.uint64))[0].tolist()
    named = zip((server.id for server in state.servers), bids, strict=True)
    return {"scores": tuple(sorted(named, key=lambda row: -row[1]))}


def _jumps(state: Cluster, hashed: int) -> dict[str, Any]:
    return {"jumps": jump.path(hashed, len(state.servers))}


def _cell(state: Cluster, hashed: int) -> dict[str, Any]:
    cells = len(maglev.table(state))
    return {"cell": hashed % cells, "cells": cells}


def _no_steps(_: Cluster, __: int) -> dict[str, Any]:
    return {}


_OWN_STEPS: dict[str, Callable[[Cluster, int], dict[str, Any]]] = {
    "rendezvous": _bids,
    "jump": _jumps,
    "maglev": _cell,
}
