"""Jump consistent hash: a key jumps forward through the bucket numbers until it would leave the table.

Moves: the least possible, 1 / (n + 1), when bucket n joins at the end. Costs: about ln n steps of arithmetic,
no memory.
Cannot: remove a bucket from the middle (buckets are numbers 0 to n - 1, only the last can go; taking out
another one renumbers all after it and moves most of their keys), or follow weights.
Source: Lamping and Veach, "A Fast, Minimal Memory, Consistent Hash Algorithm", 2014 (arXiv:1406.2294), figure
1.
"""

import numpy as np

from ..arrays import Hashes, Numbers, Ranks
from ..cluster import Cluster
from ..keyspace import Keyspace
from .strategy import Strategy

_MULTIPLIER, _ONE, _SHIFT = np.uint64(2862933555777941757), np.uint64(1), np.uint64(33)


def buckets(hashes: Hashes, count: int) -> Numbers:
    """The bucket, 0 to count - 1, of each 64-bit key. Keys drop out of the loop as they land."""
    landed = np.zeros(len(hashes), np.int64)
    flying = np.arange(len(hashes))
    state, bucket = hashes, landed
    while len(flying):
        landed[flying] = bucket
        state = state * _MULTIPLIER + _ONE
        bucket = ((bucket + 1) * (float(1 << 31) / ((state >> _SHIFT) + _ONE).astype(np.float64))).astype(
            np.int64
        )
        on = bucket < count
        flying, state, bucket = flying[on], state[on], bucket[on]
    return landed


def path(key: int, count: int) -> tuple[int, ...]:
    """Every bucket that one key stood on, the last being its home."""
    stops: list[int] = []
    state, bucket = key, 0
    while bucket < count:
        stops.append(bucket)
        state = (state * 2862933555777941757 + 1) & 0xFFFFFFFFFFFFFFFF
        bucket = int((bucket + 1) * (float(1 << 31) / float((state >> 33) + 1)))
    return tuple(stops)


def owners(cluster: Cluster, keys: Keyspace) -> Ranks:
    return buckets(keys.positions, len(cluster.servers)).astype(np.uint16)


def preferences(cluster: Cluster, hashes: Hashes, length: int) -> Ranks:
    """The paper leaves copies open; here they go to the next buckets by number."""
    count = len(cluster.servers)
    first = buckets(hashes, count)
    return ((first[:, None] + np.arange(min(length, count))) % count).astype(np.uint16)


JUMP = Strategy(
    label="Jump",
    note="Five lines and no table. Adding a last server moves the least possible; "
    "taking out one in the middle renumbers the rest.",
    owners=owners,
    preferences=preferences,
)
