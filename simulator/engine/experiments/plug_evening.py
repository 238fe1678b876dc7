"""An evening with shops that lose power: what every call meets, by what callers do when no answer comes.

Invariant: a shop bakes what lies in its line in the order of coming, whether or not somebody still waits for it. The
orders are drawn before (same seed, same orders); a rule of the callers changes only how often and when they call.
"""

import heapq
import math
from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass, field

from ..queues import Orders

CALLS = 4  # the first one and three more
_NEVER = math.nan


@dataclass(frozen=True, slots=True)
class Shops:
    """ovens: in each shop. The first `stopped` shops lose power from `pulled` to `back`; the dealer notices it after
    `notice`, and knows at once when the power is back. Minutes.

    forget: when the turn of a slip comes and it can no longer be ready in time, the shop throws it away.
    """

    count: int
    ovens: int
    stopped: int
    pulled: float
    back: float
    notice: float
    forget: bool = False

    def dark(self, shop: int, time: float) -> bool:
        """Whether this shop has no power."""
        return shop < self.stopped and self.pulled <= time < self.back

    def dealt_to(self, time: float) -> range:
        """The shops that the dealer takes to be open; if that is none, he goes on with all."""
        knows = self.pulled + self.notice <= time < self.back
        return range(self.stopped if knows and self.stopped < self.count else 0, self.count)


@dataclass(frozen=True, slots=True)
class Callers:
    """patience: minutes until one takes it that no answer comes. calls: how often one calls at most.

    pauses: before each further call, in patiences; each is stretched by chance (jitter) to between half and one and a
    half of it.
    """

    id: str
    name: str
    patience: float
    calls: int = 1
    pauses: tuple[float, ...] = ()

    def pause(self, number: int, luck: float) -> float:
        """Minutes between giving up call `number`, counted from 1, and the next call."""
        return self.pauses[number - 1] * self.patience * (0.5 + luck) if self.pauses else 0.0


@dataclass(slots=True)
class Call:
    """One call, the `number`th of its order. until: how long its caller waits. begun, end: of the baking, if any;
    thrown: when its slip was thrown away.

    cut: (oven, begun, cut) of a baking that a power cut broke off; it begins anew.
    """

    order: int
    number: int
    shop: int
    at: float
    until: float
    oven: int = 0
    begun: float = _NEVER
    end: float = _NEVER
    thrown: float = _NEVER
    cut: list[tuple[int, float, float]] = field(default_factory=list)

    @property
    def answered(self) -> bool:
        """Whether the pizza came while somebody waited for it."""
        return self.end <= self.until


@dataclass(frozen=True, slots=True)
class Evening:
    """calls: in the order in which they were made. orders: what was ordered."""

    shops: Shops
    callers: Callers
    orders: Orders
    calls: tuple[Call, ...]

    @property
    def answered(self) -> frozenset[int]:
        """The orders that got a pizza in time."""
        return frozenset(call.order for call in self.calls if call.answered)

    @property
    def lost(self) -> int:
        return len(self.orders) - len(self.answered)

    @property
    def wasted(self) -> int:
        """Pizzas that were baked for nobody: the caller had given up, or had one already."""
        return sum(call.end == call.end for call in self.calls) - len(self.answered)


def play(shops: Shops, orders: Orders, callers: Callers, luck: Sequence[Sequence[float]]) -> Evening:
    """luck: for each order, a number from 0 to 1 for each pause."""
    return Evening(shops, callers, orders, tuple(_Floor(shops, orders, callers, luck).play()))


class _Floor:
    """The shops while an evening is played. Calls are known by their place in `calls`."""

    def __init__(
        self, shops: Shops, orders: Orders, callers: Callers, luck: Sequence[Sequence[float]]
    ) -> None:
        self.shops, self.callers, self.luck = shops, callers, luck
        self.work = orders.work.tolist()
        self.calls: list[Call] = []
        self.lines: list[deque[int]] = [deque() for _ in range(shops.count)]
        self.free = [list(range(shops.ovens)) for _ in range(shops.count)]
        self.turn = 0
        # time, rank, and two numbers that say what it is about
        self.events = [(time, _CALL, order, 1) for order, time in enumerate(orders.arrive.tolist())]
        self.events += [
            (time, rank, shop, 0)
            for shop in range(shops.stopped)
            for time, rank in ((shops.pulled, _CUT), (shops.back, _BACK))
        ]
        heapq.heapify(self.events)

    def play(self) -> list[Call]:
        deeds = {_DONE: self.done, _CUT: self.cut, _BACK: self.bake, _GIVE_UP: self.give_up, _CALL: self.call}
        while self.events:
            time, rank, *about = heapq.heappop(self.events)
            deeds[rank](time, *about)
        return self.calls

    def call(self, time: float, order: int, number: int) -> None:
        """Deal a call to the next shop in turn."""
        among = self.shops.dealt_to(time)
        shop = among[self.turn % len(among)]
        self.turn += 1
        index = len(self.calls)
        self.calls.append(Call(order, number, shop, time, time + self.callers.patience))
        self.lines[shop].append(index)
        if number < self.callers.calls:
            heapq.heappush(self.events, (time + self.callers.patience, _GIVE_UP, index, 0))
        self.bake(time, shop)

    def bake(self, time: float, shop: int, _: int = 0) -> None:
        """Fill the ovens from the line."""
        line, free = self.lines[shop], self.free[shop]
        while line and free and not self.shops.dark(shop, time):
            index = line.popleft()
            one = self.calls[index]
            if self.shops.forget and time + self.work[one.order] > one.until:
                one.thrown = time
                continue
            one.oven, one.begun = heapq.heappop(free), time
            one.end = time + self.work[one.order]
            heapq.heappush(self.events, (one.end, _DONE, index, 0))

    def done(self, time: float, index: int, _: int) -> None:
        one = self.calls[index]
        if one.end == time:  # not if the power went in between
            heapq.heappush(self.free[one.shop], one.oven)
            self.bake(time, one.shop)

    def cut(self, time: float, shop: int, _: int) -> None:
        """What is in the ovens is spoilt and goes back to the head of the line."""
        spoilt = [
            index for index, one in enumerate(self.calls) if one.shop == shop and one.begun <= time < one.end
        ]
        for index in reversed(spoilt):
            one = self.calls[index]
            one.cut.append((one.oven, one.begun, time))
            heapq.heappush(self.free[shop], one.oven)
            one.begun = one.end = _NEVER
            self.lines[shop].appendleft(index)

    def give_up(self, time: float, index: int, _: int) -> None:
        """No answer came in time: call again, now or later."""
        one = self.calls[index]
        if one.answered:
            return
        pause = self.callers.pause(one.number, self.luck[one.order][one.number - 1])
        heapq.heappush(self.events, (time + pause, _CALL, one.order, one.number + 1))


_DONE, _CUT, _BACK, _GIVE_UP, _CALL = range(5)  # what happens at one time happens in this order
