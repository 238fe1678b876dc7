"""A figure: a sentence, a table, and plain dicts for `Plotly.react`.

Colours are CSS tokens ("var(--s0)"): the browser resolves them, so that one figure serves light and dark.
Numbers are lists of Python's own: an array would travel as base64.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

Plain = dict[str, Any]
STRIPES: Plain = {
    "shape": "/",
    "fillmode": "overlay",
    "fgcolor": "var(--card)",
    "fgopacity": 0.55,
    "size": 6,
    "solidity": 0.3,
}


@dataclass(frozen=True, slots=True)
class Figure:
    """Without anything to draw yet `plot` is None and `sentence` says what to do.

    sentence: what the figure shows, computed from its numbers. source: formula and origin of a curve of theory.
    rows: cells in words, as many as there are columns; the first names the row.
    """

    name: str
    caption: str
    sentence: str
    columns: tuple[str, ...] = ()
    rows: tuple[tuple[str, ...], ...] = ()
    plot: Plain | None = None
    source: str = ""


def axis(title: str, **more: Any) -> Plain:
    """An axis that keeps its place: a drag over a figure scrolls the page."""
    return {
        "title": {"text": title, "font": {"size": 13}},
        "gridcolor": "var(--line)",
        "linecolor": "var(--line)",
        "zerolinecolor": "var(--line)",
        "automargin": True,
        "fixedrange": True,
        **more,
    }


def layout(x: Plain, y: Plain, **more: Any) -> Plain:
    """The look that all figures share."""
    return {
        "font": {"family": "var(--sans)", "size": 12, "color": "var(--ink-2)"},
        "paper_bgcolor": "rgba(0,0,0,0)",
        "plot_bgcolor": "rgba(0,0,0,0)",
        "margin": {"l": 52, "r": 14, "t": 34, "b": 44},
        "legend": {"orientation": "h", "x": 0, "y": 1.02, "yanchor": "bottom"},
        "hoverlabel": {
            "bgcolor": "var(--card)",
            "bordercolor": "var(--ink-2)",
            "font": {"color": "var(--ink)"},
        },
        "modebar": {"bgcolor": "rgba(0,0,0,0)", "color": "var(--ink-2)", "activecolor": "var(--ink)"},
        "barcornerradius": 3,
        "xaxis": x,
        "yaxis": y,
        **more,
    }


def line(
    name: str, x: Sequence[float], y: Sequence[float], colour: str, dash: str = "solid", **more: Any
) -> Plain:
    """A curve; `dash` tells it from the others where colour cannot."""
    style = {"color": colour, "width": 2.5, "dash": dash}
    return {"type": "scatter", "mode": "lines", "name": name, "x": [*x], "y": [*y], "line": style, **more}
