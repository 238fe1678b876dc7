"""Walk on: requests for keys of unequal popularity on a ring with many points, with and without a cap.

Invariant: with a cap c no oven takes more than ceil(c m / n) of the m requests; what a full oven refuses walks
on clockwise. Placing is done by the live ring's bounded loads, over requests in their order of arrival.
Sources: Zipf's law; Mirrokni, Thorup and Zadimoghaddam, "Consistent Hashing with Bounded Loads", SODA 2018
(arXiv:1608.01350).
"""

from dataclasses import dataclass, replace
from functools import lru_cache
from math import ceil
from typing import Annotated

import numpy as np

from ..arrays import Flags, Numbers, Ranks
from ..cluster import Cluster, Server
from ..keyspace import Keyspace, generated, popularity, sorted_keys
from ..outcome import Axis, Chart, Finding, Line, Outcome, Table
from ..placement import ring
from ..preference_list import distinct_from
from .experiment import Experiment, Tick
from .parameters import Choice, Real, Whole
from .ring_scene import oven

KEYS = REQUESTS = 10_000
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


@dataclass(frozen=True, slots=True, eq=False)
class Placed:
    """Requests in hash order. taker, home: ranks in the cluster, (m,). tried: full ovens met on the way, (m,)."""

    loads: Numbers
    taker: Ranks
    home: Ranks
    tried: Numbers

    @property
    def peak(self) -> float:
        """The fullest oven beside the mean."""
        return float(self.loads.max() / self.loads.mean())

    @property
    def away(self) -> float:
        """The share of requests that did not stay at home, in [0, 1]."""
        return float((self.taker != self.home).mean())


@lru_cache(maxsize=8)
def requests(exponent: float, seed: int) -> Keyspace:
    """Requests in flight: their keys' places, and as ids the order in which they came."""
    keys = generated("xxh3", KEYS)
    if exponent == 0:
        return keys
    hashes = np.empty(KEYS, np.uint64)
    hashes[keys.ids] = keys.positions
    drawn = np.random.default_rng(seed).choice(KEYS, REQUESTS, p=popularity(KEYS, exponent))
    return sorted_keys("xxh3", hashes[drawn])


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


def placed(cluster: Cluster, keys: Keyspace) -> Placed:
    """Every request at its oven."""
    free = replace(cluster, capacity_bound=None)
    home, taker = ring.owners(free, keys), ring.owners(cluster, keys)
    loads = np.bincount(taker, minlength=len(cluster.servers))
    return Placed(loads, taker, home, _tried(free, keys, taker, home))


def _tried(cluster: Cluster, keys: Keyspace, taker: Ranks, home: Ranks) -> Numbers:
    """How many different ovens each request met before the one that took it."""
    tried = np.zeros(len(keys), np.int64)
    away = np.flatnonzero(taker != home)
    slices = ring.slices_for(cluster, ring.NO_KEYS)
    starts, which = np.unique(ring.first_points(slices, keys.positions[away]), return_inverse=True)
    met = distinct_from(ring.ranks_of(cluster, slices), starts, len(cluster.servers))[which]
    tried[away] = (met == taker[away][:, None]).argmax(axis=1)
    return tried


def moved_when_one_leaves(cluster: Cluster, keys: Keyspace) -> float:
    """The share of requests that another oven would serve after one left, averaged over who leaves."""
    here = _names(cluster, ring.owners(cluster, keys))
    shares = []
    for server in cluster.servers:
        after = replace(cluster, servers=tuple(one for one in cluster.servers if one is not server))
        shares.append(float((_names(after, ring.owners(after, keys)) != here).mean()))
    return sum(shares) / len(shares)


def _names(cluster: Cluster, ranks: Ranks) -> Numbers:
    """The number of the oven of each request."""
    numbers: Numbers = np.array([int(server.id.rpartition("-")[2]) for server in cluster.servers])[ranks]
    return numbers


def run(settings: Settings, seed: int, tick: Tick) -> Outcome:
    whole = cluster_of(settings, seed)
    cluster = without(whole, settings.gone) if 0 < settings.gone <= settings.ovens else whole
    keys = requests(settings.exponent, seed)
    here = placed(cluster, keys)
    top = hottest(keys)
    count = len(cluster.servers)
    mean = REQUESTS / count
    cap = (
        None if cluster.capacity_bound is None else ceil(round(cluster.capacity_bound * REQUESTS / count, 9))
    )
    findings = (
        Finding("peak", "Fullest oven beside the mean", here.peak, "times", 2),
        Finding("fullest", "Requests at the fullest oven", int(here.loads.max()), "requests", 0),
        Finding("mean", "Requests an oven on average", mean, "requests", 0),
        Finding("cap", "Limit an oven", cap if cap is not None else REQUESTS, "requests", 0),
        Finding("away", "Requests away from home", 100 * here.away, "%", 1),
        Finding("tried", "Extra ovens tried a request", float(here.tried.mean()), "ovens", 2),
        Finding(
            "leaves",
            "Requests that move when one oven leaves",
            100 * moved_when_one_leaves(whole, keys),
            "%",
            1,
        ),
        Finding("top", "Requests for the hottest key", 100 * top.share, "%", 1, 100 * _popular(settings, 1)),
        Finding("top_ten", "Requests for the ten hottest keys", 100 * _popular(settings, 10), "%", 1),
        Finding("servers_of_top", "Ovens that serve the hottest key", ovens_of(here, top), "ovens", 0),
    )
    loads = _loads(cluster, here, cap)
    return Outcome(
        loads.sentence,
        findings,
        (loads, _points_chart(settings, seed)),
        (_table(cluster, here, cap), _price(settings, seed)),
    )


@dataclass(frozen=True, slots=True, eq=False)
class Hottest:
    """The requests for the key that is asked for most: a mask in hash order, and their share."""

    mine: Flags
    share: float


def hottest(keys: Keyspace) -> Hottest:
    places, counts = np.unique(keys.positions, return_counts=True)
    mine = keys.positions == places[counts.argmax()]
    return Hottest(mine, float(mine.mean()))


def _popular(settings: Settings, first: int) -> float:
    return float(popularity(KEYS, settings.exponent)[:first].sum())


def ovens_of(here: Placed, top: Hottest) -> int:
    """How many ovens serve the hottest key."""
    return len(np.unique(here.taker[top.mine]))


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
)
