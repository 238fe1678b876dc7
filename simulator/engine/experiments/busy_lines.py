"""The shop of L03: some chefs, busy for a share of their time, and three ways for their orders to stand in line.

Invariant: all three ways and all busy shares meet the same orders; a busier shop gets them sooner one after another.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Annotated

from ..queues import Orders, Served, draw_orders, serve, serve_apart, stream, theory
from .parameters import Choice, Real, Whole

WAYS = {"each": "a line for each chef", "one": "one line for all", "fast": "one chef as fast as all"}
POOLS = (1, 2, 4, 10, 50)  # chefs
LOOPED = 20_000  # orders of one point of a chart where many chefs share a line: those are served one by one
# Squared coefficient of variation of the cooking times, see queues.orders.
_VARIATION = {"even": 0.0, "random": 1.0, "wild": 5.5}


@dataclass(frozen=True, slots=True)
class Settings:
    busy: Annotated[int, Whole("Busy share", 10, 99, unit="%")] = 95
    chefs: Annotated[int, Whole("Chefs", 1, 50)] = 1
    line: Annotated[
        str,
        Choice(
            "Where orders wait",
            (
                ("one", "In one line for all chefs"),
                ("each", "In a line for each chef"),
                ("fast", "For one chef, as fast as all"),
            ),
        ),
    ] = "one"
    gaps: Annotated[
        str,
        Choice(
            "Orders come",
            (("even", "At even gaps"), ("random", "By chance"), ("wild", "In bursts")),
            more=True,
        ),
    ] = "random"
    works: Annotated[
        str,
        Choice(
            "Cooking times",
            (("even", "All the same"), ("random", "By chance"), ("wild", "Very uneven")),
            more=True,
        ),
    ] = "random"
    minutes: Annotated[float, Real("Cooking takes, on average", 1, 30, 0.1, unit="min", more=True)] = 6.0
    orders: Annotated[int, Whole("Orders to count", 2_000, 200_000, log=True, more=True)] = 200_000


class Shop:
    """The orders of a seed, drawn once, and what becomes of them."""

    def __init__(self, settings: Settings, seed: int) -> None:
        self.settings = settings
        self.unit = draw_orders(
            seed, settings.orders, gap=1.0, work=settings.minutes, gaps=settings.gaps, works=settings.works
        )
        self.dealt = stream(seed, 2).integers(0, settings.chefs, settings.orders)

    def orders(self, busy: float, chefs: int, count: int) -> Orders:
        """The first `count` of them, as they come when so many chefs are busy for this share (0.9) of their time."""
        gap = self.settings.minutes / (chefs * busy)
        return Orders(self.unit.arrive[:count] * gap, self.unit.work[:count])

    def serve(self, way: str, busy: float, chefs: int, count: int) -> Served:
        orders = self.orders(busy, chefs, count)
        if way == "one":
            return serve(orders, chefs)
        if way == "fast":
            return serve(orders, 1, float(chefs))
        return serve_apart(orders, self.dealt[:count])

    @property
    def ways(self) -> Iterator[str]:
        """The ways to stand in line, the chosen one first. With one chef they are all the same."""
        chosen = self.settings.line
        yield chosen
        if self.settings.chefs > 1:
            yield from (way for way in WAYS if way != chosen)

    def looped(self, way: str) -> bool:
        """Whether orders are served one by one, which takes its time."""
        return way == "one" and self.settings.chefs > 1


@dataclass(frozen=True, slots=True)
class Expected:
    """What theory expects, in minutes, or None where it has no closed form.

    It wants orders that come by chance (Poisson) and, for many chefs with one line or for percentiles, cooking times
    by chance too.
    """

    settings: Settings

    def wait(self, way: str, busy: float, chefs: int) -> float | None:
        """Mean time in line."""
        if self.settings.gaps != "random":
            return None
        if way == "one" and chefs > 1:
            if self.settings.works != "random":
                return None
            return self.settings.minutes * theory.mean_wait(chefs, busy)
        work = self.work(way, chefs)
        return work * theory.mean_wait_uneven(busy, _VARIATION[self.settings.works])

    def work(self, way: str, chefs: int) -> float:
        """Mean cooking time."""
        return self.settings.minutes / (chefs if way == "fast" else 1)

    def inside(self, way: str, busy: float, chefs: int) -> float | None:
        """Mean time in the shop."""
        wait = self.wait(way, busy, chefs)
        return None if wait is None else wait + self.work(way, chefs)

    def p99(self, way: str, busy: float, chefs: int) -> float | None:
        """99 of 100 orders are in the shop for less."""
        if (self.settings.gaps, self.settings.works) != ("random", "random"):
            return None
        together = chefs if way == "one" else 1
        return self.work(way, chefs) * theory.percentile_inside(0.99, busy, together)

    def chance(self, way: str, busy: float, chefs: int) -> float | None:
        """The share of orders that have to wait."""
        if self.settings.gaps != "random":
            return None
        if way == "one" and chefs > 1:
            return theory.erlang_c(chefs, busy) if self.settings.works == "random" else None
        return busy
