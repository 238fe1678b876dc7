"""The answer to "Why this server?", ready for words: the engine's explanation with names, degrees and numbers.

Invariant: nothing is decided here; every number comes from `engine.explain`.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from simulator.engine import Cluster, Explanation, Server, explain

HUES = 8
MOST_SKIPPED = 8  # points in a row that are listed one by one
MOST_BIDS = 8


@dataclass(frozen=True, slots=True)
class Named:
    """A server in running text: its name, and the number and hue of its disc. `gone`: it is no longer in the room."""

    id: str
    name: str
    number: int
    hue: int
    up: bool
    gone: bool


@dataclass(frozen=True, slots=True)
class Stop:
    """A point on the walk: `degrees` clockwise from twelve, and its number where its server has several, from 1.

    Without a server it stands for `skipped` points that are not listed.
    """

    degrees: str
    server: Named | None
    point: int
    taken: bool
    why: str
    wrapped: bool = False
    skipped: int = 0


@dataclass(frozen=True, slots=True)
class Division:
    """hash % n = remainder."""

    n: int
    remainder: int
    server: Named


@dataclass(frozen=True, slots=True)
class Answer:
    """What the page says of one key."""

    key: str
    hash: int
    hex: str
    degrees: str
    hash_name: str
    strategy: str
    owner: Named
    answers: Named | None
    others: tuple[Named, ...]
    before: Named | None
    stops: tuple[Stop, ...]
    now: Division
    then: Division | None
    bids: tuple[tuple[Named, str], ...]
    unlisted_bids: int
    jumps: tuple[int, ...]
    cell: int | None
    cells: int | None
    walk: Mapping[str, Any]


def degrees(position: float) -> str:
    """0.2166 -> 77.98°"""
    return f"{position * 360 % 360:.2f}°"


def answer(state: Cluster, key: str, before: Cluster | None) -> Answer:
    """Why `key` is where it is under `state`, and where it was under `before`, if anything came before."""
    found = explain(state, key, before)
    then = explain(before, key) if before else None
    known = names(state, before)
    return Answer(
        key=key,
        hash=found.hash,
        hex=f"{found.hash:016x}",
        degrees=degrees(found.position),
        hash_name=state.hash,
        strategy=state.strategy,
        owner=known[found.owner],
        answers=known[found.answers] if found.answers else None,
        others=tuple(known[server] for server in found.copies[1:]),
        before=known[found.owner_before] if found.owner_before else None,
        stops=tuple(shortened(stops(state, found, known))),
        now=division(found, known),
        then=division(then, known) if then and before and servers_of(before) != servers_of(state) else None,
        bids=tuple((known[server], f"{bid:.3f}") for server, bid in found.scores[:MOST_BIDS]),
        unlisted_bids=max(0, len(found.scores) - MOST_BIDS),
        jumps=found.jumps,
        cell=found.cell,
        cells=found.cells,
        walk=walk(key, found),
    )


def names(state: Cluster, before: Cluster | None) -> dict[str, Named]:
    """Every server of both moments, by id; a later name wins."""
    old = {server.id: named(server, gone=True) for server in (before.servers if before else ())}
    return old | {server.id: named(server, gone=False) for server in state.servers}


def named(server: Server, gone: bool) -> Named:
    digits = re.search(r"\d+$", server.id)
    number = int(digits.group()) if digits else 1
    return Named(server.id, server.name, number, (number - 1) % HUES, server.up, gone)


def servers_of(state: Cluster) -> Sequence[str]:
    return [server.id for server in state.servers]


def division(found: Explanation, known: Mapping[str, Named]) -> Division:
    modulo = found.modulo
    return Division(modulo.n, modulo.remainder, known[modulo.server])


def stops(state: Cluster, found: Explanation, known: Mapping[str, Named]) -> Iterable[Stop]:
    """The points of the walk, from the key on."""
    last = found.position
    several = state.virtual_nodes > 1
    for step in found.walk:
        wrapped = step.position < last
        point = step.index + 1 if several else 0
        yield Stop(degrees(step.position), known[step.server], point, step.taken, step.why, wrapped)
        last = step.position


def shortened(walk: Iterable[Stop]) -> Iterable[Stop]:
    """A long row of skipped points becomes its first ones and a count of the rest."""
    row: list[Stop] = []
    for stop in walk:
        if not stop.taken:
            row.append(stop)
            continue
        yield from _row(row)
        row = []
        yield stop
    yield from _row(row)


def _row(row: Sequence[Stop]) -> Iterable[Stop]:
    listed, rest = row[:MOST_SKIPPED], row[MOST_SKIPPED:]
    yield from listed
    if rest:
        yield Stop("", None, 0, False, rest[0].why, any(stop.wrapped for stop in rest), skipped=len(rest))


def walk(key: str, found: Explanation) -> dict[str, Any]:
    """The same for the pictures: the walk for <hash-ring>, the bids, jumps or cell for <key-bins>.

    The hash travels as text: a browser's numbers hold 53 bits of its 64.
    """
    steps = [
        {
            "position": step.position,
            "server": step.server,
            "index": step.index,
            "taken": step.taken,
            "why": step.why,
        }
        for step in found.walk
    ]
    modulo = {
        "hash": str(found.hash),
        "n": found.modulo.n,
        "remainder": found.modulo.remainder,
        "server": found.modulo.server,
    }
    return {
        "key": key,
        "position": found.position,
        "steps": steps,
        "owner": found.owner,
        "modulo": modulo,
        "scores": found.scores,
        "jumps": found.jumps,
        "cell": found.cell,
        "cells": found.cells,
    }
