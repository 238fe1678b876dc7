"""Faults: what goes wrong this evening, and when.

Invariant: they depend on the seed alone, begin on whole minutes, and come in this order: release, slow shop, hot
pizza, cut. So nobody is asked for two answers in the same minute.
"""

from dataclasses import dataclass
from functools import lru_cache

from ..queues import stream
from .town import KINDS, SHOPS


@dataclass(frozen=True, slots=True)
class Faults:
    """Minutes. The release goes on until it is rolled back."""

    release_at: int
    slow_shop: int
    slow_from: int
    slow_to: int
    hot_kind: int
    hot_from: int
    hot_to: int
    cut_from: int
    cut_to: int


@lru_cache(maxsize=64)
def faults_of(seed: int) -> Faults:
    """The faults of this evening."""
    rng = stream(seed, 6)
    release, slow, hot, cut = (
        int(rng.integers(low, high)) for low, high in ((38, 50), (68, 82), (112, 124), (176, 188))
    )
    return Faults(
        release,
        int(rng.integers(0, len(SHOPS))),
        slow,
        slow + 70,
        int(rng.integers(KINDS // 4, KINDS)),
        hot,
        hot + 55,
        cut,
        cut + 25,
    )
