"""Cache hits through the last changes: a moved key is a miss until its new server has been asked for it once.

The curve is the closed form of the traffic, before and after now: a key that moved t seconds ago is warm with
probability 1 - exp(-r p t), with r requests a second of which the key gets the share p.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass

from simulator.engine import Cluster, History, hit_rate_series

from .figure import Figure, Plain, axis, layout, line
from .words import label_of, percent

WARM = 0.99  # a cache that answers this share of the requests has recovered
STEPS = 120  # points of the curve; every fifth stands in the table
EDGE = 1e-4  # of the whole: how close to a change the curve is read on both sides
CAPTION = "Cache hits through the last changes"
ALL_WARM = (
    "Every cache is warm. Add or remove a server, and this figure shows how the hit rate falls and recovers."
)
FORMULA = (
    "A key that moved t seconds ago is warm with probability 1 - exp(-r p t): r requests a second, of which the key "
    "gets the share p. What lies ahead is what comes if nothing else changes."
)


@dataclass(frozen=True, slots=True)
class Mark:
    """A change on the axis of time: `at` in seconds, on the clock of the histories."""

    seq: int
    sentence: str
    at: float


@dataclass(frozen=True, slots=True)
class Curves:
    """Hit rates in [0, 1] at `x` seconds from the last change, here and under the other strategy."""

    x: list[float]
    here: list[float]
    other: list[float]


def recovery_time(state: Cluster) -> float:
    """Seconds until keys that are asked for equally often are 99% warm: p = 1 / keys, so ln(100) keys / rate."""
    return math.log(100) * state.keys / state.rate


def hits(here: History, rival: History, rival_name: str, marks: Sequence[Mark], horizon: float) -> Figure:
    """Hit rates from a little before the first of the marks (one at least) to `horizon` seconds after the last."""
    last = marks[-1].at
    times = times_around(marks, horizon)
    curves = Curves(
        [round(time - last, 3) for time in times],
        [*hit_rate_series(here, times)],
        [*hit_rate_series(rival, times)],
    )
    other = label_of(rival_name)
    return Figure(
        "hits",
        CAPTION,
        sentence(curves, other),
        ("Seconds from the last change", "Hit rate here", f"With {other}"),
        tuple((f"{t:.1f}", percent(a), percent(b)) for t, a, b in rows(curves)),
        plot(curves, other, [Mark(mark.seq, mark.sentence, mark.at - last) for mark in marks]),
        FORMULA,
    )


def no_hits() -> Figure:
    """A room in which nothing has changed."""
    return Figure("hits", CAPTION, ALL_WARM)


def times_around(marks: Sequence[Mark], horizon: float) -> list[float]:
    """Evenly spaced, and close on both sides of each change, so that a fall is drawn as a fall."""
    first, last = marks[0].at - horizon / 10, marks[-1].at + horizon
    even = [first + (last - first) * step / STEPS for step in range(STEPS + 1)]
    edges = [mark.at + side * EDGE * horizon for mark in marks for side in (-1, 1)]
    return sorted({*even, *edges})


def rows(curves: Curves) -> list[tuple[float, float, float]]:
    """Every fifth point, and the one right after the last change, where the fall is deepest."""
    after = first_after(curves.x)
    return [
        row
        for place, row in enumerate(zip(curves.x, curves.here, curves.other, strict=True))
        if place % 5 == 0 or place == after
    ]


def first_after(x: Sequence[float]) -> int:
    return next(place for place, seconds in enumerate(x) if seconds > 0)


def sentence(curves: Curves, other: str) -> str:
    after = first_after(curves.x)
    low = curves.here[after]
    back = next((curves.x[k] for k in range(after, len(curves.x)) if curves.here[k] >= WARM), None)
    if low >= WARM:
        recovery = "so no cache has to warm up"
    elif back is None:
        recovery = f"and {percent(curves.here[-1])} do {curves.x[-1]:.0f} seconds later"
    else:
        recovery = f"and it takes {back:.0f} seconds until {WARM:.0%} do again"
    return (
        f"Right after the last change {percent(low)} of the requests find a warm cache, {recovery}. "
        f"With {other} it would be {percent(curves.other[after])}."
    )


def plot(curves: Curves, other: str, marks: Sequence[Mark]) -> Plain:
    dots = {
        "type": "scatter",
        "mode": "markers",
        "name": "a change",
        "cliponaxis": False,
        "x": [mark.at for mark in marks],
        "y": [1.0 for _ in marks],
        "customdata": [mark.seq for mark in marks],
        "hovertemplate": "change %{customdata}, at %{x:.1f} s<extra></extra>",
        "marker": {"symbol": "triangle-down", "size": 11, "color": "var(--ink)"},
    }
    hover = "%{y:.1%} hits at %{x:.1f} s<extra></extra>"
    data = [
        line(f"with {other}", curves.x, curves.other, "var(--accent)", dash="dot", hovertemplate=hover),
        line("here", curves.x, curves.here, "var(--good)", hovertemplate=hover),
        dots,
    ]
    y = axis("hit rate", tickformat=".0%", range=[0, 1.02])
    return {"data": data, "layout": layout(axis("seconds from the last change"), y)}
