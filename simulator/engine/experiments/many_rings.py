"""Many rings at once: the arcs of a thousand rings in one array, to see what chance does.

Invariant: in every row of `Rings` the points stand clockwise, an arc ends at its point, and the arcs sum to 1.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from ..arrays import Floats, Hashes, Numbers
from ..hashing import CIRCLE
from ..slices import Slices

_RANK_BITS = 16


@dataclass(frozen=True, slots=True, eq=False)
class Rings:
    """R rings of P points. owners and arcs: shape (R, P). owners are ranks below `servers`."""

    servers: int
    owners: Numbers
    arcs: Floats


def rings_of(positions: Hashes, counts: Sequence[int]) -> Rings:
    """Rings from 64-bit places, shape (R, P): the first counts[0] columns are points of server 0, and so on.

    The rank rides in the low bits of its place, so that one quick sort of numbers orders both.
    """
    ranks = np.repeat(np.arange(len(counts), dtype=np.uint64), counts)
    low = np.uint64(2**_RANK_BITS - 1)
    packed = (positions & ~low) | ranks
    packed.sort(axis=1)
    places = (packed & ~low).astype(np.float64) / CIRCLE
    arcs = np.diff(places, axis=1, prepend=places[:, -1:] - 1.0)
    return Rings(len(counts), (packed & low).astype(np.int64), arcs)


def ring_of(slices: Slices) -> Rings:
    """One ring of the engine, as the only row."""
    places = slices.positions.astype(np.float64) / CIRCLE
    arcs = np.diff(places, prepend=places[-1] - 1.0)
    return Rings(len(slices.layout.entries), slices.servers.astype(np.int64)[None], arcs[None])


def at_random(rings: int, counts: Sequence[int], rng: np.random.Generator) -> Rings:
    """Rings whose points stand where chance puts them: what a good hash looks like."""
    return rings_of(rng.integers(0, 2**64, (rings, sum(counts)), dtype=np.uint64), counts)


def shares_of(rings: Rings) -> Floats:
    """The share of each server: shape (R, n), rows sum to 1."""
    return _summed(rings.owners, rings.arcs, rings.servers)


def heirs_of(rings: Rings, dead: Numbers) -> Floats:
    """Who takes over when server `dead[r]` leaves ring r: shares of its keys, shape (R, n), rows sum to 1.

    An orphaned arc goes to the next point clockwise that is not the dead server's own. Needs two servers.
    """
    count = rings.owners.shape[1]
    alive = np.concatenate([rings.owners != dead[:, None]] * 2, axis=1)  # two turns: a walk may pass the top
    place = np.where(alive, np.arange(2 * count), 2 * count)
    following = np.minimum.accumulate(place[:, ::-1], axis=1)[:, ::-1][:, :count] % count
    heirs = np.take_along_axis(rings.owners, following, axis=1)
    orphaned = np.where(alive[:, :count], 0.0, rings.arcs)
    taken = _summed(heirs, orphaned, rings.servers)
    shares: Floats = taken / taken.sum(axis=1, keepdims=True)
    return shares


def _summed(owners: Numbers, weights: Floats, servers: int) -> Floats:
    rows = len(owners)
    bins = owners + np.arange(rows)[:, None] * servers
    sums = np.bincount(bins.ravel(), weights.ravel(), minlength=rows * servers).astype(np.float64)
    return sums.reshape(rows, servers)
