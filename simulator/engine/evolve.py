"""(state, command) -> state.

Invariant: a command either gives a whole new cluster within bounds or raises a `Refusal`; the old cluster is
frozen and stays as it was. Nothing is placed here: replaying a thousand commands costs a thousand small
tuples.
"""

from collections.abc import Callable
from dataclasses import fields, replace
from typing import Any

from . import bounds
from .bounds import ROOM, Bounds
from .cluster import Cluster, Server, point_count, rank_of, server_of
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
from .hashing import HASHES
from .placement import STRATEGIES
from .refusal import (
    AlreadyDown,
    AlreadyUp,
    LastServer,
    NameTaken,
    NoRing,
    NothingToChange,
    OutOfRange,
    TooManyPoints,
    TooManyServers,
    UnknownHash,
    UnknownPoint,
    UnknownScenario,
    UnknownStrategy,
)
from .scenarios import SCENARIOS


def evolve(state: Cluster, command: Command, within: Bounds = ROOM) -> Cluster:
    """The cluster after `command`; raises a `Refusal` that says what is wrong and why."""
    return _HANDLERS[type(command)](state, command, within)


def join(state: Cluster, server: Server, within: Bounds = ROOM) -> Cluster:
    """The cluster with one more server, whose id and name must be free."""
    if len(state.servers) >= within.servers:
        raise TooManyServers(f"There is room for {within.servers:,} servers, and all places are taken.")
    bounds.within("A weight", server.weight, within.weight)
    _free_name(state, server.name)
    if any(other.id == server.id for other in state.servers):
        raise NameTaken(f"There is a server {server.id!r} already.")
    for _, place in server.moved:
        _on_a_ring(state)
        bounds.position(place)
    return _within_points(replace(state, servers=(*state.servers, server)), within)


def _add(state: Cluster, command: AddServer, within: Bounds) -> Cluster:
    number = state.next_server
    taken = {server.name for server in state.servers} | {server.id for server in state.servers}
    while command.name is None and f"oven-{number}" in taken:
        number += 1  # somebody gave another server this name
    server_id = f"oven-{number}"
    server = Server(
        id=server_id,
        name=server_id if command.name is None else bounds.checked_name(command.name, within),
        weight=float(command.weight),
        moved=() if command.position is None else ((0, float(command.position)),),
    )
    return replace(join(state, server, within), next_server=number + 1)


def _remove(state: Cluster, command: RemoveServer, _: Bounds) -> Cluster:
    server = server_of(state, command.server)
    if len(state.servers) == 1:
        raise LastServer(f"{server.name} is the last server; without it nobody would answer.")
    return replace(state, servers=tuple(other for other in state.servers if other is not server))


def _crash(state: Cluster, command: CrashServer, _: Bounds) -> Cluster:
    server = server_of(state, command.server)
    if not server.up:
        raise AlreadyDown(f"{server.name} is down already.")
    return _with(state, replace(server, up=False))


def _recover(state: Cluster, command: RecoverServer, _: Bounds) -> Cluster:
    server = server_of(state, command.server)
    if server.up:
        raise AlreadyUp(f"{server.name} is up already.")
    return _with(state, replace(server, up=True))


def _move(state: Cluster, command: MovePoint, _: Bounds) -> Cluster:
    server = server_of(state, command.server)
    _on_a_ring(state)
    count = point_count(state, server)
    if not 0 <= command.point < count:
        raise UnknownPoint(f"{server.name} has the points 0 to {count - 1}, not {command.point}.")
    bounds.position(command.position)
    places = dict(server.moved)
    if places.get(command.point) == command.position:
        raise NothingToChange(f"Point {command.point} of {server.name} is there already.")
    places[command.point] = float(command.position)
    return _with(state, replace(server, moved=tuple(sorted(places.items()))))


def _rename(state: Cluster, command: RenameServer, within: Bounds) -> Cluster:
    server = server_of(state, command.server)
    name = bounds.checked_name(command.name, within)
    if name == server.name:
        raise NothingToChange(f"{server.name} has that name already.")
    _free_name(state, name)
    return _with(state, replace(server, name=name))


def _weigh(state: Cluster, command: WeighServer, within: Bounds) -> Cluster:
    server = server_of(state, command.server)
    bounds.within("A weight", command.weight, within.weight)
    if command.weight == server.weight:
        raise NothingToChange(f"{server.name} has weight {server.weight:g} already.")
    return _within_points(_with(state, replace(server, weight=float(command.weight))), within)


def _set(state: Cluster, command: Set, within: Bounds) -> Cluster:
    wanted = {
        dial.name: value for dial in fields(command) if (value := getattr(command, dial.name)) is not KEEP
    }
    changed = {name: value for name, value in wanted.items() if value != getattr(state, name)}
    if not changed:
        raise NothingToChange("Every dial stands there already.")
    for name, value in changed.items():
        _DIALS[name](value, within)
    return _within_points(replace(state, **changed), within)


def _reset(state: Cluster, command: Reset, _: Bounds) -> Cluster:
    if command.scenario not in SCENARIOS:
        raise UnknownScenario(
            f"There is no scenario {command.scenario!r}; choose one of {', '.join(SCENARIOS)}."
        )
    return SCENARIOS[command.scenario].state


def _bound(value: float | None, within: Bounds) -> None:
    if value is not None:
        bounds.within("The capacity bound", value, within.capacity_bound)


def _strategy(value: str, _: Bounds) -> None:
    if value not in STRATEGIES:
        raise UnknownStrategy(f"There is no strategy {value!r}; choose one of {', '.join(STRATEGIES)}.")


def _hash(value: str, _: Bounds) -> None:
    if value not in HASHES:
        raise UnknownHash(f"There is no hash {value!r}; choose one of {', '.join(HASHES)}.")


_DIALS: dict[str, Callable[[Any, Bounds], None]] = {
    "virtual_nodes": lambda value, within: bounds.whole(
        "The number of virtual nodes", value, within.virtual_nodes
    ),
    "replicas": lambda value, within: bounds.whole("The number of copies", value, within.replicas),
    "capacity_bound": _bound,
    "strategy": _strategy,
    "hash": _hash,
    "keys": lambda value, within: bounds.whole("The number of keys", value, within.keys),
    "skew": lambda value, within: bounds.within("The skew", value, within.skew),
    "rate": lambda value, within: bounds.whole("The rate", value, within.rate),
}

_HANDLERS: dict[type[Any], Callable[[Cluster, Any, Bounds], Cluster]] = {
    AddServer: _add,
    RemoveServer: _remove,
    CrashServer: _crash,
    RecoverServer: _recover,
    MovePoint: _move,
    RenameServer: _rename,
    WeighServer: _weigh,
    Set: _set,
    Reset: _reset,
}


def _with(state: Cluster, server: Server) -> Cluster:
    rank = rank_of(state, server.id)
    return replace(state, servers=(*state.servers[:rank], server, *state.servers[rank + 1 :]))


def _free_name(state: Cluster, name: str) -> None:
    if any(server.name == name for server in state.servers):
        raise NameTaken(f"Another server is called {name!r} already.")


def _on_a_ring(state: Cluster) -> None:
    if not STRATEGIES[state.strategy].ring:
        raise NoRing(f"{STRATEGIES[state.strategy].label} has no ring, so a server has no place on it.")


def _within_points(state: Cluster, within: Bounds) -> Cluster:
    """Drop hand-placed points that no longer exist, and refuse a ring with too many points."""
    counts = [point_count(state, server) for server in state.servers]
    if sum(counts) > within.points:
        raise TooManyPoints(
            f"That would make {sum(counts):,} points on the ring; there is room for {within.points:,}."
        )
    if all(
        point < count
        for server, count in zip(state.servers, counts, strict=True)
        for point, _ in server.moved
    ):
        return state
    kept = tuple(
        replace(server, moved=tuple(place for place in server.moved if place[0] < count))
        for server, count in zip(state.servers, counts, strict=True)
    )
    return replace(state, servers=kept)


__all__ = ["OutOfRange", "evolve", "join"]
