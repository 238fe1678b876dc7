"""The ring against a walk with pencil and paper."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from simulator.engine import (
    HASHES,
    AddServer,
    Cluster,
    RemoveServer,
    Server,
    Set,
    WeighServer,
    apply,
    evolve,
    key_ids,
    owners,
)
from simulator.engine.keyspace import generated, popularity
from simulator.engine.loads import key_counts, request_shares
from simulator.engine.slices import recut, slice_up
from simulator.engine.virtual_nodes import layout_of
from tests.engine.clusters import all_up, hash_of, points, rings, walk


def owner_ids(cluster):
    """The owner of key 0, 1, 2, ... by id."""
    ids = [server.id for server in cluster.servers]
    by_key = dict(zip(key_ids(cluster.hash, cluster.keys).tolist(), owners(cluster).tolist(), strict=True))
    return [ids[by_key[key]] for key in range(cluster.keys)]


@given(rings())
def test_the_owner_is_the_first_point_clockwise(cluster):
    assert owner_ids(cluster) == [walk(cluster, hash_of(cluster, key))[0] for key in range(cluster.keys)]


def test_a_key_exactly_at_a_point_belongs_to_that_point():
    """A float holds 53 bits, so take a key whose last 11 bits are free: a point can stand exactly there."""
    key = next(key for key in range(10_000) if HASHES["xxh3"].one(f"order-{key}") % 2**11 == 0)
    place = HASHES["xxh3"].one(f"order-{key}") / 2**64
    just_after = Server("oven-2", "oven-2", moved=((0, place + 2**-53),))
    for exact, expected in [(place, "oven-1"), (place - 2**-53, "oven-2")]:
        cluster = Cluster((Server("oven-1", "oven-1", moved=((0, exact),)), just_after), keys=key + 1)
        assert owner_ids(cluster)[key] == expected


@given(rings(least=2), st.data())
def test_monotone_a_newcomer_takes_and_nobody_else_does(cluster, data):
    cluster = all_up(cluster)
    weight = data.draw(st.sampled_from([0.5, 1.0, 2.0]))
    after = evolve(cluster, AddServer(weight=weight))
    newcomer = after.servers[-1].id
    changed = [
        (old, new) for old, new in zip(owner_ids(cluster), owner_ids(after), strict=True) if old != new
    ]
    assert all(new == newcomer for _, new in changed)


@given(rings(least=2), st.data())
def test_monotone_a_leaver_gives_and_nobody_else_does(cluster, data):
    leaver = data.draw(st.sampled_from(cluster.servers)).id
    after = evolve(cluster, RemoveServer(leaver))
    for old, new in zip(owner_ids(cluster), owner_ids(after), strict=True):
        assert new == old or old == leaver
        assert new != leaver


@given(rings(least=2), st.data())
def test_more_weight_only_takes(cluster, data):
    server = data.draw(st.sampled_from(cluster.servers))
    after = evolve(cluster, WeighServer(server.id, server.weight + 1.5))
    for old, new in zip(owner_ids(cluster), owner_ids(after), strict=True):
        assert new in (old, server.id)


@given(rings())
def test_counts_and_shares_agree_with_the_owners(cluster):
    keys = generated(cluster.hash, cluster.keys)
    ids = owner_ids(cluster)
    shares = popularity(cluster.keys, cluster.skew)
    for server, count, share in zip(
        cluster.servers, key_counts(cluster, keys), request_shares(cluster, keys), strict=True
    ):
        mine = [key for key, owner in enumerate(ids) if owner == server.id]
        assert count == len(mine)
        assert abs(share - shares[mine].sum()) < 1e-9


def test_points_of_one_place_go_by_the_order_of_ids():
    """Any order of servers in the list gives the same ring: ties go by id, oven-2 before oven-10."""
    servers = tuple(Server(f"oven-{number}", f"oven-{number}", moved=((0, 0.5),)) for number in (10, 2, 1))
    cluster = Cluster(servers=servers, keys=500)
    assert set(owner_ids(cluster)) == {"oven-1"}
    assert set(owner_ids(replace(cluster, servers=servers[::-1]))) == {"oven-1"}
    assert set(owner_ids(replace(cluster, servers=servers[:2]))) == {"oven-2"}


def test_a_rename_moves_nothing():
    cluster = Cluster(servers=(Server("oven-1", "oven-1"), Server("oven-2", "oven-2")), keys=500)
    renamed = replace(cluster, servers=(Server("oven-1", "Basil"), Server("oven-2", "oven-2")))
    assert owners(cluster).tolist() == owners(renamed).tolist()


def test_points_are_nested_so_more_of_them_keep_the_old_ones():
    cluster = Cluster(servers=(Server("oven-1", "oven-1"),), virtual_nodes=5, keys=100)
    more, _ = apply(cluster, Set(virtual_nodes=9))
    assert set(points(cluster)) < set(points(more))


@given(rings(), st.integers(1, 300))
def test_the_same_ring_over_other_keys(cluster, count):
    layout, other = layout_of(cluster), generated(cluster.hash, count)
    again = recut(slice_up(layout, generated(cluster.hash, cluster.keys)), other)
    assert again.cuts.tolist() == slice_up(layout, other).cuts.tolist()
    assert again.keys is other
