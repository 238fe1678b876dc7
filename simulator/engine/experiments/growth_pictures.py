"""What is shown of a year of growth: the months one below the other, the charts, and the prices.

Invariant: everything is worked out from the months; nothing here decides anything.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import ClassVar

from ..outcome import Axis, Chart, Kind, Line, Role
from ..words import count_of
from .growth import MONTHS, SAVED, SIZES, Month
from .scaling_table import TableLaid

OPTIONS = (
    ("save", "Save the money"),
    ("tune", "Tune"),
    ("oven", "A bigger oven"),
    ("shops", "More shops"),
)
WIDE, HIGH = 150.0, 34.0  # the picture of a month's ovens
_NOTHING = {
    "save": "",
    "tune": "nothing left to tune",
    "oven": "no larger oven is made",
    "shops": "too dear for now",
}


@dataclass(frozen=True, slots=True)
class Oven:
    """A shop in a month's picture: a square whose area is the size of its oven."""

    left: float
    top: float
    side: float
    broken: bool


@dataclass(frozen=True, slots=True)
class MonthRow:
    """One month in words and squares. name: of its setting. served: per cent of the orders that came."""

    month: Month
    name: str
    bought: str
    ovens: tuple[Oven, ...]
    more: int
    served: float
    trouble: str

    @property
    def said(self) -> str:
        """The squares in words."""
        return f"{count_of(self.month.business.shops, 'shop')}, oven of size {self.month.business.size}"


@dataclass(frozen=True, slots=True)
class Preset:
    """A plan by name. settings: of every month, as a link has them. chosen: whether it is this one."""

    name: str
    settings: Mapping[str, str]
    chosen: bool


@dataclass(frozen=True, slots=True)
class GrowScene:
    kind: ClassVar[str] = "grow"
    options: ClassVar[tuple[tuple[str, str], ...]] = OPTIONS
    rows: tuple[MonthRow, ...]
    presets: tuple[Preset, ...]
    table: TableLaid
    year: tuple[tuple[str, str, str], ...]  # what, in this plan, in the plan that tunes first


@dataclass(frozen=True, slots=True)
class Year:
    """A whole year in numbers. cost: euros an order that was served."""

    served: float
    share: float
    cost: float
    closed: float
    wrong: float
    money: float

    @classmethod
    def of(cls, months: Sequence[Month]) -> "Year":
        served, asked = sum(month.served for month in months), sum(month.asked for month in months)
        spent = sum(month.spent for month in months)
        return cls(
            served,
            100 * served / asked,
            spent / served if served else 0.0,
            sum(month.closed for month in months),
            sum(month.wrong for month in months),
            months[-1].money,
        )


def per_cent(share: float) -> str:
    """ "45%", and "99.9%" where "100%" would say too much."""
    return f"{share:.1f}%" if 99 < share < 100 else f"{share:.0f}%"


def rows_of(months: Sequence[Month]) -> tuple[MonthRow, ...]:
    return tuple(_row(month) for month in months)


def _row(month: Month) -> MonthRow:
    shops = month.business.shops
    side = 8.0 * month.business.size**0.5
    drawn = min(shops, int(WIDE // (side + 3)))
    ovens = tuple(
        Oven(index * (side + 3), HIGH - 1 - side, side, month.broken and index == drawn - 1)
        for index in range(drawn)
    )
    return MonthRow(
        month,
        f"m{month.number}",
        _bought(month),
        ovens,
        shops - drawn,
        100 * (1 - month.lost),
        _trouble(month),
    )


def _bought(month: Month) -> str:
    if not month.bought:
        if month.choice == "tune" and month.business.tunings < len(SAVED):
            return "too dear for now"
        if month.choice == "oven" and month.business.size < SIZES[-1]:
            return "too dear for now"
        return _NOTHING[month.choice]
    if month.choice == "tune":
        return f"{100 * SAVED[month.business.tunings - 1]:.0f}% less work in a pizza"
    if month.choice == "oven":
        return f"oven of size {month.business.size}"
    return f"{count_of(month.bought, 'new shop')}"


def _trouble(month: Month) -> str:
    alone = month.business.shops == 1
    if month.broken and alone:
        return f"The only oven broke: closed for {month.closed:,.0f} min"
    broke = "An oven broke, the others baked on. " if month.broken else ""
    swap = f"Closed for {month.closed:,.0f} min to change the oven. " if month.closed else ""
    lost = f"{100 * month.lost:.0f}% turned away" if month.lost >= 0.005 else ""
    return f"{broke}{swap}{lost}".strip()


# -- charts ----------------------------------------------------------------------------------------------

_X = tuple(float(month) for month in range(1, MONTHS + 1))
_MONTH = Axis("month", low=1.0, high=float(MONTHS))


def charts(plans: Mapping[str, Sequence[Month]]) -> tuple[Chart, ...]:
    """plans: by name, the learner's own first."""
    return (_capacity(plans), _cost(plans), _closed(plans), _wrong(plans))


# The learner's own plan, and up to three to compare it with, told apart by more than a colour.
_STYLES: tuple[tuple[Role, Kind], ...] = (
    ("measured", "line"),
    ("least", "line"),
    ("other", "points"),
    ("other", "line"),
)


def _lines(plans: Mapping[str, tuple[float, ...]]) -> tuple[Line, ...]:
    styled = zip(plans.items(), _STYLES, strict=False)
    return tuple(Line(name, _X, values, role, kind) for (name, values), (role, kind) in styled)


def _capacity(plans: Mapping[str, Sequence[Month]]) -> Chart:
    mine = next(iter(plans.values()))
    short = next((month for month in mine if month.capacity < month.demand), None)
    sentence = (
        f"From month {short.number} on, more orders come than the ovens can bake."
        if short
        else "In every month the ovens can bake what comes."
    )
    demand = Line("orders that come", _X, tuple(month.demand for month in mine), "theory")
    return Chart(
        "capacity",
        "What the ovens can bake, and what comes",
        sentence,
        _MONTH,
        Axis("orders an hour", log=True),
        (
            *_lines({name: tuple(month.capacity for month in months) for name, months in plans.items()}),
            demand,
        ),
        "Orders that come: 18 an hour in month 1, twice as many every two months.",
    )


def _cost(plans: Mapping[str, Sequence[Month]]) -> Chart:
    costs = {name: _running_cost(months) for name, months in plans.items()}
    mine = next(iter(costs.values()))
    return Chart(
        "cost",
        "Cost of an order, from the start of the year",
        f"By the end of the year an order has cost {mine[-1]:.2f} euros.",
        _MONTH,
        Axis("cost of an order", "euros", low=0.0),
        _lines(costs),
    )


def _running_cost(months: Sequence[Month]) -> tuple[float, ...]:
    """Of an order, from the start of the year up to each month."""
    spent = served = 0.0
    costs = []
    for month in months:
        spent, served = spent + month.spent, served + month.served
        costs.append(spent / max(served, 1.0))
    return tuple(costs)


def _closed(plans: Mapping[str, Sequence[Month]]) -> Chart:
    names = tuple(plans)
    closed = tuple(sum(month.closed for month in months) for months in plans.values())
    return Chart(
        "closed",
        "Minutes closed in the year",
        f"The shop was closed for {closed[0]:,.0f} min."
        if closed[0]
        else "There was never a minute without an oven.",
        Axis("plan"),
        Axis("minutes closed", "min", low=0.0),
        (Line("minutes closed", names, closed, "measured", "bars"),),
    )


def _wrong(plans: Mapping[str, Sequence[Month]]) -> Chart:
    names = tuple(plans)
    wrong = tuple(sum(month.wrong for month in months) for months in plans.values())
    return Chart(
        "wrong",
        "Wrong orders in the year",
        f"{wrong[0]:,.0f} orders went wrong.",
        Axis("plan"),
        Axis("wrong orders", low=0.0),
        (Line("wrong orders", names, wrong, "measured", "bars"),),
    )
