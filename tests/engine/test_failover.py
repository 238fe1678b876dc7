"""Who holds copies, and who answers while servers are down."""

from dataclasses import replace

from hypothesis import given

from simulator.engine import (
    Cluster,
    CrashServer,
    RecoverServer,
    Server,
    apply,
    evolve,
    generated,
    key_ids,
    owners,
    preference_list,
)
from simulator.engine.failover import NOBODY, answering
from tests.engine.clusters import clusters, distinct, hash_of, rings, walk


@given(rings())
def test_the_preference_list_is_the_walk_without_repeats(cluster):
    for key in range(0, cluster.keys, 7):
        expected = distinct(walk(cluster, hash_of(cluster, key)))[: cluster.replicas]
        assert list(preference_list(cluster, f"order-{key}")) == expected


@given(clusters())
def test_the_preference_list_is_distinct_and_begins_with_the_owner(cluster):
    keys, placed = key_ids(cluster.hash, cluster.keys).tolist(), owners(cluster).tolist()
    for nth in range(0, cluster.keys, 11):
        listed = preference_list(cluster, f"order-{keys[nth]}")
        assert listed[0] == cluster.servers[placed[nth]].id
        assert len(set(listed)) == len(listed) == min(cluster.replicas, len(cluster.servers))


@given(clusters())
def test_the_first_live_copy_answers(cluster):
    keys = generated(cluster.hash, cluster.keys)
    up = {server.id for server in cluster.servers if server.up}
    answers = answering(cluster, keys).tolist()
    for nth in range(0, cluster.keys, 11):
        listed = preference_list(cluster, f"order-{keys.ids[nth]}")
        expected = next((server_id for server_id in listed if server_id in up), None)
        found = None if answers[nth] == NOBODY else cluster.servers[answers[nth]].id
        assert found == expected


@given(clusters())
def test_a_crash_changes_no_owner(cluster):
    healthy = replace(cluster, servers=tuple(replace(server, up=True) for server in cluster.servers))
    assert owners(cluster).tolist() == owners(healthy).tolist()


def test_a_crash_and_its_recovery_undo_each_other():
    servers = tuple(Server(f"oven-{n}", f"oven-{n}") for n in (1, 2, 3))
    cluster = Cluster(servers, replicas=2, keys=1_000)
    crashed, down = apply(cluster, CrashServer("oven-2"))
    recovered, back = apply(crashed, RecoverServer("oven-2"))
    assert recovered == cluster
    assert down.moved == back.moved == 0
    assert sorted((giver, taker, count) for taker, giver, count in down.flows) == sorted(back.flows)


def test_with_one_copy_nobody_answers():
    servers = tuple(Server(f"oven-{n}", f"oven-{n}") for n in (1, 2, 3))
    cluster = evolve(Cluster(servers, keys=1_000), CrashServer("oven-2"))
    answers = answering(cluster, generated("xxh3", 1_000))
    assert (answers == NOBODY).tolist() == (owners(cluster) == 1).tolist()
