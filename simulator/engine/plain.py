"""A cluster as plain lists and numbers, for storage and for the wire, and its fingerprint."""

import hashlib
import json
from collections.abc import Mapping
from typing import Any

from .cluster import Cluster, Server

_DIALS = (
    "strategy",
    "hash",
    "virtual_nodes",
    "keys",
    "skew",
    "replicas",
    "capacity_bound",
    "rate",
    "seed",
    "next_server",
)


def to_plain(state: Cluster) -> dict[str, Any]:
    """The state as JSON knows it; `from_plain` turns it back into an equal one."""
    return {
        "servers": [
            {"id": server.id, "name": server.name, "weight": server.weight, "up": server.up}
            for server in state.servers
        ],
        "moved_points": [
            [server.id, index, position] for server in state.servers for index, position in server.moved
        ],
        **{dial: getattr(state, dial) for dial in _DIALS},
    }


def from_plain(plain: Mapping[str, Any]) -> Cluster:
    """The inverse of `to_plain`. Keys that it does not know are left aside; a missing one raises KeyError."""
    moved: dict[str, list[tuple[int, float]]] = {server["id"]: [] for server in plain["servers"]}
    for server_id, index, position in plain["moved_points"]:
        moved[server_id].append((int(index), float(position)))
    servers = tuple(
        Server(
            id=server["id"],
            name=server["name"],
            weight=float(server["weight"]),
            up=server["up"],
            moved=tuple(sorted(moved[server["id"]])),
        )
        for server in plain["servers"]
    )
    return Cluster(servers=servers, **{dial: plain[dial] for dial in _DIALS})


def fingerprint(plain: Mapping[str, Any]) -> str:
    """Sixteen hexadecimal digits that two browsers can compare: SHA-256 of the canonical JSON."""
    canonical = json.dumps(plain, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256(canonical.encode()).hexdigest()[:16]
