"""The fullest box, by glances and by how many boxes there are."""

from collections.abc import Mapping

from ..outcome import Axis, Chart, Line, Table
from ..queues import boxes

LOOKS = (1, 2, 3)
WORDS = {1: "one glance", 2: "two glances", 3: "three glances"}


def sizes(most: int) -> tuple[int, ...]:
    """The places of the curve: tens, up to the boxes that were asked for, and to ten thousand at least."""
    return tuple(10**power for power in range(1, 6) if 10**power <= max(10_000, most))


def fullest_chart(curves: Mapping[int, Mapping[int, float]], each: int) -> Chart:
    lines = [
        Line(WORDS[looks], tuple(map(float, curve)), tuple(curve.values())) for looks, curve in curves.items()
    ]
    lines += [
        Line(
            f"expected, {WORDS[looks]}",
            tuple(map(float, curve)),
            tuple(boxes.expected_fullest(count, looks, each) for count in curve),
            "theory",
        )
        for looks, curve in curves.items()
    ]
    few, many = min(curves[1]), max(curves[1])
    return Chart(
        "fullest",
        "The fullest box",
        f"From {few:,} boxes to {many:,} the fullest grows from {curves[1][few]:.1f} to {curves[1][many]:.1f} balls "
        f"with one glance, and from {curves[2][few]:.1f} to {curves[2][many]:.1f} with two.",
        Axis("boxes", log=True),
        Axis("balls in the fullest box", low=0.0),
        tuple(lines),
        "Expected: sum of 1 − exp(−n s), s the share of boxes that are so full, by Mitzenmacher’s equation (2001).",
    )


def fullest_table(count: int, each: int, fullest: Mapping[int, float]) -> Table:
    rows = [
        (
            WORDS[looks],
            f"{mean:.2f}",
            f"{boxes.expected_fullest(count, looks, each):.2f}",
            f"{mean - each:.2f}",
        )
        for looks, mean in fullest.items()
    ]
    rows.append(("a look at all", f"{each:.2f}", f"{each:.2f}", "0.00"))
    return Table(
        "glances",
        f"{count:,} boxes, {each:,} for each",
        ("Rule", "Fullest", "Expected", "Over the average"),
        tuple(rows),
    )
