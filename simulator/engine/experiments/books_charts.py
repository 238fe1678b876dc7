"""The charts and the table of the two books."""

from collections.abc import Mapping, Sequence

import numpy as np

from ..arrays import Floats
from ..outcome import Axis, Chart, Line, Table
from .books_copied import Book, Copied, copy_orders, lag_expected, loss_expected, nearest, write_expected

NAMES = {0: "no copy", 1: "one copy", 2: "both copies"}
LOSS = "write rate × lag of the nearest copy"
ROUND_TRIP = "there and back to the copy that is waited for"
STALE = "1 − exp(−lag / mean time until the question)"
_DISTANCES = (0.0, 10.0, 20.0, 40.0, 60.0, 80.0, 110.0, 150.0)
_BURNS = 1_000


def burns(copied: Copied) -> Floats:
    """Moments, evenly through the run after its beginning, at each of which the main book might burn."""
    came = copied.came
    return np.linspace(float(came[len(came) // 10]), float(came[-1]), _BURNS)


def mean_lost(copied: Copied) -> float:
    """Confirmed orders that no copy has, mean over those moments."""
    moments = burns(copied)
    known = np.searchsorted(copied.confirmed, moments, side="right")
    safe = np.max(
        [np.searchsorted(times, moments, side="right") for times in copied.arrived.values()], axis=0
    )
    return float(np.maximum(0, known - safe).mean())


def write_times(every: Mapping[int, Copied], steady: bool) -> Chart:
    """Mean time of an order by how many copies are waited for; a rule that never answers has no bar."""
    rules = [wait for wait, copied in every.items() if np.isfinite(copied.confirmed).all()]
    means = [float((every[wait].confirmed - every[wait].came).mean()) for wait in rules]
    names = tuple(NAMES[wait] for wait in rules)
    said = ", ".join(f"{mean:.0f} ms for {name}" for name, mean in zip(names, means, strict=True))
    never = [NAMES[wait] for wait in every if wait not in rules]
    lines = [Line("measured", names, tuple(means), "measured", "bars")]
    if steady:
        expected = tuple(write_expected(every[wait].books, wait) for wait in rules)
        lines.append(Line("expected", names, expected, "theory", "points"))
    return Chart(
        "times",
        "What an order takes, by how many copies are waited for",
        f"An order takes {said}.{f' Waiting for {never[0]} never ends.' if never else ''}",
        Axis("Rosa waits for", order=tuple(NAMES.values())),
        Axis("from coming to confirmed", "ms", low=0.0),
        tuple(lines),
        f"Expected: 2 ms to write, and {ROUND_TRIP}." if steady else "",
    )


def losses(
    came: Floats, books: Sequence[Book], *, pause: float, wobble: float, rate: float, seed: int
) -> Chart:
    """Orders lost by the distance of the nearest copy; the other book stays at least as far."""
    near = min((book for book in books if book.up), key=lambda book: book.away)
    rows: dict[int, list[float]] = {0: [], 1: []}
    expected = []
    for away in _DISTANCES:
        moved = tuple(
            Book(book.name, away if book is near else max(away, book.away), book.up) for book in books
        )
        for wait, row in rows.items():
            row.append(mean_lost(copy_orders(came, moved, wait, pause=pause, wobble=wobble, seed=seed)))
        expected.append(loss_expected(moved, 0, pause, rate))
    last = rows[0][-1]
    lines = [Line("waits for no copy", _DISTANCES, tuple(rows[0]), "measured", "points")]
    if wobble == 0:
        lines.append(Line("rate × lag", _DISTANCES, tuple(expected), "theory"))
    lines.append(Line("waits for one copy", _DISTANCES, tuple(rows[1]), "other"))
    return Chart(
        "losses",
        "Confirmed orders lost when the main book burns",
        f"If she does not wait and the nearest copy is {_DISTANCES[-1]:.0f} ms away, {last:.1f} confirmed orders are "
        f"lost on average. If she waits for one copy: {max(rows[1]):.1f}.",
        Axis("one way to the nearest copy", "ms", low=0.0),
        Axis("orders lost, on average", "orders", low=0.0),
        tuple(lines),
        f"Theory: {LOSS}.",
    )


def stale_reads(name: str, shares: Mapping[int, float], expected: Mapping[int, float]) -> Chart:
    """Old answers of one book by how many copies are waited for; shares from 0 to 1, without rules that never end."""
    names = tuple(NAMES[wait] for wait in shares)
    said = ", ".join(f"{100 * share:.1f}% for {NAMES[wait]}" for wait, share in shares.items())
    lines = [Line("measured", names, tuple(100 * share for share in shares.values()), "measured", "bars")]
    if expected:
        theory = tuple(100 * expected[wait] for wait in shares)
        lines.append(Line("expected", names, theory, "theory", "points"))
    return Chart(
        "stale",
        f"Old answers at {name}’s, by how many copies are waited for",
        f"Old answers at {name}’s: {said}." if shares else f"Nobody answers at {name}’s.",
        Axis("Rosa waits for", order=tuple(NAMES.values())),
        Axis("old answers", "%", low=0.0, high=100.0),
        tuple(lines),
        f"Expected: {STALE}." if expected else "",
    )


def promises(books: tuple[Book, ...], pause: float, rate: float, steady: bool) -> Table:
    """What each rule of waiting costs and saves."""

    def time(wait: int) -> str:
        takes = write_expected(books, wait)
        return f"{takes:.0f} ms" if np.isfinite(takes) else "never ends"

    return Table(
        "promises",
        "What each rule costs and saves" if steady else "What each rule costs and saves, on a steady line",
        (
            "Rosa waits for",
            "An order takes",
            "Confirmed orders lost in a fire",
            "The nearest copy has it",
        ),
        tuple(
            (
                NAMES[wait],
                time(wait),
                f"{loss_expected(books, wait, pause, rate):.1f}",
                f"{lag_expected(books, wait, _near(books).name, pause):.0f} ms later",
            )
            for wait in NAMES
            if np.isfinite(nearest(books, 1))
        ),
    )


def _near(books: tuple[Book, ...]) -> Book:
    return min((book for book in books if book.up), key=lambda book: book.away)
