"""From numbers to figures: the only package that knows Plotly's vocabulary. One file a figure.

Invariant: every number of a plot stands in the table beside it, or is one that the sentence names.
"""

from .balance import balance
from .chart import chart_figure, number
from .figure import Figure
from .hits import Mark, hits, no_hits, recovery_time
from .load import load
from .moved import MOST_CHANGES, Moved, moved
from .words import percent, plural

__all__ = [
    "MOST_CHANGES",
    "Figure",
    "Mark",
    "Moved",
    "balance",
    "chart_figure",
    "hits",
    "load",
    "moved",
    "no_hits",
    "number",
    "percent",
    "plural",
    "recovery_time",
]
