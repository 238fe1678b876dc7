"""L06, "Grow the shop": a year of twelve choices between tuning, a bigger oven and more shops. Then the table of the
notes, in ten cards. And one question to the side: one fast chef or two, when both can bake equally many?

Invariant: the year is worked out from the plan and the prices of growth.py, without chance; chance plays a part only
in the orders of fast_or_many.py.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Annotated

from ..lens import Lens, Pin
from ..outcome import Finding, Outcome
from . import fast_or_many, scaling_table
from .experiment import Experiment, Tick
from .growth import MONTHS, Month, World, live
from .growth_pictures import OPTIONS, GrowScene, Preset, Year, charts, per_cent, rows_of
from .growth_tables import tables
from .parameters import Choice, Flag, Real, Whole
from .scaling_table import CARDS, DECK, HEADS, TableLaid

_PAGE = 150_000  # orders that a page waits for
VERTICAL, SIDEWAYS, TUNE = "Only vertical", "Only horizontal", "Tune first"
PLANS: Mapping[str, tuple[str, ...]] = {
    TUNE: ("tune",) * 3 + ("oven",) * 3 + ("shops",) * 6,
    VERTICAL: ("oven",) * MONTHS,
    SIDEWAYS: ("shops",) * MONTHS,
}
MINE = "Your plan"
_UNDER = ((DECK, "in the deck"), *HEADS.items())
_PLACE = {card.id: Choice(f"Card: {card.text}", _UNDER, more=True) for card in CARDS}
_MONTH = {number: Choice(f"Month {number}", OPTIONS, more=True) for number in range(1, MONTHS + 1)}


@dataclass(frozen=True, slots=True)
class Settings:
    """m1 to m12: where each month's money goes. c1 to c10: the heading that each card is under."""

    fails: Annotated[int, Whole("An oven breaks in month", 0, MONTHS, note="0 for never")] = 9
    repair: Annotated[int, Whole("It is out for", 1, 30, unit="days")] = 10
    agree: Annotated[bool, Flag("Shops wait until their order books agree")] = False
    m1: Annotated[str, _MONTH[1]] = "oven"
    m2: Annotated[str, _MONTH[2]] = "oven"
    m3: Annotated[str, _MONTH[3]] = "oven"
    m4: Annotated[str, _MONTH[4]] = "oven"
    m5: Annotated[str, _MONTH[5]] = "oven"
    m6: Annotated[str, _MONTH[6]] = "oven"
    m7: Annotated[str, _MONTH[7]] = "oven"
    m8: Annotated[str, _MONTH[8]] = "oven"
    m9: Annotated[str, _MONTH[9]] = "oven"
    m10: Annotated[str, _MONTH[10]] = "oven"
    m11: Annotated[str, _MONTH[11]] = "oven"
    m12: Annotated[str, _MONTH[12]] = "oven"
    money: Annotated[int, Whole("Money at the start", 0, 20_000, unit="euros", more=True)] = 1_000
    share: Annotated[
        float, Real("Left of an order’s price, for rent and growth", 0.1, 2, 0.05, unit="euros", more=True)
    ] = 0.4
    rate: Annotated[float, Real("One chef or two: orders an hour", 2, 19.5, 0.5, more=True)] = 18.0
    orders: Annotated[
        int, Whole("One chef or two: orders measured", 1_000, 1_000_000, log=True, more=True)
    ] = 100_000
    c1: Annotated[str, _PLACE["c1"]] = DECK
    c2: Annotated[str, _PLACE["c2"]] = DECK
    c3: Annotated[str, _PLACE["c3"]] = DECK
    c4: Annotated[str, _PLACE["c4"]] = DECK
    c5: Annotated[str, _PLACE["c5"]] = DECK
    c6: Annotated[str, _PLACE["c6"]] = DECK
    c7: Annotated[str, _PLACE["c7"]] = DECK
    c8: Annotated[str, _PLACE["c8"]] = DECK
    c9: Annotated[str, _PLACE["c9"]] = DECK
    c10: Annotated[str, _PLACE["c10"]] = DECK

    @property
    def plan(self) -> tuple[str, ...]:
        return tuple(getattr(self, name) for name in MONTH_NAMES)

    @property
    def world(self) -> World:
        return World(float(self.money), self.share, self.fails, self.repair, self.agree)

    @property
    def places(self) -> dict[str, str]:
        """Card id -> the heading that it is under."""
        return {card.id: getattr(self, card.id) for card in CARDS}


MONTH_NAMES = tuple(f"m{number}" for number in _MONTH)


def run(settings: Settings, seed: int, tick: Tick) -> Outcome:
    tick(0, 2)
    measured = fast_or_many.compare(settings.rate, settings.orders, seed)
    tick(1, 2)
    plans = _plans(settings)
    name, mine = next(iter(plans.items()))
    tuned = live(PLANS[TUNE], settings.world)
    laid = scaling_table.lay(settings.places)
    year, best = Year.of(mine), Year.of(tuned)
    return Outcome(
        _sentence(name, mine, year, best),
        (*_findings(year, mine, best, laid), *fast_or_many.findings(measured, settings.rate)),
        (*charts(plans), fast_or_many.chart(measured, settings.rate)),
        tables(plans),
        GrowScene(rows_of(mine), _presets(settings), laid, _side_by_side(year, best)),
        measured.takes[0].trace,
        measured.takes,
    )


def _plans(settings: Settings) -> dict[str, tuple[Month, ...]]:
    """The months of the chosen plan, under its name, and of the others to compare it with."""
    own = next((name for name, plan in PLANS.items() if plan == settings.plan), MINE)
    chosen = {own: settings.plan, **{name: plan for name, plan in PLANS.items() if name != own}}
    return {name: live(plan, settings.world) for name, plan in chosen.items()}


def _presets(settings: Settings) -> tuple[Preset, ...]:
    return tuple(
        Preset(name, dict(zip(MONTH_NAMES, plan, strict=True)), plan == settings.plan)
        for name, plan in PLANS.items()
    )


def _sentence(name: str, months: Sequence[Month], year: Year, best: Year) -> str:
    broken = next((month for month in months if month.broken), None)
    if broken is None:
        failure = ""
    elif broken.business.shops == 1:
        failure = (
            f" In month {broken.number} the only oven broke, and the whole business was closed for "
            f"{broken.closed:,.0f} min."
        )
    else:
        failure = (
            f" In month {broken.number} one of {broken.business.shops} ovens broke, and the others baked on."
        )
    compared = (
        ""
        if name == TUNE
        else f" Tuning first would serve {per_cent(best.share)} at {best.cost:.2f} euros an order."
    )
    return (
        f"{name}: {per_cent(year.share)} of the year’s orders were served, at {year.cost:.2f} euros an order."
        f"{failure}{compared}"
    )


def _findings(year: Year, months: Sequence[Month], best: Year, laid: TableLaid) -> tuple[Finding, ...]:
    last = months[-1]
    short = next((month.number for month in months if month.capacity < month.demand), None)
    return (
        Finding("served", "Orders served in the year", year.share, "%", 1),
        Finding("cost", "Cost of an order", year.cost, "euros", 2),
        Finding("closed", "Minutes closed", year.closed, "min", 0),
        Finding("wrong", "Wrong orders", year.wrong, "orders", 0),
        Finding("money", "Money left", year.money, "euros", 0),
        Finding("capacity", "The ovens can bake, in month 12", last.capacity, "an hour", 0),
        Finding("short", "First month in which more come", "never" if short is None else float(short), "", 0),
        Finding("tuned_served", "Tuning first: orders served", best.share, "%", 1),
        Finding("tuned_cost", "Tuning first: cost of an order", best.cost, "euros", 2),
        Finding(
            "rows_wrong",
            "Rows of the notes’ table under the wrong headings",
            float(scaling_table.rows_wrong()),
            "of 5",
            0,
        ),
        Finding("cards_right", "Cards under the right heading", float(laid.right), "of 10", 0),
    )


def _side_by_side(year: Year, best: Year) -> tuple[tuple[str, str, str], ...]:
    return (
        ("Orders served", per_cent(year.share), per_cent(best.share)),
        ("Cost of an order", f"{year.cost:.2f} euros", f"{best.cost:.2f} euros"),
        ("Closed", f"{year.closed:,.0f} min", f"{best.closed:,.0f} min"),
        ("Wrong orders", f"{year.wrong:,.0f}", f"{best.wrong:,.0f}"),
    )


def sample(settings: Settings, seed: int) -> dict[str, float]:
    """The three kitchens alone: nothing else is moved by chance."""
    return fast_or_many.means(settings.rate, settings.orders, seed)


LENS = Lens(
    words=(
        ("work in a pizza", "work in a response"),
        ("an order", "a request"),
        ("order book", "database"),
        ("order books", "databases"),
        ("an oven", "a server"),
        ("rent", "running cost"),
        ("dispatcher", "load balancer"),
        ("in the shop", "in the system"),
        ("the shop is empty", "the system is empty"),
        ("one kitchen", "one machine"),
        ("one book", "one copy"),
        ("bake", "handle"),
        ("bakes", "handles"),
        ("bakes on", "carries on"),
        ("baked on", "carried on"),
        ("phone", "use the network"),
        ("cold", "down"),
        ("under one roof", "on one machine"),
        ("one roof", "one machine"),
        ("across town", "in another data centre"),
        ("at one table", "inside one machine"),
        ("turn your head", "read the same memory"),
        ("closed", "down"),
        ("twice as fast", "twice as fast"),
    ),
    pins=(
        Pin(
            "oven",
            "A bigger oven takes weeks to come and a day to build in. A bigger rented machine can be there in "
            "minutes, and you can give it back.",
        ),
        Pin(
            "shops",
            "A new shop has new neighbours, and they bring new orders. A second server brings nobody: it only takes "
            "work from the first.",
        ),
        Pin(
            "order book",
            "Two paper books differ until somebody walks across. Two databases copy all the time, and still differ "
            "for a moment.",
        ),
    ),
)

EXPERIMENT = Experiment(
    "grow-the-shop",
    "Grow the shop",
    Settings,
    run,
    headline=("two_lines", "one_line", "one_fast"),
    slow=lambda settings: settings.orders > _PAGE,
    sample=sample,
    lens=LENS,
)
