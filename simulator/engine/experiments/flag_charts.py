"""The charts of L25: slices, spread and peak against V, and who inherits."""

import math
from collections.abc import Sequence

from ..arrays import Floats
from ..outcome import Axis, Chart, Line
from .flag_curves import FLAGS, Evenness, expected_spread

_FLAGS_AXIS = Axis("flags per oven", log=True, low=0.8, high=1_250.0)
BETA = "sqrt((n - 1) / (n V + 1)): a share is Beta(V, (n - 1) V)"


def spread_chart(curve: Sequence[Evenness], strengths: Floats) -> Chart:
    x = tuple(map(float, FLAGS))
    first, last = curve[0], curve[-1]
    return Chart(
        "spread",
        "Spread of the slices against flags",
        f"The spread falls from {first.spread:.0%} with {first.flags} flag each to {last.spread:.1%} with "
        f"{last.flags:,}: four times the flags, half the spread.",
        _FLAGS_AXIS,
        Axis("spread", "%", log=True, low=1.0, high=200.0),
        (
            Line("measured", x, tuple(100 * one.spread for one in curve)),
            Line("expected", x, tuple(100 * expected_spread(flags, strengths) for flags in FLAGS), "theory"),
            Line("1/√V", x, tuple(100 / math.sqrt(flags) for flags in FLAGS), "other"),
        ),
        f"Expected: {BETA}.",
    )


def peak_chart(curve: Sequence[Evenness], expected: Sequence[float]) -> Chart:
    """`expected` goes with the curve."""
    x = tuple(map(float, FLAGS))
    first, last = curve[0], curve[-1]
    return Chart(
        "peak",
        "The fullest oven against flags",
        f"The fullest oven has {first.peak:.2f} times its fair share with {first.flags} flag each, and "
        f"{last.peak:.2f} times with {last.flags:,}. The band holds nine rings in ten.",
        _FLAGS_AXIS,
        Axis("fullest oven", "times its fair share", log=True, low=1.0, high=10.0),
        (
            Line(
                "measured",
                x,
                tuple(one.peak for one in curve),
                low=tuple(one.low for one in curve),
                high=tuple(one.high for one in curve),
            ),
            Line("expected", x, tuple(expected), "theory"),
        ),
        "Expected: the mean of the largest of n independent Gamma variables over their mean sum.",
    )


def slices_chart(names: Sequence[str], ratios: Floats, after: Floats | None) -> Chart:
    """Shares over fair shares of the ring in the picture; `after` one has died, if one has."""
    most, least = int(ratios.argmax()), int(ratios.argmin())
    x = tuple(names)
    lines = [Line("slice", x, tuple(ratios.tolist()), kind="bars")]
    words = (
        f"{names[most]} has {ratios[most]:.2f} times a fair share, {names[least]} {ratios[least]:.2f} times."
    )
    if after is not None:
        lines.append(Line("after the switch-off", x, tuple(after.tolist()), kind="bars"))
        heir = int(after.argmax())
        words += f" After the switch-off {names[heir]} has the most, {after[heir]:.2f} times."
    return Chart(
        "slices",
        "Slices of the ring in the picture",
        words,
        Axis("oven"),
        Axis("slice", "times its fair share", low=0.0),
        (*lines, Line("fair share", x, (1.0,) * len(x), "least")),
    )


def inherit(heirs: int) -> str:
    """one inherits, two inherit"""
    return "inherits" if heirs == 1 else "inherit"


def heirs_chart(names: Sequence[str], dead: int, heirs: Floats) -> Chart:
    """Who took the keys of the dead server, in shares of these keys."""
    others = [rank for rank in range(len(names)) if rank != dead]
    taken = int((heirs > 0).sum())
    first = int(heirs.argmax())
    return Chart(
        "heirs",
        f"Who inherits from {names[dead]}",
        f"{taken} of {len(others)} others {inherit(taken)} from {names[dead]}; {names[first]} gets the most, "
        f"{heirs[first]:.0%}.",
        Axis("oven"),
        Axis(f"keys of {names[dead]}", "%", low=0.0, high=100.0),
        (
            Line(
                "inherits",
                tuple(names[rank] for rank in others),
                tuple(100 * float(heirs[rank]) for rank in others),
                kind="bars",
            ),
        ),
    )
