"""Charts and table of L03: time against busy share, the slowest orders, three ways to stand in line, many chefs.

Invariant: a line of theory stands only where it holds for these orders.
"""

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass

import numpy as np

from ..arrays import Floats
from ..outcome import Axis, Chart, Line, Table
from ..queues import Served, theory
from ..words import count_of
from .busy_lines import LOOPED, POOLS, WAYS, Expected, Settings, Shop

SHARES = (50, 60, 70, 80, 90, 95, 99)
_FINE = (*range(50, 90, 2), *range(90, 100))
_TABLE = (50, 80, 90, 95, 99)
Expect = Callable[[str, float, int], float | None]  # way, busy share, chefs -> minutes


def charts_of(shop: Shop, served: Mapping[str, Served], at_shares: Mapping[int, Served]) -> tuple[Chart, ...]:
    curve = {share: _long(one) for share, one in at_shares.items() if share >= SHARES[0]}
    pools = _pools(shop)
    ways = (_ways(shop.settings, served),) if shop.settings.chefs > 1 else ()
    return (
        _time(shop.settings, curve),
        _slowest(shop.settings, curve),
        *ways,
        _waits(shop.settings, pools),
        _chances(shop.settings, pools),
    )


@dataclass(frozen=True, slots=True)
class Long:
    """How long orders are in the shop. Minutes."""

    mean: float
    p99: float


def _long(served: Served) -> Long:
    inside = served.inside
    return Long(float(inside.mean()), p99(inside))


def p99(times: Floats) -> float:
    """99 of 100 are shorter; of an array, as `np.quantile` in half the time."""
    place = math.ceil(0.99 * len(times)) - 1
    return float(np.partition(times, place)[place])


def _time(settings: Settings, curve: Mapping[int, Long]) -> Chart:
    return Chart(
        "time",
        "Time in the shop, against the busy share",
        f"An order is in the shop for {curve[50].mean:.3g} min at 50% busy, {curve[80].mean:.3g} at 80%, "
        f"{curve[95].mean:.3g} at 95% and {curve[99].mean:.3g} at 99%.",
        Axis("busy share", "%"),
        Axis("time in the shop", "min", low=0.0),
        (
            Line("measured", _shares(curve), tuple(one.mean for one in curve.values())),
            *_theory("theory", settings, Expected(settings).inside),
        ),
        "Theory: W = S / (1 − ρ) for one chef; for c chefs with one line S more than Erlang C × S / (c (1 − ρ)).",
    )


def _slowest(settings: Settings, curve: Mapping[int, Long]) -> Chart:
    return Chart(
        "slowest",
        "The slowest order of a hundred",
        f"One order in a hundred takes over {curve[80].p99:,.3g} min at 80% busy, and over {curve[95].p99:,.3g} at "
        "95%.",
        Axis("busy share", "%"),
        Axis("time in the shop", "min", low=0.0),
        (
            Line("p99, measured", _shares(curve), tuple(one.p99 for one in curve.values())),
            *_theory("p99, theory", settings, Expected(settings).p99),
            Line("mean, measured", _shares(curve), tuple(one.mean for one in curve.values()), "other"),
        ),
        "With one chef the time in the shop is exponential, so p99 = ln(100) × S / (1 − ρ).",
    )


def _shares(curve: Mapping[int, Long]) -> tuple[float, ...]:
    return tuple(map(float, curve))


def _theory(name: str, settings: Settings, expected: Expect) -> tuple[Line, ...]:
    values = [expected(settings.line, share / 100, settings.chefs) for share in _FINE]
    known = tuple(value for value in values if value is not None)
    return (Line(name, tuple(map(float, _FINE)), known, "theory"),) if known else ()


def _ways(settings: Settings, served: Mapping[str, Served]) -> Chart:
    means = {way: float(served[way].inside.mean()) for way in WAYS}
    expected = [Expected(settings).inside(way, settings.busy / 100, settings.chefs) for way in WAYS]
    known = [
        (words, value) for words, value in zip(WAYS.values(), expected, strict=True) if value is not None
    ]
    theory_line = (
        (Line("theory", tuple(words for words, _ in known), tuple(y for _, y in known), "theory", "points"),)
        if known
        else ()
    )
    return Chart(
        "ways",
        f"The same orders, {settings.chefs} chefs, three ways to wait",
        f"{means['each'] / means['one']:.2g} times as long with {WAYS['each']} as with {WAYS['one']}.",
        Axis("", order=tuple(WAYS.values())),
        Axis("time in the shop", "min", low=0.0),
        (Line("measured", tuple(WAYS.values()), tuple(means.values()), "measured", "bars"), *theory_line),
        "Theory: M/M/1 for each chef alone, M/M/c for one line, M/M/1 at c times the speed.",
    )


def _pools(shop: Shop) -> dict[int, Served]:
    """1, 2, 4, 10 and 50 chefs with one line, equally busy."""
    settings = shop.settings
    few = min(settings.orders, LOOPED)
    return {
        chefs: shop.serve("one", settings.busy / 100, chefs, settings.orders if chefs == 1 else few)
        for chefs in POOLS
    }


def _waits(settings: Settings, pools: Mapping[int, Served]) -> Chart:
    waits = {chefs: float(served.wait.mean()) for chefs, served in pools.items()}
    return Chart(
        "pools",
        f"Waiting in one line, {settings.busy}% busy",
        f"An order waits for {waits[1]:.3g} min with 1 chef, {waits[10]:.2g} min with 10 and {waits[50]:.2g} min with "
        "50, all equally busy.",
        Axis("", order=_names(pools)),
        Axis("waiting", "min", low=0.0),
        (
            Line("measured", _names(pools), tuple(waits.values()), "measured", "bars"),
            *_points(settings, pools, Expected(settings).wait),
        ),
        "Theory: Erlang C × S / (c (1 − ρ)).",
    )


def _chances(settings: Settings, pools: Mapping[int, Served]) -> Chart:
    chances = {chefs: 100 * float(np.mean(served.wait > 0)) for chefs, served in pools.items()}
    return Chart(
        "chances",
        f"Orders that have to wait, {settings.busy}% busy",
        f"{chances[1]:.0f}% of the orders wait for one chef, {chances[10]:.0f}% for ten, and {chances[50]:.0f}% "
        "for fifty.",
        Axis("", order=_names(pools)),
        Axis("orders that wait", "%", low=0.0, high=100.0),
        (
            Line("measured", _names(pools), tuple(chances.values()), "measured", "bars"),
            *_points(settings, pools, Expected(settings).chance, 100.0),
        ),
        "Theory: Erlang C (Erlang 1917).",
    )


def _names(pools: Mapping[int, Served]) -> tuple[str, ...]:
    return tuple(count_of(chefs, "chef") for chefs in pools)


def _points(
    settings: Settings, pools: Mapping[int, Served], expected: Expect, scale: float = 1.0
) -> tuple[Line, ...]:
    """What theory expects of one line; where it says nothing for some of them, nothing."""
    values = [expected("one", settings.busy / 100, chefs) for chefs in pools]
    known = tuple(scale * value for value in values if value is not None)
    if len(known) < len(pools):
        return ()
    return (Line("theory", _names(pools), known, "theory", "points"),)


def table_of(settings: Settings) -> Table:
    """Waiting by busy share and chefs, by theory alone."""
    rows = tuple(
        (
            f"{share}%",
            *(
                f"{settings.minutes * theory.mean_wait(chefs, share / 100):.3g} min "
                f"({100 * theory.erlang_c(chefs, share / 100):.0f}%)"
                for chefs in POOLS
            ),
        )
        for share in _TABLE
    )
    columns = ("Busy share", *(f"{chefs} chef{'s' if chefs > 1 else ''}" for chefs in POOLS))
    title = "Waiting in one line, by theory; in brackets how many have to wait"
    return Table("waiting", title, columns, rows)
