"""Charts and table of L05: late parties against kitchens, and how long slices and platters take."""

import numpy as np

from ..outcome import Axis, Chart, Line, Table
from .platter_slices import Evening, Settings, Times

_BAR = 2  # minutes
_GRID = (1, 2, 3, 5, 7, 10, 15, 20, 30, 50, 69, 100, 150, 200, 300, 500, 700, 1000, 1500, 2000)
_LEAST = 300  # kitchens that the line of theory reaches at least


def charts_of(settings: Settings, seen: Evening) -> tuple[Chart, ...]:
    return (_late(settings, seen), _slices(settings, seen), _platters(settings, seen))


def share_late(p: float, kitchens: int) -> float:
    """At least one of so many is late."""
    return float(-np.expm1(kitchens * np.log1p(-p)))


def _late(settings: Settings, seen: Evening) -> Chart:
    p, most = settings.late / 100, settings.kitchens
    grid = tuple(sorted({n for n in _GRID if n <= max(most, _LEAST)} | {most}))
    tried = tuple(n for n in grid if n <= most)
    lines = [
        Line("one order each", _floats(tried), _late_with(seen.first_late_alone, tried)),
        _theory("theory", p, grid),
    ]
    if settings.hedge:
        lines += [
            Line("with a second order", _floats(tried), _late_with(seen.first_late, tried)),
            _theory("theory, with a second order", settings.late_again, grid),
        ]
    return Chart(
        "late",
        "Late parties, against the number of kitchens",
        f"With 1 kitchen {100 * p:.3g}% of the parties are late, with 10 {100 * share_late(p, 10):.1f}%, with 100 "
        f"{100 * share_late(p, 100):.1f}%.",
        Axis("kitchens", log=True),
        Axis("late parties", "%", low=0.0, high=100.0),
        tuple(lines),
        "Theory: 1 − (1 − p)^N, if kitchens are late independently.",
    )


def _theory(name: str, p: float, grid: tuple[int, ...]) -> Line:
    return Line(name, _floats(grid), tuple(100 * share_late(p, n) for n in grid), "theory")


def _late_with(
    first_late: np.ndarray[tuple[int], np.dtype[np.int64]], tried: tuple[int, ...]
) -> tuple[float, ...]:
    return tuple(100 * Evening.late_with(first_late, n) for n in tried)


def _floats(numbers: tuple[int, ...]) -> tuple[float, ...]:
    return tuple(map(float, numbers))


def _slices(settings: Settings, seen: Evening) -> Chart:
    return Chart(
        "slices",
        "How long one slice takes",
        f"Half of the slices are there in {seen.slices.quantile(0.5):.0f} min, 99 of 100 in "
        f"{seen.slices.quantile(0.99):.0f} min. The late ones are the low bars on the far right.",
        Axis("minutes", low=0.0),
        Axis("of all slices", "%", low=0.0),
        _bars("slices", settings, seen.slices, seen.slices_alone),
    )


def _platters(settings: Settings, seen: Evening) -> Chart:
    return Chart(
        "platters",
        "How long a whole platter takes",
        f"Half of the platters are complete in {seen.platters.quantile(0.5):.0f} min, 99 of 100 in "
        f"{seen.platters.quantile(0.99):.0f} min.",
        Axis("minutes", low=0.0),
        Axis("of all platters", "%", low=0.0),
        _bars("platters", settings, seen.platters, seen.platters_alone),
    )


def _bars(things: str, settings: Settings, times: Times, alone: Times) -> tuple[Line, ...]:
    bars = Line(things, *times.bars(_BAR), "measured", "bars")
    return (bars, Line("one order each", *alone.bars(_BAR), "other")) if settings.hedge else (bars,)


def percentiles(seen: Evening) -> Table:
    both = (seen.slices, seen.platters)
    rows = [("mean", *(f"{times.mean:.1f} min" for times in both))]
    for share in (0.5, 0.95, 0.99, 0.999):
        rows.append((f"p{100 * share:g}", *(f"{times.quantile(share):.1f} min" for times in both)))
    return Table("percentiles", "Mean and percentiles", ("", "One slice", "A platter"), tuple(rows))
