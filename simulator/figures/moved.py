"""What each change of a room moved, beside another strategy and the least possible."""

from collections.abc import Sequence
from dataclasses import dataclass

from .figure import STRIPES, Figure, Plain, axis, layout
from .words import label_of, percent, percent_or_dash, plural

MOST_CHANGES = 60
FEW = 20  # changes that can each have a number on the axis
NOTHING_YET = (
    "Nothing has changed yet. Add or remove a server, and this figure compares the keys that moved here "
    "with those that another way to place keys would have moved."
)


@dataclass(frozen=True, slots=True)
class Moved:
    """Change `seq` of a room: shares of all keys in [0, 1].

    `rival` is what the other strategy would have moved; None where the change was one of strategy.
    """

    seq: int
    sentence: str
    here: float
    rival: float | None
    least: float


def moved(shown: Sequence[Moved], total: int, rival: str) -> Figure:
    """The last of `total` changes, oldest first, beside the strategy `rival`."""
    caption = "Keys moved by each change"
    if not shown:
        return Figure("moved", caption, NOTHING_YET)
    other = label_of(rival)
    return Figure(
        "moved",
        caption,
        sentence(shown, total, other),
        ("Change", "What happened", "Here", f"With {other}", "Least possible"),
        tuple(
            (str(c.seq), c.sentence, percent(c.here), percent_or_dash(c.rival), percent(c.least))
            for c in shown
        ),
        plot(shown, other),
    )


def sentence(shown: Sequence[Moved], total: int, other: str) -> str:
    fair = [(change.here, change.rival) for change in shown if change.rival is not None]
    if not fair:
        return "Only the strategy has changed so far, and that cannot be compared. Add or remove a server."
    which = plural(total, "change") if len(shown) == total else f"the last {len(shown)} of {total:,} changes"
    besides = "" if len(fair) == len(shown) else ", those of strategy left out,"
    here = sum(share for share, _ in fair) / len(fair)
    rival = sum(share for _, share in fair) / len(fair)
    return (
        f"Over {which}{besides or ','} one change moved {percent(here)} of the keys on average; "
        f"with {other} it would have been {percent(rival)}."
    )


def plot(shown: Sequence[Moved], other: str) -> Plain:
    seqs = [change.seq for change in shown]
    least = {
        "type": "scatter",
        "mode": "markers",
        "name": "least possible",
        "cliponaxis": False,
        "x": seqs,
        "y": [change.least for change in shown],
        "hovertemplate": "least possible: %{y:.1%}<extra></extra>",
        "marker": {"symbol": "line-ew", "size": 18, "line": {"width": 2.5, "color": "var(--ink)"}},
    }
    data = [
        bars("here", shown, [change.here for change in shown], {"color": "var(--good)"}),
        bars(
            f"with {other}",
            shown,
            [change.rival for change in shown],
            {"color": "var(--accent)", "pattern": STRIPES},
        ),
        least,
    ]
    ticks = {"tickmode": "linear", "tick0": 0, "dtick": 1} if len(shown) <= FEW else {}
    x = axis("change", showgrid=False, range=[seqs[0] - 0.7, seqs[-1] + 0.7], **ticks)
    y = axis("keys moved", tickformat=".0%", rangemode="tozero")
    return {"data": data, "layout": layout(x, y, barmode="group", bargap=0.3)}


def bars(name: str, shown: Sequence[Moved], shares: list[float | None], marker: Plain) -> Plain:
    return {
        "type": "bar",
        "name": name,
        "x": [change.seq for change in shown],
        "y": shares,
        "hovertemplate": f"change %{{x}}, {name}: %{{y:.1%}} of the keys<extra></extra>",
        "marker": marker,
    }
