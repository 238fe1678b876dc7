"""The rail: orders hang on it until a pair of hands is free. It has a length, and a rule for when it is full.

Invariant: every order ends in exactly one way: made, refused at the door, or dropped from the rail. Orders that hang
on the rail are begun in the order in which they came to it.
"""

import heapq
from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Literal

import numpy as np

from ..arrays import Floats
from ..queues import GAPS, stream

Full = Literal["refuse", "drop", "slow"]
MAKING = 1.0  # minutes that a pair needs for one order
_TINY = 1e-9  # minutes that rounding may take


@dataclass(frozen=True, slots=True)
class Rail:
    """pairs: of hands, each makes an order a minute. limit: places on the rail; with none, every
    rule refuses. full: what happens beyond them.

    back: minutes after which an order that nobody ticked off hangs on the rail again.
    """

    pairs: int
    limit: int
    full: Full
    back: float = 5.0


@dataclass(frozen=True, slots=True)
class Visit:
    """An order at the rail. came: to the door. hung: on the rail. begun, end: of the making, or of its stay if lost.

    again: it has been made before, and nobody had ticked it off. lost: refused or dropped.
    """

    order: int
    came: float
    hung: float
    begun: float
    end: float
    pair: int
    again: bool = False
    lost: Literal["", "refused", "dropped"] = ""


@dataclass(frozen=True, slots=True)
class Curve:
    """How many orders come a minute. kind: "rush" is one rush and then calm, "steady" a rush without end, "waves" both
    by turns. minutes: how long a rush or a calm takes; watch: how long orders come.
    """

    kind: str
    rush: float
    calm: float
    minutes: float
    watch: float

    def at(self, time: float) -> float:
        """Orders a minute at this time."""
        rushing = self.kind == "steady" or (
            int(time / self.minutes) % 2 == 0 if self.kind == "waves" else time < self.minutes
        )
        return self.rush if rushing else self.calm

    @property
    def cuts(self) -> list[float]:
        """Where the rate may change, from 0 to `watch`."""
        inner = [self.minutes * turn for turn in range(1, int(self.watch / self.minutes) + 1)]
        kept = [] if self.kind == "steady" else inner[:1] if self.kind == "rush" else inner
        return [0.0, *(cut for cut in kept if cut < self.watch), self.watch]


def arrivals(curve: Curve, seed: int | None) -> Floats:
    """When orders come, within `curve.watch`. seed: None for even gaps. At other rates the same luck comes sooner."""
    cuts = curve.cuts
    amounts = [curve.at((start + end) / 2) * (end - start) for start, end in pairwise(cuts)]
    total = sum(amounts)
    if seed is None:
        places = np.arange(np.ceil(total - _TINY))
    else:
        count = int(total + 6 * np.sqrt(total) + 20)
        places = np.cumsum(GAPS["random"](stream(seed, 0), count))
        places = places[places < total]
    times: Floats = np.interp(places, np.cumsum([0.0, *amounts]), cuts)
    return times


@dataclass
class _Evening:
    """The rail while an evening is played."""

    rail: Rail
    crashes: Sequence[int]
    visits: list[Visit] = field(default_factory=list)
    hanging: deque[tuple[int, float, float]] = field(default_factory=deque)  # order, came, hung
    door: deque[tuple[int, float]] = field(default_factory=deque)
    made: dict[int, int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        # The pairs begin one after the other, so that one of them comes free at even gaps.
        step = MAKING / self.rail.pairs
        self.free = [(step * pair, pair) for pair in range(self.rail.pairs)]
        self.returns: list[tuple[float, int]] = []

    def work_until(self, time: float) -> None:
        """Begin whatever can begin before this time."""
        while self.hanging and max(self.free[0][0], self.hanging[0][2]) <= time:
            order, came, hung = self.hanging.popleft()
            ready, pair = heapq.heappop(self.free)
            begun = max(ready, hung)
            heapq.heappush(self.free, (begun + MAKING, pair))
            before = self.made.get(order, 0)
            self.made[order] = before + 1
            self.visits.append(Visit(order, came, hung, begun, begun + MAKING, pair, again=before > 0))
            if before < self.crashes[order]:
                heapq.heappush(self.returns, (begun + MAKING + self.rail.back, order))
            if self.door:
                self.hanging.append((*self.door.popleft(), begun))

    def come(self, order: int, time: float) -> None:
        limit = self.rail.limit
        if len(self.hanging) < limit or (not self.hanging and self.free[0][0] <= time + _TINY):
            self.hanging.append((order, time, time))
            self.work_until(time + _TINY)
        elif self.rail.full == "slow" and limit:
            self.door.append((order, time))
        elif self.rail.full == "drop" and self.hanging:
            oldest, came, hung = self.hanging.popleft()
            again = self.made.get(oldest, 0) > 0
            self.visits.append(Visit(oldest, came, hung, time, time, 0, again, lost="dropped"))
            self.hanging.append((order, time, time))
        else:
            self.visits.append(Visit(order, time, time, time, time, 0, lost="refused"))

    def come_back(self) -> None:
        """The next order that nobody ticked off hangs on the rail again."""
        back, order = heapq.heappop(self.returns)
        self.hanging.append((order, back, back))


def play(rail: Rail, times: Floats, crashes: Sequence[int]) -> tuple[Visit, ...]:
    """crashes: for each order how many pairs that make it do not tick it off. In the order of coming to the rail.

    An order that comes back hangs on the rail even if it is full: it was never ticked off.
    """
    evening = _Evening(rail, crashes)
    coming = times.tolist()
    place = 0
    while place < len(coming) or evening.returns or evening.hanging:
        new = coming[place] if place < len(coming) else np.inf
        old = evening.returns[0][0] if evening.returns else np.inf
        evening.work_until(min(new, old))
        if evening.returns and evening.returns[0][0] < min(new, old):
            continue  # what was begun just now comes back before anything else happens
        if old < new:
            evening.come_back()
        elif place < len(coming):
            evening.come(place, new)
            place += 1
    return tuple(sorted(evening.visits, key=lambda one: (one.came, one.order)))


def crashes_of(seed: int, orders: int, share: float) -> list[int]:
    """How often each order is made without being ticked off, in a row, at most five times."""
    luck = stream(seed, 2).random((orders, 5)) < share
    return [int(row.cumprod().sum()) for row in luck.astype(int)]
