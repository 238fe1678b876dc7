"""Charts and tables of the split kitchen. What theory knows is drawn as theory, what was measured as measured."""

import numpy as np

from ..outcome import Axis, Chart, Line, Table
from ..queues import Served
from .split_kitchen import CHEFS, MINUTES, Played, Split, Team, break_even, one_team, split

_SOURCE = "Erlang C for a queue with random gaps and random work; Erlang 1917."


def charts(played: Played, one: Team, two: Split, gain: float) -> tuple[Chart, ...]:
    return _waits(played, one, two), _gains(played, one, two, gain), _mixes(two, gain)


def _waits(played: Played, one: Team, two: Split) -> Chart:
    names = ("one queue of ten", f"pizza, {two.pizza.chefs} chefs", f"garlic bread, {two.garlic.chefs} chefs")
    measured = tuple(float(part.wait.mean()) if len(part.wait) else 0.0 for part in played_parts(played))
    known = [(name, team.wait) for name, team in zip(names, (one, *two.teams), strict=True)]
    settled = [(name, wait) for name, wait in known if wait is not None]
    expected = Line(
        "expected", tuple(name for name, _ in settled), tuple(wait for _, wait in settled), "theory", "points"
    )
    return Chart(
        "waits",
        "How long a dish waits",
        f"On average {measured[0]:.1f} min in one queue, {measured[1]:.1f} for a pizza and {measured[2]:.1f} for a "
        "garlic bread in two teams.",
        Axis(""),
        Axis("wait", "min", low=0.0),
        (Line("measured", names, measured, "measured", "bars"), *((expected,) if settled else ())),
        _SOURCE,
    )


def played_parts(played: Played) -> tuple[Served, ...]:
    return played.one, played.pizza, played.garlic


def _gains(played: Played, one: Team, two: Split, gain: float) -> Chart:
    """The time in the kitchen against how much faster specialists are."""
    garlic, rates = two.garlic.chefs, (two.pizza.rate, two.garlic.rate)
    all_of = [(float(more), split(garlic, *rates, more).inside) for more in range(31)]
    settled = [(more, inside) for more, inside in all_of if inside is not None]
    lines = [Line("set here", (float(gain),), (played.split_inside,), "measured", "points")]
    if settled:
        xs, ys = zip(*settled, strict=True)
        lines.append(Line("two teams", tuple(xs), tuple(ys), "theory"))
    if one.wait is not None:
        lines.append(Line("one queue", (0.0, 30.0), (one.wait + MINUTES,) * 2, "least"))
    even = break_even(garlic, *rates)
    return Chart(
        "gains",
        "How fast must specialists be?",
        f"Two teams are as quick as one queue when each chef is {even:.1f}% faster."
        if even is not None
        else "No gain in speed up to 100% makes two teams as quick as one queue.",
        Axis("a specialist is faster by", "%"),
        Axis("wait and work", "min", low=0.0),
        tuple(lines),
        _SOURCE,
    )


def _mixes(two: Split, gain: float) -> Chart:
    """The same number of dishes, another mix."""
    total = two.pizza.rate + two.garlic.rate
    shares = np.arange(2.0, 61.0, 1.0)
    lines = []
    for name, role in (("garlic bread", "theory"), ("pizza", "other"), ("one queue", "least")):
        points = []
        for share in shares:
            garlic = total * share / 100
            now = split(two.garlic.chefs, total - garlic, garlic, gain)
            team = {
                "garlic bread": now.garlic,
                "pizza": now.pizza,
                "one queue": one_team(total - garlic, garlic),
            }[name]
            if team.wait is not None and team.busy < 0.985:
                points.append((float(share), team.wait))
        if points:
            xs, ys = zip(*points, strict=True)
            lines.append(Line(name, tuple(xs), tuple(ys), role))  # type: ignore[arg-type]
    most = 100 * min(1.0, two.garlic.chefs * 60 / two.garlic.minutes / total)
    least = 100 * max(0.0, 1 - two.pizza.chefs * 60 / two.pizza.minutes / total)
    return Chart(
        "mixes",
        "When the mix drifts",
        f"Two teams keep up while garlic breads are between {least:.0f}% and {most:.0f}% of {total:g} dishes an hour. "
        "One queue does not mind the mix.",
        Axis("garlic breads, share of all dishes", "%"),
        Axis("wait", "min", low=0.0, high=40.0),
        tuple(lines),
        _SOURCE,
    )


def tables(
    garlic_chefs: int, pizza: float, garlic: float, gain: float, prices: tuple[tuple[str, str, str], ...]
) -> tuple[Table, ...]:
    rows = []
    for chefs in range(1, 6):
        now = split(chefs, pizza, garlic, gain)
        mark = " (yours)" if chefs == garlic_chefs else ""
        rows.append(
            (
                f"{CHEFS - chefs} + {chefs}{mark}",
                f"{100 * now.pizza.busy:.0f}%",
                f"{100 * now.garlic.busy:.0f}%",
                _minutes(now.pizza.wait),
                _minutes(now.garlic.wait),
                _minutes(now.wait),
            )
        )
    one = one_team(pizza, garlic)
    busy = f"{100 * one.busy:.0f}%"
    whole = ("10, one team", busy, busy, *((_minutes(one.wait),) * 3))
    columns = (
        "Split",
        "Pizza team busy",
        "Garlic team busy",
        "Wait for a pizza",
        "Wait for a garlic bread",
        "All dishes",
    )
    return (
        Table("splits", "Every split, in the long run", columns, (whole, *rows)),
        Table("prices", "What the split changes", ("", "One team", "Two teams"), prices),
    )


def _minutes(wait: float | None) -> str:
    return "grows for ever" if wait is None else f"{wait:.2f} min"
