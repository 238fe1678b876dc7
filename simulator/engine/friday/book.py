"""The order book: three shops keep each page. W of them must have written an order, R of them are asked about it.

Invariant: with R + W > 3 whoever reads meets at least one shop that was written to, so no order is made twice.
Source: Gifford, "Weighted Voting for Replicated Data", SOSP 1979.
"""

from collections.abc import Sequence

from .town import COPIES, SHOPS, WEST

EVERYWHERE = frozenset(range(len(SHOPS)))
SIDES = tuple(frozenset(WEST) if shop in WEST else EVERYWHERE - frozenset(WEST) for shop in EVERYWHERE)


def reach(shop: int, cut: bool) -> frozenset[int]:
    """The shops that this one can talk to, itself among them."""
    return SIDES[shop] if cut else EVERYWHERE


def overlap(w: int, r: int) -> bool:
    """Whether every read meets every write."""
    return w + r > COPIES


def can(count: int, keepers: Sequence[int], reached: frozenset[int]) -> bool:
    """Whether so many keepers can be reached."""
    return sum(keeper in reached for keeper in keepers) >= count


def stale(asked: Sequence[int], written: frozenset[int]) -> bool:
    """Whether none of those asked knows the order."""
    return not any(shop in written for shop in asked)
