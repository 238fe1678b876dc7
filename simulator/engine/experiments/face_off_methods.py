"""The methods of the face-off, each on the same keys and the same change of servers.

Invariant: an owner is a server's number, 0, 1, 2, ..., which it keeps for life; so the keys that moved are those
whose number differs, whatever the method calls its places.
"""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from ..arrays import Numbers, Ranks
from ..cluster import Cluster, Server, point_count
from ..keyspace import Keyspace
from ..placement import STRATEGIES, maglev, multi_probe
from ..placement.anchor import Anchor
from .look_up_cost import comparisons, jumps, sampled


@dataclass(frozen=True, slots=True, eq=False)
class Bench:
    """What all methods get. `before` and `after` are server numbers in the order of their list; `table` is M."""

    keys: Keyspace
    before: tuple[int, ...]
    after: tuple[int, ...]
    twice: bool
    points: int
    table: int
    seed: int

    def cluster(self, numbers: tuple[int, ...]) -> Cluster:
        """The servers under names of this seed, so that another seed gives another ring."""
        servers = tuple(Server(f"server-{self.seed}-{n}", str(n), self.weight(n)) for n in numbers)
        return Cluster(servers, virtual_nodes=self.points)

    def weight(self, number: int) -> float:
        """With `twice`, every second server counts for two."""
        return 2.0 if self.twice and number % 2 else 1.0

    @property
    def chairs(self) -> int:
        """Room for twice as many servers as there are."""
        return 2 * len(self.before)

    def anchor(self, numbers: tuple[int, ...]) -> Anchor:
        """The row of chairs after the change that led from `before` to `numbers`."""
        anchor = Anchor(self.chairs, len(self.before))
        for gone in set(self.before) - set(numbers):
            anchor.leave(gone)
        for _ in set(numbers) - set(self.before):
            anchor.join()
        return anchor


Owners = Callable[[Bench, tuple[int, ...]], Numbers]


@dataclass(frozen=True, slots=True)
class Method:
    """owners: the number of each key's server, in hash order. steps: for one look-up, on average; memory: how
    many entries a table holds. cannot: its limit, in a few words.
    """

    id: str
    label: str
    owners: Owners
    steps: Callable[[Bench], float]
    step: str
    memory: Callable[[Bench], int]
    entry: str
    cannot: str


def _strategy(name: str) -> Owners:
    def owners(bench: Bench, numbers: tuple[int, ...]) -> Numbers:
        ranks = STRATEGIES[name].owners(bench.cluster(numbers), bench.keys)
        return _numbered(numbers, ranks)

    return owners


def _numbered(numbers: tuple[int, ...], ranks: Ranks) -> Numbers:
    owners: Numbers = np.array(numbers)[ranks]
    return owners


def _maglev(bench: Bench, numbers: tuple[int, ...]) -> Numbers:
    cells = maglev.table(bench.cluster(numbers), bench.table)
    return _numbered(numbers, cells[bench.keys.positions % np.uint64(bench.table)])


def _anchor(bench: Bench, numbers: tuple[int, ...]) -> Numbers:
    return bench.anchor(numbers).owners(bench.keys.positions)


def _multi_probe(bench: Bench, numbers: tuple[int, ...]) -> Numbers:
    return _numbered(numbers, multi_probe.owners(_one_point(bench, numbers), bench.keys.positions))


def _one_point(bench: Bench, numbers: tuple[int, ...]) -> Cluster:
    return Cluster(tuple(Server(server.id, "") for server in bench.cluster(numbers).servers))


def _points(bench: Bench) -> int:
    cluster = bench.cluster(bench.before)
    return sum(point_count(cluster, server) for server in cluster.servers)


def _looks(bench: Bench) -> float:
    return float(bench.anchor(bench.before).seat(sampled(bench.keys.positions))[1].mean())


METHODS: tuple[Method, ...] = (
    Method(
        id="modulo",
        label="m % n",
        owners=_strategy("modulo"),
        steps=lambda bench: 1.0,
        step="division",
        memory=lambda bench: 0,
        entry="",
        cannot="change n without moving nearly all",
    ),
    Method(
        id="ring",
        label="Ring",
        owners=_strategy("ring"),
        steps=lambda bench: comparisons(_points(bench)),
        step="looks",
        memory=_points,
        entry="points",
        cannot="be even with few points",
    ),
    Method(
        id="rendezvous",
        label="Rendezvous",
        owners=_strategy("rendezvous"),
        steps=lambda bench: float(len(bench.before)),
        step="bids",
        memory=lambda bench: len(bench.before),
        entry="names",
        cannot="be quick with thousands of servers",
    ),
    Method(
        id="jump",
        label="Jump",
        owners=_strategy("jump"),
        steps=lambda bench: jumps(bench.keys.positions, len(bench.before)),
        step="jumps",
        memory=lambda bench: 0,
        entry="",
        cannot="lose any but the last server",
    ),
    Method(
        id="maglev",
        label="Maglev",
        owners=_maglev,
        steps=lambda bench: 1.0,
        step="look",
        memory=lambda bench: bench.table,
        entry="seats",
        cannot="change without a new table",
    ),
    Method(
        id="anchor",
        label="Anchor",
        owners=_anchor,
        steps=_looks,
        step="looks",
        memory=lambda bench: 4 * bench.chairs,
        entry="numbers",
        cannot="seat more servers than chairs",
    ),
    Method(
        id="probe",
        label="Multi-probe",
        owners=_multi_probe,
        steps=lambda bench: multi_probe.PROBES * comparisons(len(bench.before)),
        step="looks",
        memory=lambda bench: len(bench.before),
        entry="points",
        cannot="answer with a single search",
    ),
)
