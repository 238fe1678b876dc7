"""PURE. A line of the last 15 minutes as SVG points, the newest at the right edge; missing values leave gaps."""

from collections.abc import Sequence

WIDTH, HEIGHT = 180, 30  # units of the viewBox
EDGE = 2  # units left free above and below, for the line's own width


def lines(values: Sequence[float | None], room: int) -> list[str]:
    """`points` of one polyline for each stretch without a gap. room: how many values the full width holds.

    The scale goes from 0 to the highest value, so that a flat line low down means little.
    """
    top = max((value for value in values if value is not None), default=0.0) or 1.0
    step = WIDTH / max(room - 1, 1)
    first = room - len(values)
    stretches: list[list[str]] = [[]]
    for place, value in enumerate(values):
        if value is None:
            stretches.append([])
            continue
        x, y = (first + place) * step, HEIGHT - EDGE - (HEIGHT - 2 * EDGE) * value / top
        stretches[-1].append(f"{x:.1f},{y:.1f}")
    return [" ".join(twice(stretch)) for stretch in stretches if stretch]


def twice(stretch: list[str]) -> list[str]:
    """One point alone would draw nothing."""
    return stretch if len(stretch) > 1 else [stretch[0], stretch[0]]
