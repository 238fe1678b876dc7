"""A change of the ring: which arcs change hands, and from whom to whom.

Invariant: only points that left, came or moved are looked at. Lay both rings on one circle: between two
points that stand in both, nothing changes; an arc that ends at a point of only one ring has one owner before
and one after.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from .arrays import Flags, Hashes, Numbers, Ranks
from .keyspace import Keyspace
from .slices import Slices, cut
from .virtual_nodes import Entry, Layout, id_order, points_of

_STAYS, _LEAVES, _COMES = np.uint8(0), np.uint8(1), np.uint8(2)


@dataclass(frozen=True, slots=True, eq=False)
class Handover:
    """`after`, and the arcs that changed hands: keys `start[i] : stop[i]` in hash order went from
    `ids[giver[i]]` to `ids[taker[i]]`. Arcs are not empty and do not overlap."""

    after: Slices
    ids: tuple[str, ...]
    start: Numbers
    stop: Numbers
    giver: Ranks
    taker: Ranks

    @property
    def moved(self) -> int:
        return int((self.stop - self.start).sum())

    def patch(self, owners: Ranks, ranks: dict[str, int]) -> None:
        """Bring an array of owners, one for each key in hash order, up to date in place.

        `ranks` gives the number that the caller uses for a server, and must still hold for the servers that
        stay.
        """
        numbers = [ranks[self.ids[taker]] for taker in self.taker.tolist()]
        for start, stop, rank in zip(self.start.tolist(), self.stop.tolist(), numbers, strict=True):
            owners[start:stop] = rank


def handover(before: Slices, layout: Layout) -> Handover:
    """Turn one ring into another over the same keys and the same hash function."""
    entries = (*before.layout.entries, *layout.entries)
    ids = tuple(sorted({entry.id for entry in entries}, key=id_order))
    number = {server_id: place for place, server_id in enumerate(ids)}
    both = _overlay(before, layout, number)
    start, stop, giver, taker = _arcs(both)
    return Handover(_after(both, layout, number), ids, start, stop, giver, taker)


@dataclass(frozen=True, slots=True, eq=False)
class _Overlay:
    """The points of both rings on one circle. `servers` are places in the joint list of ids."""

    keys: Keyspace
    positions: Hashes
    servers: Ranks
    indices: Numbers
    cuts: Numbers
    kind: NDArray[np.uint8]


def _overlay(before: Slices, layout: Layout, number: dict[str, int]) -> _Overlay:
    servers = np.array([number[entry.id] for entry in before.layout.entries], np.uint16)[before.servers]
    kind = np.where(_leaving(before, layout), _LEAVES, _STAYS)
    positions, comers, indices = _coming(before.layout, layout, number)
    if not len(positions):
        return _Overlay(before.keys, before.positions, servers, before.indices, before.cuts, kind)
    at = np.searchsorted(before.positions, positions)
    tied = before.positions[np.minimum(at, len(before.positions) - 1)] == positions
    every_position = np.concatenate((before.positions, positions))
    every_server = np.concatenate((servers, comers))
    every_index = np.concatenate((before.indices, indices))
    if tied.any():  # two servers at one place: rare, so let a sort settle who is first
        order = np.lexsort((every_index, every_server, every_position))
    else:
        order = np.insert(np.arange(len(servers)), at, np.arange(len(servers), len(every_server)))
    return _Overlay(
        before.keys,
        every_position[order],
        every_server[order],
        every_index[order],
        np.concatenate((before.cuts, cut(before.keys, positions)))[order],
        np.concatenate((kind, np.full(len(positions), _COMES)))[order],
    )


def _leaving(before: Slices, layout: Layout) -> Flags:
    """Which points of the old ring the new one does not have."""
    wanted = {entry.id: entry for entry in layout.entries}
    gone = np.array([entry.id not in wanted for entry in before.layout.entries])[before.servers]
    for rank, old in enumerate(before.layout.entries):
        new = wanted.get(old.id, old)
        if new != old:
            own = np.flatnonzero(before.servers == rank)
            gone[own] = ~_same(layout.hash, old, new)[before.indices[own]]
    return gone


def _same(hash_name: str, one: Entry, other: Entry) -> Flags:
    """For every point of `one`: does `other` have it too, at the same place?"""
    both = min(one.points, other.points)
    same = np.zeros(one.points, bool)
    same[:both] = points_of(hash_name, one)[:both] == points_of(hash_name, other)[:both]
    return same


def _coming(old: Layout, new: Layout, number: dict[str, int]) -> tuple[Hashes, Ranks, Numbers]:
    """The points that only the new ring has, sorted as on the ring: (positions, servers, indices)."""
    had = {entry.id: entry for entry in old.entries}
    parts: list[tuple[Hashes, Ranks, Numbers]] = []
    for entry in new.entries:
        before = had.get(entry.id, Entry(entry.id, 0, ()))
        if entry != before:
            fresh = np.flatnonzero(~_same(new.hash, entry, before))
            ranks = np.full(len(fresh), number[entry.id], np.uint16)
            parts.append((points_of(new.hash, entry)[fresh], ranks, fresh))
    if not parts:
        return np.empty(0, np.uint64), np.empty(0, np.uint16), np.empty(0, np.int64)
    positions, servers, indices = (np.concatenate(column) for column in zip(*parts, strict=True))
    order = np.argsort(positions, kind="stable")
    return positions[order], servers[order], indices[order]


def _arcs(both: _Overlay) -> tuple[Numbers, Numbers, Ranks, Ranks]:
    """The keys that change hands, as (start, stop, giver, taker)."""
    ends = np.flatnonzero(both.kind != _STAYS)
    giver = _next_owner(both, ends, both.kind != _COMES)
    taker = _next_owner(both, ends, both.kind != _LEAVES)
    start, stop = np.where(ends > 0, both.cuts[ends - 1], 0), both.cuts[ends]
    if len(ends) and ends[0] == 0:  # the arc of the first point has a second piece, before twelve o'clock
        start, stop = np.append(start, both.cuts[-1]), np.append(stop, len(both.keys))
        giver, taker = np.append(giver, giver[0]), np.append(taker, taker[0])
    real = (giver != taker) & (stop > start)
    return start[real], stop[real], giver[real], taker[real]


def _next_owner(both: _Overlay, at: Numbers, stands: Flags) -> Ranks:
    """The server of the first point at or after each `at` that stands in one of the rings."""
    standing = np.flatnonzero(stands)
    return both.servers[standing[np.searchsorted(standing, at) % len(standing)]]


def _after(both: _Overlay, layout: Layout, number: dict[str, int]) -> Slices:
    rank = np.zeros(len(number), np.uint16)
    for place, entry in enumerate(layout.entries):
        rank[number[entry.id]] = place
    stands = both.kind != _LEAVES
    if stands.all():
        return Slices(layout, both.keys, both.positions, rank[both.servers], both.indices, both.cuts)
    return Slices(
        layout,
        both.keys,
        both.positions[stands],
        rank[both.servers[stands]],
        both.indices[stands],
        both.cuts[stands],
    )
