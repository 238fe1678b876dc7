"""An evening of three shops: which shop a rule picks for an order, and when the pizza is at the door.

Invariant: a shop serves first come, first served. Cooking takes the same time for every order; chance decides only
when and where people order, and which two shops are looked at.
"""

import heapq
from bisect import bisect_left
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np

from ..queues import Dice, stream
from ..queues.policies.policy import least_of
from .town import COOK, DISTRICTS, OVENS, PACE, RIDES, SHOPS, to_the_door

# (waiting at each shop, ride from each, the shops that are open, dice) -> shop
Choose = Callable[[Sequence[int], Sequence[float], Sequence[int], Dice], int]


@dataclass(frozen=True, slots=True)
class Rule:
    name: str
    label: str
    choose: Choose


def _nearest(waiting: Sequence[int], rides: Sequence[float], shops: Sequence[int], dice: Dice) -> int:
    return min(shops, key=lambda shop: rides[shop])


def _least(waiting: Sequence[int], rides: Sequence[float], shops: Sequence[int], dice: Dice) -> int:
    return shops[least_of([waiting[shop] for shop in shops], dice)]


def _expected(waiting: Sequence[int], rides: Sequence[float], shops: Sequence[int], dice: Dice) -> int:
    return min(shops, key=lambda shop: to_the_door(waiting[shop], rides[shop]))


def _two(waiting: Sequence[int], rides: Sequence[float], shops: Sequence[int], dice: Dice) -> int:
    if len(shops) < 3:
        return _expected(waiting, rides, shops, dice)
    left_out = dice.roll(len(shops))
    return _expected(waiting, rides, [*shops[:left_out], *shops[left_out + 1 :]], dice)


RULES: dict[str, Rule] = {
    rule.name: rule
    for rule in (
        Rule("nearest", "Nearest shop", _nearest),
        Rule("least", "Shortest queue", _least),
        Rule("expected", "Soonest at the door", _expected),
        Rule("two", "Sooner of two", _two),
    )
}


@dataclass(frozen=True, slots=True)
class Calls:
    """Orders by phone, drawn once: when, from which district, and whether two shops must make it."""

    came: tuple[float, ...]
    district: tuple[int, ...]
    shared: tuple[bool, ...]


@dataclass(slots=True)
class Part:
    """What one shop does for one order; `order` counts from 0, and is below 0 for those that wait at the start."""

    order: int
    shop: int
    arrive: float
    start: float
    end: float
    burnt: bool = False


@dataclass(slots=True)
class Evening:
    """parts: as they arrive. door: order -> minute at which it is whole at the door; lost orders have none."""

    parts: list[Part] = field(default_factory=list)
    door: dict[int, float] = field(default_factory=dict)
    lost: set[int] = field(default_factory=set)


def draw_calls(seed: int, count: int, rate: float, shared: float) -> Calls:
    """The first order comes from the first district as the evening begins; the others by chance."""
    gaps = stream(seed, 0).exponential(1 / rate, count)
    gaps[0] = 0.0
    shares = np.array([district.share for district in DISTRICTS]) / 100
    districts = stream(seed, 1).choice(len(DISTRICTS), count, p=shares)
    districts[0] = 0
    both = stream(seed, 2).random(count) < shared
    both[0] = False
    return Calls(tuple(np.cumsum(gaps).tolist()), tuple(districts.tolist()), tuple(both.tolist()))


@dataclass(frozen=True, slots=True)
class Fire:
    """shop: -1 for none. copies: what burns is written down elsewhere, and made anew."""

    shop: int = -1
    minute: float = 60.0
    copies: bool = False


class _Town:
    def __init__(self, rule: Rule, dice: Dice, calls: Calls, waiting: Sequence[int]) -> None:
        self.rule, self.dice, self.calls = rule, dice, calls
        self.free = [[step * PACE for step in range(OVENS)] for _ in SHOPS]
        self.starts: list[list[float]] = [[] for _ in SHOPS]
        self.open = list(range(len(SHOPS)))
        self.evening = Evening()
        for shop, count in enumerate(waiting):
            for _ in range(count):
                self.make(-1, shop, 0.0, COOK)

    def waiting(self, minute: float) -> list[int]:
        """Orders that no oven has taken yet, at each shop."""
        return [len(starts) - bisect_left(starts, minute) for starts in self.starts]

    def make(self, order: int, shop: int, minute: float, work: float) -> Part:
        free = self.free[shop]
        start = max(minute, free[0])
        heapq.heapreplace(free, start + work)
        self.starts[shop].append(start)
        part = Part(order, shop, minute, start, start + work)
        self.evening.parts.append(part)
        return part

    def send(self, order: int, minute: float, seen: Sequence[int]) -> None:
        """Send an order to a shop, or half of it each to two."""
        rides = RIDES[self.calls.district[order]]
        shops = [self.rule.choose(seen, rides, self.open, self.dice)]
        if self.calls.shared[order] and len(self.open) > 1:
            others = [shop for shop in self.open if shop != shops[0]]
            shops.append(self.rule.choose(seen, rides, others, self.dice))
        for shop in shops:
            part = self.make(order, shop, minute, COOK / len(shops))
            at_door = part.end + rides[shop]
            self.evening.door[order] = max(at_door, self.evening.door.get(order, 0.0))

    def burn(self, fire: Fire) -> None:
        """All that the shop has not finished burns; with copies it is made anew elsewhere."""
        self.open.remove(fire.shop)
        burnt = [part for part in self.evening.parts if part.shop == fire.shop and part.end > fire.minute]
        for part in burnt:
            part.burnt, part.start, part.end = True, fire.minute, fire.minute
        orders = sorted({part.order for part in burnt if part.order >= 0})
        for order in orders:
            del self.evening.door[order]
            if fire.copies:
                self.send(order, fire.minute, self.waiting(fire.minute))
            else:
                self.evening.lost.add(order)


def play(
    rule: Rule,
    dice: Dice,
    calls: Calls,
    waiting: Sequence[int],
    *,
    age: float = 0.0,
    fire: Fire | None = None,
) -> Evening:
    """The evening under one rule. age: the dispatcher knows the queues from a list that is made anew so often."""
    town = _Town(rule, dice, calls, waiting)
    seen, next_list = town.waiting(0.0), 0.0
    for order, came in enumerate(calls.came):
        if fire and fire.shop in town.open and came >= fire.minute:
            town.burn(fire)
        if not age:
            seen = town.waiting(came)
        elif came >= next_list:
            made = came // age * age
            seen, next_list = town.waiting(made), made + age
        town.send(order, came, seen)
    town.evening.parts.sort(key=lambda part: part.arrive)
    return town.evening


def minutes(calls: Calls, evening: Evening) -> Mapping[int, float]:
    """Order -> minutes from ordering to eating, of those that came to the door."""
    return {order: door - calls.came[order] for order, door in sorted(evening.door.items())}
