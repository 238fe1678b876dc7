"""Requests for keys of unequal popularity, each at the oven that takes it, with or without a cap.

Invariant: with a cap c no oven takes more than ceil(c m / n) of the m requests; what a full oven refuses walks
on clockwise. Placing is done by the live ring's bounded loads, over requests in their order of arrival.
Sources: Zipf's law; Mirrokni, Thorup and Zadimoghaddam, "Consistent Hashing with Bounded Loads", SODA 2018
(arXiv:1608.01350).
"""

from dataclasses import dataclass, replace
from functools import lru_cache

import numpy as np

from ..arrays import Flags, Numbers, Ranks
from ..cluster import Cluster
from ..hashing import to_fraction
from ..keyspace import Keyspace, generated, popularity, sorted_keys
from ..placement import ring
from ..preference_list import distinct_from

KEYS = REQUESTS = 10_000


@dataclass(frozen=True, slots=True, eq=False)
class Placed:
    """Requests in hash order. taker, home: ranks in the cluster, (m,). tried: full ovens met on the way, (m,)."""

    loads: Numbers
    taker: Ranks
    home: Ranks
    tried: Numbers

    @property
    def peak(self) -> float:
        """The fullest oven beside the mean."""
        return float(self.loads.max() / self.loads.mean())

    @property
    def away(self) -> float:
        """The share of requests that did not stay at home, in [0, 1]."""
        return float((self.taker != self.home).mean())


@lru_cache(maxsize=8)
def requests(exponent: float, seed: int) -> Keyspace:
    """Requests in flight: their keys' places, and as ids the order in which they came. With exponent 0 each key
    is asked for once.
    """
    keys = generated("xxh3", KEYS)
    if exponent == 0:
        return keys
    hashes = np.empty(KEYS, np.uint64)
    hashes[keys.ids] = keys.positions
    drawn = np.random.default_rng(seed).choice(KEYS, REQUESTS, p=popularity(KEYS, exponent))
    return sorted_keys("xxh3", hashes[drawn])


def placed(cluster: Cluster, keys: Keyspace) -> Placed:
    """Every request at its oven."""
    free = replace(cluster, capacity_bound=None)
    home, taker = ring.owners(free, keys), ring.owners(cluster, keys)
    loads = np.bincount(taker, minlength=len(cluster.servers))
    return Placed(loads, taker, home, _tried(free, keys, taker, home))


def _tried(cluster: Cluster, keys: Keyspace, taker: Ranks, home: Ranks) -> Numbers:
    """How many different ovens each request met before the one that took it."""
    tried = np.zeros(len(keys), np.int64)
    away = np.flatnonzero(taker != home)
    slices = ring.slices_for(cluster, ring.NO_KEYS)
    starts, which = np.unique(ring.first_points(slices, keys.positions[away]), return_inverse=True)
    met = distinct_from(ring.ranks_of(cluster, slices), starts, len(cluster.servers))[which]
    tried[away] = (met == taker[away][:, None]).argmax(axis=1)
    return tried


def moved_when_one_leaves(cluster: Cluster, keys: Keyspace) -> float:
    """The share of requests that another oven would serve after one left, averaged over who leaves."""
    here = _takers(cluster, keys, cluster)
    shares = []
    for server in cluster.servers:
        after = replace(cluster, servers=tuple(one for one in cluster.servers if one is not server))
        shares.append(float((_takers(after, keys, cluster) != here).mean()))
    return sum(shares) / len(shares)


def _takers(cluster: Cluster, keys: Keyspace, among: Cluster) -> Numbers:
    """The oven of each request, as its rank in another cluster that has all of them."""
    rank = {server.id: rank for rank, server in enumerate(among.servers)}
    ranks: Numbers = np.array([rank[server.id] for server in cluster.servers])[ring.owners(cluster, keys)]
    return ranks


@dataclass(frozen=True, slots=True, eq=False)
class Hottest:
    """The key that is asked for most: its place, its requests as a mask in hash order, their share, and the
    share of the ten hottest keys.
    """

    position: float
    mine: Flags
    share: float
    ten: float


def hottest(keys: Keyspace) -> Hottest:
    """The star among the requests."""
    places, counts = np.unique(keys.positions, return_counts=True)
    star = places[counts.argmax()]
    mine = keys.positions == star
    ten = np.sort(counts)[-10:].sum() / len(keys)
    return Hottest(to_fraction(int(star)), mine, float(mine.mean()), float(ten))


def ovens_of(here: Placed, star: Hottest) -> tuple[int, ...]:
    """The ranks of the ovens that serve the hottest key, in the order in which its walk meets them."""
    served = zip(here.tried[star.mine].tolist(), here.taker[star.mine].tolist(), strict=True)
    return tuple(rank for _, rank in sorted(set(served)))
