"""What is shown of a shopping list: a bar an errand, how long things take, and the list done in both ways.

Invariant: everything is worked out from the list and from what came of it; nothing here decides anything.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from math import log10
from typing import ClassVar

from ..outcome import Axis, Chart, Line, Table
from .errands import LADDER, NAMES, TIMES, Basket, Tried, in_words, stretched

LEAST = 0.1  # microseconds at the foot of a logarithmic bar
LISTS = (
    ("Ten calls over the ocean", {"memory": 0, "ssd": 0, "building": 0, "ocean": 10, "together": 0}),
    (
        "1,000 memory reads and one call",
        {"memory": 1_000, "ssd": 0, "building": 1, "ocean": 0, "together": 0},
    ),
    ("A page with twelve calls", {"memory": 500, "ssd": 4, "building": 12, "ocean": 0, "together": 0}),
)


@dataclass(frozen=True, slots=True)
class Bar:
    """One kind of errand. share: of the width, on the chosen scale; most: whether it is the longest piece."""

    kind: str
    name: str
    each: str
    feels: str
    count: int
    takes: str
    share: float
    most: bool
    steps: tuple[tuple[int, str], ...]


@dataclass(frozen=True, slots=True)
class Mark:
    """A line under the bars: where it stands, in per cent."""

    at: float
    name: str


@dataclass(frozen=True, slots=True)
class Preset:
    name: str
    settings: dict[str, int]
    chosen: bool


@dataclass(frozen=True, slots=True)
class ShoppingScene:
    kind: ClassVar[str] = "shopping"
    bars: tuple[Bar, ...]
    marks: tuple[Mark, ...]
    total: str
    other: str
    feels: str
    together: bool
    log: bool
    presets: tuple[Preset, ...]


def largest(done: Tried) -> str:
    """The kind of errand that takes longest."""
    return max(done.pieces, key=lambda kind: done.pieces[kind])


def scene_of(basket: Basket, done: Tried, other: Tried, *, log: bool) -> ShoppingScene:
    """other: the same list done the other way."""
    total = float(done.total.mean())
    top = max(1_000.0, 10.0 ** -(-log10(max(total, LEAST)) // 1)) if log else max(total, 1.0)
    decades = log10(top / LEAST)

    def share(time: float) -> float:
        if not time:
            return 0.0
        return 100 * max(0.01, log10(max(time, LEAST) / LEAST) / decades) if log else 100 * time / top

    most = largest(done)
    bars = tuple(
        Bar(
            kind,
            NAMES[kind][1][:1].upper() + NAMES[kind][1][1:],
            in_words(time),
            stretched(time),
            basket.counts[kind],
            in_words(done.pieces[kind]) if done.pieces[kind] else "",
            share(done.pieces[kind]),
            bool(total) and kind == most,
            _steps(kind, basket.counts[kind]),
        )
        for kind, time in TIMES.items()
    )
    if log:
        marks = tuple(
            Mark(100 * step / decades, in_words(LEAST * 10**step)) for step in range(round(decades) + 1)
        )
    else:
        marks = tuple(Mark(25.0 * step, in_words(top * step / 4) if step else "0") for step in range(5))
    values = {**basket.counts, "together": int(basket.together)}
    return ShoppingScene(
        bars,
        marks,
        in_words(total) if total else "0",
        in_words(float(other.total.mean())) if total else "0",
        stretched(total) if total else "no time",
        basket.together,
        log,
        tuple(Preset(name, chosen, chosen == values) for name, chosen in LISTS),
    )


def _steps(kind: str, count: int) -> tuple[tuple[int, str], ...]:
    """What the buttons beside a count would make of it: (value, words)."""
    step = 100 if kind == "memory" else 1
    most = {"memory": 100_000, "ssd": 1_000}.get(kind, 200)
    return (max(0, count - step), f"{step} fewer"), (min(most, count + step), f"{step} more")


def charts(ways: Mapping[bool, Basket], done: Tried, row: Tried, same: Tried) -> tuple[Chart, ...]:
    """ways: the list in a row (False) and at the same time (True), which came to `row` and `same`."""
    return _totals(ways, row, same), _pieces(done), _ladder()


def _totals(ways: Mapping[bool, Basket], row: Tried, same: Tried) -> Chart:
    names = ("in a row", "at the same time")
    measured = tuple(float(one.total.mean()) / 1_000 for one in (row, same))
    plain = ways[False].hit == 0 and ways[False].lost == 0
    theory = tuple(ways[together].mean() / 1_000 for together in (False, True))
    expected = (Line("expected", names, theory, "theory", "points"),) if plain else ()
    return Chart(
        "totals",
        "The same list, in a row and at the same time",
        f"In a row {in_words(1_000 * measured[0])}, at the same time {in_words(1_000 * measured[1])}.",
        Axis("how"),
        Axis("an order takes", "ms", low=0.0),
        (Line("measured", names, measured, "measured", "bars"), *expected),
        "In a row: the sum. At the same time: the longest." if plain else "",
    )


def _pieces(done: Tried) -> Chart:
    names = tuple(NAMES[kind][1] for kind in TIMES)
    times = tuple(done.pieces[kind] / 1_000 for kind in TIMES)
    most = largest(done)
    return Chart(
        "pieces",
        "Where the time goes",
        f"Most of the time goes into {NAMES[most][1]}: {in_words(done.pieces[most])}."
        if any(times)
        else "The list is empty.",
        Axis("errand"),
        Axis("time", "ms", low=0.0),
        (Line("time", names, times, "measured", "bars"),),
    )


def _ladder() -> Chart:
    short = {"round trip in a data centre": "data centre", LADDER[-1][0]: "over the ocean"}
    names = tuple(short.get(name, name) for name, _ in LADDER)
    return Chart(
        "ladder",
        "How long things take",
        f"A call in the same building takes as long as {TIMES['building'] / TIMES['memory']:,.0f} memory reads, "
        f"and one across the ocean as long as {TIMES['ocean'] / TIMES['building']:,.0f} of those.",
        Axis("operation"),
        Axis("time", "µs", log=True),
        (Line("time", names, tuple(time for _, time in LADDER), "measured", "points"),),
        "Latency numbers every programmer should know, about 2012. Orders of magnitude.",
    )


def tables(basket: Basket, done: Tried) -> tuple[Table, ...]:
    return _ladder_table(), _steps_table(basket, done)


def _ladder_table() -> Table:
    rows = tuple((name, in_words(time), stretched(time)) for name, time in LADDER)
    return Table(
        "ladder",
        "How long things take, and if 1 ns were 1 s",
        ("Operation", "Time", "If 1 ns were 1 s"),
        rows,
    )


def _steps_table(basket: Basket, done: Tried) -> Table:
    rows = tuple(
        (NAMES[kind][1], f"{basket.counts[kind]:,}", in_words(time), in_words(done.pieces[kind]))
        for kind, time in TIMES.items()
    )
    return Table("steps", "The list of this order", ("Errand", "How many", "Each takes", "Together"), rows)
