"""The charts and tables of the quorum board."""

import numpy as np

from ..arrays import Floats
from ..outcome import Axis, Chart, Line, Table
from .nines_parts import at_least
from .quorum_rounds import Quorum, stale_share

POINTS = 26
FORMULA = "C(N − W, R) / C(N, R) × exp(−R × time / lag)"


def stale_chart(quorum: Quorum, lag: float, waits: Floats) -> Chart:
    """Stale reads by the time since the write."""
    ages = np.linspace(0, 5 * lag, POINTS)
    measured = [100 * float((waits > age).mean()) for age in ages]
    theory = [100 * stale_share(quorum, float(age), lag) for age in ages]
    twice = 100 * float((waits > 2 * lag).mean())
    return Chart(
        "stale",
        "Old answers, by the time since the write",
        f"{measured[0]:.1f}% of the answers are old at once, and {twice:.1f}% after twice the average lag.",
        Axis("time since the write", "ms", low=0.0),
        Axis("old answers", "%", low=0.0, high=100.0),
        (
            Line("measured", tuple(map(float, ages)), tuple(measured), "measured", "points"),
            Line("theory", tuple(map(float, ages)), tuple(theory), "theory"),
        ),
        FORMULA,
    )


def works_chart(books: int, works: float) -> Chart:
    """How often at least k of the books answer, as minutes without it in 30 days would hide: as shares that fail."""
    needed = tuple(range(1, books + 1))
    fails = tuple(100 * (1 - at_least(k, books, works)) for k in needed)
    single = 100 * (1 - works)
    worse = [k for k, share in zip(needed, fails, strict=True) if share > single + 1e-12]
    say = (
        f"Waiting for {worse[0]} of {books} or more fails more often than a single book does."
        if worse
        else "Every choice fails less often than a single book."
    )
    return Chart(
        "works",
        "How often too few books answer",
        say,
        Axis("books that must answer"),
        Axis("of all tries", "%", log=True),
        (
            Line(f"of {books} books", needed, fails, "theory", "points"),
            Line("a single book", (1.0, float(books)), (single, single), "other"),
        ),
    )


def grid(books: int) -> Table:
    """Old answers at once for every W and R."""
    return Table(
        "grid",
        f"Old answers right after the write, {books} books",
        ("", *(f"ask {read}" for read in range(1, books + 1))),
        tuple(
            (
                f"write to {write}",
                *(f"{100 * stale_share(Quorum(books, write, read)):.1f}%" for read in range(1, books + 1)),
            )
            for write in range(1, books + 1)
        ),
    )
