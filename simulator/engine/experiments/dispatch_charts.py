"""The charts of "Dispatch": time to the door by district and rule, and nights on which shops are open."""

from collections.abc import Mapping

import numpy as np

from ..outcome import Axis, Chart, Line, Table
from .dispatch_evening import RULES, Calls, Evening, minutes
from .town import DISTRICTS, NEAREST


def by_district(calls: Calls, evening: Evening) -> list[float]:
    """Mean minutes to the door, district by district; 0 where nobody was served."""
    times: list[list[float]] = [[] for _ in DISTRICTS]
    for order, took in minutes(calls, evening).items():
        times[calls.district[order]].append(took)
    return [float(np.mean(one)) if one else 0.0 for one in times]


def districts_chart(calls: Calls, evenings: Mapping[str, Evening]) -> Chart:
    names = tuple(district.name for district in DISTRICTS)
    means = {name: by_district(calls, evening) for name, evening in evenings.items()}
    worst = int(np.argmax(means["nearest"]))
    return Chart(
        "districts",
        "Time to the door, by district",
        f"With the nearest shop the {names[worst]} waits longest, {means['nearest'][worst]:.0f} min; with the soonest "
        f"one it waits {means['expected'][worst]:.0f} min.",
        Axis("district", order=names),
        Axis("mean time to the door", "min", low=0.0),
        tuple(
            Line(RULES[name].label.lower(), names, tuple(mean), kind="points") for name, mean in means.items()
        ),
    )


def open_chart(nights: Mapping[str, float], up: float) -> Chart:
    names = ("all three needed", "one certain shop needed", "any one will do")
    expected = (100 * up**3, 100 * up, 100 * (1 - (1 - up) ** 3))
    measured = tuple(100 * nights[name] for name in ("all", "one", "any"))
    return Chart(
        "open",
        "Nights on which orders can be served",
        f"Orders that need all three shops can be served on {measured[0]:.1f}% of the nights; if any one will do, on "
        f"{measured[2]:.2f}%.",
        Axis("shops needed", order=names),
        Axis("nights", "%"),
        (
            Line("nights drawn by chance", names, measured, kind="points"),
            Line("expected", names, expected, "theory", "points"),
        ),
        "up³, up, and 1 − (1 − up)³, if shops close one by one and not together.",
    )


def rules_table(calls: Calls, evenings: Mapping[str, Evening]) -> Table:
    rows = []
    for name, evening in evenings.items():
        took = list(minutes(calls, evening).values())
        here = [0, 0, 0]
        for part in evening.parts:
            here[part.shop] += part.order >= 0 and not part.burnt
        rows.append(
            (
                RULES[name].label,
                f"{np.mean(took):.1f} min",
                f"{np.quantile(took, 0.95):.1f} min",
                f"{local_share(calls, evening):.0%}",
                *(f"{count:,}" for count in here),
                f"{len(evening.lost):,}",
            )
        )
    return Table(
        "rules",
        "Every rule on the same calls",
        ("Rule", "Mean", "95 of 100", "From the nearest", "Harbour", "Market", "Hill", "Lost"),
        tuple(rows),
    )


def local_share(calls: Calls, evening: Evening) -> float:
    """The share of orders whose every part was made by the nearest shop."""
    away = {
        part.order
        for part in evening.parts
        if part.order >= 0 and not part.burnt and part.shop != NEAREST[calls.district[part.order]]
    }
    return 1 - len(away | evening.lost) / len(calls.came)
