"""The same orders, and a kitchen that bakes as many an hour, built in three ways: one fast chef, two chefs who share a
line, and two chefs with a line each.

Invariant: the three can bake equally many; each meets the same orders at the same times.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from ..outcome import Axis, Chart, Finding, Line
from ..queues import Orders, draw_orders, serve, stream, theory
from ..trace import Station, Stop, Take, Trace, first_come

CAPACITY = 20.0  # orders an hour, of each kitchen
SHOWN = 120  # orders that are played
_SLOW, _FAST = 60 / (CAPACITY / 2), 60 / CAPACITY  # minutes of work in an order
NAMES = {"one_fast": "One fast chef", "one_line": "Two chefs, one line", "two_lines": "Two chefs, two lines"}
_FORMULAS = {
    "one_fast": "M/M/1: S/(1 − busy share), S = 3 min",
    "one_line": "M/M/2 (Erlang C), S = 6 min",
    "two_lines": "two M/M/1, each with half of the orders, S = 6 min",
}


@dataclass(frozen=True, slots=True)
class Compared:
    """Mean minutes in the shop by the name of the kitchen, and what can be played."""

    means: dict[str, float]
    takes: tuple[Take, ...]


def expected(name: str, rate: float) -> float:
    """Mean minutes in the shop by formula, at `rate` orders an hour."""
    busy = rate / CAPACITY
    return {
        "one_fast": _FAST * theory.mean_inside(1, busy),
        "one_line": _SLOW * theory.mean_inside(2, busy),
        "two_lines": _SLOW * theory.mean_inside(1, busy),
    }[name]


def means(rate: float, count: int, seed: int) -> dict[str, float]:
    """Mean minutes in the shop, measured."""
    orders = _orders(rate, count, seed)
    return {
        "one_fast": float(serve(orders, 1, _SLOW / _FAST).inside.mean()),
        "one_line": float(serve(orders, 2).inside.mean()),
        "two_lines": _two_lines(orders, seed),
    }


@lru_cache(maxsize=8)
def compare(rate: float, count: int, seed: int) -> Compared:
    """Measure the three, and play the first orders; kept, since a plan for the year does not touch it."""
    measured = means(rate, count, seed)
    return Compared(measured, _takes(_orders(rate, count, seed), measured, seed))


def _orders(rate: float, count: int, seed: int) -> Orders:
    """Work in minutes of a slow chef; customers who choose a line do so by a coin, on a stream of its own."""
    return draw_orders(seed, count, gap=60 / rate, work=_SLOW)


def _coins(seed: int, count: int) -> np.ndarray[tuple[int], np.dtype[np.bool_]]:
    return stream(seed, 2).random(count) < 0.5


def _two_lines(orders: Orders, seed: int) -> float:
    left = _coins(seed, len(orders))
    parts = [serve(Orders(orders.arrive[side], orders.work[side])).inside for side in (left, ~left)]
    return float(np.concatenate(parts).mean())


def findings(measured: Compared, rate: float) -> tuple[Finding, ...]:
    return tuple(
        Finding(
            name,
            f"Time in the shop: {NAMES[name][0].lower()}{NAMES[name][1:]}",
            measured.means[name],
            "min",
            1,
            expected(name, rate),
            _FORMULAS[name],
        )
        for name in ("two_lines", "one_line", "one_fast")
    )


def chart(measured: Compared, rate: float) -> Chart:
    order = ("two_lines", "one_line", "one_fast")
    names = tuple(NAMES[name] for name in order)
    times = measured.means
    return Chart(
        "kitchens",
        "Time in the shop, with the same capacity",
        f"The same orders take {times['two_lines']:.0f} min with two chefs and two lines, "
        f"{times['one_line']:.0f} min with one line, and {times['one_fast']:.0f} min with one fast chef.",
        Axis("kitchen"),
        Axis("mean time in the shop", "min", low=0.0),
        (
            Line("measured", names, tuple(times[name] for name in order), "measured", "bars"),
            Line("expected", names, tuple(expected(name, rate) for name in order), "theory", "points"),
        ),
        "M/M/1 and M/M/2, random gaps and random work: Erlang 1917.",
    )


# -- to be played ----------------------------------------------------------------------------------------


def _takes(orders: Orders, measured: dict[str, float], seed: int) -> tuple[Take, ...]:
    count = min(SHOWN, len(orders))
    coming = list(enumerate(orders.arrive[:count].tolist(), start=1))
    work = orders.work[:count].tolist()
    left = _coins(seed, len(orders))[:count].tolist()
    fast = Station("fast", "Ada, twice as fast", 1, "20 an hour")
    pair = Station("pair", "Ada and Bo", 2, "10 an hour each")
    sides = (Station("ada", "Ada", 1, "10 an hour", 1), Station("bo", "Bo", 1, "10 an hour", 2))
    halves = [[index for index in range(count) if left[index] is side] for side in (True, False)]
    stops = {
        "one_fast": first_come(fast, coming, [one * _FAST / _SLOW for one in work]),
        "one_line": first_come(pair, coming, work),
        "two_lines": tuple(
            stop
            for station, half in zip(sides, halves, strict=True)
            for stop in first_come(station, [coming[i] for i in half], [work[i] for i in half])
        ),
    }
    stations = {"one_fast": (fast,), "one_line": (pair,), "two_lines": sides}
    end = max(stop.end for played in stops.values() for stop in played)
    return tuple(
        Take(
            NAMES[name],
            _trace(stations[name], stops[name], end),
            f"{measured[name]:.1f} min",
            "mean time in the shop",
        )
        for name in ("two_lines", "one_line", "one_fast")
    )


def _trace(stations: tuple[Station, ...], stops: Sequence[Stop], end: float) -> Trace:
    ordered = tuple(sorted(stops, key=lambda stop: (stop.arrive, stop.order)))
    longest = max(ordered, key=lambda stop: stop.end - stop.arrive)
    says = (
        (0.0, "The shop is empty. Every kitchen here can bake 20 orders an hour."),
        (
            longest.arrive,
            f"Order {longest.order} comes. Of those played here, it will be in the shop longest.",
        ),
        (longest.end, f"Order {longest.order} is done after {longest.end - longest.arrive:.0f} min."),
        (ordered[-1].end, "All the orders that are played here have come."),
    )
    return Trace("min", end, stations, ordered, tuple(sorted(says)), follow=longest.order)
