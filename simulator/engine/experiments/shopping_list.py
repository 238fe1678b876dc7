"""L04, "Shopping list": what does an order look up, in a row or all at once, and where does its time go?

Invariant: see errands.py; chance decides only whether the cache has an answer and whether a call is lost.
"""

from dataclasses import dataclass
from typing import Annotated

from ..lens import Lens, Pin
from ..outcome import Finding, Outcome
from .errands import LIGHT, LONDON_NEW_YORK, NAMES, TIMES, Basket, Tried, floor, in_words, try_out
from .experiment import Experiment, Tick
from .parameters import Choice, Flag, Real, Whole
from .shopping_pictures import charts, largest, scene_of, tables

_SLOW = 200_000  # throws of the dice that a page waits for


@dataclass(frozen=True, slots=True)
class Settings:
    """The steps are set in the picture, too."""

    together: Annotated[bool, Flag("All at the same time")] = False
    hit: Annotated[int, Whole("A cache has the answer of a call", 0, 100, unit="%")] = 0
    scale: Annotated[
        str, Choice("Scale of the bars", (("log", "Each mark ten times as long"), ("linear", "Even")))
    ] = "log"
    memory: Annotated[int, Whole("Memory reads", 0, 100_000, more=True)] = 1_000
    ssd: Annotated[int, Whole("SSD reads", 0, 1_000, more=True)] = 4
    building: Annotated[int, Whole("Calls in the same building", 0, 200, more=True)] = 1
    ocean: Annotated[int, Whole("Calls across the ocean", 0, 200, more=True)] = 10
    lost: Annotated[
        float, Real("Calls that get lost", 0, 50, 0.1, unit="%", note="made again after 1 s", more=True)
    ] = 0.0
    km: Annotated[int, Whole("To the other side of the ocean", 1, 20_000, unit="km", more=True)] = (
        LONDON_NEW_YORK
    )
    orders: Annotated[int, Whole("Orders in the run", 100, 20_000, log=True, more=True)] = 1_000

    @property
    def basket(self) -> Basket:
        return self.basket_if(together=self.together)

    def basket_if(self, *, together: bool) -> Basket:
        counts = {kind: getattr(self, kind) for kind in TIMES}
        return Basket(counts, together, self.hit / 100, self.lost / 100)


def run(settings: Settings, seed: int, tick: Tick) -> Outcome:
    basket = settings.basket
    tick(0, 2)
    done = try_out(basket, settings.orders, seed)
    tick(1, 2)
    ways = {together: settings.basket_if(together=together) for together in (False, True)}
    row, same = (try_out(ways[together], settings.orders, seed) for together in (False, True))
    return Outcome(
        _sentence(settings, done, row, same),
        _findings(settings, done, row, same),
        charts(ways, done, row, same),
        tables(basket, done),
        scene_of(basket, done, same if not settings.together else row, log=settings.scale == "log"),
    )


def _sentence(settings: Settings, done: Tried, row: Tried, same: Tried) -> str:
    total = float(done.total.mean())
    if not total:
        return "The list is empty, so an order takes no time. Put something on it."
    most = largest(done)
    share = 100 * done.pieces[most] / total
    count = settings.basket.counts[most]
    what = f"The {count:,} {NAMES[most][1]} are" if count > 1 else f"The one {NAMES[most][0]} is"
    if settings.together:
        return (
            f"All at the same time, an order takes {in_words(total)}: as long as the slowest. In a row it would be "
            f"{in_words(float(row.total.mean()))}."
        )
    shown = f"{share:.1f}" if 99 < share < 99.95 else f"{share:.0f}"
    return (
        f"In a row, an order takes {in_words(total)}. {what} {shown}% of it. At the same time it would be "
        f"{in_words(float(same.total.mean()))}."
    )


def _findings(settings: Settings, done: Tried, row: Tried, same: Tried) -> tuple[Finding, ...]:
    basket = settings.basket
    total = float(done.total.mean())
    most = largest(done)
    simple = not settings.together or (not settings.hit and not settings.lost)
    return (
        Finding(
            "total",
            "An order takes, on average",
            total / 1_000,
            "ms",
            2,
            basket.mean() / 1_000 if simple else None,
            "in a row the sum, at the same time the longest",
        ),
        Finding("row", "In a row", float(row.total.mean()) / 1_000, "ms", 1),
        Finding("same", "At the same time", float(same.total.mean()) / 1_000, "ms", 1),
        Finding("most", "Largest piece", NAMES[most][1] if total else "none"),
        Finding("most_share", "Its share", 100 * done.pieces[most] / total if total else 0.0, "%", 1),
        Finding(
            "spared", "Orders that need no call", 100 * float((done.total < TIMES["building"]).mean()), "%", 0
        ),
        Finding("twice", "Calls that were done twice, of 1,000 orders", 1_000 * done.twice, "calls", 0),
        Finding(
            "reads_in_call",
            "Memory reads in one call in the building",
            TIMES["building"] / TIMES["memory"],
            "",
            0,
        ),
        Finding(
            "call_feels",
            "A call in the building, if 1 ns were 1 s",
            TIMES["building"] * 1_000 / 86_400,
            "days",
            1,
        ),
        Finding(
            "floor",
            f"{settings.km:,} km and back, at the speed of light in fibre",
            floor(settings.km) / 1_000,
            "ms",
            1,
            source=f"2 × distance / {LIGHT:.0f} km in a ms",
        ),
    )


def sample(settings: Settings, seed: int) -> dict[str, float]:
    """One way of doing it alone."""
    return {"total": float(try_out(settings.basket, settings.orders, seed).total.mean()) / 1_000}


LENS = Lens(
    words=(
        ("an order", "a request"),
        ("errand", "operation"),
        ("orders of magnitude", "orders of magnitude"),
    ),
    pins=(
        Pin(
            "order",
            "A cook who sends for cheese waits beside an empty table. A server does other work until the answer comes, "
            "but this one request waits all the same.",
        ),
        Pin(
            "calls across the ocean",
            "A shop across the ocean could open a branch nearby. So can a data centre: a copy near the client is the "
            "only thing that beats the speed of light.",
        ),
    ),
)

EXPERIMENT = Experiment(
    "shopping-list",
    "Shopping list",
    Settings,
    run,
    headline=("total",),
    slow=lambda settings: settings.orders * (settings.building + settings.ocean) > _SLOW,
    sample=sample,
    lens=LENS,
)
