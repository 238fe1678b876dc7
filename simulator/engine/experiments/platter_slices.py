"""The evening of L05: how long every slice takes, with and without a second order, and every platter.

Invariant: one even number u in [0, 1) makes a slice: the larger it is, the longer the slice takes. First and second
kitchens have streams of their own, so asking a second one never changes what the first ones do.
"""

import math
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Annotated

import numpy as np

from ..arrays import Flags, Floats, Numbers
from ..queues import stream
from .experiment import Tick
from .parameters import Flag, Real, Whole

QUICK = (6.0, 14.0)  # minutes of a slice in time, evenly spread
PROMISE = 30.0  # minutes; a slice that takes longer is late
SHOWN = 24  # platters in the picture
_AROUND = 0.25  # a late slice takes its mean, a quarter more or less
_BLOCK = 400_000  # slices that are worked out at once
_FINE = 10  # steps in a minute


@dataclass(frozen=True, slots=True)
class Settings:
    kitchens: Annotated[int, Whole("Kitchens for a platter", 1, 2_000, log=True)] = 100
    late: Annotated[float, Real("Slices that are late", 0.01, 20, 0.01, unit="%", log=True)] = 1.0
    hedge: Annotated[bool, Flag("Ask a second kitchen when the first is slow")] = False
    percentile: Annotated[
        int,
        Whole(
            "Ask again after the percentile",
            50,
            99,
            note="95: after the time in which 95 of 100 slices are there.",
            more=True,
        ),
    ] = 95
    slow: Annotated[int, Whole("A late slice takes, on average", 45, 240, unit="min", more=True)] = 60
    shared: Annotated[
        int,
        Whole(
            "One trouble stops both kitchens",
            0,
            100,
            unit="%",
            note="Of the late slices, so many are late at the second kitchen for the same reason.",
            more=True,
        ),
    ] = 0
    parties: Annotated[int, Whole("Parties", 200, 5_000, log=True, more=True)] = 5_000

    @property
    def late_again(self) -> float:
        """The chance that a slice is late although a second kitchen was asked."""
        p, shared = self.late / 100, self.shared / 100
        if self.ask_again > QUICK[1]:
            return p  # asked so late that even a quick second slice comes too late
        return p * (shared + (1 - shared) * p)

    def minutes(self, u: Floats) -> Floats:
        """How long slices take, by their numbers: quick ones first, then the late ones."""
        in_time = 1 - self.late / 100
        low, high = QUICK
        quick = low + (high - low) / in_time * u
        slow = self.slow * (1 - _AROUND + 2 * _AROUND * (u - in_time) / (1 - in_time))
        times: Floats = np.where(u <= in_time, quick, slow)
        return times

    @property
    def ask_again(self) -> float:
        """After so many minutes a second kitchen is asked."""
        return float(self.minutes(np.array([self.percentile / 100]))[0])


def half_at(p: float) -> float:
    """The least number of kitchens with which at least half of the parties are late."""
    return math.ceil(math.log(0.5) / math.log1p(-p))


@dataclass(frozen=True, slots=True)
class Times:
    """counts: how many took 0 to 0.1 min, 0.1 to 0.2, and so on. total: the sum of the exact times."""

    counts: Numbers
    total: float

    @property
    def mean(self) -> float:
        return self.total / int(self.counts.sum())

    def quantile(self, share: float) -> float:
        """The time that this share keeps under, to a tenth of a minute."""
        reached = np.cumsum(self.counts)
        return (int(np.searchsorted(reached, share * reached[-1])) + 1) / _FINE

    def bars(self, width: int) -> tuple[tuple[float, ...], tuple[float, ...]]:
        """Middles of bars of so many minutes, and the share of each in per cent."""
        steps = width * _FINE
        padded = np.pad(self.counts, (0, -len(self.counts) % steps))
        shares = 100 * padded.reshape(-1, steps).sum(axis=1) / padded.sum()
        return tuple((width * (at + 0.5)) for at in range(len(shares))), tuple(shares.tolist())


@dataclass(frozen=True, slots=True)
class Platter:
    """One party of the picture. late: kitchens whose first slice is late; saved: those of them that a second saved."""

    late: tuple[int, ...]
    saved: tuple[int, ...]

    @property
    def still(self) -> tuple[int, ...]:
        return tuple(kitchen for kitchen in self.late if kitchen not in self.saved)


@dataclass(frozen=True, slots=True)
class Evening:
    """alone: with no second order. first_late: of each party, how many kitchens are in time before one is late."""

    slices_alone: Times
    slices: Times
    platters_alone: Times
    platters: Times
    first_late_alone: Numbers
    first_late: Numbers
    kitchens: int
    extra: float
    shown: tuple[Platter, ...]

    @staticmethod
    def late_with(first_late: Numbers, kitchens: int) -> float:
        """The share of parties that would be late with only the first so many kitchens."""
        return float(np.mean(first_late < kitchens))

    @property
    def late_alone(self) -> float:
        return self.late_with(self.first_late_alone, self.kitchens)

    @property
    def late(self) -> float:
        return self.late_with(self.first_late, self.kitchens)


@dataclass(frozen=True, slots=True)
class _Block:
    """Some parties: minutes of each slice, a row a party, alone and as set; how many slices were ordered twice."""

    alone: Floats
    times: Floats
    twice: int


def _blocks(settings: Settings, seed: int) -> Iterator[_Block]:
    first, second, trouble = (stream(seed, number) for number in range(3))
    rows = max(1, _BLOCK // settings.kitchens)
    p, after = settings.late / 100, settings.percentile / 100
    for begin in range(0, settings.parties, rows):
        u = first.random((min(rows, settings.parties - begin), settings.kitchens))
        alone = settings.minutes(u)
        if not settings.hedge:
            yield _Block(alone, alone, 0)
            continue
        again: Flags = u > after
        u1, u2 = u[again], second.random(int(again.sum()))
        both = (u1 >= 1 - p) & (100 * trouble.random(len(u1)) < settings.shared)
        u2 = np.where(both, 1 - p + p * u2, u2)
        times = alone.copy()
        times[again] = np.minimum(alone[again], settings.ask_again + settings.minutes(u2))
        yield _Block(alone, times, len(u1))


def evening(settings: Settings, seed: int, tick: Tick) -> Evening:
    """Every slice of every party."""
    gathered = _Gathered(settings)
    for block in _blocks(settings, seed):
        gathered.add(block)
        tick(gathered.parties, settings.parties)
    return gathered.evening()


class _Gathered:
    """What is kept of the blocks."""

    def __init__(self, settings: Settings) -> None:
        self.settings, self.parties, self.twice = settings, 0, 0
        longest = math.ceil((settings.slow * (1 + _AROUND) + 1) * _FINE)
        self.counts = [np.zeros(longest, np.int64) for _ in range(4)]
        self.totals = [0.0] * 4
        self.firsts: tuple[list[Numbers], list[Numbers]] = ([], [])
        self.shown: list[Platter] = []

    def add(self, block: _Block) -> None:
        self.parties += len(block.alone)
        self.twice += block.twice
        for at, times in enumerate((block.alone, block.times)):
            self._count(at, times.ravel())
            self._count(2 + at, times.max(axis=1))
            late = times > PROMISE
            self.firsts[at].append(np.where(late.any(axis=1), late.argmax(axis=1), self.settings.kitchens))
        for alone, times in zip(block.alone, block.times, strict=True):
            if len(self.shown) == SHOWN:
                break
            which = np.flatnonzero(alone > PROMISE)
            saved = which[times[which] <= PROMISE]
            self.shown.append(Platter(tuple(which.tolist()), tuple(saved.tolist())))

    def _count(self, at: int, times: Floats) -> None:
        steps = (times * _FINE).astype(np.int64)
        self.counts[at] += np.bincount(steps, minlength=len(self.counts[at]))
        self.totals[at] += float(times.sum())

    def evening(self) -> Evening:
        slices_alone, slices, platters_alone, platters = map(Times, self.counts, self.totals)
        alone, first = (np.concatenate(parts) for parts in self.firsts)
        return Evening(
            slices_alone,
            slices,
            platters_alone,
            platters,
            alone,
            first,
            self.settings.kitchens,
            self.twice / (self.parties * self.settings.kitchens),
            tuple(self.shown),
        )
