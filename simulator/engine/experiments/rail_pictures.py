"""Charts and tables of the rail: its length, the age of its oldest order, what was lost and what came twice."""

from collections.abc import Iterable
from itertools import pairwise
from typing import Protocol

import numpy as np

from ..arrays import Floats
from ..outcome import Axis, Chart, Line, Table
from .rail_evening import Evening
from .rail_line import Curve, Visit

_POINTS = 240
Values = np.ndarray[tuple[int, ...], np.dtype[np.float64]] | np.ndarray[tuple[int, ...], np.dtype[np.int64]]


class RailSettings(Protocol):
    """What the pictures need of the lab's settings."""

    @property
    def flow(self) -> Curve: ...
    @property
    def pairs(self) -> int: ...
    @property
    def limit(self) -> int: ...
    @property
    def full(self) -> str: ...
    @property
    def crash(self) -> int: ...


def charts(settings: RailSettings, evening: Evening) -> tuple[Chart, ...]:
    times = np.linspace(0.0, evening.end, _POINTS + 1)
    return (
        _length(settings, evening, times),
        _age(evening, times),
        _lost(evening, times),
        _twice(evening, times),
    )


def _length(settings: RailSettings, evening: Evening, times: Floats) -> Chart:
    most = evening.longest_rail
    lines = [_line("on the rail", times, evening.rail_at(times))]
    if settings.full == "slow" and evening.door_at(times).any():
        lines.append(Line("outside the door", _plain(times), _plain(evening.door_at(times)), "other"))
    if settings.crash == 0:
        lines.append(Line("expected", _plain(times), _flow(settings, times), "theory"))
    return Chart(
        "length",
        "How long is the rail?",
        f"At its longest {most:,} orders hang on the rail, at the end {int(evening.rail_at(evening.end)):,}.",
        Axis("time", "min"),
        Axis("orders", low=0.0),
        tuple(lines),
        "Expected: each minute adds the orders that come and takes away the orders that are made, never below 0.",
    )


def _flow(settings: RailSettings, times: Floats) -> tuple[float, ...]:
    """Orders as water: what comes in less what goes out, between an empty and a full rail."""
    steps = 8
    owed, levels = 0.0, [0.0]
    for start, end in pairwise(times.tolist()):
        for part in range(steps):
            rate = settings.flow.at(start + (end - start) * part / steps)
            owed = max(0.0, owed + (rate - settings.pairs) * (end - start) / steps)
            if settings.full != "slow":
                owed = min(owed, settings.limit)
        levels.append(min(owed, float(settings.limit)))
    return tuple(levels)


def _age(evening: Evening, times: Floats) -> Chart:
    ages = evening.age_at(times)
    return Chart(
        "age",
        "How old is the oldest order on the rail?",
        f"The oldest order on the rail had come to the door {ages.max():.1f} min before.",
        Axis("time", "min"),
        Axis("age", "min", low=0.0),
        (_line("oldest order", times, ages),),
    )


def _lost(evening: Evening, times: Floats) -> Chart:
    lost = _ends(one for one in evening.visits if one.lost and not one.again)
    bare = _ends(one for one in evening.bare if one.lost)
    return Chart(
        "lost",
        "Orders lost so far",
        f"{len(lost):,} orders are lost with this rail. With no rail it would be {len(bare):,}.",
        Axis("time", "min"),
        Axis("orders", low=0.0),
        (
            _line("this rail", times, np.searchsorted(lost, times, side="right")),
            Line("no rail", _plain(times), _plain(np.searchsorted(bare, times, side="right")), "other"),
        ),
    )


def _twice(evening: Evening, times: Floats) -> Chart:
    again = _ends(evening.again)
    count = np.searchsorted(again, times, side="right")
    total = int(count[-1])
    return Chart(
        "twice",
        "Second pizzas at customers’ doors so far",
        f"{total:,} customers would get a second pizza while we watch. "
        "If the customer’s door checks the order number, none does."
        if total
        else "Nobody gets a second pizza: every order was ticked off.",
        Axis("time", "min"),
        Axis("pizzas", low=0.0, high=max(4.0, total * 1.1)),
        (
            _line("without order numbers", times, count),
            Line("with order numbers", _plain(times), (0.0,) * len(times), "least"),
        ),
    )


def _ends(visits: Iterable[Visit]) -> Floats:
    return np.sort(np.array([one.end for one in visits]))


def _line(name: str, times: Floats, values: Values) -> Line:
    return Line(name, _plain(times), _plain(values))


def _plain(values: Values) -> tuple[float, ...]:
    return tuple(float(value) for value in values)


def tables(evening: Evening) -> tuple[Table, ...]:
    """The rail minute by minute."""
    step = max(1, int(evening.end) // 30)
    minutes = np.arange(0.0, evening.end + 0.5, step)
    came = np.searchsorted(evening.times, minutes - 1e-9, side="left")
    rows = tuple(
        (f"{minute:.0f}", f"{count:,}", f"{int(length):,}", f"{age:.1f} min")
        for minute, count, length, age in zip(
            minutes, came, evening.rail_at(minutes), evening.age_at(minutes), strict=True
        )
    )
    columns = ("Minute", "Orders so far", "On the rail", "Age of the oldest")
    return (Table("minutes", "The rail, minute by minute", columns, rows),)
