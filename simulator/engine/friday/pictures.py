"""Pictures of an evening, beside the reference: charts, and what really went wrong.

Invariant: every number comes from the two evenings; both met the same orders.
"""

import numpy as np

from ..arrays import Floats, Numbers
from ..outcome import Axis, Chart, Line, Role
from .evening import Evening
from .faults import Faults, faults_of
from .score import percent
from .town import CLOSING, END, ON_TIME, PROMISE, SHOPS, clock

STEP = 5  # minutes between two points


def charts(evening: Evening, other: Evening) -> tuple[Chart, ...]:
    """The promise and the queues, by the minute."""
    return _promise(evening, other), _waiting(evening, other)


def _promise(evening: Evening, other: Evening) -> Chart:
    minutes = np.arange(int(PROMISE) + STEP, END + 1, STEP)
    mine, theirs = (_shares(one, minutes) for one in (evening, other))
    return Chart(
        "promise",
        "Orders within 30 minutes, so far",
        f"You: {percent(evening.kept(END))} of {evening.orders:,} orders came within 30 minutes. "
        f"The reference: {percent(other.kept(END))}.",
        Axis("Minutes after 18:00", low=0, high=END),
        Axis("Within 30 minutes", "%", low=min(90.0, _floor(mine), _floor(theirs)), high=100.5),
        (
            _line("You", minutes, mine),
            _line("The reference", minutes, theirs, other=True),
            Line("The promise", (0.0, float(END)), (100 * ON_TIME,) * 2, role="least"),
        ),
    )


def _floor(shares: Floats) -> float:
    return float(np.floor(shares.min() / 10) * 10)


def _shares(evening: Evening, minutes: Numbers) -> Floats:
    settled = np.maximum(1, evening.settled[minutes])
    shares: Floats = 100 * evening.on_time[minutes] / settled
    return np.where(evening.settled[minutes] > 0, shares, 100.0)


def _waiting(evening: Evening, other: Evening) -> Chart:
    minutes = np.arange(0, CLOSING + 1, STEP)
    mine, theirs = (one.waiting.sum(axis=1) for one in (evening, other))
    longest, shop = _longest(evening)
    return Chart(
        "waiting",
        "Orders that wait in all shops",
        f"Your longest queue: {evening.waiting.max()} orders at {SHOPS[shop]}, at {clock(longest)}. "
        f"The longest of the reference: {other.waiting.max()}.",
        Axis("Minutes after 18:00", low=0, high=CLOSING),
        Axis("Orders waiting", low=0),
        (
            _line("You", minutes, mine[minutes].astype(np.float64)),
            _line("The reference", minutes, theirs[minutes].astype(np.float64), other=True),
        ),
    )


def _longest(evening: Evening) -> tuple[int, int]:
    minute, shop = np.unravel_index(int(evening.waiting.argmax()), evening.waiting.shape)
    return int(minute), int(shop)


def _line(name: str, x: Numbers, y: Floats, *, other: bool = False) -> Line:
    role: Role = "other" if other else "measured"
    return Line(name, tuple(map(float, x)), tuple(round(value, 2) for value in y.tolist()), role=role)


def what_went_wrong(seed: int) -> tuple[tuple[int, str], ...]:
    """(minute, what happened): the truth, for after the evening."""
    faults: Faults = faults_of(seed)
    return (
        (
            faults.release_at,
            "A new release went live. It broke one order in twenty, until it was rolled back.",
        ),
        (
            faults.slow_from,
            f"The oven at {SHOPS[faults.slow_shop]} failed: a third of its speed, until {clock(faults.slow_to)}.",
        ),
        (
            faults.hot_from,
            f"Pizza {faults.hot_kind + 1} became hot: two orders in five, until {clock(faults.hot_to)}.",
        ),
        (
            faults.cut_from,
            f"The line from Harbour and Mill was cut. It was mended at {clock(faults.cut_to)}, if nobody was quicker.",
        ),
    )
