"""L10, "Two books": a main book and two copies. What does waiting cost, and what does not waiting lose?

Invariant: see books_copied.py. All three rules of waiting meet the same orders; questions have a stream of their own.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated

import numpy as np

from ..outcome import Finding, Outcome
from ..queues import stream
from ..words import count_of
from .books_charts import (
    LOSS,
    NAMES,
    ROUND_TRIP,
    STALE,
    losses,
    mean_lost,
    promises,
    stale_reads,
    write_times,
)
from .books_copied import (
    RULES,
    Book,
    Copied,
    copy_orders,
    draw_arrivals,
    lag_expected,
    loss_expected,
    nearest,
    write_expected,
)
from .books_lens import LENS
from .books_scene import begin_of, scene_of, window_of
from .experiment import Experiment, Tick
from .parameters import Choice, Flag, Real, Whole

_ASKED = 9  # stream of the questions


@dataclass(frozen=True, slots=True)
class Settings:
    wait: Annotated[
        str,
        Choice("Rosa waits for", (("0", "No copy"), ("1", "One copy"), ("2", "Both copies"))),
    ] = "0"
    distance: Annotated[float, Real("To Ada’s book, one way", 0, 150, 1, unit="ms")] = 28.0
    rate: Annotated[int, Whole("Orders a second", 1, 2_000, log=True)] = 200
    far: Annotated[float, Real("To Bo’s book, one way", 0, 150, 1, unit="ms", more=True)] = 80.0
    broken: Annotated[
        str,
        Choice("A broken book", (("none", "None"), ("ada", "Ada’s"), ("bo", "Bo’s")), more=True),
    ] = "none"
    asks: Annotated[
        str,
        Choice(
            "Customers ask at",
            (("rosa", "Rosa’s"), ("ada", "Ada’s"), ("bo", "Bo’s")),
            note="Each asks for an order of their own.",
            more=True,
        ),
    ] = "ada"
    after: Annotated[
        float, Real("They ask after, on average", 1, 2_000, 1, unit="ms", log=True, more=True)
    ] = 100.0
    pause: Annotated[
        float,
        Real("If Rosa does not wait, a copy leaves after", 0, 500, 1, unit="ms", more=True),
    ] = 0.0
    wobble: Annotated[float, Real("A message is late by, on average", 0, 50, 1, unit="ms", more=True)] = 0.0
    moment: Annotated[
        int,
        Whole("Moment of the picture", 0, 100, unit="%", note="In per cent of the time shown.", more=True),
    ] = 80
    burn: Annotated[bool, Flag("Rosa’s book burns at that moment", more=True)] = False

    @property
    def books(self) -> tuple[Book, ...]:
        return (
            Book("Ada", self.distance, self.broken != "ada"),
            Book("Bo", self.far, self.broken != "bo"),
        )


def run(settings: Settings, seed: int, tick: Tick) -> Outcome:
    every = copies(settings, seed)
    mine = every[int(settings.wait)]
    tick(1, 2)
    steady = settings.wobble == 0
    place = "Bo" if settings.asks == "bo" else "Ada"
    rules = [
        wait
        for wait in every
        if np.isfinite(every[wait].confirmed).all() and settings.broken != place.lower()
    ]
    stale = {wait: _stale(settings, every[wait], place, seed) for wait in rules}
    expected = {wait: _stale_expected(settings, wait, place) for wait in rules if steady}
    return Outcome(
        _sentence(settings, every),
        _findings(settings, every, seed),
        (
            write_times(every, steady),
            losses(
                mine.came,
                settings.books,
                pause=settings.pause,
                wobble=settings.wobble,
                rate=settings.rate,
                seed=seed,
            ),
            stale_reads(place, stale, expected),
        ),
        (promises(settings.books, settings.pause, settings.rate, steady),),
        scene_of(
            mine,
            pause=settings.pause,
            share=settings.moment,
            burn=settings.burn,
            asks=settings.asks,
            broken=settings.broken,
            rate=settings.rate,
        ),
    )


def copies(settings: Settings, seed: int) -> dict[int, Copied]:
    """The same orders under each rule of waiting."""
    came = draw_arrivals(seed, settings.rate)
    return {
        wait: copy_orders(came, settings.books, wait, pause=settings.pause, wobble=settings.wobble, seed=seed)
        for wait in RULES
    }


def moment_of(settings: Settings, copied: Copied) -> float:
    """The moment of the picture, in the time of the run."""
    return begin_of(copied, settings.pause) + window_of(copied, settings.pause) * settings.moment / 100


def _mean_time(copied: Copied) -> float:
    """inf if an order is never confirmed."""
    return float((copied.confirmed - copied.came).mean())


def _sentence(settings: Settings, every: Mapping[int, Copied]) -> str:
    mine = every[int(settings.wait)]
    waits = f"Rosa waits for {NAMES[mine.wait]}"
    takes = _mean_time(mine)
    if not np.isfinite(takes):
        return f"{waits}, and one of them is broken: no order is ever confirmed."
    lost = mine.lost(moment_of(settings, mine))
    are = "is" if lost == 1 else "are"
    fire = (
        f"Her book burns, and {count_of(lost, 'confirmed order')} {are} lost."
        if settings.burn
        else f"If her book burnt now, {count_of(lost, 'confirmed order')} would be lost."
    )
    return f"{waits}: an order takes {takes:.0f} ms. {fire}"


def _findings(settings: Settings, every: Mapping[int, Copied], seed: int) -> tuple[Finding, ...]:
    mine = every[int(settings.wait)]
    steady, books = settings.wobble == 0, settings.books
    lost_theory = (
        loss_expected(books, mine.wait, settings.pause, settings.rate) if steady or mine.wait else None
    )
    answered = 100 * float(np.isfinite(mine.confirmed).mean())
    return (
        _added(every, 1, "added", "An order takes longer, waiting for one copy", steady),
        _added(every, 2, "added_both", "An order takes longer, waiting for both", steady),
        _takes(mine, steady),
        Finding("answered", "Orders confirmed", answered, "%", 0),
        Finding(
            "lost",
            "Confirmed orders lost, if her book burns at the moment shown",
            float(mine.lost(moment_of(settings, mine))),
            "orders",
            0,
        ),
        Finding(
            "lost_mean",
            "The same, mean of 1,000 moments",
            mean_lost(mine),
            "orders",
            1,
            lost_theory,
            LOSS if mine.wait == 0 else "a copy has every confirmed order",
        ),
        Finding(
            "doubtful",
            "Orders in a copy that nobody has confirmed, at the moment shown",
            float(mine.doubtful(moment_of(settings, mine))),
            "orders",
            0,
        ),
        *_lag(settings, mine, steady),
        *_asked(settings, mine, seed, steady),
    )


def _added(every: Mapping[int, Copied], wait: int, name: str, label: str, steady: bool) -> Finding:
    added = _mean_time(every[wait]) - _mean_time(every[0])
    if not np.isfinite(added):
        return Finding(name, label, "never confirmed")
    theory = 2 * nearest(every[wait].books, wait) if steady else None
    return Finding(name, label, added, "ms", 0, theory, ROUND_TRIP)


def _takes(mine: Copied, steady: bool) -> Finding:
    label = "An order takes, on average"
    if not np.isfinite(mine.confirmed).all():
        return Finding("takes", label, "never confirmed")
    theory = write_expected(mine.books, mine.wait) if steady else None
    return Finding("takes", label, _mean_time(mine), "ms", 0, theory, "2 ms to write, and " + ROUND_TRIP)


def _lag(settings: Settings, mine: Copied, steady: bool) -> tuple[Finding, ...]:
    label = "The first copy has an order this long after it is confirmed"
    if not np.isfinite(mine.confirmed).all():
        return ()
    first = np.min(list(mine.arrived.values()), axis=0)
    lag = float(np.maximum(0.0, first - mine.confirmed).mean())
    near = min((book for book in mine.books if book.up), key=lambda book: book.away)
    theory = lag_expected(mine.books, mine.wait, near.name, settings.pause) if steady else None
    return (Finding("lag", label, lag, "ms", 0, theory, "one way to it, if nobody waits"),)


def _asked(settings: Settings, mine: Copied, seed: int, steady: bool) -> tuple[Finding, ...]:
    name = settings.asks.title()
    label = f"Old answers at {name}’s"
    if settings.asks == settings.broken or not np.isfinite(mine.confirmed).all():
        return (Finding("stale", label, "no answer"),)
    if settings.asks == "rosa":
        return (Finding("stale", label, 0.0, "%", 1, 0.0, "the main book has every confirmed order"),)
    expected = 100 * _stale_expected(settings, mine.wait, name) if steady else None
    return (Finding("stale", label, 100 * _stale(settings, mine, name, seed), "%", 1, expected, STALE),)


def _stale(settings: Settings, copied: Copied, name: str, seed: int) -> float:
    """Share of customers who ask for their confirmed order before it is in that book."""
    asked = copied.confirmed + stream(seed, _ASKED).exponential(settings.after, len(copied.came))
    return float((asked < copied.arrived[name]).mean())


def _stale_expected(settings: Settings, wait: int, name: str) -> float:
    lag = lag_expected(settings.books, wait, name, settings.pause)
    return float(1 - np.exp(-lag / settings.after))


def sample(settings: Settings, seed: int) -> dict[str, float]:
    """The loss of one fire, by the chosen rule alone."""
    came = draw_arrivals(seed, settings.rate)
    mine = copy_orders(
        came, settings.books, int(settings.wait), pause=settings.pause, wobble=settings.wobble, seed=seed
    )
    return {"lost": float(mine.lost(moment_of(settings, mine)))}


EXPERIMENT = Experiment(
    "two-books",
    "Two books",
    Settings,
    run,
    headline=("lost",),
    sample=sample,
    lens=LENS,
)
