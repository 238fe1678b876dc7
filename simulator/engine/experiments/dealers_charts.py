"""The charts of "Dealer's choice": the queues over time, the times by rule, the orders by chef."""

from collections.abc import Mapping

import numpy as np

from ..outcome import Axis, Chart, Line, Table
from ..queues import POLICIES, Dealt
from .chefs import NAMES
from .dealers_words import Evening

_POINTS = 121  # of a line over time


def queue_chart(evening: Evening, dealt: Dealt) -> Chart:
    """Who waits where, over the evening."""
    times = np.linspace(0.0, float(dealt.arrive[-1]), _POINTS)
    waits = dealt.waiting_at(times)
    x = tuple(times.tolist())
    slow = evening.slow
    others = np.delete(waits, slow, axis=0) if slow >= 0 else waits
    lines = [
        Line(
            "longest queue of the others" if slow >= 0 else "longest queue",
            x,
            _floats(others.max(axis=0)),
            "other",
        ),
        Line("all chefs together", x, _floats(waits.sum(axis=0)))
        if slow < 0
        else Line(NAMES[slow], x, _floats(waits[slow])),
    ]
    source = ""
    if evening.drift:
        lines.append(Line("dealt to him, less cooked", x, tuple((evening.drift * times).tolist()), "theory"))
        source = "(his share of the orders a minute − a quarter) × time"
    told = (
        f"Orders that wait at the end: {waits[slow, -1]:,} for {NAMES[slow]}, {others[:, -1].max():,} in the longest "
        "other queue."
        if slow >= 0
        else f"Orders that wait at the end: {waits[:, -1].sum():,}, {waits[:, -1].max():,} in the longest queue."
    )
    return Chart(
        "queue",
        f"Orders that wait, under {POLICIES[evening.policy].label.lower()}",
        told,
        Axis("minutes since the door opened", "min", low=0.0),
        Axis("orders waiting", low=0.0),
        tuple(lines),
        source,
    )


def times_chart(evenings: Mapping[str, Dealt], expected: Mapping[str, float]) -> Chart:
    """Mean and 99 of 100, rule by rule, on the same orders."""
    labels = tuple(POLICIES[name].label for name in evenings)
    means = {name: float(one.inside.mean()) for name, one in evenings.items()}
    real = {name: mean for name, mean in means.items() if not POLICIES[name].ideal}
    best, worst = min(real, key=lambda name: real[name]), max(real, key=lambda name: real[name])
    lines = [
        Line("mean", labels, tuple(means.values()), kind="points"),
        Line(
            "99 of 100",
            labels,
            tuple(float(np.quantile(one.inside, 0.99)) for one in evenings.values()),
            kind="points",
        ),
    ]
    if expected:
        known = tuple(POLICIES[name].label for name in expected)
        lines.append(Line("mean in the long run", known, tuple(expected.values()), "theory", "points"))
    return Chart(
        "times",
        "Time in the shop, the same orders under every rule",
        f"The mean is {real[best]:.1f} min under {POLICIES[best].label.lower()} and {real[worst]:.1f} min under "
        f"{POLICIES[worst].label.lower()}.",
        Axis("rule", order=labels),
        Axis("time in the shop", "min", log=True),
        tuple(lines),
        "Random: 1/(1 − load). Round robin: GI/M/1. One shared line: Erlang C." if expected else "",
    )


def dealt_chart(evening: Evening, dealt: Dealt) -> Chart:
    """How many orders each chef took, beside what they could cook in the time."""
    counts = dealt.counts
    could = float(dealt.arrive[-1]) * np.array(evening.speeds)
    busiest = int(np.argmax(counts / could))
    return Chart(
        "dealt",
        "Orders by chef",
        f"The chefs took {counts.min():,} to {counts.max():,} orders each. {NAMES[busiest]} took {counts[busiest]:,} "
        f"and can cook {could[busiest]:,.0f} in that time.",
        Axis("chef"),
        Axis("orders", low=0.0),
        (
            Line("dealt", NAMES, _floats(counts), "other", "bars"),
            Line("can be cooked", NAMES, tuple(could.tolist()), "theory", "points"),
        ),
        "speed × time",
    )


def policy_table(evenings: Mapping[str, Dealt], gus: int) -> Table:
    rows = []
    for name, one in evenings.items():
        policy = POLICIES[name]
        waits = one.waiting_at(one.arrive[-1:])[gus, 0]
        rows.append(
            (
                policy.label,
                policy.knows,
                f"{one.inside.mean():.1f} min",
                f"{np.quantile(one.inside, 0.99):.1f} min",
                f"{one.counts[gus]:,}",
                f"{waits:,}",
                f"{one.lost.mean():.1%}",
            )
        )
    return Table(
        "rules",
        "Every rule on the same orders",
        (
            "Rule",
            "What it must know",
            "Mean",
            "99 of 100",
            "Gus was dealt",
            "Wait for Gus at the end",
            "Refused",
        ),
        tuple(rows),
    )


def _floats(values: np.ndarray[tuple[int], np.dtype[np.int64]]) -> tuple[float, ...]:
    return tuple(values.astype(float).tolist())
