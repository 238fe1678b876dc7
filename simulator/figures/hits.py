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
BEFORE, AFTER = 12, 42  # points of the curve up to the last change, and from it on
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
    """Seconds at which the curve is read, rising.

    Evenly up to the last change; after it closer together where the recovery is quick; and on both sides of each
    change, so that a fall is drawn as a fall.
    """
    first, last = marks[0].at - horizon / 10, marks[-1].at
    before = [first + (last - first) * step / BEFORE for step in range(BEFORE)]
    after = [last + horizon * (step / AFTER) ** 2 for step in range(1, AFTER + 1)]
    edges = [mark.at + side * EDGE * horizon for mark in marks for side in (-1, 1)]
    return sorted({*before, *edges, *after})


def rows(curves: Curves) -> list[tuple[float, float, float]]:
    """Every third point, with the one right after the last change among them, where the fall is deepest."""
    after = first_after(curves.x)
    return [
        row
        for place, row in enumerate(zip(curves.x, curves.here, curves.other, strict=True))
        if (place - after) % 3 == 0
    ]


def first_after(x: Sequence[float]) -> int:
    return next(place for place, seconds in enumerate(x) if seconds > 0)


def warm_again(curves: Curves) -> float | None:
    """Seconds after the last change at which the hit rate comes back to 99%; None if it does not while we look."""
    after = first_after(curves.x)
    for place in range(after + 1, len(curves.x)):
        low, high = curves.here[place - 1], curves.here[place]
        if high >= WARM:
            part = (WARM - low) / (high - low)
            return curves.x[place - 1] + part * (curves.x[place] - curves.x[place - 1])
    return None


def sentence(curves: Curves, other: str) -> str:
    after = first_after(curves.x)
    low = curves.here[after]
    if low >= WARM:
        recovery = "so no cache has to warm up"
    elif (back := warm_again(curves)) is None:
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
