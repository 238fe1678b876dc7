"""Bounded loads: a full server passes a key on, clockwise, to the first one with room.

Invariant: no server holds more than ceil(c m / n) of the m keys; with weights, ceil(c m w / W). Keys arrive
in the order of their ids. A bound of exactly 1 can be met too, since the rounded-up rooms add up to m at
least.
Source: Mirrokni, Thorup and Zadimoghaddam, "Consistent Hashing with Bounded Loads", SODA 2018
(arXiv:1608.01350), section 2. Their algorithm also moves keys back when room appears; this one replays the
arrivals, which gives a placement that depends on the present state alone.
"""

from dataclasses import dataclass

import numpy as np

from .arrays import Numbers, Ranks
from .cluster import Cluster, fair_shares
from .keyspace import Keyspace


@dataclass(frozen=True, slots=True, eq=False)
class Bounded:
    """`owners`: ranks in hash order, (m,). `filled`: for each server, (n,), the first key id that finds it
    full; past m if none.
    """

    owners: Ranks
    filled: Numbers


def rooms(cluster: Cluster, keys: int) -> Numbers:
    """How many of `keys` keys each server may hold under the cluster's bound: shape (n,)."""
    assert cluster.capacity_bound is not None
    fair = fair_shares(cluster) * keys * cluster.capacity_bound
    return np.ceil(np.round(fair, 9)).astype(np.int64)  # 1.1 * 100 / 11 is 10, not a hair more


def bounded_owners(cluster: Cluster, keys: Keyspace, home: Numbers, ranks: Ranks) -> Bounded:
    """Place all keys under the bound.

    `home` is the first point of each key in hash order, `ranks` the server of each point.
    Only the moments when a server fills up matter: until the first one, every key goes home. So the servers'
    queues are looked at as a whole, the earliest refusal is found, and what that server refuses joins the
    queues further on.
    """
    point = np.empty(len(keys), np.int64)
    point[keys.ids] = home  # by id: the order of arrival
    queues = _Queues(point, ranks, rooms(cluster, len(keys)))
    while queues.refuse_earliest():
        pass
    return queues.settle(keys)


class _Queues:
    """Keys in front of each server, by arrival, given which servers are full."""

    def __init__(self, point: Numbers, ranks: Ranks, room: Numbers) -> None:
        self._point, self._ranks, self._room = point, ranks, room
        self._open = np.ones(len(room), bool)
        wanted = ranks[point]
        by_server = np.argsort(wanted, kind="stable")  # ids, grouped by server, in order of arrival
        ends = np.cumsum(np.bincount(wanted, minlength=len(room)))
        self._queue = np.split(by_server, ends[:-1])
        self._late: list[list[Numbers]] = [[] for _ in room]
        self._length = np.diff(ends, prepend=0)

    def refuse_earliest(self) -> bool:
        """Close the server that is the first to refuse a key; False when nobody refuses any more."""
        crowded = np.flatnonzero(self._open & (self._length > self._room))
        if not len(crowded):
            return False
        first_refused = [int(self._settled(rank)[self._room[rank]]) for rank in crowded.tolist()]
        full = int(crowded[int(np.argmin(first_refused))])
        queue = self._settled(full)
        self._queue[full], refused = queue[: self._room[full]], queue[self._room[full] :]
        self._length[full] = len(self._queue[full])
        self._open[full] = False
        self._pass_on(refused)
        return True

    def _settled(self, rank: int) -> Numbers:
        """The queue of a server in order of arrival, with the late comers in their places."""
        if self._late[rank]:
            self._queue[rank] = np.sort(np.concatenate((self._queue[rank], *self._late[rank])))
            self._late[rank] = []
        return self._queue[rank]

    def _pass_on(self, refused: Numbers) -> None:
        """Each refused key walks on from its own point to the first server that is still open."""
        with_room = np.flatnonzero(self._open[self._ranks])
        met = np.searchsorted(with_room, self._point[refused]) % len(with_room)
        takers = self._ranks[with_room[met]]
        order = np.argsort(takers, kind="stable")
        gained = np.bincount(takers, minlength=len(self._room))
        ends = np.cumsum(gained)
        for rank in np.flatnonzero(gained).tolist():
            self._late[rank].append(refused[order[ends[rank] - gained[rank] : ends[rank]]])
        self._length += gained

    def settle(self, keys: Keyspace) -> Bounded:
        owners = np.empty(len(self._point), np.uint16)
        filled = np.full(len(self._room), len(self._point) + 1, np.int64)
        for rank, room in enumerate(self._room.tolist()):
            queue = self._settled(rank)
            owners[queue] = rank
            if len(queue) == room:
                filled[rank] = queue[-1] + 1
        return Bounded(owners[keys.ids], filled)
