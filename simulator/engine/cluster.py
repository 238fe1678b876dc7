"""The state: servers and the dials, frozen.

Invariant: a `Cluster` holds facts that a person chose and nothing that can be computed from them.
"""

from dataclasses import dataclass

import numpy as np

from .arrays import Floats
from .refusal import UnknownServer


@dataclass(frozen=True, slots=True)
class Server:
    """`weight` is capacity beside the others. `moved` are the points a hand has placed: (index, position in
    [0, 1)).
    """

    id: str
    name: str
    weight: float = 1.0
    up: bool = True
    moved: tuple[tuple[int, float], ...] = ()


@dataclass(frozen=True, slots=True)
class Cluster:
    """`rate` is in requests a second; `capacity_bound` is a multiple of the fair share, or None for no
    bound.
    """

    servers: tuple[Server, ...]
    strategy: str = "ring"
    hash: str = "xxh3"
    virtual_nodes: int = 1
    keys: int = 10_000
    skew: float = 0.0
    replicas: int = 1
    capacity_bound: float | None = None
    rate: int = 1_240
    seed: int = 7
    next_server: int = 1


def rank_of(cluster: Cluster, server_id: str) -> int:
    """The place of a server in `cluster.servers`; raises `UnknownServer`."""
    for rank, server in enumerate(cluster.servers):
        if server.id == server_id:
            return rank
    raise UnknownServer(f"There is no server {server_id!r} here.")


def server_of(cluster: Cluster, server_id: str) -> Server:
    """The server with this id; raises `UnknownServer`."""
    return cluster.servers[rank_of(cluster, server_id)]


def fair_shares(cluster: Cluster) -> Floats:
    """What each server would carry if load followed weight exactly: shape (n,), sums to 1."""
    weights = np.array([server.weight for server in cluster.servers])
    shares: Floats = weights / weights.sum()
    return shares


def point_count(cluster: Cluster, server: Server) -> int:
    """How many virtual nodes a server has: in proportion to its weight, and at least one."""
    return max(1, round(cluster.virtual_nodes * server.weight))
