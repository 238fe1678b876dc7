"""The strategies, by name. The table feeds the menus, the validation and the tests."""

from dataclasses import replace
from functools import lru_cache

from ..arrays import Ranks
from ..cluster import Cluster, Server
from ..keyspace import Keyspace
from .jump import JUMP
from .maglev import MAGLEV
from .modulo import MODULO
from .rendezvous import RENDEZVOUS
from .ring import RING
from .strategy import Strategy

STRATEGIES: dict[str, Strategy] = {
    "ring": RING,
    "modulo": MODULO,
    "rendezvous": RENDEZVOUS,
    "jump": JUMP,
    "maglev": MAGLEV,
}


def essence(cluster: Cluster) -> Cluster:
    """The cluster with everything struck out that its strategy does not see: equal essences place alike."""
    strategy = STRATEGIES[cluster.strategy]
    servers = tuple(
        Server(
            id=server.id,
            name="",
            weight=server.weight if strategy.weighted else 1.0,
            moved=server.moved if strategy.ring else (),
        )
        for server in cluster.servers
    )
    return Cluster(
        servers=servers,
        strategy=cluster.strategy,
        hash=cluster.hash,
        virtual_nodes=cluster.virtual_nodes if strategy.ring else 1,
        keys=cluster.keys,
        capacity_bound=cluster.capacity_bound if strategy.ring else None,
    )


def place(cluster: Cluster, keys: Keyspace) -> Ranks:
    """The rank of every key's owner, in hash order: shape (m,), read-only, from the store of recent
    answers.
    """
    return _place(replace(essence(cluster), keys=len(keys)), keys)


@lru_cache(maxsize=64)
def _place(cluster: Cluster, keys: Keyspace) -> Ranks:
    owners = STRATEGIES[cluster.strategy].owners(cluster, keys)
    owners.setflags(write=False)
    return owners


__all__ = ["STRATEGIES", "Strategy", "essence", "place"]
