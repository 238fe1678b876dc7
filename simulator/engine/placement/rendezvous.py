"""Rendezvous, or highest random weight: every server bids for a key, the highest bid wins.

Moves: the least possible, whoever joins or leaves. Costs: n bids for every look-up, no memory but the names.
Cannot: answer quickly with thousands of servers.
Sources: Thaler and Ravishankar, "Using Name-Based Mappings to Increase Hit Rates", IEEE/ACM ToN 6(1), 1998,
section 3; weights as -w / ln(u): Schindelhauer and Schomaker, "Weighted Distributed Hash Tables", SPAA 2005
(logarithmic method).
"""

import numpy as np

from ..arrays import Floats, Hashes, Ranks
from ..cluster import Cluster
from ..hashing import HASHES, mix
from ..keyspace import Keyspace
from .strategy import Strategy

_CHUNK = 16_384  # keys at a time, so that the bids of one server stay in the processor's cache


def owners(cluster: Cluster, keys: Keyspace) -> Ranks:
    return best(cluster, keys.positions)


def best(cluster: Cluster, hashes: Hashes) -> Ranks:
    """The rank of the highest bidder for each hash; of equal bids the earlier server's wins."""
    names = _names(cluster)
    weights = [server.weight for server in cluster.servers]
    even = len(set(weights)) == 1  # then -w / ln(u) grows with u, and the bits of u will do
    winners = np.zeros(len(hashes), np.uint16)
    for start in range(0, len(hashes), _CHUNK):
        part = hashes[start : start + _CHUNK]
        winner = winners[start : start + _CHUNK]
        highest = _bits(part, names[0]) if even else _bid(part, names[0], weights[0])
        for rank in range(1, len(names)):
            bid = _bits(part, names[rank]) if even else _bid(part, names[rank], weights[rank])
            winner[bid > highest] = rank
            np.maximum(highest, bid, out=highest)
    return winners


def bids(cluster: Cluster, hashes: Hashes) -> Floats:
    """Shape (k, n): -w / ln(u), with u uniform in (0, 1) from the mix of key and server."""
    return np.stack(
        [
            _bid(hashes, name, server.weight)
            for name, server in zip(_names(cluster), cluster.servers, strict=True)
        ],
        axis=1,
    )


def preferences(cluster: Cluster, hashes: Hashes, length: int) -> Ranks:
    """By falling bid."""
    order = np.argsort(-bids(cluster, hashes), axis=1, kind="stable")
    return order[:, :length].astype(np.uint16)


def _names(cluster: Cluster) -> Hashes:
    return HASHES[cluster.hash].many([server.id for server in cluster.servers])


def _bits(hashes: Hashes, name: np.uint64) -> Hashes:
    return mix(hashes ^ name) >> np.uint64(11)  # the 53 bits that a float can hold


def _uniform(hashes: Hashes, name: np.uint64) -> Floats:
    uniform: Floats = (_bits(hashes, name).astype(np.float64) + 0.5) * 2.0**-53
    return uniform


def _bid(hashes: Hashes, name: np.uint64, weight: float) -> Floats:
    bid: Floats = -weight / np.log(_uniform(hashes, name))
    return bid


RENDEZVOUS = Strategy(
    label="Rendezvous",
    note="Every server bids for every key and the highest bid wins. Moves the least possible; "
    "each look-up works through all servers.",
    owners=owners,
    preferences=preferences,
    weighted=True,
)
