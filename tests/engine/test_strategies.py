"""The strategies without a ring, against their papers, a package, and slow code."""

import math
from dataclasses import replace

import jump
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from simulator.engine import (
    STRATEGIES,
    Cluster,
    RemoveServer,
    Server,
    evolve,
    generated,
    key_positions,
    maglev_table,
    owners,
)
from simulator.engine.cluster import fair_shares
from simulator.engine.hashing import HASHES, mix
from simulator.engine.placement import jump as our_jump
from simulator.engine.placement import maglev, rendezvous
from tests.engine.clusters import clusters

HASHED = st.integers(0, 2**64 - 1)


def ovens(count, **kwargs):
    servers = tuple(Server(f"oven-{number}", f"oven-{number}") for number in range(1, count + 1))
    return Cluster(servers=servers, next_server=count + 1, **kwargs)


@given(st.lists(HASHED, min_size=1, max_size=50), st.integers(1, 2_000))
def test_jump_is_the_package(hashes, count):
    ours = our_jump.buckets(np.array(hashes, np.uint64), count).tolist()
    assert ours == [jump.hash(hashed, count) for hashed in hashes]


@given(HASHED, st.integers(1, 2_000))
def test_the_jumps_end_at_home_and_only_go_forward(hashed, count):
    stops = our_jump.path(hashed, count)
    assert stops[0] == 0
    assert stops[-1] == jump.hash(hashed, count)
    assert list(stops) == sorted(set(stops))


@given(clusters(strategies=("modulo",)))
def test_modulo_is_the_remainder(cluster):
    positions = key_positions(cluster.hash, cluster.keys).tolist()
    assert owners(cluster).tolist() == [position % len(cluster.servers) for position in positions]


def bid(hash_name, key_hash, server):
    mixed = int(mix(np.array([key_hash ^ HASHES[hash_name].one(server.id)], np.uint64))[0])
    return -server.weight / math.log(((mixed >> 11) + 0.5) / 2**53)


@given(clusters(strategies=("rendezvous",)))
def test_rendezvous_is_the_highest_bid(cluster):
    positions = key_positions(cluster.hash, cluster.keys).tolist()
    winners = [
        max(range(len(cluster.servers)), key=lambda rank: bid(cluster.hash, position, cluster.servers[rank]))
        for position in positions
    ]
    assert owners(cluster).tolist() == winners


@given(clusters(strategies=("rendezvous",)))
def test_equal_weights_choose_as_logarithms_would(cluster):
    """The short cut for equal weights skips the logarithm; all weights 2 must choose as all weights 1 do."""
    even = replace(cluster, servers=tuple(replace(server, weight=2.0) for server in cluster.servers))
    positions = key_positions(cluster.hash, cluster.keys)
    by_bid = rendezvous.bids(even, positions).argmax(axis=1)
    assert owners(even).tolist() == by_bid.tolist()


@given(clusters(strategies=("rendezvous",), least=2), st.data())
def test_rendezvous_moves_only_the_keys_of_who_leaves(before, data):
    leaver = data.draw(st.sampled_from(before.servers)).id
    after = evolve(before, RemoveServer(leaver))
    for old, new in zip(owners(before).tolist(), owners(after).tolist(), strict=True):
        owner = before.servers[old].id
        assert owner in (leaver, after.servers[new].id)


def test_jump_moves_the_least_at_the_end_and_most_keys_in_the_middle():
    """Ten and eleven servers, 60,000 keys: 8.9% when the last one comes, 62.7% when the fifth of eleven goes."""
    ten, eleven = ovens(10, strategy="jump", keys=60_000), ovens(11, strategy="jump", keys=60_000)
    moved = np.mean(owners(ten) != owners(eleven))
    assert moved == pytest.approx(1 / 11, abs=0.005)
    without = evolve(eleven, RemoveServer("oven-5"))
    old = np.array([server.id for server in eleven.servers])[owners(eleven)]
    new = np.array([server.id for server in without.servers])[owners(without)]
    assert np.mean(old != new) == pytest.approx((6 + 0.9) / 11, abs=0.005)


def test_modulo_moves_n_of_n_plus_one_keys():
    moved = np.mean(
        owners(ovens(10, strategy="modulo", keys=60_000)) != owners(ovens(11, strategy="modulo", keys=60_000))
    )
    assert moved == pytest.approx(10 / 11, abs=0.005)


def test_maglev_by_the_worked_example_of_the_paper():
    """NSDI 2016, section 3.4, table 1: seven cells, three backends, and then without B1."""
    assert maglev.fill([3, 0, 3], [4, 2, 1], (1.0, 1.0, 1.0), 7) == [1, 0, 1, 0, 2, 2, 0]
    assert maglev.fill([3, 3], [4, 1], (1.0, 1.0), 7) == [0, 0, 0, 0, 1, 1, 1]


@pytest.mark.parametrize("count", [1, 2, 10, 64, 81])
def test_maglev_shares_differ_by_one_cell(count):
    cells = np.bincount(maglev_table(ovens(count, strategy="maglev")), minlength=count)
    assert cells.sum() == maglev.SMALL
    assert np.ptp(cells) <= 1


def test_maglev_takes_the_large_table_beyond_81_servers():
    assert len(maglev_table(ovens(82, strategy="maglev"))) == maglev.LARGE


@given(clusters(strategies=("maglev",)))
def test_maglev_follows_the_weights(cluster):
    cells = maglev_table(cluster)
    shares = np.bincount(cells, minlength=len(cluster.servers)) / len(cells)
    assert shares.tolist() == pytest.approx(fair_shares(cluster).tolist(), abs=0.004)


@given(clusters(strategies=("maglev",)))
def test_a_key_looks_up_its_cell(cluster):
    cells = maglev_table(cluster).tolist()
    positions = key_positions(cluster.hash, cluster.keys).tolist()
    assert owners(cluster).tolist() == [cells[position % len(cells)] for position in positions]


def test_the_lightest_server_still_has_a_cell():
    heavy = tuple(Server(f"{number}", f"{number}", weight=1_000.0) for number in range(30))
    cells = maglev_table(Cluster((*heavy, Server("light", "light", weight=0.001)), strategy="maglev"))
    assert 30 in cells


@given(clusters(bounds=(None,)))
def test_the_first_preference_is_the_owner_and_all_are_distinct(cluster):
    keys = generated(cluster.hash, cluster.keys)
    strategy = STRATEGIES[cluster.strategy]
    listed = strategy.preferences(cluster, keys.positions, cluster.replicas)
    assert listed.shape == (cluster.keys, min(cluster.replicas, len(cluster.servers)))
    assert listed[:, 0].tolist() == owners(cluster).tolist()
    assert all(len(set(row)) == len(row) for row in listed.tolist())
    assert listed.max() < len(cluster.servers)


@pytest.mark.parametrize("strategy", [name for name, row in STRATEGIES.items() if row.weighted])
def test_weighted_strategies_follow_weights(strategy):
    servers = tuple(Server(f"oven-{n}", f"oven-{n}", weight=float(n)) for n in (1, 2, 3))
    cluster = Cluster(servers, strategy=strategy, virtual_nodes=1_000, keys=60_000)
    shares = np.bincount(owners(cluster), minlength=3) / 60_000
    assert shares.tolist() == pytest.approx([1 / 6, 2 / 6, 3 / 6], abs=0.02)


@pytest.mark.parametrize("strategy", [name for name, row in STRATEGIES.items() if not row.weighted])
def test_the_others_do_not_see_weights(strategy):
    cluster = ovens(3, strategy=strategy)
    heavy = replace(cluster, servers=(replace(cluster.servers[0], weight=5.0), *cluster.servers[1:]))
    assert owners(cluster).tolist() == owners(heavy).tolist()


def test_the_table_has_words_for_the_menu():
    assert list(STRATEGIES) == ["ring", "modulo", "rendezvous", "jump", "maglev"]
    assert all(row.label and row.note.endswith(".") for row in STRATEGIES.values())
    assert [name for name, row in STRATEGIES.items() if row.ring] == ["ring"]


@given(clusters())
def test_nothing_but_the_essence_matters(cluster):
    """Names, traffic and who is up change no owner, whether asked afresh or from the store of recent answers."""
    keys = generated(cluster.hash, cluster.keys)
    renamed = tuple(replace(server, name=f"{server.id} the great", up=True) for server in cluster.servers)
    other = replace(cluster, servers=renamed, seed=99, rate=77, skew=0.3, replicas=1)
    afresh = STRATEGIES[cluster.strategy].owners(other, keys)
    assert owners(cluster).tolist() == owners(other).tolist() == afresh.tolist()
