"""Load per server, beside the share that its weight makes fair."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from simulator.engine import Cluster, derive

from .figure import STRIPES, Figure, Plain, axis, layout, line
from .words import as_text, percent

HUES = 8


@dataclass(frozen=True, slots=True)
class Load:
    """One bar. Shares of all requests, in [0, 1]."""

    id: str
    name: str
    keys: int
    share: float
    fair: float

    @property
    def times_fair(self) -> float:
        return self.share / self.fair


def load(state: Cluster) -> Figure:
    """Keys and share of the requests of each server of a state."""
    loads = loads_of(state)
    most, least = max(loads, key=lambda one: one.times_fair), min(loads, key=lambda one: one.times_fair)
    return Figure(
        "load",
        "Load per server",
        f"{most.name} carries the most for its weight: {percent(most.share)} of the requests, with {most.keys:,} of "
        f"{state.keys:,} keys. That is {most.times_fair:.2f} times its fair share; "
        f"{least.name} carries {least.times_fair:.2f} times its own.",
        ("Server", "Keys", "Share of requests", "Fair share", "Times fair"),
        tuple(
            (one.name, f"{one.keys:,}", percent(one.share), percent(one.fair), f"{one.times_fair:.2f}")
            for one in loads
        ),
        plot(loads),
    )


def loads_of(state: Cluster) -> list[Load]:
    """The bars, in the order of the servers."""
    total = sum(server.weight for server in state.servers)
    return [
        Load(one, server.name + ("" if server.up else " (down)"), keys, share, server.weight / total)
        for server, (one, keys, share) in zip(state.servers, derive(state).loads, strict=True)
    ]


def plot(loads: Sequence[Load]) -> Plain:
    places = [*range(len(loads))]  # by place, not by name: two servers may have the same name
    bars = {
        "type": "bar",
        "x": places,
        "y": [one.share for one in loads],
        "customdata": [[as_text(one.name), one.keys] for one in loads],
        "hovertemplate": "%{customdata[0]}: %{y:.1%} of the requests, %{customdata[1]:,} keys<extra></extra>",
        "marker": {
            "color": [hue(one.id) for one in loads],
            "pattern": {**STRIPES, "shape": [hatch(one.id) for one in loads]},
        },
        "showlegend": False,
    }
    # Each server's own fair share, drawn across its bar: with equal weights it is one line.
    edges = [place + half for place in places for half in (-0.5, 0.5)]
    shares = [one.fair for one in loads for _ in range(2)]
    fair = line("fair share", edges, shares, "var(--ink)", dash="dash", hoverinfo="skip")
    ticks = {"tickmode": "array", "tickvals": places, "ticktext": [as_text(one.name) for one in loads]}
    x = axis("", range=[-0.6, len(loads) - 0.4], showgrid=False, **ticks)
    y = axis("share of the requests", tickformat=".0%", rangemode="tozero")
    return {"data": [bars, fair], "layout": layout(x, y, bargap=0.35)}


def number_of(server_id: str) -> int:
    """oven-12 -> 12"""
    digits = re.search(r"\d+$", server_id)
    return int(digits.group()) if digits else 1


def hue(server_id: str) -> str:
    return f"var(--s{(number_of(server_id) - 1) % HUES})"


def hatch(server_id: str) -> str:
    """A ninth server has the first one's colour, and stripes to tell it apart."""
    return "/" if number_of(server_id) > HUES else ""
