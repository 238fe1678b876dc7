"""What `manage.py simulate` does, without the command line: options in, plain results out."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from simulator.engine import (
    LIBRARY,
    SLOT,
    AddServer,
    Cluster,
    Command,
    CrashServer,
    History,
    Keyspace,
    MovePoint,
    RemoveServer,
    Server,
    Set,
    compare,
    derive,
    evolve,
    frame,
    join,
    place,
)


@dataclass(frozen=True, slots=True)
class Point:
    """`--move server:index=position`: a point placed by hand."""

    server: str
    index: int
    position: float


@dataclass(frozen=True, slots=True)
class Plan:
    """What was asked for. `dials` are fields of `Cluster`; at most one of add, remove and crash is a server's name."""

    servers: Sequence[str]
    weights: Mapping[str, float]
    moves: Sequence[Point]
    down: Sequence[str]
    dials: Mapping[str, Any]
    add: str | None = None
    remove: str | None = None
    crash: str | None = None


def build(plan: Plan) -> Cluster:
    """The cluster before any action; raises a `Refusal` that says what cannot be."""
    default = Cluster(servers=())
    changed = {name: value for name, value in plan.dials.items() if value != getattr(default, name)}
    seed = {"seed": changed.pop("seed")} if "seed" in changed else {}
    state = Cluster(servers=(), **seed)
    if changed:
        state = evolve(state, Set(**changed), LIBRARY)
    for name in plan.servers:
        state = join(state, Server(name, name, weight=plan.weights.get(name, 1.0)), LIBRARY)
    present = set(plan.servers)
    for point in plan.moves:
        if point.server in present:  # another one is for the server that joins
            state = evolve(state, MovePoint(point.server, point.index, point.position), LIBRARY)
    for name in plan.down:
        state = evolve(state, CrashServer(name), LIBRARY)
    return state


def act(plan: Plan, before: Cluster) -> tuple[Cluster, Command] | None:
    """The one action of the plan and the cluster after it; None if there is none."""
    if plan.add is not None:
        after = join(before, Server(plan.add, plan.add, weight=plan.weights.get(plan.add, 1.0)), LIBRARY)
        for point in plan.moves:
            if point.server == plan.add:
                after = evolve(after, MovePoint(point.server, point.index, point.position), LIBRARY)
        return after, AddServer(name=plan.add)
    if plan.remove is not None:
        removed = RemoveServer(plan.remove)
        return evolve(before, removed, LIBRARY), removed
    if plan.crash is not None:
        crashed = CrashServer(plan.crash)
        return evolve(before, crashed, LIBRARY), crashed
    return None


def result_of(before: Cluster, action: tuple[Cluster, Command] | None, keys: Keyspace) -> dict[str, Any]:
    """The answer as JSON knows it: loads after the action, and what the action moved."""
    after = action[0] if action else before
    derived = derive(after, keys)
    result: dict[str, Any] = {
        "strategy": after.strategy,
        "hash": after.hash,
        "keys": len(keys),
        "loads": {server_id: count for server_id, count, _ in derived.loads},
        "shares": {server_id: share for server_id, _, share in derived.loads},
        "peak_to_mean": derived.peak_to_mean,
    }
    return {**result, **asdict(compare(before, after, action[1], keys))} if action else result


def owner_of_each(state: Cluster, keys: Keyspace, names: Sequence[str]) -> dict[str, str]:
    """Key -> server, in the order of the keys."""
    owners: list[str] = [""] * len(keys)
    ids = [server.id for server in state.servers]
    for key, rank in zip(keys.ids.tolist(), place(state, keys).tolist(), strict=True):
        owners[key] = ids[rank]
    return dict(zip(names, owners, strict=True))


def play(before: Cluster, after: Cluster, seconds: int) -> dict[str, Any]:
    """Traffic for some seconds from the moment of the change: requests by server, and the hit rate each second."""
    history = History.start(before, 0.0).then(0.0, after)
    slots = round(1 / SLOT)
    requests: dict[str, int] = {server.id: 0 for server in after.servers}
    failed = 0
    for slot in range(seconds * slots):
        for server_id, count in frame(after, history, slot).counts:
            if server_id is None:
                failed += count
            else:
                requests[server_id] += count
    rates = [frame(after, history, second * slots).hit_rate for second in range(1, seconds + 1)]
    return {"seconds": seconds, "requests": requests, "failed": failed, "hit_rate": rates}


def generated_names(count: int) -> list[str]:
    return [f"order-{number}" for number in range(count)]
