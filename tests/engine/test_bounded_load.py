"""Bounded loads against the walk that places one key at a time."""

import math
from dataclasses import replace

import pytest
from hypothesis import given

from simulator.engine import Cluster, Server, key_ids, owners
from simulator.engine.bounded_load import rooms
from simulator.engine.cluster import fair_shares
from simulator.engine.keyspace import generated
from simulator.engine.placement.ring import bounded
from tests.engine.clusters import clusters, hash_of, rings, walk

bounded_rings = clusters(
    strategies=("ring",), hashes=("xxh3", "letter-sum"), bounds=(1.0, 1.01, 1.1, 1.25, 2.0)
)


def placed_by_walking(cluster, room):
    """Each key in turn goes to the first server clockwise with room."""
    load = dict.fromkeys((server.id for server in cluster.servers), 0)
    homes = []
    for key in range(cluster.keys):
        home = next(server for server in walk(cluster, hash_of(cluster, key)) if load[server] < room[server])
        load[home] += 1
        homes.append(home)
    return homes


def room_of(cluster):
    return dict(
        zip((server.id for server in cluster.servers), rooms(cluster, cluster.keys).tolist(), strict=True)
    )


@given(bounded_rings)
def test_the_events_place_keys_as_the_walk_does(cluster):
    ids = [server.id for server in cluster.servers]
    by_key = dict(zip(key_ids(cluster.hash, cluster.keys).tolist(), owners(cluster).tolist(), strict=True))
    assert [ids[by_key[key]] for key in range(cluster.keys)] == placed_by_walking(cluster, room_of(cluster))


@given(bounded_rings)
def test_no_server_is_over_its_bound(cluster):
    counts = [owners(cluster).tolist().count(rank) for rank in range(len(cluster.servers))]
    for count, share in zip(counts, fair_shares(cluster), strict=True):
        assert count <= math.ceil(round(cluster.capacity_bound * cluster.keys * share, 9))


@given(bounded_rings)
def test_a_server_is_full_from_the_key_after_its_last_place(cluster):
    """`filled` is the number of the first key that finds no room; it feeds "why this server"."""
    ids = [server.id for server in cluster.servers]
    room = room_of(cluster)
    homes = placed_by_walking(cluster, room)
    filled = bounded(cluster, generated(cluster.hash, cluster.keys)).filled.tolist()
    for server_id, first in zip(ids, filled, strict=True):
        mine = [key for key, home in enumerate(homes) if home == server_id]
        assert first == (mine[-1] + 1 if len(mine) == room[server_id] else cluster.keys + 1)


@pytest.mark.parametrize(
    ("keys", "servers", "bound", "room"),
    [(100, 11, 1.1, 10), (10_000, 6, 1.25, 2_084), (100, 3, 1.0, 34), (300, 3, 1.01, 101)],
)
def test_the_room_is_the_fair_share_times_the_bound_rounded_up(keys, servers, bound, room):
    cluster = Cluster(tuple(Server(f"{n}", f"{n}") for n in range(servers)), capacity_bound=bound, keys=keys)
    assert rooms(cluster, keys).tolist() == [room] * servers


@given(rings())
def test_a_bound_that_nobody_reaches_changes_nothing(cluster):
    loose = replace(cluster, capacity_bound=1_000.0)
    assert owners(loose).tolist() == owners(cluster).tolist()
