"""Eight ways to choose a server, each asked for every request of a stream.

Invariant: `owners` names servers by their numbers, which they keep for life, request by request in hash order; so
two answers to one stream can be compared one by one, whatever changed between them.
"""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from ..arrays import Hashes, Numbers, Ranks
from ..cluster import Cluster, Server
from ..keyspace import Keyspace
from ..placement import STRATEGIES, fixed_slots, maglev
from .look_up_cost import comparisons, jumps

POINTS = 100  # a server on the ring
CAP = 1.25


@dataclass(frozen=True, slots=True, eq=False)
class Stream:
    """Requests, sorted by the hash of their key; `requests.ids` are the order of arrival."""

    requests: Keyspace

    @property
    def hashes(self) -> Hashes:
        return self.requests.positions


@dataclass(frozen=True, slots=True)
class View:
    """What one balancer knows: how many servers there were, what it heard since, in this order, and its own luck.

    news: +number for a server that joined, -number for one that left (servers count from 1). seed: of the names.
    """

    start: int
    news: tuple[int, ...] = ()
    luck: int = 0
    seed: int = 7

    @property
    def numbers(self) -> tuple[int, ...]:
        """Who is there now, in the order of their numbers: the order of the news leaves no trace."""
        there = set(range(1, self.start + 1)) | {number for number in self.news if number > 0}
        return tuple(sorted(there - {-number for number in self.news if number < 0}))

    def cluster(self, bound: float | None = None) -> Cluster:
        servers = tuple(Server(f"server-{self.seed}-{number}", "") for number in self.numbers)
        return Cluster(servers, virtual_nodes=POINTS, capacity_bound=bound)


@dataclass(frozen=True, slots=True)
class Scheme:
    """short: the name where there is little room. owners: the number of each request's server. steps: for one
    look-up, on average; memory: entries kept.
    """

    id: str
    short: str
    label: str
    owners: Callable[[Stream, View], Numbers]
    steps: Callable[[Stream, View], float]
    memory: Callable[[View], int]


def _strategy(name: str) -> Callable[[Stream, View], Numbers]:
    def owners(stream: Stream, view: View) -> Numbers:
        return _numbered(view, STRATEGIES[name].owners(view.cluster(), stream.requests))

    return owners


def _numbered(view: View, ranks: Ranks | Numbers) -> Numbers:
    owners: Numbers = np.array(view.numbers)[ranks]
    return owners


def _capped(stream: Stream, view: View) -> Numbers:
    """A full server passes requests on; another luck is another order of arrival."""
    requests = stream.requests
    if view.luck:
        order = np.random.default_rng((view.seed, view.luck)).permutation(len(requests)).astype(np.uint32)
        requests = Keyspace(requests.hash, requests.positions, order)
    return _numbered(view, STRATEGIES["ring"].owners(view.cluster(CAP), requests))


def _slots(stream: Stream, view: View) -> Numbers:
    """The table of whoever heard this news in this order."""
    table = fixed_slots.deal(fixed_slots.SLOTS, view.start) + 1
    for number in view.news:
        table = fixed_slots.join(table, number) if number > 0 else fixed_slots.leave(table, -number)
    return fixed_slots.owners(table, stream.hashes)


def _two_choices(stream: Stream, view: View) -> Numbers:
    """Each request, as it comes, goes to the one with fewer requests so far of two servers drawn at random."""
    numbers = view.numbers
    rng = np.random.default_rng((view.seed, view.luck))
    first, second = rng.integers(0, len(numbers), (2, len(stream.requests))).tolist()
    loads = [0] * len(numbers)
    taken = []
    for one, other in zip(first, second, strict=True):
        server = one if loads[one] <= loads[other] else other
        loads[server] += 1
        taken.append(server)
    return _numbered(view, np.array(taken)[stream.requests.ids])


_RING_STEPS = (
    lambda stream, view: comparisons(POINTS * len(view.numbers)),
    lambda view: POINTS * len(view.numbers),
)

SCHEMES: tuple[Scheme, ...] = (
    Scheme("modulo", "m % n", "m % n", _strategy("modulo"), lambda stream, view: 1.0, lambda view: 0),
    Scheme("ring", "Ring", "Ring, 100 points a server", _strategy("ring"), *_RING_STEPS),
    Scheme("cap", "Ring, cap", "Ring with a cap of 1.25", _capped, *_RING_STEPS),
    Scheme(
        "rendezvous",
        "Rendezvous",
        "Rendezvous",
        _strategy("rendezvous"),
        lambda stream, view: float(len(view.numbers)),
        lambda view: len(view.numbers),
    ),
    Scheme(
        "jump",
        "Jump",
        "Jump",
        _strategy("jump"),
        lambda stream, view: jumps(stream.hashes, len(view.numbers)),
        lambda view: 0,
    ),
    Scheme(
        "maglev",
        "Maglev",
        "Maglev",
        _strategy("maglev"),
        lambda stream, view: 1.0,
        lambda view: len(maglev.table(view.cluster())),
    ),
    Scheme(
        "slots",
        "Slots",
        "Fixed slots and a table",
        _slots,
        lambda stream, view: 1.0,
        lambda view: fixed_slots.SLOTS,
    ),
    Scheme(
        "two",
        "Two choices",
        "Two choices",
        _two_choices,
        lambda stream, view: 2.0,
        lambda view: len(view.numbers),
    ),
)
