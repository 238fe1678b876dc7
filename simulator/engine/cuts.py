"""Where points cut the sorted keys: for each point, how many keys stand at or before it.

Invariant: the answer is that of a binary search, `searchsorted(keys, points, side="right")`. A key exactly at a
point counts, since it belongs to that point: "the first point at or after the key".
"""

from functools import lru_cache
from typing import NamedTuple

import numpy as np

from .arrays import Hashes, Places
from .keyspace import Keyspace

_MANY = 4_096  # points; fewer are searched for in no time
_CROWDED = 32  # keys in one drawer; a poor hash can put thousands there, and then a binary search is better


def cut(keys: Keyspace, points: Hashes) -> Places:
    """Shape (P,). `points` may stand in any order."""
    many = len(points) > max(_MANY, len(keys) // 16)
    drawers = _drawers(keys) if many and len(keys) else None
    if drawers is None:
        return np.searchsorted(keys.positions, points, side="right").astype(np.int32)
    # A hash is a random number, so its top bits say nearly where it stands among the keys: open the drawer of
    # these bits and walk on, a key or so. With many points that is half the time of a binary search.
    at = drawers.first[(points >> drawers.shift).astype(np.int64)]
    walking = np.arange(len(points))
    while len(walking):
        here = at[walking]
        on = (here < len(keys)) & (keys.positions.take(here, mode="clip") <= points[walking])
        walking = walking[on]
        at[walking] += 1
    return at


class _Drawers(NamedTuple):
    """Keys by the top bits of their hash; drawer d starts with key `first[d]` in hash order."""

    shift: np.uint64
    first: Places


@lru_cache(maxsize=8)
def _drawers(keys: Keyspace) -> _Drawers | None:
    """About one key to a drawer; None where keys crowd together."""
    bits = len(keys).bit_length()
    shift = np.uint64(64 - bits)
    counts = np.bincount((keys.positions >> shift).astype(np.int64), minlength=2**bits)
    if counts.max() > _CROWDED:
        return None
    return _Drawers(shift, (np.cumsum(counts) - counts).astype(np.int32))
