"""A chart of an experiment as a figure: what is alike is drawn alike, in every lesson.

Invariant: a role has one colour and one dash wherever it stands, and every number of the plot stands in the table.
"""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from simulator.engine.outcome import Axis, Chart, Line

from .figure import STRIPES, Figure, Plain, axis, layout

X = float | str


@dataclass(frozen=True, slots=True)
class Look:
    """How a role is drawn. fill: of its bars; striped: they carry a pattern as well."""

    colour: str
    dash: str = "solid"
    width: float = 2.5
    symbol: str = "circle"
    fill: str = ""
    striped: bool = False


# Measurements of one chart take these in turn: a dash of its own and a mark of its own tell them without colour.
MEASURED = (
    Look("var(--ink)", "solid", 2.5, "circle"),
    Look("var(--s0)", "longdash", 2.5, "square", striped=True),
    Look("var(--s2)", "dashdot", 2.5, "diamond"),
    Look("var(--s3)", "longdashdot", 2.5, "triangle-up", striped=True),
    Look("var(--s4)", "solid", 2.5, "x"),
    Look("var(--s6)", "longdash", 2.5, "star"),
    Look("var(--s7)", "dashdot", 2.5, "cross", striped=True),
)
ROLES: Mapping[str, Look] = {
    "theory": Look("var(--ink-2)", "dash", 2, "circle-open"),
    "least": Look("var(--good)", "dot", 2.5, "square-open"),
    "other": Look("var(--ink-2)", "solid", 1.5, "diamond-open", fill="var(--sand)"),
    "guess": Look("var(--accent)", "dash", 3, "diamond"),
}


def chart_figure(chart: Chart, guess: Line | None = None) -> Figure:
    """The figure of a chart; `guess`, a learner's own line, lies over it, dashed."""
    lines = [*chart.lines, *([guess] if guess is not None else [])]
    return Figure(
        chart.name,
        chart.title,
        chart.sentence,
        *_table(chart, lines),
        plot=_plot(chart, lines),
        source=chart.source,
    )


# -- the plot ------------------------------------------------------------------------------------------


def _plot(chart: Chart, lines: Sequence[Line]) -> Plain:
    data: list[Plain] = []
    measured = 0
    for one in lines:
        look = ROLES.get(one.role) or MEASURED[measured % len(MEASURED)]
        measured += one.role == "measured"
        data += [*_band(one, look), _trace(chart, one, look)]
    bars = [one for one in lines if one.kind == "bars"]
    more = {"barmode": "stack" if _stacked(bars) else "group", "bargap": 0.12} if bars else {}
    return {"data": data, "layout": layout(_axis(chart.x), _axis(chart.y), **more)}


def _stacked(bars: Sequence[Line]) -> bool:
    """Parts of one histogram stand on each other: same numbers along x, and never both measured."""
    return (
        len(bars) > 1 and len({one.role for one in bars}) == len(bars) and not isinstance(bars[0].x[0], str)
    )


def _trace(chart: Chart, one: Line, look: Look) -> Plain:
    hover = f"%{{x}}: %{{y:,.4~g}}{_unit(chart.y)}<extra>{one.name}</extra>"
    name = f"{one.name}: {number(one.x[0])}{_unit(chart.x)}" if _upright(one) else one.name
    shared: Plain = {"name": name, "x": [*one.x], "y": [*one.y], "hovertemplate": hover}
    if one.kind == "bars":
        marker: Plain = {"color": look.fill or look.colour, "line": {"color": look.colour, "width": 1}}
        if look.striped:
            marker["pattern"] = STRIPES
        return {"type": "bar", "marker": marker, **shared}
    style = {"color": look.colour, "width": look.width, "dash": look.dash}
    marker = {"symbol": look.symbol, "size": 8, "color": look.colour}
    return {"type": "scatter", "mode": _mode(one), "line": style, "marker": marker, **shared}


def _upright(one: Line) -> bool:
    """A mark at one place of x, from the floor up: its name says where, and the table has no column for it."""
    return one.kind == "line" and len(one.x) > 1 and len(set(one.x)) == 1


def _mode(one: Line) -> str:
    """Marks where there are few places to mark."""
    if one.kind == "points" or len(one.x) == 1:
        return "markers"
    few = len(one.x) <= 16 and one.role in ("measured", "guess") and len(set(one.x)) > 1
    return "lines+markers" if few else "lines"


def _band(one: Line, look: Look) -> list[Plain]:
    """Two lines that are not seen, with the tint between them."""
    if not one.low:
        return []
    edge: Plain = {
        "type": "scatter",
        "mode": "lines",
        "x": [*one.x],
        "hoverinfo": "skip",
        "showlegend": False,
    }
    unseen = {"color": look.colour, "width": 0}
    return [
        {**edge, "y": [*one.low], "line": unseen},
        {**edge, "y": [*one.high], "line": unseen, "fill": "tonexty", "fillcolor": f"{look.colour} 16%"},
    ]


def _axis(one: Axis) -> Plain:
    more: Plain = {"type": "log"} if one.log else {}
    if one.order:
        more |= {
            "categoryorder": "array",
            "categoryarray": [*one.order],
            "range": [-0.5, len(one.order) - 0.5],
        }
    if one.low is not None and one.high is not None:
        ends = (one.low, one.high)
        more["range"] = [math.log10(end) for end in ends] if one.log else [*ends]
    elif one.low == 0 and not one.log:
        more["rangemode"] = "tozero"
    if one.unit == "%":
        more["ticksuffix"] = "%"
    title = one.title if one.unit in ("", "%") else f"{one.title}, {one.unit}"
    return axis(title, **more)


def _unit(one: Axis) -> str:
    return one.unit if one.unit in ("", "%") else f" {one.unit}"


# -- the table -----------------------------------------------------------------------------------------


def _table(chart: Chart, lines: Sequence[Line]) -> tuple[tuple[str, ...], tuple[tuple[str, ...], ...]]:
    """A row for each x of any line, a column for each line, and two more for a band."""
    columns = [chart.x.title + (f" ({chart.x.unit})" if chart.x.unit else "")]
    series: list[dict[X, float]] = []
    unit = f" ({chart.y.unit})" if chart.y.unit else ""
    lines = [one for one in lines if not _upright(one)]
    for one in lines:
        parts = [("", one.y), (", low", one.low), (", high", one.high)]
        for words, values in parts:
            if values:
                columns.append(f"{one.name}{words}{unit}")
                series.append(_by_x(one.x, values))
    rows = [
        (number(x), *(number(one[x]) if x in one else "\N{EN DASH}" for one in series))
        for x in _places(lines)
    ]
    return tuple(columns), tuple(rows)


def _by_x(x: Sequence[X], values: Sequence[float]) -> dict[X, float]:
    return dict(zip(x, values, strict=True))


def _places(lines: Sequence[Line]) -> list[X]:
    """Every x: names in their order, numbers rising."""
    places = list(dict.fromkeys(x for one in lines for x in one.x))
    return places if any(isinstance(x, str) for x in places) else sorted(places)


def number(value: X) -> str:
    """As a table prints it: 4 digits that count, thousands set apart, names as they are."""
    if isinstance(value, str):
        return value
    if value == int(value) and abs(value) < 1e15:
        return f"{int(value):,}"
    digits = max(0, 3 - math.floor(math.log10(abs(value))))
    return f"{value:,.{min(digits, 8)}f}".rstrip("0").rstrip(".") if digits else f"{value:,.0f}"
