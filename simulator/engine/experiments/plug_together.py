"""Copies that fail together: some failures have a cause that all copies share, the others hit each copy apart.

Invariant: the beta factor model (Fleming, 1975). Each copy is down the share `down` of the time; the part `shared` of
that stops all at once. So all are down with the chance 1 - (1 - shared down) (1 - ((1 - shared) down)^copies).

And callers who call again: with a chance f that a call fails, they make 1 + f + f^2 + f^3 calls on average.
"""

import numpy as np

from ..arrays import Floats
from ..queues import stream
from .plug_evening import CALLS

DOWN = 0.01  # of the time, each copy
_MOMENTS = 1_000_000
_STREAM = 7
BETA_FACTOR = "1 − (1 − shared part) × (1 − the rest to the power of the copies), the beta factor model"


def all_down(copies: int, shared: float, down: float = DOWN) -> float:
    """The chance that every copy is down at a moment."""
    return 1 - (1 - shared * down) * (1 - ((1 - shared) * down) ** copies)


def drawn_down(shared: float, seed: int, down: float = DOWN) -> float:
    """The share of drawn moments in which both of two copies are down."""
    rng = stream(seed, _STREAM)
    together, one = ((shared * down, (1 - shared) * down) > rng.random((2, _MOMENTS), np.float32).T).T
    other = rng.random(int(one.sum())) < (1 - shared) * down  # matters only where the first is down
    together[one] |= other
    return float(np.mean(together))


def calls_expected(fails: float) -> float:
    """Calls for each order, if each call fails with this chance, whatever the others do."""
    return sum(fails**number for number in range(CALLS))


def calls_drawn(fails: float, seed: int, orders: int = 2_000) -> float:
    """The same, by throwing dice."""
    failed: Floats = stream(seed, _STREAM + 1).random((orders, CALLS - 1))
    return 1 + float(np.cumprod(failed < fails, axis=1).sum()) / orders


def safe_share(shops: int, stopped: int = 1) -> float:
    """How busy equal shops may be if the others must carry everything once so many have stopped."""
    return max(0, shops - stopped) / shops
