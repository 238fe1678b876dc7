"""Orders: when each comes and how much work it is, drawn once, so that every rule meets the same evening.

Invariant: orders depend on the seed and their own settings alone, never on who serves them. That is the method of
common random numbers: what differs between two runs differs by the rule. (Law, Simulation Modeling, 2015, 11.2.)
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import numpy as np

from ..arrays import Floats

Draw = Callable[[np.random.Generator, int], Floats]


def stream(seed: int, number: int) -> np.random.Generator:
    """The random numbers for one purpose: 0 arrivals, 1 work, 2 and on for rules. Streams of a seed never share."""
    return np.random.default_rng((seed, number))


def _even(rng: np.random.Generator, count: int) -> Floats:
    return np.ones(count)


def _exponential(rng: np.random.Generator, count: int) -> Floats:
    return rng.exponential(1.0, count)


def _wild(rng: np.random.Generator, count: int) -> Floats:
    """One in ten is long, 5.5 times the mean; the others half of it, each by an exponential. Squared variation 5.5."""
    scale = np.where(rng.random(count) < 0.1, 5.5, 0.5)
    return scale * rng.exponential(1.0, count)


# Gaps between orders and pieces of work, all of mean 1, by how uneven they are.
GAPS: Mapping[str, Draw] = {"even": _even, "random": _exponential, "wild": _wild}
WORK: Mapping[str, Draw] = GAPS


@dataclass(frozen=True, slots=True)
class Orders:
    """arrive: when each comes, never falling. work: how long it takes a server of speed 1. Same unit, same length."""

    arrive: Floats
    work: Floats

    def __len__(self) -> int:
        return len(self.arrive)


def draw_orders(
    seed: int, count: int, *, gap: float, work: float, gaps: str = "random", works: str = "random"
) -> Orders:
    """`count` orders with these mean gaps and mean work, in one unit. gaps, works: a key of GAPS and of WORK."""
    arrive = np.cumsum(GAPS[gaps](stream(seed, 0), count)) * gap
    return Orders(arrive, WORK[works](stream(seed, 1), count) * work)
