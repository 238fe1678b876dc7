"""What moved, the least possible, and what the other strategies would have moved."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from simulator.engine import (
    HASHES,
    STRATEGIES,
    AddServer,
    Cluster,
    CrashServer,
    MovePoint,
    RemoveServer,
    Reset,
    Server,
    Set,
    WeighServer,
    apply,
    compare,
    evolve,
    key_ids,
    named,
    owners,
)
from simulator.engine.change import SAMPLE
from tests.clusters import FIVE
from tests.engine.clusters import PLACES, all_up, clusters


def owner_ids(cluster):
    """The owner of key 0, 1, 2, ... by id."""
    by_id = np.empty(cluster.keys, object)
    by_id[key_ids(cluster.hash, cluster.keys)] = [
        cluster.servers[rank].id for rank in owners(cluster).tolist()
    ]
    return by_id.tolist()


@st.composite
def commands(draw, cluster):
    server = draw(st.sampled_from(cluster.servers)).id
    some = [
        AddServer(weight=draw(st.sampled_from([0.5, 1.0, 2.0]))),
        Set(virtual_nodes=cluster.virtual_nodes + 3),
        Set(hash=draw(st.sampled_from([name for name in HASHES if name != cluster.hash]))),
        Set(strategy=draw(st.sampled_from([name for name in STRATEGIES if name != cluster.strategy]))),
        Set(keys=cluster.keys + draw(st.integers(1, 300))),
        Set(capacity_bound=3.0 if cluster.capacity_bound else 1.1),
        WeighServer(server, 4.0),
    ]
    if len(cluster.servers) > 1:
        some.append(RemoveServer(server))
    if cluster.strategy == "ring":
        some.append(MovePoint(server, 0, draw(PLACES) / 2 + 0.123))
    return draw(st.sampled_from(some))


@given(clusters(), st.data())
def test_the_change_is_the_difference_of_the_owners(cluster, data):
    before = all_up(cluster)
    after, change = apply(before, data.draw(commands(before)))
    common = min(before.keys, after.keys)
    old, new = owner_ids(before)[:common], owner_ids(after)[:common]
    moves = [(giver, taker) for giver, taker in zip(old, new, strict=True) if giver != taker]
    assert change.moved == len(moves)
    assert change.moved_share == len(moves) / common
    assert {(giver, taker): count for giver, taker, count in change.flows} == {
        pair: moves.count(pair) for pair in moves
    }
    counts = [count for _, _, count in change.flows]
    assert counts == sorted(counts, reverse=True)


@given(clusters(), st.data())
def test_instead_is_the_other_strategy_run_alone(cluster, data):
    command = data.draw(commands(all_up(cluster)))
    before = all_up(cluster)
    after, change = apply(before, command)
    if isinstance(command, Set) and before.strategy != after.strategy:
        assert change.instead == {}
        return
    assert set(change.instead) == set(STRATEGIES) - {cluster.strategy}
    for strategy, share in change.instead.items():
        alone = compare(replace(before, strategy=strategy), replace(after, strategy=strategy))
        assert share == alone.moved_share
    assert change.instead_sample is None


def test_instead_on_a_sample_is_the_other_strategy_with_fewer_keys():
    before = Cluster(tuple(Server(f"oven-{n}", f"oven-{n}") for n in (1, 2, 3)), keys=50_000, next_server=4)
    _, change = apply(before, AddServer())
    assert change.instead_sample == SAMPLE == 20_000
    for strategy, share in change.instead.items():
        _, alone = apply(replace(before, strategy=strategy, keys=SAMPLE), AddServer())
        assert share == alone.moved_share


@given(clusters(), st.data())
def test_a_step_back_is_the_change_turned_round(cluster, data):
    before = all_up(cluster)
    after, there = apply(before, data.draw(commands(before)))
    back = compare(after, before)
    assert back.moved == there.moved
    assert {(taker, giver, count) for giver, taker, count in back.flows} == set(there.flows)


@given(clusters(strategies=("ring", "rendezvous"), bounds=(None,)), st.sampled_from([0.5, 1.0, 2.0]))
def test_the_least_possible_when_a_server_joins_is_its_fair_share(cluster, weight):
    total = sum(server.weight for server in cluster.servers)
    _, change = apply(cluster, AddServer(weight=weight))
    assert change.least_possible == pytest.approx(weight / (total + weight))


@given(clusters(least=2), st.data())
def test_nobody_moves_less_than_the_least_when_a_server_leaves(cluster, data):
    leaver = data.draw(st.sampled_from(cluster.servers))
    _, change = apply(all_up(cluster), RemoveServer(leaver.id))
    owned = owner_ids(cluster).count(leaver.id) / cluster.keys
    assert change.least_possible == pytest.approx(owned)
    assert change.moved_share >= change.least_possible


def test_the_least_possible_when_weights_change_is_the_difference_of_fair_shares():
    _, change = apply(FIVE, WeighServer("oven-1", 2.0))
    assert change.least_possible == pytest.approx(2 / 6 - 1 / 5)
    _, nothing = apply(FIVE, Set(rate=5))
    assert nothing.least_possible == 0.0


def test_orphans_can_be_the_keys_of_who_joins():
    """From the first five servers to one that left and one that came: the two needs overlap."""
    before = Cluster(tuple(Server(f"{n}", f"{n}") for n in range(4)), strategy="modulo", keys=1_000)
    after = replace(before, servers=(*before.servers[:3], Server("new", "new")))
    change = compare(before, after)
    assert change.least_possible == pytest.approx(0.25, abs=0.03)
    assert change.moved_share == change.least_possible


@pytest.mark.parametrize("command", [CrashServer("oven-1"), Set(rate=5), Set(skew=1.0), Set(replicas=2)])
def test_what_does_not_place_moves_nothing_under_any_strategy(command):
    _, change = apply(FIVE, command)
    assert change.moved == 0
    assert set(change.instead.values()) == {0.0}


def test_a_crash_flows_to_nobody_or_to_the_copies():
    _, alone = apply(FIVE, CrashServer("oven-1"))
    assert alone.flows == (("oven-1", None, owner_ids(FIVE).count("oven-1")),)
    _, copied = apply(replace(FIVE, replicas=2), CrashServer("oven-1"))
    assert copied.flows == (("oven-1", "oven-2", owner_ids(FIVE).count("oven-1")),)


def test_a_reset_compares_servers_by_id():
    after, change = apply(FIVE, Reset("where-the-hash-says"))
    moved = sum(old != new for old, new in zip(owner_ids(FIVE), owner_ids(after), strict=True))
    assert change.moved == moved > 0


def test_keys_of_ones_own():
    keys = named("xxh3", [f"customer-{n}" for n in range(3_000)])
    after = evolve(FIVE, AddServer())
    change = compare(FIVE, after, AddServer(), keys)
    from simulator.engine import place

    moved = int((place(FIVE, keys) != place(after, keys)).sum())
    assert change.moved == moved
    assert "of 3,000 keys" in change.sentence


def test_many_servers_are_tallied_too():
    """Above a thousand servers, pairs are sorted instead of counted in drawers; the flows are the same."""
    servers = tuple(Server(f"{number}", f"{number}") for number in range(1_100))
    before = Cluster(servers, strategy="modulo", keys=3_000)
    after = replace(before, servers=servers[:-1])
    moves = [pair for pair in zip(owner_ids(before), owner_ids(after), strict=True) if len(set(pair)) == 2]
    assert {(giver, taker): count for giver, taker, count in compare(before, after).flows} == {
        pair: moves.count(pair) for pair in moves
    }
