"""Maglev: servers take turns to claim cells of a table, each in an order of its own; a key's hash picks the
cell.

Moves: a little more than the least possible, since a change of turns reshuffles a few cells. Costs: one table
look-up; building the table takes about M ln M steps. Cannot: change without rebuilding the table.
Source: Eisenbud et al., "Maglev: A Fast and Reliable Software Network Load Balancer", NSDI 2016, section 3.4,
pseudocode 1. M is prime and over 100 n, so that shares differ by 1% at most: 8,191 cells up to 81 servers,
65,537 beyond.
"""

from collections.abc import Iterator
from functools import lru_cache

import numpy as np

from ..arrays import Hashes, Ranks
from ..cluster import Cluster
from ..hashing import HASHES, mix
from ..keyspace import Keyspace
from ..preference_list import distinct_from
from .strategy import Strategy

SMALL, LARGE = 8_191, 65_537


def table(cluster: Cluster, size: int | None = None) -> Ranks:
    """Shape (M,): the rank of the server that holds each cell. Read-only. `size` is M, a prime; by default as
    the module's docstring says.
    """
    heaviest = max(server.weight for server in cluster.servers)
    return _table(
        cluster.hash,
        tuple(server.id for server in cluster.servers),
        tuple(server.weight / heaviest for server in cluster.servers),
        size or (SMALL if len(cluster.servers) * 100 <= SMALL else LARGE),
    )


@lru_cache(maxsize=64)
def _table(hash_name: str, ids: tuple[str, ...], pace: tuple[float, ...], size: int) -> Ranks:
    names = HASHES[hash_name].many(ids)
    offsets = (names % np.uint64(size)).tolist()
    skips = (mix(names) % np.uint64(size - 1) + np.uint64(1)).tolist()
    cells = np.array(fill(offsets, skips, pace, size), np.uint16)
    cells.setflags(write=False)
    return cells


def fill(offsets: list[int], skips: list[int], pace: tuple[float, ...], size: int) -> list[int]:
    """The server of each cell, when all cells are claimed."""
    cells = [-1] * size
    for server, cell in claims(offsets, skips, pace, size):
        cells[cell] = server
    return cells


def claims(
    offsets: list[int], skips: list[int], pace: tuple[float, ...], size: int
) -> Iterator[tuple[int, int]]:
    """Claim all cells in turns: (server, cell), until none is free. `pace` is turns a round, at most 1: a
    lighter server sits some rounds out.
    """
    taken, free = bytearray(size), size
    place = offsets.copy()
    credit = [
        1.0 - turns for turns in pace
    ]  # so that even the lightest server gets a cell in the first round
    while True:
        for server, turns in enumerate(pace):
            credit[server] += turns
            if credit[server] < 1.0 - 1e-9:
                continue
            credit[server] -= 1.0
            cell, skip = place[server], skips[server]
            while taken[cell]:
                cell += skip
                if cell >= size:
                    cell -= size
            taken[cell] = 1
            place[server] = cell
            yield server, cell
            free -= 1
            if not free:
                return


def owners(cluster: Cluster, keys: Keyspace) -> Ranks:
    cells = table(cluster)
    looked_up: Ranks = cells[keys.positions % np.uint64(len(cells))]
    return looked_up


def preferences(cluster: Cluster, hashes: Hashes, length: int) -> Ranks:
    """The paper leaves copies open; here they go to the next servers met in the table, from the key's cell
    on.
    """
    cells = table(cluster)
    at = (hashes % np.uint64(len(cells))).astype(np.int64)
    return distinct_from(cells, at, min(length, len(cluster.servers)))


MAGLEV = Strategy(
    label="Maglev",
    note="Servers take turns to fill a table with a prime number of cells. Very even, one look-up; "
    "a change reshuffles a few cells more than it must.",
    owners=owners,
    preferences=preferences,
    weighted=True,
)
