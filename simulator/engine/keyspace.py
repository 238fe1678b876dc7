"""The keys: hashed once, sorted once, some more popular than others.

Invariant: `positions` never falls, and `ids[i]` is the key at `positions[i]`; keys at one position stand in
the order of their ids. Populations are nested: the keys of a smaller one are the first keys of a larger one.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from .arrays import Floats, Hashes, Ids
from .hashing import HASHES


@dataclass(frozen=True, slots=True, eq=False)
class Keyspace:
    """Keys in hash order. Compared by identity, so that it can stand in the key of a cache."""

    hash: str
    positions: Hashes  # (m,) 64-bit, sorted
    ids: Ids  # (m,) in the same order; the key with id i arrives as number i and has popularity rank i

    def __len__(self) -> int:
        return len(self.positions)


def sorted_keys(hash_name: str, hashes: Hashes) -> Keyspace:
    """Sort the hashes of keys 0, 1, 2, ...; ties stay in the order of the ids."""
    positions, ids = _sort(hashes)
    positions.setflags(write=False)
    ids.setflags(write=False)
    return Keyspace(hash_name, positions, ids)


def _sort(hashes: Hashes) -> tuple[Hashes, Ids]:
    # Sorting values is far quicker than sorting indices. So the id takes the place of the low bits of the hash;
    # should two hashes differ in those bits alone, and stand the wrong way round, sort again the slow way.
    low = np.uint64((1 << max(len(hashes) - 1, 1).bit_length()) - 1)
    packed = (hashes & ~low) | np.arange(len(hashes), dtype=np.uint64)
    packed.sort()
    ids = (packed & low).astype(np.uint32)
    positions = hashes[ids]
    if np.any(positions[1:] < positions[:-1]):
        ids = np.argsort(hashes, kind="stable").astype(np.uint32)
        positions = hashes[ids]
    return positions, ids


@lru_cache(maxsize=32)
def generated(hash_name: str, count: int) -> Keyspace:
    """The keys "order-0" to "order-{count - 1}"."""
    return sorted_keys(hash_name, HASHES[hash_name].many([f"order-{number}" for number in range(count)]))


def named(hash_name: str, names: Sequence[str]) -> Keyspace:
    """Keys of the caller's own, in the order in which they arrive."""
    return sorted_keys(hash_name, HASHES[hash_name].many(names))


@lru_cache(maxsize=32)
def popularity(count: int, skew: float) -> Floats:
    """The chance that a request asks for key 0, 1, 2, ...: Zipf's law, p ~ 1 / (id + 1) ** skew. Sums to
    1.
    """
    weights = np.arange(1, count + 1, dtype=np.float64) ** -skew
    weights /= weights.sum()
    weights.setflags(write=False)
    return weights


@lru_cache(maxsize=16)
def cumulative(keys: Keyspace, skew: float) -> Floats:
    """Shape (m + 1,): entry i is the share of all requests that ask for one of the first i keys in hash
    order.
    """
    running = np.concatenate(([0.0], np.cumsum(popularity(len(keys), skew)[keys.ids])))
    running.setflags(write=False)
    return running


@lru_cache(maxsize=16)
def first(keys: Keyspace, count: int) -> Keyspace:
    """The keys with ids below `count`, which are a population of their own."""
    if count >= len(keys):
        return keys
    chosen = keys.ids < count
    return Keyspace(keys.hash, keys.positions[chosen], keys.ids[chosen])
