"""The tables of a year of growth: the plans side by side, the months, and the prices.

Invariant: everything is worked out from the months and the prices; nothing here decides anything.
"""

from collections.abc import Mapping, Sequence

from ..outcome import Table
from . import growth
from .growth import SAVED, SIZES, Month, price_of
from .growth_pictures import OPTIONS, Year


def tables(plans: Mapping[str, Sequence[Month]]) -> tuple[Table, ...]:
    return (_plans(plans), _months(next(iter(plans.values()))), _prices())


def _plans(plans: Mapping[str, Sequence[Month]]) -> Table:
    rows = []
    for name, months in plans.items():
        year = Year.of(months)
        rows.append(
            (
                name,
                f"{year.share:.1f}%",
                f"{year.cost:.2f} euros",
                f"{year.closed:,.0f} min",
                f"{year.wrong:,.0f}",
                f"{year.money:,.0f} euros",
            )
        )
    columns = ("Plan", "Orders served", "Cost of an order", "Closed", "Wrong orders", "Money left")
    return Table("plans", "The plans side by side", columns, tuple(rows))


def _months(months: Sequence[Month]) -> Table:
    rows = tuple(
        (
            str(month.number),
            dict(OPTIONS)[month.choice],
            f"{month.demand:.0f}",
            f"{month.capacity:.0f}",
            f"{month.business.shops} of size {month.business.size}",
            f"{month.closed:,.0f}",
            f"{month.wrong:,.0f}",
            f"{month.money:,.0f}",
        )
        for month in months
    )
    columns = (
        "Month",
        "Money spent on",
        "Come an hour",
        "Can bake",
        "Ovens",
        "Minutes closed",
        "Wrong",
        "Euros left",
    )
    return Table("months", "The year, month by month", columns, rows)


def _prices() -> Table:
    saved = ", ".join(f"{100 * one:.0f}%" for one in SAVED)
    rows = (
        ("A tuning", f"{growth.TUNING:,.0f} euros", f"saves work in a pizza: {saved}, then nothing"),
        *(
            (
                f"An oven of size {size}",
                f"{price_of(size):,.0f} euros",
                f"bakes {growth.ONE_OVEN * size:.0f} an hour",
            )
            for size in SIZES
        ),
        ("A new shop", f"{growth.SHOP:,.0f} euros", "and an oven like the others"),
        ("Rent of a shop", f"{growth.RENT:,.0f} euros a month", ""),
        (
            "From two shops on",
            f"{growth.TOGETHER:,.0f} euros a month",
            "a dispatcher and a shared order book",
        ),
        ("A wrong order", f"{growth.REFUND:.0f} euros", "1 in 1,000, and 2 more for each further shop"),
        ("Changing the oven", "1 day", "closed, if there is no other shop"),
    )
    return Table(
        "prices", "The prices (made up; what matters is their shape)", ("What", "Price", "What for"), rows
    )
