"""A change of the ring: which arcs change hands, and from whom to whom.

Invariant: work is done for points that left, came or moved, and for keys not at all. Lay both rings on one
circle: an arc that ends at a point of both rings keeps its owner; an arc that ends at a point of one ring only
goes from the next server of the old ring to the next server of the new one.
"""

from dataclasses import dataclass, replace

import numpy as np

from .arrays import Hashes, Numbers, Places, Ranks
from .cuts import cut
from .roll import Roll, call_roll
from .slices import Slices
from .virtual_nodes import Entry, Layout, points_of


@dataclass(frozen=True, slots=True, eq=False)
class Handover:
    """`after`, and the arcs that changed hands: keys `start[i] : stop[i]` in hash order went from
    `ids[giver[i]]` to `ids[taker[i]]`. Arcs are not empty and do not overlap."""

    after: Slices
    ids: tuple[str, ...]
    start: Places
    stop: Places
    giver: Ranks
    taker: Ranks

    @property
    def moved(self) -> int:
        return int((self.stop - self.start).sum())

    def patch(self, owners: Ranks, ranks: dict[str, int]) -> None:
        """Bring an array of owners, one for each key in hash order, up to date in place.

        `ranks` gives the number that the caller uses for a server, and must still hold for the servers that stay.
        """
        numbers = {taker: ranks[self.ids[taker]] for taker in set(self.taker.tolist())}
        for start, stop, taker in zip(
            self.start.tolist(), self.stop.tolist(), self.taker.tolist(), strict=True
        ):
            owners[start:stop] = numbers[taker]


def handover(before: Slices, layout: Layout) -> Handover:
    """Turn one ring into another over the same keys and the same hash function."""
    roll = call_roll(before.layout.entries, layout.entries)
    ring = replace(before, servers=roll.joint_from_old(before.servers))
    both, came, left = _overlay(ring, _coming(layout.hash, roll), _leaving(layout.hash, ring, roll))
    start, stop, giver, taker = _arcs(both, came, left)
    after = both if not len(left) else _without(both, left)
    after = replace(after, layout=layout, servers=roll.new_from_joint(after.servers))
    return Handover(after, roll.ids, start, stop, giver, taker)


def _coming(hash_name: str, roll: Roll) -> tuple[Hashes, Ranks, Places]:
    """The points that only the new ring has, in the order of the ring: (positions, servers, indices)."""
    positions, servers, indices = [np.empty(0, np.uint64)], [np.empty(0, np.uint16)], [np.empty(0, np.int32)]
    for number, old, new in roll.changed:
        fresh = _only_in(hash_name, new, old)
        positions.append(points_of(hash_name, new)[fresh] if new else positions[0])
        servers.append(np.full(len(fresh), number, np.uint16))
        indices.append(fresh)
    placed = np.concatenate(positions)
    order = np.argsort(placed, kind="stable")
    return placed[order], np.concatenate(servers)[order], np.concatenate(indices)[order]


def _leaving(hash_name: str, ring: Slices, roll: Roll) -> Numbers:
    """Where on the old ring the points stand that the new one does not have."""
    found = [np.empty(0, np.int64)]
    for number, old, new in roll.changed:
        gone = _only_in(hash_name, old, new)
        if len(gone):
            own = np.flatnonzero(ring.servers == number)
            found.append(own[np.isin(ring.indices[own], gone)])
    return np.sort(np.concatenate(found))


def _only_in(hash_name: str, one: Entry | None, other: Entry | None) -> Places:
    """The indices of the points that a server has in one ring and not, or at another place, in the other."""
    if one is None:
        return np.empty(0, np.int32)
    differ = np.ones(one.points, bool)
    if other is not None:
        both = min(one.points, other.points)
        differ[:both] = points_of(hash_name, one)[:both] != points_of(hash_name, other)[:both]
    return np.flatnonzero(differ).astype(np.int32)


def _overlay(
    ring: Slices, coming: tuple[Hashes, Ranks, Places], leaving: Numbers
) -> tuple[Slices, Numbers, Numbers]:
    """The old ring with the newcomers' points put in, and where on it are those that came and those that leave."""
    positions, servers, indices = coming
    if not len(positions):
        return ring, np.empty(0, np.int64), leaving
    at = np.searchsorted(ring.positions, positions)
    if (ring.positions[np.minimum(at, len(ring.positions) - 1)] == positions).any():
        at = _among_ties(ring, coming, at)
    both = replace(
        ring,
        positions=np.insert(ring.positions, at, positions),
        servers=np.insert(ring.servers, at, servers),
        indices=np.insert(ring.indices, at, indices),
        cuts=np.insert(ring.cuts, at, cut(ring.keys, positions)),
    )
    return both, at + np.arange(len(at)), leaving + np.searchsorted(at, leaving, side="right")


def _among_ties(ring: Slices, coming: tuple[Hashes, Ranks, Places], at: Numbers) -> Numbers:
    """Where the newcomers go when points share a place: by server, then by index. Rare, so a sort may settle it."""
    positions, servers, indices = coming
    order = np.lexsort(
        (
            np.concatenate((ring.indices, indices)),
            np.concatenate((ring.servers, servers)),
            np.concatenate((ring.positions, positions)),
        )
    )
    came = np.flatnonzero(order >= len(ring.positions))
    return came - np.arange(len(at))


def _without(both: Slices, left: Numbers) -> Slices:
    return replace(
        both,
        positions=np.delete(both.positions, left),
        servers=np.delete(both.servers, left),
        indices=np.delete(both.indices, left),
        cuts=np.delete(both.cuts, left),
    )


def _arcs(both: Slices, came: Numbers, left: Numbers) -> tuple[Places, Places, Ranks, Ranks]:
    """The keys that change hands, as (start, stop, giver, taker)."""
    ends = np.concatenate((came, left))
    giver = both.servers[_next_outside(came, ends, len(both.servers))]
    taker = both.servers[_next_outside(left, ends, len(both.servers))]
    start, stop = np.where(ends > 0, both.cuts[ends - 1], 0), both.cuts[ends]
    first = np.flatnonzero(ends == 0)  # the arc of the first point has a second piece, before twelve o'clock
    start, stop = (
        np.append(start, np.full(len(first), both.cuts[-1])),
        np.append(stop, np.full(len(first), len(both.keys))),
    )
    giver, taker = np.append(giver, giver[first]), np.append(taker, taker[first])
    real = (giver != taker) & (stop > start)
    return start[real], stop[real], giver[real], taker[real]


def _next_outside(some: Numbers, at: Numbers, count: int) -> Numbers:
    """For each `at`, the first place at or after it, round the circle of `count`, that is not one of `some`."""
    if not len(some):
        return at
    run_ends = some[np.append(np.diff(some) != 1, True)]
    for _ in range(2):  # a run may go on after twelve o'clock, once
        inside = some[np.minimum(np.searchsorted(some, at), len(some) - 1)] == at
        ends = run_ends[np.minimum(np.searchsorted(run_ends, at), len(run_ends) - 1)]
        at = np.where(inside, ends + 1, at) % count
    return at
