"""How even many rings are, for V points a server: measured on rings at random.

Invariant: what is measured for V depends on the seed, the servers' strengths and V alone.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from ..arrays import Floats
from .many_rings import at_random, heirs_of, shares_of

FLAGS = (1, 3, 10, 30, 100, 300, 1_000)
_POINTS = 200_000  # of all rings of one V together
_RINGS = (4, 2_000)  # at least and at most


@dataclass(frozen=True, slots=True)
class Evenness:
    """Of the shares of all servers over their fair ones, on many rings with `flags` points a server.

    spread: their root mean square distance from 1. peak: the mean over the rings of the largest; nine rings in ten
    lie between `low` and `high`. heirs: how many servers share the keys of one that dies, on average; heir_share:
    what the luckiest of them gets of these keys.
    """

    flags: int
    rings: int
    spread: float
    peak: float
    low: float
    high: float
    heirs: float
    heir_share: float


def evenness(flags: int, strengths: Floats, seed: int) -> Evenness:
    """Measure. `strengths` are the servers' weights; a server has max(1, round(V × weight)) points."""
    counts = counts_of(flags, strengths)
    rings = int(np.clip(_POINTS // sum(counts), *_RINGS))
    drawn = at_random(rings, counts, np.random.default_rng((seed, flags)))
    ratios = shares_of(drawn) * (strengths.sum() / strengths)
    peaks = ratios.max(axis=1)
    heirs = heirs_of(drawn, np.full(rings, len(strengths) - 1))
    low, high = np.quantile(peaks, (0.05, 0.95)).tolist()
    return Evenness(
        flags,
        rings,
        float(np.sqrt(np.mean((ratios - 1.0) ** 2))),
        float(peaks.mean()),
        low,
        high,
        float((heirs > 0).sum(axis=1).mean()),
        float(heirs.max(axis=1).mean()),
    )


def counts_of(flags: int, strengths: Floats) -> Sequence[int]:
    """The points of each server."""
    return [max(1, round(flags * strength)) for strength in strengths.tolist()]


def expected_spread(flags: int, strengths: Floats) -> float:
    """The same by the Beta law: with equal strengths sqrt((n - 1) / (n V + 1))."""
    counts = np.array(counts_of(flags, strengths), np.float64)
    total, fair = counts.sum(), strengths / strengths.sum()
    variance = counts * (total - counts) / (total**2 * (total + 1.0))
    bias = counts / total - fair  # points are whole, so a share may be meant a little off its fair one
    return float(np.sqrt(np.mean((variance + bias**2) / fair**2)))
