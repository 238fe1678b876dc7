"""The memory of an oven: the customers that it served last, and no more of them than fit.

Invariant: an oven with `room` places knows the `room` customers it served last ("least recently used" leaves).
"""

from collections import OrderedDict
from collections.abc import Sequence

from .experiment import Tick

_STEP = 50_000


def hits(customers: Sequence[int], ovens: Sequence[int], room: int, tick: Tick) -> list[bool]:
    """For each order in turn: did its oven remember its customer? All three lists of one length."""
    memories: dict[int, OrderedDict[int, None]] = {}
    known: list[bool] = []
    for customer, oven in zip(customers, ovens, strict=True):
        memory = memories.setdefault(oven, OrderedDict())
        known.append(customer in memory)
        memory[customer] = None
        memory.move_to_end(customer)
        if len(memory) > room:
            memory.popitem(last=False)
        if len(known) % _STEP == 0:
            tick(len(known), len(customers))
    return known
