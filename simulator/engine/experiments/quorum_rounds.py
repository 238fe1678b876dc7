"""Rounds of a quorum: somebody writes, and a little later somebody else reads.

Invariant: a write counts as done when `write` books have it; the other books get the line later, each after a time of
its own (exponential, of mean `lag`). A read asks `read` books chosen at random and takes the newest line it meets. So
stale(age) = C(n - W, R) / C(n, R) x exp(-R age / lag)   (PBS12; Gifford 1979 for R + W > N, where it is 0).
"""

import math
from dataclasses import dataclass

import numpy as np

from ..arrays import Flags, Floats
from ..queues import stream

BLOCK = 20_000  # rounds at a time: so the arrays stay small


@dataclass(frozen=True, slots=True)
class Quorum:
    """books: those that answer, so without the failed ones. write, read: how many are waited for, and asked."""

    books: int
    write: int
    read: int

    @property
    def can_write(self) -> bool:
        return self.write <= self.books

    @property
    def can_read(self) -> bool:
        return self.read <= self.books

    @property
    def possible(self) -> bool:
        return self.can_write and self.can_read


def stale_share(quorum: Quorum, age: float = 0.0, lag: float = 1.0) -> float:
    """The chance that a read, `age` after the write was done, meets no copy of it; of a quorum that is possible."""
    missed = math.comb(quorum.books - quorum.write, quorum.read) / math.comb(quorum.books, quorum.read)
    return missed * math.exp(-quorum.read * age / lag)


def catch_up(quorum: Quorum, lag: float, rounds: int, seed: int) -> Floats:
    """For each round how long after the write a read of its books would first have met the new line; 0: at once."""
    rng = stream(seed, 0)
    waits: list[Floats] = []
    for begin in range(0, rounds, BLOCK):
        count = min(BLOCK, rounds - begin)
        has = np.where(_chosen(rng, count, quorum.books, quorum.write), 0.0, np.inf)
        late = np.minimum(has, rng.exponential(lag, has.shape))
        asked = _chosen(rng, count, quorum.books, quorum.read)
        waits.append(np.where(asked, late, np.inf).min(axis=1))
    return np.concatenate(waits)


def _chosen(rng: np.random.Generator, rounds: int, books: int, some: int) -> Flags:
    """For each round `some` of the books, all choices equally likely."""
    rank = rng.random((rounds, books)).argsort(axis=1).argsort(axis=1)
    chosen: Flags = rank < some
    return chosen


def fastest(some: int, books: int) -> float:
    """Mean time until `some` of the books have answered, in mean answer times: H_n - H_(n - some), if each answer is
    exponential (Renyi 1953).
    """
    return math.fsum(1 / left for left in range(books - some + 1, books + 1))


def slowest(some: int) -> float:
    """Mean time until all of `some` books that were asked have answered: H_some."""
    return fastest(some, some)
