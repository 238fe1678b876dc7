"""The roll of two rings: who stands in both as before, who changed, and one numbering for all.

Invariant: both rings list their servers in one order (see `id_order`), so the joint list keeps it, and numbers
of servers that did not change only shift. Reading it costs a few comparisons of lists, since most is the same.
"""

from dataclasses import dataclass

import numpy as np

from .arrays import Numbers, Ranks
from .virtual_nodes import Entry, id_order


@dataclass(frozen=True, slots=True, eq=False)
class Roll:
    """`ids` is the joint list. `changed`: (number in it, entry in the old ring or None, entry in the new or None)."""

    ids: tuple[str, ...]
    changed: tuple[tuple[int, Entry | None, Entry | None], ...]
    _old: Numbers  # number in the joint list, by number in the old one
    _new: Numbers  # and by number in the new one

    def joint_from_old(self, servers: Ranks) -> Ranks:
        if self._old[-1] == len(self._old) - 1:  # nobody new before the last: all numbers hold
            return servers
        return self._old.astype(np.uint16)[servers]

    def new_from_joint(self, servers: Ranks) -> Ranks:
        if self._new[-1] == len(self._new) - 1:
            return servers
        numbers = np.zeros(len(self.ids), np.uint16)
        numbers[self._new] = np.arange(len(self._new))
        renumbered: Ranks = numbers[servers]
        return renumbered


def call_roll(old: tuple[Entry, ...], new: tuple[Entry, ...]) -> Roll:
    """Compare the entries of two rings, each in the order of `id_order`."""
    head = _common(old, new)
    tail = _common(old[head:][::-1], new[head:][::-1])
    was = {entry.id: entry for entry in old[head : len(old) - tail]}
    now = {entry.id: entry for entry in new[head : len(new) - tail]}
    middle = sorted(was.keys() | now.keys(), key=id_order)
    end = head + len(middle)
    ids = (
        *(entry.id for entry in old[:head]),
        *middle,
        *(entry.id for entry in old[len(old) - tail :]),
    )
    changed = tuple(
        (number, was.get(server_id), now.get(server_id))
        for number, server_id in enumerate(middle, start=head)
        if was.get(server_id) != now.get(server_id)
    )

    def numbers(some: dict[str, Entry]) -> Numbers:
        inside = [number for number, server_id in enumerate(middle, start=head) if server_id in some]
        return np.concatenate((np.arange(head), np.array(inside, np.int64), np.arange(end, end + tail)))

    return Roll(ids, changed, numbers(was), numbers(now))


def _common(one: tuple[Entry, ...], other: tuple[Entry, ...]) -> int:
    """How many entries two lists share from their start: halved and halved again, each half compared at once."""
    low, high = 0, min(len(one), len(other))
    while low < high:
        middle = (low + high + 1) // 2
        if one[low:middle] == other[low:middle]:
            low = middle
        else:
            high = middle - 1
    return low
