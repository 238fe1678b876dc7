"""A ring as a lesson shows it: servers with names, the change that just happened, one key's walk.

Invariant: the scene holds a cluster and what a person may do to it; shares and owners are computed from it by
the engine of the live ring, so picture, table and room agree. A place is a whole number of `places` a turn: a
key's place is its hash rounded up, so a server at the same place is at or after the key, as the rule wants.
"""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any, ClassVar, Literal

import numpy as np

from ..cluster import Cluster, Server
from ..derive import derive
from ..hashing import CIRCLE, from_fraction, to_fraction
from ..placement.ring import NO_KEYS, first_points, ranks_of, slices_for
from ..plain import to_plain

CAST = ("Ada", "Bo", "Cy", "Di", "Eli", "Flo", "Gus", "Hana")
CLOCK = 100  # places of the clock on Rosa's wall


def number_of(server_id: str) -> int:
    """oven-9 is number 9."""
    return int(server_id.rpartition("-")[2])


def oven(number: int, place: int | None = None, places: int = CLOCK) -> Server:
    """The oven with this number, from 1; by hand at a place, or where the hash says. The cast is eight."""
    moved = () if place is None else ((0, place / places),)
    return Server(id=f"oven-{number}", name=oven_name(number), moved=moved)


def oven_name(number: int) -> str:
    """Ada for 1; past the cast, the number."""
    return CAST[number - 1] if number <= len(CAST) else f"Oven {number}"


def ovens(places: Sequence[int]) -> tuple[Server, ...]:
    """Ada, Bo, Cy ... at these places of the clock."""
    return tuple(oven(number, place) for number, place in enumerate(places, 1))


def place_of(hashed: int, places: int = CLOCK) -> int:
    """The place of a 64-bit hash: rounded up, and past the last one comes 0."""
    return -(-hashed * places // int(CIRCLE)) % places


@dataclass(frozen=True, slots=True)
class Passed:
    """A point that a walk passed; `taken` if its server is one that was looked for."""

    position: float
    server: str
    taken: bool


@dataclass(frozen=True, slots=True)
class Walk:
    """From the key's `position` past `steps` to `owner`, a server's id. `clockwise` is the way it goes."""

    position: float
    steps: tuple[Passed, ...]
    owner: str
    clockwise: bool = True


@dataclass(frozen=True, slots=True)
class Drag:
    """How a server that was dragged to a place becomes a setting.

    "list": the setting holds the place of each server in the order of the cluster.
    "log": 100 times the server's number plus the place is added at the end of `so_far`.
    """

    setting: str
    kind: Literal["list", "log"]
    so_far: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Deed:
    """A button beside the ring: the settings that it asks for, as a link holds them. The focus comes back to the
    deed with the same `key`, by default its label.
    """

    label: str
    settings: Mapping[str, str]
    key: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    """One server in the table beside the ring; `cells` go with `RingScene.columns`."""

    number: int
    name: str
    cells: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class RingScene:
    """
    before: the ring as it was, if something changed: what changed hands is outlined.
    places: steps of a turn that words and arrow keys use.
    owners: the owner (id) of each place where the rule is not the ring's own; empty otherwise.
    dots: whether the cluster's keys are drawn. key: the setting that a click on the plate sets; "" for none.
    middle: a small word and a big one in the middle of the ring.
    columns, rows: the same in a table, beside the ring and instead of it.
    """

    kind: ClassVar[str] = "ring"
    cluster: Cluster
    sentence: str
    before: Cluster | None = None
    places: int = CLOCK
    walk: Walk | None = None
    owners: tuple[str, ...] = ()
    dots: bool = True
    drag: Drag | None = None
    key: str = ""
    middle: tuple[str, str] = ("", "")
    deeds: tuple[Deed, ...] = ()
    columns: tuple[str, ...] = ("Server", "Place", "Owns")
    rows: tuple[Row, ...] = ()

    @property
    def wire(self) -> dict[str, Any]:
        """All that the picture needs, as JSON knows it, in the shape of a room's state."""
        return {
            "now": _moment(self.cluster, self.owners),
            "before": None if self.before is None else _moment(self.before, ()),
            "places": self.places,
            "walk": None if self.walk is None else asdict(self.walk),
            "dots": self.dots,
            "drag": None if self.drag is None else asdict(self.drag),
            "key": self.key,
            "middle": {"small": self.middle[0], "big": self.middle[1]},
            "sentence": self.sentence,
        }

    @property
    def table(self) -> tuple[Row, ...]:
        """The rows, or what the cluster alone says: each server's place and share of the keys."""
        return self.rows or tuple(_rows(self.cluster, self.places))

    @property
    def hash(self) -> str:
        return self.cluster.hash

    @property
    def keys(self) -> int:
        return self.cluster.keys


def _moment(cluster: Cluster, owners: tuple[str, ...]) -> dict[str, Any]:
    derived = asdict(derive(cluster))
    if owners:
        rank = {server.id: rank for rank, server in enumerate(cluster.servers)}
        # A band ends at its place, and the first one is (0, 1]: place 0 closes the circle.
        derived["bands"] = [rank[owner] for owner in (*owners[1:], owners[0])]
    return {"state": {**to_plain(cluster), "locked": False}, "derived": derived}


def _rows(cluster: Cluster, places: int) -> list[Row]:
    derived = derive(cluster)
    shares = {name: f"{keys / cluster.keys:.0%}" for name, keys, _ in derived.loads}
    count = {server.id: 0 for server in cluster.servers}
    where: dict[str, float] = {}
    for position, name, _ in derived.points or ():
        count[name] += 1
        where.setdefault(name, position)
    return [
        Row(
            number_of(server.id),
            server.name,
            (_places(count[server.id], where.get(server.id), places), shares[server.id]),
        )
        for server in cluster.servers
    ]


def _places(count: int, first: float | None, places: int) -> str:
    if first is None:
        return "many points"
    return f"{round(first * places) % places}" if count == 1 else f"{count} points"


def walk_to(cluster: Cluster, position: float, wanted: Sequence[str]) -> Walk:
    """Clockwise from `position` past every point until the servers `wanted` (ids, the owner first) are met."""
    slices = slices_for(cluster, NO_KEYS)
    ranks = ranks_of(cluster, slices)
    at = int(first_points(slices, np.array([from_fraction(position)], np.uint64))[0])
    missing, steps = list(wanted), []
    while missing:
        server = cluster.servers[int(ranks[at])].id
        taken = server == missing[0]
        steps.append(Passed(to_fraction(int(slices.positions[at])), server, taken))
        missing = missing[1:] if taken else missing
        at = (at + 1) % len(ranks)
    return Walk(position, tuple(steps), wanted[0])
