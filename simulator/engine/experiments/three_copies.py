"""Three copies: where the copies of a key go on a ring with many points, and which failures reach all of them.

Invariant: with the rule "different ovens" every key has min(copies, ovens) different ovens; with "different
racks" no rack holds all of them, unless there is one rack.
"""

from dataclasses import dataclass, replace
from typing import Annotated

import numpy as np

from ..arrays import Flags, Floats, Numbers, Ranks
from ..cluster import Cluster, Server
from ..hashing import from_fraction, to_fraction
from ..keyspace import generated
from ..outcome import Axis, Chart, Finding, Line, Outcome, Table
from ..placement.ring import NO_KEYS, first_points, slices_for
from ..words import count_of, listed
from . import copies as held_by
from .experiment import Experiment, Tick
from .parameters import Choice, Whole, Wholes
from .ring_scene import CLOCK, Deed, Passed, RingScene, Row, Walk, number_of, oven, walk_to

KEYS = 10_000
SHOWN = 1_000  # dots in the picture
RULE_WORDS = (
    ("points", "the next points"),
    ("servers", "different ovens"),
    ("racks", "different ovens and racks"),
)


@dataclass(frozen=True, slots=True)
class Settings:
    rule: Annotated[str, Choice("Copies go to", RULE_WORDS)] = "points"
    points: Annotated[int, Whole("Points an oven", 1, 500, log=True)] = 100
    down: Annotated[
        tuple[int, ...],
        Wholes(
            "Ovens that are down", 1, 12, 0, 12, distinct=True, note="Their numbers: 2, 4. Empty for none."
        ),
    ] = ()
    ovens: Annotated[int, Whole("Ovens", 3, 12, more=True)] = 5
    copies: Annotated[int, Whole("Copies of a key (R)", 1, 5, more=True)] = 3
    racks: Annotated[int, Whole("Racks", 1, 6, note="Ovens are dealt to racks in turn.", more=True)] = 2
    key: Annotated[int, Whole("Place of the key", 0, CLOCK - 1, note="Or click on the ring.", more=True)] = 20
    write: Annotated[int, Whole("Copies that a write waits for", 1, 5, more=True)] = 2
    read: Annotated[int, Whole("Copies that a read asks", 1, 5, more=True)] = 2


@dataclass(frozen=True, slots=True, eq=False)
class Placed:
    """A ring with its copies. held: the servers of each point's keys, (P, copies); `up` is for each server."""

    cluster: Cluster
    walks: held_by.Walks
    held: Ranks
    up: Flags
    copies: int
    racks: int


def cluster_of(settings: Settings, seed: int) -> Cluster:
    """The ring: the seed is part of each oven's id, and so places its points."""
    servers = tuple(
        Server(f"{seed}.oven-{number}", oven(number).name, up=number not in settings.down)
        for number in range(1, settings.ovens + 1)
    )
    return Cluster(
        servers, virtual_nodes=settings.points, keys=KEYS, replicas=min(settings.copies, settings.ovens)
    )


def placed(settings: Settings, seed: int) -> Placed:
    cluster = cluster_of(settings, seed)
    walks = held_by.walks(cluster, generated("xxh3", KEYS))
    copies, racks = cluster.replicas, min(settings.racks, settings.ovens)
    held = held_by.RULES[settings.rule](walks, copies, racks)
    return Placed(cluster, walks, held, np.array([server.up for server in cluster.servers]), copies, racks)


def run(settings: Settings, seed: int, tick: Tick) -> Outcome:
    ring = placed(settings, seed)
    sizes = held_by.shares_by_size(ring.held, ring.walks.keys, ring.copies)
    short = 100 * float(sizes[: ring.copies].sum())
    expected = 100 * held_by.short_of(settings.ovens, settings.points, ring.copies)
    theory = expected if settings.rule == "points" else 0.0
    rack, lost = held_by.worst_rack(ring.held, ring.walks.keys, ring.racks)
    waiting = held_by.hints(ring.walks, ring.held, ring.up)
    live = held_by.live_copies(ring.held, ring.up)
    names = _names_at(ring, settings)
    findings = (
        Finding(
            "short", f"Keys on fewer than {ring.copies} ovens", short, "%", 1, theory, "on average, by chance"
        ),
        Finding("none_left", "Keys with no copy left now", _share(ring, live < 1), "%", 1),
        Finding(
            "no_read",
            f"Keys with fewer than {settings.read} live copies",
            _share(ring, live < settings.read),
            "%",
        ),
        Finding("no_write", "Keys that cannot be written", _share(ring, live < settings.write), "%"),
        Finding("hints", "Hints waiting", int(waiting.sum()), digits=0),
        Finding("rack_loss", f"Keys lost if rack {_letter(rack)} dies", 100 * lost, "%", 1),
        Finding("list", "Ovens that hold the key", names),
        Finding(
            "overlap",
            f"Do {settings.read} read and {settings.write} written copies overlap?",
            _overlap(settings, ring.copies),
        ),
    )
    scene = _scene(settings, ring, names, waiting, short)
    charts = (_sizes_chart(sizes, ring.copies), _failures(settings, ring, sizes))
    return Outcome(scene.sentence, findings, charts, (_quorum(settings, ring),), scene)


def _share(ring: Placed, rows: Flags) -> float:
    return 100.0 * float(ring.walks.keys[rows].sum() / ring.walks.keys.sum())


def _overlap(settings: Settings, copies: int) -> str:
    """Quorums of reads and writes meet in a copy if they are more than all copies together."""
    return "yes" if settings.read + settings.write > copies else "no"


def _letter(rack: int) -> str:
    return "ABCDEF"[rack]


def _start(ring: Placed, settings: Settings) -> int:
    """The first point at or after the key's place."""
    place = np.array([from_fraction(settings.key / CLOCK)], np.uint64)
    return int(first_points(slices_for(ring.cluster, NO_KEYS), place)[0])


def _names_at(ring: Placed, settings: Settings) -> tuple[str, ...]:
    return tuple(ring.cluster.servers[rank].name for rank in ring.held[_start(ring, settings)].tolist())


def _scene(
    settings: Settings, ring: Placed, names: tuple[str, ...], waiting: Numbers, short: float
) -> RingScene:
    holds = _holds(ring)
    rows = tuple(
        Row(
            rank + 1,
            server.name,
            (
                _letter(rank % ring.racks),
                "up" if server.up else "down",
                f"{int(holds[rank]):,}",
                f"{int(waiting[rank]):,}",
            ),
        )
        for rank, server in enumerate(ring.cluster.servers)
    )
    return RingScene(
        replace(ring.cluster, keys=SHOWN),
        _sentence(settings, ring, names, short),
        walk=_walk(settings, ring),
        key="key",
        middle=(f"key {settings.key}", f"{len(set(names))} ovens" if len(set(names)) > 1 else "1 oven"),
        deeds=_deeds(settings, ring.cluster),
        columns=("Oven", "Rack", "State", "Keys held", "Hints for others"),
        rows=rows,
    )


def _walk(settings: Settings, ring: Placed) -> Walk:
    position, start = settings.key / CLOCK, _start(ring, settings)
    ids = [ring.cluster.servers[rank].id for rank in ring.held[start].tolist()]
    if settings.rule != "points":
        return walk_to(ring.cluster, position, ids)
    places = slices_for(ring.cluster, NO_KEYS).positions
    steps = tuple(
        Passed(to_fraction(int(places[(start + step) % len(places)])), server, server not in ids[:step])
        for step, server in enumerate(ids)
    )
    return Walk(position, steps, ids[0])


def _deeds(settings: Settings, cluster: Cluster) -> tuple[Deed, ...]:
    down = set(settings.down)
    deeds = []
    for server in cluster.servers:
        number = number_of(server.id)
        after = sorted(down ^ {number})
        label = f"Stop {server.name}" if server.up else f"Start {server.name} again"
        deeds.append(Deed(label, {"down": ", ".join(map(str, after))}, server.name))
    return tuple(deeds)


def _sentence(settings: Settings, ring: Placed, names: tuple[str, ...], short: float) -> str:
    list_of = listed(names)
    told = f"The {len(names)} copies of the key at {settings.key} go to {list_of}."
    if settings.rule == "points":
        return f"{told} Of all keys, {short:.1f}% are not on {ring.copies} different ovens."
    rack, lost = held_by.worst_rack(ring.held, ring.walks.keys, ring.racks)
    risk = f"If rack {_letter(rack)} dies, {100 * lost:.1f}% of the keys are lost."
    return f"{told} Every key is on {ring.copies} different ovens. {risk}"


def _sizes_chart(sizes: Floats, copies: int) -> Chart:
    shares = tuple(100 * float(share) for share in sizes[1 : copies + 1])
    names = tuple(count_of(size, "oven") for size in range(1, copies + 1))
    told = listed([f"{share:.1f}% on {name}" for share, name in zip(shares, names, strict=True)])
    return Chart(
        "sizes",
        "On how many different ovens a key is",
        f"Keys by the number of different ovens that hold them: {told}.",
        Axis("Different ovens"),
        Axis("Keys", "%", low=0),
        (Line("share of keys", names, shares, kind="bars"),),
    )


def _failures(settings: Settings, ring: Placed, sizes: Floats) -> Chart:
    count = settings.ovens
    skipping = np.zeros(ring.copies + 1)
    skipping[ring.copies] = 1.0
    stopped = tuple(range(count + 1))

    def lost(of: Floats) -> tuple[float, ...]:
        return tuple(100 * held_by.unreachable(of, count, down) for down in stopped)

    here, apart = lost(sizes), lost(skipping)
    two = min(2, count)
    return Chart(
        "unreadable",
        "Keys with no copy left",
        f"With {two} of {count} ovens down, on average {here[two]:.1f}% of the keys have no copy left; "
        f"on different ovens it is {apart[two]:.1f}%.",
        Axis("Ovens down", low=0, high=count),
        Axis("Keys with no copy left", "%", low=0, high=100),
        (
            Line("this rule", tuple(map(float, stopped)), here),
            Line("different ovens", tuple(map(float, stopped)), apart, role="least"),
        ),
        source="average over all ways to choose the ovens",
    )


def _holds(ring: Placed) -> Numbers:
    """How many keys each server holds, a key counted once."""
    return np.array(
        [int(ring.walks.keys[(ring.held == rank).any(axis=1)].sum()) for rank in range(len(ring.up))]
    )


def _quorum(settings: Settings, ring: Placed) -> Table:
    live = held_by.live_copies(ring.held, ring.up)
    rows = tuple(
        (
            f"{count_of(number, 'live copy').replace('copys', 'copies')}",
            f"{_share(ring, live == number):.1f}%",
            can,
        )
        for number, can in ((number, _can(settings, number)) for number in range(ring.copies, -1, -1))
    )
    return Table("quorum", "What can still be done", ("A key with", "Keys", "Can be"), rows)


def _can(settings: Settings, live: int) -> str:
    deeds = [
        word for word, needed in (("read", settings.read), ("written", settings.write)) if live >= needed
    ]
    return listed(deeds) if deeds else "neither read nor written"


EXPERIMENT = Experiment(
    id="three-copies", title="Three copies", settings=Settings, run=run, headline=("short",)
)
