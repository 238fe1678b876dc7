"""The clock on the wall: a ring of 100 places, one key, and the walk to its owner.

Invariant: under the rule of the ring a key belongs to the first point at or after it, and past the last place
to the smallest. The binary search and the walk name the same owner.
Source of the rule: Stoica et al., "Chord", SIGCOMM 2001, section 4.2. The nearest point on a line is the rule
of Karger et al., STOC 1997, section 4; here it goes round the clock.
"""

from bisect import bisect_right
from collections.abc import Callable
from dataclasses import dataclass
from typing import Annotated, ClassVar

import numpy as np

from ..cluster import Cluster
from ..hashing import from_fraction
from ..outcome import Axis, Chart, Finding, Line, Outcome
from ..placement import STRATEGIES
from .experiment import Experiment, Tick
from .parameters import Choice, Whole, Wholes
from .ring_scene import CLOCK, Drag, Passed, RingScene, Row, Walk, ovens


@dataclass(frozen=True, slots=True)
class Settings:
    key: Annotated[int, Whole("Place of the key", 0, CLOCK - 1, note="Or click on the ring.")] = 31
    places: Annotated[
        tuple[int, ...],
        Wholes("Places of the ovens", 0, CLOCK - 1, 1, 8, distinct=True, note="Or drag them."),
    ] = (5, 28, 55, 70, 90)
    rule: Annotated[
        str,
        Choice(
            "Walk",
            (
                ("clockwise", "clockwise"),
                ("anticlockwise", "the other way round"),
                ("nearest", "to the nearest oven"),
            ),
        ),
    ] = "clockwise"


@dataclass(frozen=True, slots=True)
class Look:
    """One look of the binary search: the part of the sorted list that is left is low .. high - 1, and the
    entry in its `middle` is compared with the key.
    """

    low: int
    high: int
    middle: int
    says: str


@dataclass(frozen=True, slots=True)
class Seat:
    """An entry of the sorted list."""

    place: int
    number: int
    name: str
    owner: bool


@dataclass(frozen=True, slots=True)
class ClockScene:
    """The ring with the walk, and the same look-up in the sorted list. `search`: empty under another rule."""

    kind: ClassVar[str] = "clock"
    ring: RingScene
    key: int
    seats: tuple[Seat, ...]
    search: tuple[Look, ...] = ()
    verdict: str = ""


def cluster_at(places: tuple[int, ...]) -> Cluster:
    """Ada, Bo, Cy ... at these places, one point each."""
    return Cluster(servers=ovens(places), keys=100, next_server=len(places) + 1)


def owners(cluster: Cluster) -> tuple[int, ...]:
    """Who owns each place by the rule of the ring, as places in `cluster.servers`: the live ring's engine."""
    hashes = np.array([from_fraction(place / CLOCK) for place in range(CLOCK)], np.uint64)
    found: list[int] = STRATEGIES["ring"].preferences(cluster, hashes, 1)[:, 0].tolist()
    return tuple(found)


def _backwards(places: tuple[int, ...], key: int) -> int:
    """The last point at or before the key; before the first one comes the largest."""
    row = sorted(places)
    return places.index(row[bisect_right(row, key) - 1])


def _nearest(places: tuple[int, ...], key: int) -> int:
    """The point with the shortest way, either way round; of two that are as near, the one clockwise."""
    return min(range(len(places)), key=lambda rank: _ways(places[rank], key))


def _ways(place: int, key: int) -> tuple[int, int]:
    ahead = (place - key) % CLOCK
    return min(ahead, CLOCK - ahead), ahead


OTHER_RULES: dict[str, Callable[[tuple[int, ...], int], int]] = {
    "anticlockwise": _backwards,
    "nearest": _nearest,
}


def look_up(row: list[int], key: int) -> tuple[Look, ...]:
    """The looks of a binary search for the first entry of a sorted list at or after the key."""
    looks, low, high = [], 0, len(row)
    while low < high:
        middle = (low + high) // 2
        before = row[middle] < key
        words = (
            f"{row[middle]} comes before {key}: look right." if before else f"{row[middle]} is at or after "
        )
        looks.append(Look(low, high, middle, words if before else f"{words}{key}: look left, keep it."))
        low, high = (middle + 1, high) if before else (low, middle)
    return tuple(looks)


def run(settings: Settings, seed: int, tick: Tick) -> Outcome:
    cluster = cluster_at(settings.places)
    by_ring = owners(cluster)
    other = OTHER_RULES.get(settings.rule)
    mine = by_ring if other is None else tuple(other(settings.places, place) for place in range(CLOCK))
    nearest = tuple(_nearest(settings.places, place) for place in range(CLOCK))
    names = [server.name for server in cluster.servers]
    owner = mine[settings.key]
    looks = look_up(sorted(settings.places), settings.key)
    counts = [mine.count(rank) for rank in range(len(names))]
    findings = (
        Finding("owner", "Owner of the key", names[owner]),
        Finding("nearest", "Nearest oven", names[nearest[settings.key]]),
        Finding("walked", "Places walked", _walked(settings, owner), digits=0),
        Finding("looks", "Looks in the sorted list", len(looks), digits=0),
        Finding(
            "not_nearest", "Places whose nearest oven is not the owner", _differ(by_ring, nearest), "%", 0
        ),
        Finding(
            "disagree", "Places where this walk and the clockwise one differ", _differ(by_ring, mine), "%", 0
        ),
    )
    scene = _scene(settings, cluster, mine, looks)
    return Outcome(scene.ring.sentence, findings, (_arcs(names, counts),), scene=scene)


def before(settings: Settings, seed: int) -> RingScene:
    """The ovens on the clock, without the key."""
    cluster = cluster_at(settings.places)
    return RingScene(cluster, f"{len(cluster.servers)} ovens hang on a clock of 100 places.", dots=False)


def _differ(one: tuple[int, ...], other: tuple[int, ...]) -> float:
    return 100.0 * sum(a != b for a, b in zip(one, other, strict=True)) / CLOCK


def _walked(settings: Settings, owner: int) -> int:
    ahead = (settings.places[owner] - settings.key) % CLOCK
    back = (settings.key - settings.places[owner]) % CLOCK
    return {"clockwise": ahead, "anticlockwise": back, "nearest": min(ahead, back)}[settings.rule]


def _scene(
    settings: Settings, cluster: Cluster, mine: tuple[int, ...], looks: tuple[Look, ...]
) -> ClockScene:
    owner, by_ring = mine[settings.key], settings.rule == "clockwise"
    ids = [server.id for server in cluster.servers]
    sentence = _sentence(settings, cluster, owner)
    ring = RingScene(
        cluster,
        sentence,
        walk=_walk(settings, ids, owner),
        owners=() if by_ring else tuple(ids[rank] for rank in mine),
        dots=False,
        drag=Drag("places", "list"),
        key="key",
        middle=(f"key {settings.key}", cluster.servers[owner].name),
        columns=("Oven", "Place", "Owns", "Places"),
        rows=tuple(
            Row(
                rank + 1,
                server.name,
                (str(settings.places[rank]), _stretch(mine, rank), str(mine.count(rank))),
            )
            for rank, server in enumerate(cluster.servers)
        ),
    )
    order = sorted(range(len(ids)), key=lambda rank: settings.places[rank])
    seats = tuple(
        Seat(settings.places[rank], rank + 1, cluster.servers[rank].name, rank == owner) for rank in order
    )
    return ClockScene(ring, settings.key, seats, looks if by_ring else (), _verdict(settings, cluster, owner))


def _walk(settings: Settings, ids: list[str], owner: int) -> Walk:
    place = settings.places[owner]
    forwards = (place - settings.key) % CLOCK
    nearer_ahead = settings.rule == "nearest" and forwards <= CLOCK - forwards
    clockwise = settings.rule == "clockwise" or nearer_ahead
    passed = Passed(place / CLOCK, ids[owner], taken=True)
    return Walk(settings.key / CLOCK, (passed,), ids[owner], clockwise)


def _sentence(settings: Settings, cluster: Cluster, owner: int) -> str:
    name, place = cluster.servers[owner].name, settings.places[owner]
    way = {"clockwise": "clockwise", "anticlockwise": "the other way", "nearest": "the shortest way"}[
        settings.rule
    ]
    steps = _walked(settings, owner)
    if steps == 0:
        return f"Key {settings.key} lies exactly at {name}, so {name} bakes it."
    across = ", past the top," if settings.rule == "clockwise" and place < settings.key else ""
    noun = "place" if steps == 1 else "places"
    told = f"Key {settings.key} walks {steps} {noun} {way}{across} to {name} at {place}."
    near = _nearest(settings.places, settings.key)
    if near == owner:
        return told
    where = "lies behind" if settings.rule == "clockwise" else "lies the other way"
    return f"{told} {cluster.servers[near].name} at {settings.places[near]} is nearer, but {where}."


def _verdict(settings: Settings, cluster: Cluster, owner: int) -> str:
    name, place = cluster.servers[owner].name, settings.places[owner]
    if settings.rule != "clockwise":
        return "The search in the sorted list belongs to the clockwise rule."
    if place < settings.key:
        return f"No entry is at or after {settings.key}, so take the first of the list: {name} at {place}."
    return f"The first entry at or after {settings.key} is {place}: {name}."


def _stretch(mine: tuple[int, ...], rank: int) -> str:
    """The places of one oven, as "29 to 55" or "91 to 99 and 0 to 5"."""
    own = [place for place in range(CLOCK) if mine[place] == rank]
    runs: list[list[int]] = []
    for place in own:
        if runs and place == runs[-1][1] + 1:
            runs[-1][1] = place
        else:
            runs.append([place, place])
    if len(runs) > 1 and (runs[0][0], runs[-1][1]) == (0, CLOCK - 1):
        runs = [runs[-1], *runs[:-1]]
    return " and ".join(f"{low} to {high}" if low < high else str(low) for low, high in runs) or "nothing"


def _arcs(names: list[str], counts: list[int]) -> Chart:
    least, most = min(counts), max(counts)
    large, small = names[counts.index(most)], names[counts.index(least)]
    return Chart(
        "arcs",
        "Places that each oven owns",
        f"The largest stretch has {most} of 100 places ({large}), the smallest {least} ({small}).",
        Axis("Oven"),
        Axis("Places", low=0),
        (Line("places", tuple(names), tuple(map(float, counts)), kind="bars"),),
    )


EXPERIMENT = Experiment(
    id="clock-on-the-wall", title="The clock on the wall", settings=Settings, run=run, before=before
)
