"""One line, c servers: first come, first served, by whoever is free first.

Invariant: start[i] = max(arrive[i], the time at which a server is free), end[i] = start[i] + work[i]; so nobody
waits while a server is idle, and nobody overtakes in the line.
"""

import heapq
from dataclasses import dataclass

import numpy as np

from ..arrays import Floats
from .orders import Orders


@dataclass(frozen=True, slots=True)
class Served:
    """What became of orders, each array as long as theirs and in their order."""

    arrive: Floats
    start: Floats
    end: Floats

    @property
    def wait(self) -> Floats:
        return self.start - self.arrive

    @property
    def inside(self) -> Floats:
        """The time in the shop: waiting and work."""
        return self.end - self.arrive


def serve(orders: Orders, servers: int = 1, speed: float = 1.0) -> Served:
    """Serve the orders with `servers` servers that do `speed` units of work in a unit of time."""
    work = orders.work / speed
    start = _alone(orders.arrive, work) if servers == 1 else _together(orders.arrive, work, servers)
    return Served(orders.arrive, start, start + work)


def _alone(arrive: Floats, work: Floats) -> Floats:
    """One server, by Lindley's recursion (1952) without a loop: the wait is how far the work owed, less the time that
    has passed, stands over its lowest point so far.
    """
    owed = np.concatenate(([0.0], np.cumsum(work)[:-1])) - arrive
    return arrive + owed - np.minimum.accumulate(owed)


def _together(arrive: Floats, work: Floats, servers: int) -> Floats:
    free = [0.0] * servers
    starts: list[float] = []
    add, replace = starts.append, heapq.heapreplace
    for came, takes in zip(arrive.tolist(), work.tolist(), strict=True):
        first = free[0]
        start = came if came > first else first
        replace(free, start + takes)
        add(start)
    return np.array(starts)
