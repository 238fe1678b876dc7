"""A kitchen of ten chefs, as one team or as two: how the same dishes fare in both, and what theory expects.

Invariant: both kitchens get the same dishes at the same times with the same work. Who makes them is all that differs.
"""

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from ..arrays import Floats
from ..queues import Orders, Served, draw_orders, serve, stream, theory

CHEFS = 10
MINUTES = 6.0  # one dish, by a chef who makes everything


@dataclass(frozen=True, slots=True)
class Team:
    """Chefs who share one queue. rate: dishes an hour that come to it. minutes: of work in one."""

    chefs: int
    rate: float
    minutes: float

    @property
    def busy(self) -> float:
        """The busy share; at 1 or more the queue never settles."""
        return self.rate * self.minutes / (60.0 * self.chefs) if self.chefs else np.inf

    @property
    def wait(self) -> float | None:
        """Minutes in the queue in the long run (Erlang C); None: it grows for ever."""
        return theory.mean_wait(self.chefs, self.busy) * self.minutes if self.busy < 1 else None


@dataclass(frozen=True)
class Split:
    """The kitchen in two teams. gain: how much faster a specialist is, in per cent."""

    pizza: Team
    garlic: Team

    @cached_property
    def teams(self) -> tuple[Team, Team]:
        return self.pizza, self.garlic

    @property
    def wait(self) -> float | None:
        """Over all dishes, in the long run."""
        return self._over_all(self.pizza.wait, self.garlic.wait)

    @property
    def inside(self) -> float | None:
        """Waiting and work."""
        wait = self.wait
        return None if wait is None else wait + self.pizza.minutes

    def _over_all(self, pizza: float | None, garlic: float | None) -> float | None:
        if pizza is None or garlic is None:
            return None
        rates = self.pizza.rate, self.garlic.rate
        return (rates[0] * pizza + rates[1] * garlic) / sum(rates)


def one_team(pizza: float, garlic: float) -> Team:
    """All chefs at one queue, for these dishes an hour."""
    return Team(CHEFS, pizza + garlic, MINUTES)


def split(garlic_chefs: int, pizza: float, garlic: float, gain: float = 0.0) -> Split:
    minutes = MINUTES / (1 + gain / 100)
    return Split(Team(CHEFS - garlic_chefs, pizza, minutes), Team(garlic_chefs, garlic, minutes))


def break_even(garlic_chefs: int, pizza: float, garlic: float) -> float | None:
    """The gain in speed, in per cent, at which a dish is ready as soon as with one queue; None: none up to 100%."""
    one = one_team(pizza, garlic)
    if one.wait is None:
        return None
    target = one.wait + MINUTES

    def better(gain: float) -> bool:
        inside = split(garlic_chefs, pizza, garlic, gain).inside
        return inside is not None and inside <= target

    low, high = 0.0, 100.0
    if not better(high):
        return None
    for _ in range(40):
        middle = (low + high) / 2
        low, high = (low, middle) if better(middle) else (middle, high)
    return high


@dataclass(frozen=True, slots=True)
class Dishes:
    """Dishes in the order of coming, in minutes. garlic: which they are. asks: which need a word with the others."""

    orders: Orders
    garlic: np.ndarray[tuple[int], np.dtype[np.bool_]]
    asks: np.ndarray[tuple[int], np.dtype[np.bool_]]

    def first(self, count: int) -> "Dishes":
        orders = Orders(self.orders.arrive[:count], self.orders.work[:count])
        return Dishes(orders, self.garlic[:count], self.asks[:count])


def draw_dishes(seed: int, count: int, pizza: float, garlic: float, asks: float) -> Dishes:
    """pizza, garlic: an hour. asks: the share of dishes that need a word with the other team."""
    orders = draw_orders(seed, count, gap=60.0 / (pizza + garlic), work=MINUTES)
    is_garlic = stream(seed, 2).random(count) < garlic / (pizza + garlic)
    return Dishes(orders, is_garlic, stream(seed, 3).random(count) < asks)


@dataclass(frozen=True, slots=True)
class Played:
    """One queue of ten beside the two teams, on the same dishes; `pizza` and `garlic` are parts of `both`."""

    dishes: Dishes
    one: Served
    pizza: Served
    garlic: Served

    @property
    def split_wait(self) -> float:
        return float(np.concatenate((self.pizza.wait, self.garlic.wait)).mean())

    @property
    def split_inside(self) -> float:
        return float(np.concatenate((self.pizza.inside, self.garlic.inside)).mean())


def play(dishes: Dishes, garlic_chefs: int, gain: float, call: float) -> Played:
    """garlic_chefs: at least one. call: minutes that a word with the other team takes a chef of a split kitchen."""
    work = dishes.orders.work / (1 + gain / 100) + np.where(dishes.asks, call, 0.0)
    parts = []
    for mine, chefs in ((~dishes.garlic, CHEFS - garlic_chefs), (dishes.garlic, garlic_chefs)):
        parts.append(serve(Orders(dishes.orders.arrive[mine], work[mine]), chefs))
    return Played(dishes, serve(dishes.orders, CHEFS), *parts)


def idle_when(times: Floats, served: Served, chefs: int) -> Floats:
    """How many of the chefs have nothing to do at each of these times."""
    begun = np.searchsorted(np.sort(served.start), times, side="right")
    ended = np.searchsorted(np.sort(served.end), times, side="right")
    return chefs - (begun - ended).astype(float)
