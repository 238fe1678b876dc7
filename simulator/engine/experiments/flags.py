"""L25: give every server V points on the ring instead of one, and see the slices even out.

Invariant: the ring of the picture has the names of its seed hashed by the engine; the curves are of rings whose
points stand at random, which is what a good hash looks like.

The share of server i with a_i of all N points is Beta(a_i, N - a_i): mean a_i / N, relative variance
(N - a_i) / (a_i (N + 1)). With V points for each of n servers the relative standard deviation is
sqrt((n - 1) / (n V + 1)), near 1 / sqrt(V) for many servers. When a server with V points dies, its points lie in
the gaps between the (n - 1) V others, every way to share them out being as likely; so another server inherits
nothing with chance C((n - 1) V - 1, V) / C(n V - 1, V).
"""

import math
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Annotated

import numpy as np

from ..arrays import Floats
from ..cluster import Cluster, Server, fair_shares, point_count
from ..outcome import Finding, Outcome
from ..placement.ring import NO_KEYS
from ..series import expected_peak_to_mean
from ..slices import slice_up
from ..virtual_nodes import layout_of
from ..words import count_of
from .experiment import Experiment, Tick
from .flag_charts import BETA, heirs_chart, inherit, peak_chart, slices_chart, spread_chart
from .flag_curves import FLAGS, Evenness, evenness, expected_spread
from .many_rings import heirs_of, ring_of, shares_of
from .parameters import Choice, Real, Whole
from .ring_scene import RingScene, Row, oven_name

HEIRS = "(n - 1) × (1 - C((n - 1) V - 1, V) / C(n V - 1, V))"
_DOTS = 1_000  # keys behind the picture
# Which server is switched off, by rank, given the slices over the fair ones.
OFF: dict[str, Callable[[Floats], int | None]] = {
    "nobody": lambda ratios: None,
    "first": lambda ratios: 0,
    "fullest": lambda ratios: int(ratios.argmax()),
    "emptiest": lambda ratios: int(ratios.argmin()),
}


@dataclass(frozen=True, slots=True)
class Settings:
    V: Annotated[int, Whole("Flags per oven", 1, 1_000, log=True)] = 10
    off: Annotated[
        str,
        Choice(
            "Switch off",
            (
                ("nobody", "Nobody"),
                ("fullest", "The oven with the largest slice"),
                ("emptiest", "The oven with the smallest slice"),
                ("first", "Ada's oven"),
            ),
        ),
    ] = "nobody"
    strength: Annotated[
        float, Real("Strength of Ada's oven", 1.0, 4.0, 0.5, "times", "It gets flags in proportion.")
    ] = 1.0
    ovens: Annotated[int, Whole("Ovens", 2, 100, more=True)] = 10


@dataclass(frozen=True, slots=True, eq=False)
class Ring:
    """The ring of the picture. ratios: slices over fair slices, by rank. off: the rank that is switched off.

    heirs: shares of its keys by rank; after: ratios once they have them, the fair slices being those of the rest.
    """

    cluster: Cluster
    ratios: Floats
    off: int | None
    heirs: Floats | None
    after: Floats | None

    def name(self, rank: int) -> str:
        return self.cluster.servers[rank].name

    @property
    def names(self) -> list[str]:
        return [server.name for server in self.cluster.servers]


def run(settings: Settings, seed: int, tick: Tick) -> Outcome:
    cluster = cluster_of(settings, seed)
    strengths = np.array([server.weight for server in cluster.servers])
    curve = []
    for done, flags in enumerate(FLAGS):
        tick(done, len(FLAGS))
        curve.append(evenness(flags, strengths, seed))
    here = next((one for one in curve if one.flags == settings.V), None) or evenness(
        settings.V, strengths, seed
    )
    peaks = [expected_peak_to_mean(replace(cluster, virtual_nodes=flags)) for flags in FLAGS]
    ring = ring_now(settings, cluster)
    charts = [
        slices_chart(ring.names, ring.ratios, ring.after),
        spread_chart(curve, strengths),
        peak_chart(curve, peaks),
    ]
    if ring.off is not None and ring.heirs is not None:
        charts.insert(1, heirs_chart(ring.names, ring.off, ring.heirs))
    return Outcome(
        f"{_picture_says(settings, ring)} {_rings_say(settings, here)}",
        _findings(settings, here, ring, strengths),
        tuple(charts),
        scene=_scene(settings, ring),
    )


def cluster_of(settings: Settings, seed: int) -> Cluster:
    """Ada and the others, each with V points where the hash of its id says; the id holds the seed."""
    servers = tuple(
        Server(f"{seed}-oven-{number}", oven_name(number), settings.strength if number == 1 else 1.0)
        for number in range(1, settings.ovens + 1)
    )
    return Cluster(servers, virtual_nodes=settings.V, keys=_DOTS)


def ring_now(settings: Settings, cluster: Cluster) -> Ring:
    """The ring of the picture, measured along its arcs."""
    ring = ring_of(slice_up(layout_of(cluster), NO_KEYS))
    fair = fair_shares(cluster)
    shares = shares_of(ring)[0]
    ratios = shares / fair
    off = OFF[settings.off](ratios)
    if off is None:
        return Ring(cluster, ratios, None, None, None)
    heirs = heirs_of(ring, np.array([off]))[0]
    left = shares + shares[off] * heirs
    left[off] = 0.0
    return Ring(cluster, ratios, off, heirs, left / fair * (1.0 - fair[off]))


def expected_heirs(flags: int, count: int) -> float:
    """How many of `count` equal servers inherit from one that dies, on average; see the first lines."""
    nothing = math.exp(_log_comb((count - 1) * flags - 1, flags) - _log_comb(count * flags - 1, flags))
    return (count - 1) * (1.0 - nothing)


def _log_comb(n: int, k: int) -> float:
    return math.lgamma(n + 1) - math.lgamma(k + 1) - math.lgamma(n - k + 1) if n >= k else -math.inf


# -- in words and numbers ------------------------------------------------------------------------------


def _rings_say(settings: Settings, here: Evenness) -> str:
    return (
        f"With {count_of(settings.V, 'flag')} each, over {here.rings:,} rings, the spread of the slices is "
        f"{here.spread:.1%}, and the fullest oven has {here.peak:.2f} times its fair share on average."
    )


def _picture_says(settings: Settings, ring: Ring) -> str:
    """The ring of the picture in words, and what came of a switch-off."""
    most = int(ring.ratios.argmax())
    words = (
        f"In this ring {ring.name(most)} has the largest slice, {ring.ratios[most]:.2f} times its fair share."
    )
    if ring.off is None or ring.heirs is None:
        return words
    heir, count = int(ring.heirs.argmax()), int((ring.heirs > 0).sum())
    return (
        f"{words} {ring.name(ring.off)} is switched off: {count} of the {settings.ovens - 1} others {inherit(count)}, "
        f"and {ring.name(heir)} gets the most, {ring.heirs[heir]:.0%}."
    )


def _findings(settings: Settings, here: Evenness, ring: Ring, strengths: Floats) -> tuple[Finding, ...]:
    spread = 100 * expected_spread(settings.V, strengths)
    peak = expected_peak_to_mean(ring.cluster)
    points = sum(point_count(ring.cluster, server) for server in ring.cluster.servers)
    alike = settings.strength == 1.0
    heirs = expected_heirs(settings.V, settings.ovens) if alike else None
    fair = float(fair_shares(ring.cluster)[0])
    return (
        Finding("spread", "Spread of the slices, many rings", 100 * here.spread, "%", 1, spread, BETA),
        Finding("peak_mean", "Fullest oven, mean of many rings", here.peak, "times", 2, peak, "Gamma law"),
        Finding("peak_high", "19 rings in 20 are below", here.high, "times", 2),
        Finding(
            "peak", "Fullest oven of the ring in the picture", float(ring.ratios.max()), "times", 2, peak
        ),
        Finding(
            "share_of_ada",
            "Ada's slice",
            100 * fair * float(ring.ratios[0]),
            "%",
            1,
            100 * fair,
            "its strength",
        ),
        Finding("heirs", "Heirs of an oven that stops, on average", here.heirs, "ovens", 1, heirs, HEIRS),
        Finding("heir_share", "The luckiest of them takes", 100 * here.heir_share, "%", 0),
        Finding("points", "Points on the list (memory)", float(points), "", 0),
        Finding("steps", "Steps of a look-up in the list", float(math.ceil(math.log2(points))), "", 0),
        Finding("inserts", "Points to put in when an oven joins", float(settings.V), "", 0),
    )


def _scene(settings: Settings, ring: Ring) -> RingScene:
    ratios = ring.ratios if ring.after is None else ring.after
    servers = ring.cluster.servers
    shown = tuple(server for rank, server in enumerate(servers) if rank != ring.off)
    most = int(ratios.argmax())
    return RingScene(
        replace(ring.cluster, servers=shown),
        _picture_says(settings, ring),
        before=ring.cluster if ring.off is not None else None,
        dots=False,
        middle=("fullest", f"{ratios[most]:.2f}×"),
        columns=("Oven", "Flags", "Times a fair share"),
        rows=tuple(
            Row(rank + 1, server.name, (f"{point_count(ring.cluster, server):,}", f"{ratios[rank]:.2f}"))
            for rank, server in enumerate(servers)
            if rank != ring.off
        ),
    )


def sample(settings: Settings, seed: int) -> dict[str, float]:
    """The ring of the picture, without the curves over many rings."""
    return {"peak": float(ring_now(settings, cluster_of(settings, seed)).ratios.max())}


EXPERIMENT = Experiment("flags", "Flags", Settings, run, headline=("peak",), sample=sample)
