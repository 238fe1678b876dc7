"""What every strategy offers: one small record of functions.

A server is a rank, its place in `cluster.servers`. A key is its 64-bit hash.
"""

from collections.abc import Callable
from dataclasses import dataclass

from ..arrays import Hashes, Ranks
from ..cluster import Cluster
from ..keyspace import Keyspace


@dataclass(frozen=True, slots=True)
class Strategy:
    """One row of `STRATEGIES`.

    `owners(cluster, keys)`: shape (m,), the rank of the first owner of each key, in hash order.
    `preferences(cluster, hashes, length)`: shape (k, min(length, n)), the ranks of the servers that hold
    copies of each hash, all distinct, the owner first. Bounds on load are not seen here.
    """

    label: str
    note: str
    owners: Callable[[Cluster, Keyspace], Ranks]
    preferences: Callable[[Cluster, Hashes, int], Ranks]
    ring: bool = False  # has points on a circle
    weighted: bool = False  # follows the servers' weights
