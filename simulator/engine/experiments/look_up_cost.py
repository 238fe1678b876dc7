"""What one look-up costs, in steps that can be counted: never in seconds, which belong to a machine."""

import math

from ..arrays import Hashes
from ..placement import jump

_SAMPLE = 1_000


def comparisons(points: int) -> float:
    """Of a binary search among `points`, at most."""
    return float(max(1, math.ceil(math.log2(points))))


def jumps(hashes: Hashes, servers: int) -> float:
    """Places that a key of jump hash stands on, on average over a thousand of `hashes`; 1 + 1/2 + ... + 1/n in
    theory.
    """
    sample = sampled(hashes)
    return sum(len(jump.path(key, servers)) for key in sample.tolist()) / len(sample)


def sampled(hashes: Hashes) -> Hashes:
    """About a thousand of them, evenly spread."""
    return hashes[:: max(1, len(hashes) // _SAMPLE)]
