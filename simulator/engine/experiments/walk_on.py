"""Walk on: a star among the keys, ovens with many points, and a chalk line that says when an oven is full.

Invariant: the loads, the walk and the prices all come from the same placed requests (hot_keys.py).
"""

from dataclasses import dataclass, replace
from math import ceil
from typing import Annotated, ClassVar

import numpy as np

from ..cluster import Cluster, Server
from ..keyspace import popularity
from ..outcome import Axis, Chart, Finding, Line, Outcome, Table
from ..words import count_of
from .experiment import Experiment, Tick
from .hot_keys import (
    KEYS,
    REQUESTS,
    Hottest,
    Placed,
    hottest,
    moved_when_one_leaves,
    ovens_of,
    placed,
    requests,
)
from .parameters import Choice, Real, Whole
from .ring_scene import RingScene, Row, number_of, oven, walk_to

SHOWN = 1_000
CAPS = ("none", "2", "1.5", "1.25", "1.1", "1.05")


@dataclass(frozen=True, slots=True)
class Settings:
    exponent: Annotated[
        float, Real("Popularity (Zipf exponent)", 0.0, 2.0, 0.1, note="0: each key is asked for once.")
    ] = 1.0
    points: Annotated[int, Whole("Points an oven", 1, 1_000, log=True)] = 1_000
    cap: Annotated[
        str,
        Choice(
            "Limit (c)",
            tuple((cap, "no limit" if cap == "none" else f"{cap} times the mean") for cap in CAPS),
        ),
    ] = "none"
    ovens: Annotated[int, Whole("Ovens", 2, 20, more=True)] = 10
    gone: Annotated[int, Whole("Oven that has left", 0, 20, note="0: all are there.", more=True)] = 0


@dataclass(frozen=True, slots=True)
class Bar:
    """The load of an oven. home, away: per cent of the longest bar, requests at home and those that walked on."""

    number: int
    name: str
    requests: int
    home: float
    away: float
    full: bool

    @property
    def hue(self) -> int:
        return (self.number - 1) % 8


@dataclass(frozen=True, slots=True)
class LoadsScene:
    """Load bars with the mean and the chalk line (both in per cent of the longest bar), and the star's walk.

    stops: name and number of each oven that serves the star, as its walk meets them, and its part.
    """

    kind: ClassVar[str] = "loads"
    ring: RingScene
    bars: tuple[Bar, ...]
    mean: float
    line: float | None
    limit: int | None
    stops: tuple[tuple[str, int, str], ...]


def cluster_of(settings: Settings, seed: int) -> Cluster:
    """The ring: the seed is part of each oven's id, and so places its points. Nobody has left yet."""
    servers = tuple(
        Server(f"{seed}.oven-{number}", oven(number).name) for number in range(1, settings.ovens + 1)
    )
    bound = None if settings.cap == "none" else float(settings.cap)
    return Cluster(servers, virtual_nodes=settings.points, keys=REQUESTS, capacity_bound=bound)


def without(cluster: Cluster, number: int) -> Cluster:
    """The same ring after one oven has left."""
    return replace(cluster, servers=tuple(s for s in cluster.servers if not s.id.endswith(f"oven-{number}")))


def run(settings: Settings, seed: int, tick: Tick) -> Outcome:
    whole, cluster = _clusters(settings, seed)
    keys = requests(settings.exponent, seed)
    here, star = placed(cluster, keys), hottest(keys)
    cap = limit(cluster)
    loads = _loads(cluster, here, cap)
    return Outcome(
        loads.sentence,
        _findings(settings, here, star, cap, 100 * moved_when_one_leaves(whole, keys)),
        (loads, _points_chart(settings, seed)),
        (_table(cluster, here, cap), _price(settings, seed)),
        _scene(cluster, here, star, cap, loads.sentence),
    )


def sample(settings: Settings, seed: int) -> dict[str, float]:
    """The loads alone, without the charts over other numbers of points and other limits."""
    whole, cluster = _clusters(settings, seed)
    keys = requests(settings.exponent, seed)
    here = placed(cluster, keys)
    return {"peak": here.peak, "away": 100 * here.away, "leaves": 100 * moved_when_one_leaves(whole, keys)}


def _clusters(settings: Settings, seed: int) -> tuple[Cluster, Cluster]:
    """With all ovens, and as it is now."""
    whole = cluster_of(settings, seed)
    return whole, without(whole, settings.gone) if 0 < settings.gone <= settings.ovens else whole


def limit(cluster: Cluster) -> int | None:
    """ceil(c m / n), or None where nobody drew a line."""
    if cluster.capacity_bound is None:
        return None
    return ceil(round(cluster.capacity_bound * REQUESTS / len(cluster.servers), 9))


def _findings(
    settings: Settings, here: Placed, star: Hottest, cap: int | None, leaves: float
) -> tuple[Finding, ...]:
    tried = float(here.tried.mean())
    top, ten = 100 * _popular(settings, 1), 100 * _popular(settings, 10)
    return (
        Finding("peak", "Fullest oven beside the mean", here.peak, "times", 2),
        Finding("fullest", "Requests at the fullest oven", int(here.loads.max()), digits=0),
        Finding("mean", "Requests an oven on average", float(here.loads.mean()), digits=0),
        Finding("cap", "Limit an oven", "none" if cap is None else cap, digits=0),
        Finding("away", "Requests away from home", 100 * here.away, "%", 1),
        Finding("tried", "Extra ovens tried a request", tried, digits=2),
        Finding("leaves", "Requests that move when one oven leaves", leaves, "%", 1),
        Finding("top", "Requests for the hottest key", 100 * star.share, "%", 1, top, "Zipf’s law"),
        Finding("top_ten", "Requests for the ten hottest keys", 100 * star.ten, "%", 1, ten, "Zipf’s law"),
        Finding("servers_of_top", "Ovens that serve the hottest key", len(ovens_of(here, star)), digits=0),
    )


def _scene(cluster: Cluster, here: Placed, star: Hottest, cap: int | None, sentence: str) -> LoadsScene:
    """The bars, and the walk of the hottest key past its full ovens."""
    serving = ovens_of(here, star)
    free = replace(cluster, capacity_bound=None, keys=SHOWN)
    home = np.bincount(here.taker[here.taker == here.home], minlength=len(cluster.servers))
    most = float(max(here.loads.max(), cap or 0))
    bars = tuple(
        Bar(
            number_of(server.id),
            server.name,
            int(here.loads[rank]),
            100 * float(home[rank]) / most,
            100 * float(here.loads[rank] - home[rank]) / most,
            full=cap is not None and int(here.loads[rank]) >= cap,
        )
        for rank, server in enumerate(cluster.servers)
    )
    ring = RingScene(
        free,
        sentence,
        walk=walk_to(free, star.position, [cluster.servers[rank].id for rank in serving]),
        dots=False,
        middle=("the star’s", count_of(len(serving), "oven")),
        columns=("Oven", "Requests", "Times the mean", "Of the star’s requests"),
        rows=tuple(
            Row(bar.number, bar.name, (f"{bar.requests:,}", _times(here, rank), _part(here, star, rank)))
            for rank, bar in enumerate(bars)
        ),
    )
    line = None if cap is None else 100 * cap / most
    stops = tuple((bars[rank].name, bars[rank].number, _part(here, star, rank)) for rank in serving)
    return LoadsScene(ring, bars, 100 * float(here.loads.mean()) / most, line, cap, stops)


def _times(here: Placed, rank: int) -> str:
    return f"{here.loads[rank] / here.loads.mean():.2f}"


def _part(here: Placed, star: Hottest, rank: int) -> str:
    """How much of the star's requests an oven serves."""
    return f"{float((here.taker[star.mine] == rank).mean()):.0%}"


def _popular(settings: Settings, first: int) -> float:
    return float(popularity(KEYS, settings.exponent)[:first].sum())


def _loads(cluster: Cluster, here: Placed, cap: int | None) -> Chart:
    names = tuple(server.name for server in cluster.servers)
    mean = REQUESTS / len(names)
    top = int(here.loads.argmax())
    lines = [
        Line("requests", names, tuple(map(float, here.loads.tolist())), kind="bars"),
        Line("mean", names, (mean,) * len(names), role="least"),
    ]
    if cap is not None:
        lines.append(Line("limit", names, (float(cap),) * len(names), role="theory"))
    return Chart(
        "loads",
        "Requests at each oven",
        _told(cluster, here, cap, top),
        Axis("Oven"),
        Axis("Requests", low=0),
        tuple(lines),
    )


def _told(cluster: Cluster, here: Placed, cap: int | None, top: int) -> str:
    name = cluster.servers[top].name
    told = f"{name} takes {here.loads[top]:,} of {REQUESTS:,} requests, {here.peak:.2f} times the mean."
    if cap is None:
        return told
    return f"{told} The limit is {cap:,}: {100 * here.away:.1f}% of the requests walk on past a full oven."


def _points_chart(settings: Settings, seed: int) -> Chart:
    steps = (1, 10, 100, 1_000)
    keys = requests(settings.exponent, seed)
    free = replace(settings, cap="none", gone=0)
    peaks = tuple(placed(cluster_of(replace(free, points=points), seed), keys).peak for points in steps)
    return Chart(
        "points",
        "More points, no limit",
        f"Without a limit the fullest oven has {peaks[2]:.2f} times the mean with 100 points an oven "
        f"and {peaks[3]:.2f} times with 1,000.",
        Axis("Points an oven", log=True),
        Axis("Fullest beside the mean", "times", low=0),
        (Line("fullest", tuple(map(float, steps)), peaks),),
    )


def _table(cluster: Cluster, here: Placed, cap: int | None) -> Table:
    homes = np.bincount(here.home, minlength=len(cluster.servers))
    away = np.bincount(here.taker[here.taker != here.home], minlength=len(cluster.servers))
    rows = tuple(
        (
            server.name,
            f"{homes[rank]:,}",
            f"{here.loads[rank]:,}",
            f"{away[rank]:,}",
            "no limit" if cap is None else f"{cap:,}",
        )
        for rank, server in enumerate(cluster.servers)
    )
    return Table(
        "ovens", "The ovens", ("Oven", "At home here", "Takes", "Of these, from others", "Limit"), rows
    )


def _price(settings: Settings, seed: int) -> Table:
    """What each limit costs with these settings."""
    keys = requests(settings.exponent, seed)
    rows = []
    for cap in CAPS:
        cluster = cluster_of(replace(settings, cap=cap), seed)
        one = placed(cluster, keys)
        rows.append(
            (
                "no limit" if cap == "none" else cap,
                f"{one.peak:.2f}",
                f"{100 * one.away:.1f}%",
                f"{one.tried.mean():.2f}",
                f"{100 * moved_when_one_leaves(cluster, keys):.1f}%",
            )
        )
    heads = (
        "Limit c",
        "Fullest beside the mean",
        "Away from home",
        "Extra ovens tried",
        "Moved when one leaves",
    )
    return Table("price", "What each limit costs", heads, tuple(rows))


EXPERIMENT = Experiment(
    id="walk-on",
    title="Walk on",
    settings=Settings,
    run=run,
    headline=("peak", "away", "leaves"),
    sample=sample,
)
