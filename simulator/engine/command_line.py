"""The command that rebuilds a state without a browser: the same servers, points and keys, and so the same loads."""

import shlex

from .cluster import Cluster
from .placement import STRATEGIES

_DIALS = {
    "hash": "--hash",
    "virtual_nodes": "--virtual-nodes",
    "replicas": "--replicas",
    "skew": "--skew",
    "rate": "--rate",
    "seed": "--seed",
}


def command_line(state: Cluster) -> str:
    """A `python manage.py simulate ...` line; what stands at its default is left out.

    Servers go by id, since it is ids that are hashed. What the strategy does not see (points and a bound, without a
    ring) is left out too.
    """
    words = ["python", "manage.py", "simulate", "--servers", ",".join(server.id for server in state.servers)]
    words += ["--strategy", state.strategy, "--count", str(state.keys)]
    default = Cluster(servers=())
    for dial, option in _DIALS.items():
        value = getattr(state, dial)
        words += [option, str(value)] if value != getattr(default, dial) else []
    weights = [f"{server.id}={server.weight!r}" for server in state.servers if server.weight != 1.0]
    words += ["--weights", ",".join(weights)] if weights else []
    down = [server.id for server in state.servers if not server.up]
    words += ["--down", ",".join(down)] if down else []
    if STRATEGIES[state.strategy].ring:
        words += ["--capacity-bound", str(state.capacity_bound)] if state.capacity_bound is not None else []
        for server in state.servers:
            for index, position in server.moved:
                words += ["--move", f"{server.id}:{index}={position!r}"]
    return shlex.join(words)
