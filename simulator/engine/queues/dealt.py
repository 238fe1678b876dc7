"""Orders dealt to servers by a rule: each server has a line of its own, and serves it first come, first served.

Invariant: an order stays where it was dealt. start[i] = max(arrive[i], the end of what its server had before),
end[i] = start[i] + work[i] / speed; a refused order takes no time: start = end = arrive.
"""

import heapq
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from ..arrays import Flags, Floats, Numbers
from ..trace import Station, Stop
from .dice import Dice
from .orders import Orders
from .policies import SMOOTHING, Policy, State


@dataclass(frozen=True, slots=True)
class Dealt:
    """What became of orders, each array as long as theirs and in their order; `servers`: how many there are."""

    servers: int
    arrive: Floats
    start: Floats
    end: Floats
    server: Numbers
    lost: Flags

    @property
    def inside(self) -> Floats:
        """The time in the shop of every order that was not refused."""
        return (self.end - self.arrive)[~self.lost]

    @property
    def counts(self) -> Numbers:
        """Orders that each server was dealt and took."""
        return np.bincount(self.server[~self.lost], minlength=self.servers)

    def open_at(self, times: Floats) -> Numbers:
        """Orders at each server, waiting or at work, at these times: a row a server."""
        return self._between(self.end, times)

    def waiting_at(self, times: Floats) -> Numbers:
        """Orders that wait at each server at these times: a row a server."""
        return self._between(self.start, times)

    def _between(self, until: Floats, times: Floats) -> Numbers:
        rows = []
        for server in range(self.servers):
            of_it = (self.server == server) & ~self.lost
            # orders of one line come, begin and end in one order, so both columns are sorted
            came = np.searchsorted(self.arrive[of_it], times, "right")
            rows.append(came - np.searchsorted(until[of_it], times, "right"))
        return np.array(rows)

    def stops(self, stations: Sequence[Station], until: float) -> tuple[Stop, ...]:
        """The stops of the orders that come up to this time, numbered from 1; a station is one server."""
        count = int(np.searchsorted(self.arrive, until, "right"))
        columns = (self.server, self.arrive, self.start, self.end, self.lost)
        rows = zip(*(column[:count].tolist() for column in columns), strict=True)
        return tuple(
            Stop(order, stations[server].id, 0, arrive, start, end, lost)
            for order, (server, arrive, start, end, lost) in enumerate(rows, start=1)
        )


def deal(
    orders: Orders,
    speeds: Sequence[float],
    policy: Policy,
    dice: Dice,
    *,
    weights: Sequence[float] = (),
    limit: int = 0,
    age: float = 0.0,
) -> Dealt:
    """Deal the orders by the rule.

    weights: how strong the dealer takes each server to be; all alike if empty. limit: open orders at a server, above
    which it refuses; 0 for none. age: the dealer reads the open orders from a list that is made anew every `age`;
    0: it always knows.
    """
    floor = _Floor(speeds, weights, limit)
    state, leaving, choose, next_list = floor.state, floor.leaving, policy.choose, 0.0
    servers: list[int] = []
    spans: list[tuple[float, float, bool]] = []
    for came, work in zip(orders.arrive.tolist(), orders.work.tolist(), strict=True):
        if age and came >= next_list:
            made = came // age * age
            floor.pass_to(made)
            state.open, next_list = floor.open.copy(), made + age
        if leaving and leaving[0][0] <= came:
            floor.pass_to(came)
        server = choose(state, dice)
        servers.append(server)
        spans.append(floor.take(server, came, work))
    starts, ends, lost = zip(*spans, strict=True) if spans else ((), (), ())
    return Dealt(
        len(speeds),
        orders.arrive,
        np.array(starts, np.float64),
        np.array(ends, np.float64),
        np.array(servers, np.int64),
        np.array(lost, np.bool_),
    )


class _Floor:
    """The servers at one moment. Until one has answered, its time is taken to be 1: the mean of the work."""

    def __init__(self, speeds: Sequence[float], weights: Sequence[float], limit: int) -> None:
        many = len(speeds)
        self.speeds, self.limit = tuple(speeds), limit
        self.open = [0] * many
        self.leaving: list[tuple[float, int, float]] = []
        self.state = State(tuple(weights) or (1.0,) * many, self.open, [0] * many, [1.0] * many, [0.0] * many)

    def pass_to(self, time: float) -> None:
        """Orders that are done by this time leave."""
        leaving, replies = self.leaving, self.state.replies
        while leaving and leaving[0][0] <= time:
            _, server, inside = heapq.heappop(leaving)
            self.open[server] -= 1
            replies[server] += SMOOTHING * (inside - replies[server])

    def take(self, server: int, came: float, work: float) -> tuple[float, float, bool]:
        """Start and end of an order at this server, and whether it was refused."""
        state = self.state
        state.turn += 1
        state.dealt[server] += 1
        if self.limit and self.open[server] >= self.limit:
            return came, came, True
        start = max(came, state.free[server])
        end = state.free[server] = start + work / self.speeds[server]
        self.open[server] += 1
        heapq.heappush(self.leaving, (end, server, end - came))
        return start, end, False
