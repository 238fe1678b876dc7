"""The hash ring: servers stand at points of a circle; a key belongs to the first point at or after it,
clockwise.

Moves: when a server joins, only keys in the arcs before its points, all of them to it; the least possible on
average.
Costs: log2 P steps for a look-up among P points, and P points of memory. Cannot: split one popular key, or be
even with few points (a share strays by about 1 / sqrt(V) with V virtual nodes a server).
Sources: Karger et al., "Consistent Hashing and Random Trees", STOC 1997, section 4 (nearest point on an
interval); the circle with "next clockwise": Stoica et al., "Chord", SIGCOMM 2001, section 4.2; virtual nodes,
weights by capacity and preference lists: DeCandia et al., "Dynamo", SOSP 2007, sections 4.2 and 4.3.
"""

from functools import lru_cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ..arrays import Hashes, Numbers, Ranks
from ..bounded_load import Bounded, bounded_owners
from ..cluster import Cluster
from ..keyspace import Keyspace
from ..preference_list import distinct_from
from ..slices import Slices, slices_of
from ..virtual_nodes import layout_of
from .strategy import Strategy

NO_KEYS = Keyspace("", np.empty(0, np.uint64), np.empty(0, np.uint32))  # for questions about the points alone


def ranks_of(cluster: Cluster, slices: Slices) -> Ranks:
    """Shape (P,): the rank in `cluster.servers` of the server of every point."""
    place = {server.id: rank for rank, server in enumerate(cluster.servers)}
    order = [place[entry.id] for entry in slices.layout.entries]
    if order == list(range(len(order))):  # as in every room: servers stand in the order in which they came
        return slices.servers
    return np.array(order, np.uint16)[slices.servers]


def slices_for(cluster: Cluster, keys: Keyspace) -> Slices:
    return slices_of(layout_of(cluster), keys)


def owners(cluster: Cluster, keys: Keyspace) -> Ranks:
    if cluster.capacity_bound is not None:
        return bounded(cluster, keys).owners
    slices = slices_for(cluster, keys)
    return owners_in(slices, ranks_of(cluster, slices))


def owners_in(slices: Slices, ranks: Ranks) -> Ranks:
    """The owner of every key in hash order, given the server of every point: whole arcs at a time."""
    return np.repeat(*_around(ranks, slices))


@lru_cache(maxsize=16)
def bounded(cluster: Cluster, keys: Keyspace) -> Bounded:
    """The owners under the cluster's capacity bound, and who was full when."""
    slices = slices_for(cluster, keys)
    home = np.repeat(*_around(np.arange(len(slices.positions)), slices))
    return bounded_owners(cluster, keys, home, ranks_of(cluster, slices))


def _around(values: NDArray[Any], slices: Slices) -> tuple[NDArray[Any], Numbers]:
    """A value for each arc in hash order and how many keys it has; the arc that wraps comes first and again
    last.
    """
    return np.append(values, values[0]), np.diff(slices.cuts, prepend=0, append=len(slices.keys))


def first_points(slices: Slices, hashes: Hashes) -> Numbers:
    """The index of the first point at or after each hash, clockwise."""
    return np.searchsorted(slices.positions, hashes) % len(slices.positions)


def preferences(cluster: Cluster, hashes: Hashes, length: int) -> Ranks:
    """The next distinct servers clockwise."""
    slices = slices_for(cluster, NO_KEYS)
    at = first_points(slices, hashes)
    return distinct_from(ranks_of(cluster, slices), at, min(length, len(cluster.servers)))


def preferences_from(cluster: Cluster, hashes: Hashes, owners: Ranks, length: int) -> Ranks:
    """The same, but the walk of each hash starts at the first point of its owner that it meets."""
    slices = slices_for(cluster, NO_KEYS)
    ranks = ranks_of(cluster, slices)
    at = first_points(slices, hashes)
    for owner in np.unique(owners).tolist():
        own = np.flatnonzero(ranks == owner)
        mine = owners == owner
        at[mine] = own[np.searchsorted(own, at[mine]) % len(own)]
    return distinct_from(ranks, at, min(length, len(cluster.servers)))


RING = Strategy(
    label="Ring",
    note="Servers stand on a circle and a key goes to the next one clockwise. "
    "A change moves only the slices beside it.",
    owners=owners,
    preferences=preferences,
    ring=True,
    weighted=True,
)
