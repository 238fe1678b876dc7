"""Peak to mean against virtual nodes: this room's servers and keys, measured, with what theory expects beside it."""

from collections.abc import Sequence

from simulator.engine import ROOM, STRATEGIES, Cluster, balance_series, derive

from .figure import Figure, Plain, axis, layout, line
from .words import label_of, plural

VIRTUAL_NODES = (1, 2, 5, 10, 20, 50, 100, 200, 500, 1000)
DECADES = (1, 10, 100, 1000)
THEORY = (
    "Expected: the mean, over all random rings, of the largest ratio of a share to its fair share. The shares of "
    "random points follow a Dirichlet law; with one point for each of n servers the mean is 1 + 1/2 + ... + 1/n. "
    "It takes keys to be many and equally popular."
)
Row = tuple[int, float, float]  # virtual nodes, peak to mean measured, peak to mean expected


def balance(state: Cluster) -> Figure:
    """Rings of these servers with V points each, where the hash says, and this room as it stands."""
    most = ROOM.points // len(state.servers)
    rows = balance_series(state, [count for count in VIRTUAL_NODES if count <= most])
    room = derive(state).peak_to_mean
    return Figure(
        "balance",
        "Balance against virtual nodes",
        sentence(state, rows, room),
        ("Virtual nodes", "Measured", "Expected"),
        tuple((f"{nodes:,}", f"{peak:.2f}", f"{theory:.2f}") for nodes, peak, theory in rows),
        plot(state, rows, room),
        THEORY,
    )


def sentence(state: Cluster, rows: Sequence[Row], room: float) -> str:
    (few, worst, _), (many, best, _) = rows[0], rows[-1]
    ring = STRATEGIES[state.strategy].ring
    way = f"{plural(state.virtual_nodes, 'point')} each" if ring else label_of(state.strategy)
    return (
        f"Where the hash puts them, the fullest of {plural(len(state.servers), 'server')} carries {worst:.2f} times "
        f"its fair share with {plural(few, 'point')} each, and {best:.2f} times with {many:,}. "
        f"This room, with {way}, stands at {room:.2f}."
    )


def plot(state: Cluster, rows: Sequence[Row], room: float) -> Plain:
    nodes, peaks, theory = ([*column] for column in zip(*rows, strict=True))
    hover = "%{x:,} points each: %{y:.2f}<extra></extra>"
    data = [
        line("expected", nodes, theory, "var(--ink-2)", dash="dash", hovertemplate=hover),
        line("measured", nodes, peaks, "var(--s0)", mode="lines+markers", hovertemplate=hover),
        this_room(state, nodes, room),
    ]
    decades = [count for count in nodes if count in DECADES]
    ticks = {"tickmode": "array", "tickvals": decades, "ticktext": [f"{count:,}" for count in decades]}
    x = axis("virtual nodes of each server", type="log", **ticks)
    return {"data": data, "layout": layout(x, axis("peak to mean", rangemode="tozero"))}


def this_room(state: Cluster, nodes: Sequence[int], room: float) -> Plain:
    """A mark at the room's own V; without a ring V means nothing, and it is a level."""
    shown = {"name": "this room", "hovertemplate": "this room: %{y:.2f}<extra></extra>"}
    if not STRATEGIES[state.strategy].ring:
        ends = [nodes[0], nodes[-1]]
        return line(f"this room, {label_of(state.strategy)}", ends, [room, room], "var(--accent)", dash="dot")
    marker = {"symbol": "diamond", "size": 13, "color": "var(--accent)"}
    return {
        "type": "scatter",
        "mode": "markers",
        "x": [state.virtual_nodes],
        "y": [room],
        "marker": marker,
        **shown,
    }
