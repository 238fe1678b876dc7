"""The command that rebuilds a state without a browser: the same servers, points and keys, and so the same
loads.
"""

import shlex

from .cluster import Cluster


def command_line(state: Cluster) -> str:
    """A `python manage.py simulate ...` line. Servers go by id, since it is ids that are hashed; names are
    left out.
    """
    words = ["python", "manage.py", "simulate", "--servers", ",".join(server.id for server in state.servers)]
    words += ["--strategy", state.strategy, "--hash", state.hash, "--virtual-nodes", str(state.virtual_nodes)]
    weights = [f"{server.id}={server.weight!r}" for server in state.servers if server.weight != 1.0]
    if weights:
        words += ["--weights", ",".join(weights)]
    for server in state.servers:
        for index, position in server.moved:
            words += ["--move", f"{server.id}:{index}={position!r}"]
    for server in state.servers:
        if not server.up:
            words += ["--down", server.id]
    words += ["--replicas", str(state.replicas)] if state.replicas != 1 else []
    words += ["--capacity-bound", repr(state.capacity_bound)] if state.capacity_bound is not None else []
    words += ["--count", str(state.keys), "--skew", repr(state.skew)]
    words += ["--rate", str(state.rate), "--seed", str(state.seed)]
    return shlex.join(words)
