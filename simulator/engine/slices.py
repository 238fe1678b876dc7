"""Slices: the arcs of the ring, and the keys in each, without looking at a single key.

Invariant: points stand sorted by (position, server, index); point i owns the keys `cuts[i - 1] : cuts[i]` in
hash order, and the keys after the last cut wrap round to point 0. So a count is a difference of cuts, and a
change costs as much as the points that came and went, never as much as the keys.
"""

from collections import OrderedDict
from dataclasses import dataclass, replace
from threading import Lock

import numpy as np

from .arrays import Hashes, Places, Ranks
from .cuts import cut
from .keyspace import Keyspace
from .virtual_nodes import Layout, points_of


@dataclass(frozen=True, slots=True, eq=False)
class Slices:
    """P points. `servers` are places in `layout.entries`; all arrays have shape (P,)."""

    layout: Layout
    keys: Keyspace
    positions: Hashes
    servers: Ranks
    indices: Places
    cuts: Places


def slice_up(layout: Layout, keys: Keyspace) -> Slices:
    """The slices of a ring, made afresh: hash, sort, cut."""
    each = [points_of(layout.hash, entry) for entry in layout.entries]
    counts = [len(points) for points in each]
    positions = np.concatenate(each)
    order = np.argsort(positions, kind="stable")  # servers and indices come in order, and ties keep it
    positions = positions[order]
    return Slices(
        layout,
        keys,
        positions,
        np.repeat(np.arange(len(each), dtype=np.uint16), counts)[order],
        np.concatenate([np.arange(count, dtype=np.int32) for count in counts])[order],
        cut(keys, positions),
    )


def recut(slices: Slices, keys: Keyspace) -> Slices:
    """The same ring over other keys."""
    return replace(slices, keys=keys, cuts=cut(keys, slices.positions))


_recent: OrderedDict[tuple[Layout, Keyspace], Slices] = OrderedDict()
_RECENT = 48
_lock = Lock()  # rooms compute on several threads


def slices_of(layout: Layout, keys: Keyspace) -> Slices:
    """The slices of a ring, from the store of recent ones or made afresh."""
    return recall(layout, keys) or remember(slice_up(layout, keys))


def recall(layout: Layout, keys: Keyspace) -> Slices | None:
    """The slices of a ring that was asked for lately."""
    with _lock:
        found = _recent.get((layout, keys))
        if found is not None:
            _recent.move_to_end((layout, keys))
        return found


def remember(slices: Slices) -> Slices:
    """Keep slices for the next question about the same ring; the oldest are forgotten."""
    with _lock:
        _recent[slices.layout, slices.keys] = slices
        while len(_recent) > _RECENT:
            _recent.popitem(last=False)
    return slices
