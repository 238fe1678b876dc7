"""Errands: what an order has to look up, how long each look takes, and what a list of them takes together.

Invariant: a list in a row takes the sum of its errands, a list at the same time the longest of them. Times in
microseconds. The times are orders of magnitude, from a list of about 2012 (LatNum).
"""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from ..arrays import Floats
from ..queues import stream

MEMORY = 0.1
TIMES: Mapping[str, float] = {"memory": MEMORY, "ssd": 150.0, "building": 500.0, "ocean": 150_000.0}
CALLS = ("building", "ocean")  # these leave the machine: they can be lost
NAMES: Mapping[str, tuple[str, str]] = {
    "memory": ("memory read", "memory reads"),
    "ssd": ("SSD read", "SSD reads"),
    "building": ("call in the same building", "calls in the same building"),
    "ocean": ("call across the ocean", "calls across the ocean"),
}
# (operation, microseconds) of the whole list, quickest first.
LADDER: tuple[tuple[str, float], ...] = (
    ("L1 cache", 0.0005),
    ("main memory", MEMORY),
    ("SSD random read", 150.0),
    ("1 MB from memory", 250.0),
    ("round trip in a data centre", 500.0),
    ("disk seek", 10_000.0),
    ("California to the Netherlands and back", 150_000.0),
)
PATIENCE = 1_000_000.0  # before a call is taken for lost and made again
LIGHT = 200.0  # kilometres in a millisecond, in glass fibre
LONDON_NEW_YORK = 5_570  # kilometres


@dataclass(frozen=True, slots=True)
class Basket:
    """counts: errands by kind. hit: chance that a cache in memory spares a call. lost: chance that a call or its
    answer is lost, and is made again.
    """

    counts: Mapping[str, int]
    together: bool = False
    hit: float = 0.0
    lost: float = 0.0

    def mean_piece(self, kind: str) -> float:
        """What the errands of a kind take, on average. A hit is a memory read; a miss is that and the call.

        With calls at the same time the cache spares the wait only if it has all of them.
        """
        count = self.counts[kind]
        if not count:
            return 0.0
        if kind not in CALLS:
            return TIMES[kind] if self.together else count * TIMES[kind]
        look = MEMORY if self.hit else 0.0
        if not self.together:
            call = TIMES[kind] + PATIENCE * self.lost / (1 - self.lost)
            return count * (look + (1 - self.hit) * call)
        return look + (1 - self.hit**count) * TIMES[kind] + PATIENCE * self._most_tries_again(count)

    def _most_tries_again(self, count: int) -> float:
        """How often the unluckiest call is made again, on average: the chances that one fails t times, over t >= 1."""
        total, term = 0.0, self.lost
        while term > 1e-12:
            total += 1 - (1 - (1 - self.hit) * term) ** count
            term *= self.lost
        return total

    def mean(self) -> float:
        """What the whole list takes on average; at the same time, it is exact if one kind of call outlasts the rest."""
        pieces = [self.mean_piece(kind) for kind in TIMES]
        return max(pieces) if self.together else sum(pieces)


@dataclass(frozen=True, slots=True)
class Tried:
    """Many orders with the same list. total: of each; twice: calls done twice, as only the answer was lost."""

    total: Floats
    pieces: Mapping[str, float]
    twice: float


def try_out(basket: Basket, orders: int, seed: int) -> Tried:
    """The list done by so many orders. pieces: the mean of each kind, by itself."""
    pieces: dict[str, Floats] = {}
    twice = 0
    for number, (kind, time) in enumerate(TIMES.items()):
        count = basket.counts[kind]
        if kind not in CALLS or not count:
            each = time if basket.together and count else count * time
            pieces[kind] = np.full(orders, each)
            continue
        rng = stream(seed, number)
        missed = rng.random((orders, count)) >= basket.hit
        again = rng.geometric(1 - basket.lost, (orders, count)) - 1
        again[~missed] = 0
        twice += int(rng.binomial(again, 0.5).sum())
        took = (MEMORY if basket.hit else 0.0) + missed * time + again * PATIENCE
        pieces[kind] = took.max(axis=1) if basket.together else took.sum(axis=1)
    stacked = np.array(list(pieces.values()))
    total = stacked.max(axis=0) if basket.together else stacked.sum(axis=0)
    return Tried(total, {kind: float(piece.mean()) for kind, piece in pieces.items()}, twice / orders)


def floor(kilometres: float) -> float:
    """There and back at the speed of light in fibre: no question over this distance is answered sooner."""
    return 1_000 * 2 * kilometres / LIGHT


def in_words(microseconds: float) -> str:
    """ "100 ns", "150 µs", "1.51 s"."""
    for unit, size in (("s", 1e6), ("ms", 1e3), ("µs", 1.0)):
        if microseconds >= size * 0.9995:
            return f"{_three(microseconds / size)} {unit}"
    return f"{_three(microseconds * 1_000)} ns"


def stretched(microseconds: float) -> str:
    """How long it would feel if a nanosecond were a second."""
    seconds = microseconds * 1_000
    for unit, size in (("years", 86_400 * 365.25), ("days", 86_400), ("hours", 3_600), ("minutes", 60)):
        if seconds >= size:
            return f"{_two(seconds / size)} {unit}"
    return "half a second" if seconds == 0.5 else f"{_two(seconds)} seconds"


def _three(value: float) -> str:
    return f"{float(f'{value:.3g}'):,.10g}"


def _two(value: float) -> str:
    return f"{value:,.0f}" if value >= 10 else f"{value:.1f}"
