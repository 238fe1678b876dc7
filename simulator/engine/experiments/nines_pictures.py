"""Charts and tables of the nines builder."""

from collections.abc import Sequence
from dataclasses import replace

from ..outcome import Axis, Chart, Line, Table
from .nines_month import Months, draw_months
from .nines_parts import Part, at_least, blame, minutes, whole
from .nines_words import percent

_YEAR = 24  # months in the chart
_COPIES = 6
_MEASURED = 40  # months for each point


def charts(
    parts: Sequence[Part], months: Months, target: float, repair: float, seed: int
) -> tuple[Chart, ...]:
    """target: in per cent."""
    made = [_copies(parts, min(months.count, _MEASURED), repair, seed)]
    if len(parts) > 1:
        made.append(_blame(parts, months))
    return (*made, _months(parts, months, target))


def _copies(parts: Sequence[Part], count: int, repair: float, seed: int) -> Chart:
    """What one more copy of the part with the most copies would bring."""
    place = max(range(len(parts)), key=lambda one: (parts[one].copies, 1 - parts[one].works))
    part = parts[place]
    numbers = range(part.needed, part.needed + _COPIES)
    drawings = [(*parts[:place], replace(part, copies=number), *parts[place + 1 :]) for number in numbers]
    expected = tuple(minutes(whole(one)) for one in drawings)
    rest = minutes(whole([*parts[:place], *parts[place + 1 :]]))
    measured = tuple(draw_months(one, repair, count, seed).mean for one in drawings)
    x = tuple(map(float, numbers))
    name = part.name.lower() if part.name.endswith("s") else f"{part.name.lower()}s"
    return Chart(
        "copies",
        f"More {name}: closed minutes in 30 days",
        f"From {x[0]:.0f} to {x[1]:.0f} {name} the closed minutes fall from {expected[0]:,.3g} to "
        f"{expected[1]:,.3g}; with {x[-1]:.0f} they are {expected[-1]:,.3g}. What the other parts cost stays: "
        f"{rest:,.3g} min.",
        Axis(name),
        Axis("closed in 30 days", "min", low=0.0),
        (
            Line("measured", x, measured, "measured", "points"),
            Line("expected", x, expected, "theory"),
            Line("the other parts", x, (rest,) * len(x), "least"),
        ),
        f"Expected: 43,200 min × (1 − availability). Measured: the mean of {count} drawn months.",
    )


def _blame(parts: Sequence[Part], months: Months) -> Chart:
    names = tuple(part.name for part in parts)
    expected = tuple(100 * share for share in blame(parts))
    worst = max(range(len(parts)), key=lambda place: expected[place])
    return Chart(
        "blame",
        "Who is to blame for the closed minutes",
        f"The most is on the {names[worst].lower()}: {expected[worst]:.0f}%.",
        Axis("part"),
        Axis("share of the closed minutes", "%", low=0.0, high=100.0),
        (
            Line("measured", names, tuple(100 * share for share in months.blame), "measured", "bars"),
            Line("expected", names, expected, "theory", "points"),
        ),
        "The chance that the part is closed, shared equally where others are closed at the same time.",
    )


def _months(parts: Sequence[Part], months: Months, target: float) -> Chart:
    shown = months.minutes[:_YEAR].tolist()
    x = tuple(float(number) for number in range(1, len(shown) + 1))
    expected, allowed = minutes(whole(parts)), minutes(target / 100)
    over = sum(one > allowed for one in shown)
    return Chart(
        "months",
        "Closed minutes in each month",
        f"{over} of the {len(shown)} months are over the {allowed:,.3g} min that the target allows. The first is "
        "the one of the calendar.",
        Axis("month"),
        Axis("closed", "min", low=0.0),
        (
            Line("measured", x, tuple(shown), "measured", "points"),
            Line("expected", x, (expected,) * len(x), "theory"),
            Line("allowed", x, (allowed,) * len(x), "least"),
        ),
        "Expected: 43,200 min × (1 − availability). Allowed: 43,200 min × (1 − target).",
    )


def tables(parts: Sequence[Part], months: Months) -> tuple[Table, ...]:
    shares = blame(parts)
    rows = tuple(
        (
            part.name,
            f"{part.needed} of {part.copies}",
            percent(part.works),
            percent(part.availability),
            f"{minutes(part.availability):,.3g} min",
            f"{100 * share:.1f}%",
            f"{100 * share / part.copies:.1f}%",
        )
        for part, share in zip(parts, shares, strict=True)
    )
    names = ("Part", "Needed", "One box", "The part", "Closed in 30 days", "Blame", "Blame of each box")
    return (Table("parts", "The parts, one by one", names, rows), _enough(parts))


def _enough(parts: Sequence[Part]) -> Table:
    """Every k of the n boxes of the largest part."""
    part = max(parts, key=lambda one: one.copies)
    rows = tuple(
        (
            f"{needed} of {part.copies}",
            percent(one := at_least(needed, part.copies, part.works)),
            f"{minutes(one):,.3g} min",
        )
        for needed in range(1, min(part.copies, 10) + 1)
    )
    return Table(
        "enough",
        f"{part.name}: if so many must work and every spare takes over",
        ("Needed", "The part works", "Closed in 30 days"),
        rows,
    )
