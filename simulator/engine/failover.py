"""Who answers: the owner, or, while it is down, the first live server of the key's preference list.

Invariant: a crash changes who answers and never who owns; what comes back finds its keys waiting.
Source: DeCandia et al., "Dynamo", SOSP 2007, section 4.6 (a "sloppy quorum" walks on in the same way).
"""

from dataclasses import replace
from functools import lru_cache

import numpy as np

from .arrays import Flags, Hashes, Ranks
from .cluster import Cluster
from .keyspace import Keyspace
from .placement import STRATEGIES, essence, place, ring

NOBODY = 65_535


def all_up(cluster: Cluster) -> bool:
    return all(server.up for server in cluster.servers)


def answering(cluster: Cluster, keys: Keyspace) -> Ranks:
    """The rank of the server that answers for each key, in hash order, or NOBODY: shape (m,), read-only."""
    if all_up(cluster):
        return place(cluster, keys)
    up = tuple(server.up for server in cluster.servers)
    return _answering(replace(essence(cluster), replicas=cluster.replicas), up, keys)


@lru_cache(maxsize=32)
def _answering(cluster: Cluster, up: tuple[bool, ...], keys: Keyspace) -> Ranks:
    owners = place(cluster, keys)
    live = np.array(up)
    orphans = np.flatnonzero(~live[owners])
    answers = owners.copy()
    answers[orphans] = _first_live(cluster, live, keys.positions[orphans], owners[orphans])
    answers.setflags(write=False)
    return answers


def _first_live(cluster: Cluster, live: Flags, hashes: Hashes, owners: Ranks) -> Ranks:
    copies = copies_of(cluster, hashes, owners)
    usable = live[copies]
    first = usable.argmax(axis=1)
    chosen = copies[np.arange(len(copies)), first]
    return np.where(usable.any(axis=1), chosen, NOBODY).astype(np.uint16)


def copies_of(cluster: Cluster, hashes: Hashes, owners: Ranks) -> Ranks:
    """The servers that hold each key, owner first: shape (k, min(replicas, n)).

    This is the preference list. Under a bound on loads the owner may stand further on; the list starts at the
    owner then, and copies take up none of the bounded room.
    """
    if cluster.strategy == "ring" and cluster.capacity_bound is not None:
        return ring.preferences_from(cluster, hashes, owners, cluster.replicas)
    return STRATEGIES[cluster.strategy].preferences(cluster, hashes, cluster.replicas)
