"""Virtual nodes: a server stands on the ring at many points, so that its slices even out.

Invariant: point i of a server hashes the text "{id}#{i}", so its place depends on neither its name nor the
others.
Source: Karger et al., "Consistent Hashing and Random Trees", STOC 1997, section 4; Dynamo (SOSP 2007),
section 4.2.
"""

from functools import lru_cache
from typing import NamedTuple

from .arrays import Hashes
from .cluster import Cluster, point_count
from .hashing import HASHES, from_fraction


class Entry(NamedTuple):
    """All that the ring knows of a server: how many points, and which of them a hand has placed."""

    id: str
    points: int
    moved: tuple[tuple[int, float], ...]


class Layout(NamedTuple):
    """All that fixes a ring. The entries stand in the order of `id_order`, whatever the order of the
    servers.
    """

    hash: str
    entries: tuple[Entry, ...]


def id_order(server_id: str) -> tuple[int, str]:
    """oven-2 before oven-10. Of points at one place, the server that is first in this order has the first."""
    return (len(server_id), server_id)


def layout_of(cluster: Cluster) -> Layout:
    entries = (Entry(server.id, point_count(cluster, server), server.moved) for server in cluster.servers)
    return Layout(cluster.hash, tuple(sorted(entries, key=lambda entry: id_order(entry.id))))


def points_of(hash_name: str, entry: Entry) -> Hashes:
    """The 64-bit positions of one server's points, by index: shape (entry.points,)."""
    positions = _hashed(hash_name, entry.id, entry.points)
    if not entry.moved:
        return positions
    positions = positions.copy()
    for index, position in entry.moved:
        positions[index] = from_fraction(position)
    return positions


@lru_cache(maxsize=4096)
def _hashed(hash_name: str, server_id: str, count: int) -> Hashes:
    positions = HASHES[hash_name].many([f"{server_id}#{index}" for index in range(count)])
    positions.setflags(write=False)
    return positions
