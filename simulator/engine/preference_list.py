"""The preference list: the first distinct servers met on a walk, so that copies never share a machine.

With virtual nodes the next points need not be the next machines: points of a server already taken are
skipped.
Source: DeCandia et al., "Dynamo: Amazon's Highly Available Key-value Store", SOSP 2007, section 4.3.
"""

import numpy as np

from .arrays import Numbers, Ranks


def distinct_from(servers: Ranks, start: Numbers, length: int) -> Ranks:
    """Walk round the closed row `servers` from each `start`: shape (len(start), length), distinct in each
    row.

    The row must hold at least `length` different servers.
    """
    at = start % len(servers)
    found = np.empty((len(start), length), np.uint16)
    for column in range(length):
        walking = np.arange(len(start))
        while len(walking):
            taken = (found[walking, :column] == servers[at[walking], None]).any(axis=1)
            walking = walking[taken]
            at[walking] = (at[walking] + 1) % len(servers)
        found[:, column] = servers[at]
    return found
