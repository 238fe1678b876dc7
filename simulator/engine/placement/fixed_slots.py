"""Fixed slots: a key's slot is the remainder of its hash, and a table says which server has which slot.

Moves: the least possible, whole slots at a time, and those that somebody chose. Costs: one remainder and one
look into a table of `slots` entries. Cannot: have more servers than slots; and all must agree on one table,
since it depends on the order of the changes and not on the list of servers alone.
Sources: DeCandia et al., "Dynamo", SOSP 2007, section 6.2, strategy 3; Redis Cluster specification, 16,384
slots.
"""

import numpy as np

from ..arrays import Hashes, Numbers

SLOTS = 16_384


def deal(slots: int, servers: int) -> Numbers:
    """A first table, shape (slots,): server numbers 0 to servers - 1 in turn."""
    return np.arange(slots) % servers


def join(table: Numbers, newcomer: int) -> Numbers:
    """The table after `newcomer` took slots from the fullest, one by one, until nobody has two more than it."""
    table = table.copy()
    held: dict[int, list[int]] = {}
    for slot, server in enumerate(table.tolist()):
        held.setdefault(server, []).append(slot)
    for _ in range(len(table) // (len(held) + 1)):
        fullest = max(held, key=lambda server: (len(held[server]), -server))
        table[held[fullest].pop()] = newcomer
    return table


def leave(table: Numbers, gone: int) -> Numbers:
    """The table after the slots of `gone` went to the emptiest of the others, one by one."""
    table = table.copy()
    left = {server: int((table == server).sum()) for server in np.unique(table).tolist() if server != gone}
    for slot in np.flatnonzero(table == gone).tolist():
        emptiest = min(left, key=lambda server: (left[server], server))
        table[slot] = emptiest
        left[emptiest] += 1
    return table


def owners(table: Numbers, hashes: Hashes) -> Numbers:
    """The server of each hash: shape (m,)."""
    found: Numbers = table[(hashes % np.uint64(len(table))).astype(np.int64)]
    return found
