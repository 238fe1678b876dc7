"""m % n: number the servers, divide the hash, take the remainder.

Moves: n / (n + 1) of all keys when server n + 1 joins, and as many when one leaves; only keys whose remainder
is the same for both stay (1 in n + 1). Costs: one division, no memory. Cannot: follow weights, or change n
cheaply.
Source: the scheme that Karger et al. (STOC 1997, section 1) set out to replace.
"""

import numpy as np

from ..arrays import Hashes, Ranks
from ..cluster import Cluster
from ..keyspace import Keyspace
from .strategy import Strategy


def owners(cluster: Cluster, keys: Keyspace) -> Ranks:
    return (keys.positions % np.uint64(len(cluster.servers))).astype(np.uint16)


def preferences(cluster: Cluster, hashes: Hashes, length: int) -> Ranks:
    """Copies go to the next servers by number."""
    count = len(cluster.servers)
    first = (hashes % np.uint64(count)).astype(np.int64)
    return ((first[:, None] + np.arange(min(length, count))) % count).astype(np.uint16)


MODULO = Strategy(
    label="m % n",
    note="The remainder of hash divided by servers. Even, until the number of servers changes: "
    "then nearly every key moves.",
    owners=owners,
    preferences=preferences,
)
