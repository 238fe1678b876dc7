"""Who holds the copies of a key on a ring, by three rules, and what is lost when ovens or racks stop.

Invariant: all rules walk clockwise from the key; they differ only in what they skip. The walk over different
servers is the live ring's preference list.
Source: DeCandia et al., "Dynamo", SOSP 2007, sections 4.3 (preference list) and 4.6 (hinted hand-off).
"""

from collections.abc import Callable
from dataclasses import dataclass
from math import comb, prod

import numpy as np

from ..arrays import Flags, Floats, Numbers, Ranks
from ..cluster import Cluster
from ..keyspace import Keyspace
from ..placement.ring import NO_KEYS, first_points, ranks_of, slices_for
from ..preference_list import distinct_from


@dataclass(frozen=True, slots=True, eq=False)
class Walks:
    """A ring of P points and n servers. points: the server of every point, (P,). order: all servers as a walk
    from each point meets them, (P, n). keys: how many keys begin their walk at each point, (P,).
    """

    points: Ranks
    order: Ranks
    keys: Numbers


def walks(cluster: Cluster, keys: Keyspace) -> Walks:
    """The walks from every point of a cluster's ring."""
    slices = slices_for(cluster, NO_KEYS)
    points = ranks_of(cluster, slices)
    order = distinct_from(points, np.arange(len(points)), len(cluster.servers))
    begun = np.bincount(first_points(slices, keys.positions), minlength=len(points))
    return Walks(points, order, begun)


def next_points(walk: Walks, copies: int, racks: int) -> Ranks:
    """The servers of the next points, whoever they are: shape (P, copies), with repeats."""
    at = np.arange(len(walk.points))[:, None] + np.arange(copies)[None, :]
    held: Ranks = walk.points[at % len(walk.points)]
    return held


def next_servers(walk: Walks, copies: int, racks: int) -> Ranks:
    """The next different servers: the preference list."""
    return walk.order[:, :copies]


def next_racks(walk: Walks, copies: int, racks: int) -> Ranks:
    """The next different servers, with no more copies in one rack than ceil(copies / racks)."""
    most = -(-copies // racks)
    rows = np.arange(len(walk.order))
    used = np.zeros((len(rows), racks), np.int64)
    filled = np.zeros(len(rows), np.int64)
    held = np.empty((len(rows), copies), np.uint16)
    for server in walk.order.T:
        rack = server.astype(np.int64) % racks
        takes = (filled < copies) & (used[rows, rack] < most)
        held[rows[takes], filled[takes]] = server[takes]
        used[rows[takes], rack[takes]] += 1
        filled += takes
    return held


RULES: dict[str, Callable[[Walks, int, int], Ranks]] = {
    "points": next_points,
    "servers": next_servers,
    "racks": next_racks,
}


def different(held: Ranks) -> Numbers:
    """How many different servers stand in each row."""
    row = np.sort(held, axis=1)
    count: Numbers = 1 + (np.diff(row, axis=1) != 0).sum(axis=1)
    return count


def shares_by_size(held: Ranks, keys: Numbers, copies: int) -> Floats:
    """The share of keys on exactly 0, 1, ..., `copies` different servers: shape (copies + 1,)."""
    counted: Floats = np.bincount(different(held), keys, minlength=copies + 1) / keys.sum()
    return counted


def short_of(servers: int, points: int, copies: int) -> float:
    """The chance that the next `copies` points are not as many different servers, on a random ring."""
    every = servers * points
    return 1.0 - prod((every - i * points) / (every - i) for i in range(copies))


def unreachable(sizes: Floats, servers: int, stopped: int, needed: int = 1) -> float:
    """The share of keys with fewer than `needed` live servers, averaged over all ways to stop `stopped` of
    them; `sizes` as from `shares_by_size`.
    """
    ways = comb(servers, stopped)
    total = 0.0
    for size, share in enumerate(sizes.tolist()):
        live = range(min(needed, size + 1))
        lost = sum(
            comb(size, left) * comb(servers - size, stopped - size + left)
            for left in live
            if stopped >= size - left
        )
        total += share * lost / ways
    return total


def live_copies(held: Ranks, up: Flags) -> Numbers:
    """How many different live servers hold a copy, for each row."""
    count = np.zeros(len(held), np.int64)
    for column in range(held.shape[1]):
        fresh = (held[:, :column] != held[:, column, None]).all(axis=1)
        count += fresh & up[held[:, column]]
    return count


def worst_rack(held: Ranks, keys: Numbers, racks: int) -> tuple[int, float]:
    """The rack whose loss takes most keys with all their copies, and their share."""
    rack = held.astype(np.int64) % racks
    alone = (rack == rack[:, :1]).all(axis=1)
    lost = np.bincount(rack[alone, 0], keys[alone], minlength=racks) / keys.sum()
    worst = int(lost.argmax())
    return worst, float(lost[worst])


def hints(walk: Walks, held: Ranks, up: Flags) -> Numbers:
    """Hints that wait on each server after every key was written once: shape (n,).

    A copy for a server that is down goes, with a hint, to the next live server of the walk that has none yet.
    """
    waiting = np.zeros(len(up), np.int64)
    for row in np.flatnonzero((~up[held]).any(axis=1)).tolist():
        mine = set(held[row].tolist())
        absent = sum(not up[server] for server in mine)
        standing = [server for server in walk.order[row].tolist() if up[server] and server not in mine]
        for server in standing[:absent]:
            waiting[server] += walk.keys[row]
    return waiting
