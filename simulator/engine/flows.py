"""Keys that changed hands between two states: how many, and from whom to whom.

Invariant: only keys that are in both states can move; a key that is new has come from nowhere and counts for
nothing.
"""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from .arrays import Numbers, Ranks
from .cluster import Cluster
from .failover import NOBODY, answering
from .handover import handover
from .keyspace import Keyspace
from .loads import plain_ring
from .placement import essence, place
from .placement.ring import slices_for
from .slices import recall, remember
from .virtual_nodes import layout_of

Pair = tuple[str | None, str | None]


@dataclass(frozen=True, slots=True)
class Flows:
    """`pairs` maps (from, to) to a count of keys. None stands for nobody: requests fail."""

    keys: int
    pairs: dict[Pair, int]

    @property
    def moved(self) -> int:
        return sum(self.pairs.values())

    @property
    def share(self) -> float:
        return self.moved / self.keys

    def gains(self, server_id: str) -> dict[str | None, int]:
        """What one server took, by giver, the largest first."""
        return {giver: count for (giver, taker), count in self.pairs.items() if taker == server_id}

    def losses(self, server_id: str) -> dict[str | None, int]:
        """What one server gave, by taker, the largest first."""
        return {taker: count for (giver, taker), count in self.pairs.items() if giver == server_id}


def owner_flows(before: Cluster, after: Cluster, old: Keyspace, new: Keyspace) -> Flows:
    """Keys whose owner changed. `old` and `new` are the keys of the two states."""
    if old is new and essence(before) == essence(after):
        return Flows(len(old), {})
    if old is new and plain_ring(before) and plain_ring(after):
        return _by_arcs(before, after, old)
    return _by_keys(place, before, after, old, new)


def answer_flows(before: Cluster, after: Cluster, old: Keyspace, new: Keyspace) -> Flows:
    """Keys for which another server answers than before, or nobody."""
    return _by_keys(answering, before, after, old, new)


def _by_arcs(before: Cluster, after: Cluster, keys: Keyspace) -> Flows:
    change = handover(slices_for(before, keys), layout_of(after))
    if recall(change.after.layout, keys) is None:
        remember(change.after)
    counts: dict[Pair, int] = {}
    widths = change.stop - change.start
    for giver, taker, width in zip(
        change.giver.tolist(), change.taker.tolist(), widths.tolist(), strict=True
    ):
        pair = change.ids[giver], change.ids[taker]
        counts[pair] = counts.get(pair, 0) + width
    return Flows(len(keys), _largest_first(counts))


def _by_keys(
    who: Callable[[Cluster, Keyspace], Ranks], before: Cluster, after: Cluster, old: Keyspace, new: Keyspace
) -> Flows:
    ids: list[str | None] = list(dict.fromkeys(server.id for server in (*before.servers, *after.servers)))
    ids.append(None)
    givers, takers = _joint(who(before, old), before, ids), _joint(who(after, new), after, ids)
    common = min(len(old), len(new))
    if old is not new:
        givers, takers = _by_id(givers, old)[:common], _by_id(takers, new)[:common]
    moved = givers != takers
    pairs: dict[Pair, int] = {}
    for number, count in _tally(givers[moved] * len(ids) + takers[moved], len(ids) ** 2):
        pairs[ids[number // len(ids)], ids[number % len(ids)]] = count
    return Flows(common, _largest_first(pairs))


def _tally(numbers: Numbers, below: int) -> list[tuple[int, int]]:
    """(number, how often) of every number that occurs."""
    if below > 1_000_000:  # too many drawers for a count; sort instead
        found, counts = np.unique(numbers, return_counts=True)
    else:
        drawers = np.bincount(numbers, minlength=below)
        found = np.flatnonzero(drawers)
        counts = drawers[found]
    return list(zip(found.tolist(), counts.tolist(), strict=True))


def _joint(ranks: Ranks, cluster: Cluster, ids: list[str | None]) -> Numbers:
    """Ranks in one cluster, as places in the list of all ids of both."""
    place_of = {server_id: place for place, server_id in enumerate(ids)}
    joint = np.full(NOBODY + 1, len(ids) - 1, np.int64)
    joint[: len(cluster.servers)] = [place_of[server.id] for server in cluster.servers]
    return joint[ranks]


def _by_id(values: Numbers, keys: Keyspace) -> Numbers:
    sorted_by_id = np.empty(len(keys), np.int64)
    sorted_by_id[keys.ids] = values
    return sorted_by_id


def _largest_first(counts: dict[Pair, int]) -> dict[Pair, int]:
    return dict(sorted(counts.items(), key=lambda item: (-item[1], item[0][0] or "", item[0][1] or "")))
