"""Why this server? Every step is true, and the end agrees with the owners."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from simulator.engine import (
    HASHES,
    AddServer,
    Cluster,
    CrashServer,
    Server,
    evolve,
    explain,
    key_ids,
    maglev_table,
    owners,
    preference_list,
)
from simulator.engine.hashing import to_fraction
from tests.clusters import FIVE
from tests.engine.clusters import clusters, points


@given(clusters(), st.data())
def test_it_agrees_with_all_the_rest(cluster, data):
    nth = data.draw(st.integers(0, cluster.keys - 1))
    key = f"order-{key_ids(cluster.hash, cluster.keys)[nth]}"
    why = explain(cluster, key, before=cluster)
    assert why.hash == HASHES[cluster.hash].one(key)
    assert why.position == to_fraction(why.hash)
    assert why.owner == why.owner_before == cluster.servers[int(owners(cluster)[nth])].id
    assert why.copies == preference_list(cluster, key)
    up = {server.id for server in cluster.servers if server.up}
    assert why.answers == next((server_id for server_id in why.copies if server_id in up), None)
    assert why.modulo.remainder == why.hash % why.modulo.n
    assert why.modulo.server == cluster.servers[why.modulo.remainder].id


@given(clusters(strategies=("ring",)), st.integers(0, 99))
def test_the_walk_is_a_walk(cluster, key):
    why = explain(cluster, f"order-{key}")
    row = points(cluster)
    start = next((place for place, point in enumerate(row) if point[0] >= why.hash), 0)
    ahead = row[start:] + row[:start]
    assert len(why.walk) <= len(row) * 2
    for nth, step in enumerate(why.walk):
        position, _, index, server = ahead[nth % len(row)]
        assert (step.position, step.index, step.server) == (to_fraction(position), index, server)
        assert step.why
    assert tuple(step.server for step in why.walk if step.taken) == why.copies
    assert why.walk[-1].taken


def test_the_words_of_a_walk():
    servers = tuple(
        Server(f"oven-{n}", f"oven-{n}", moved=tuple(enumerate(places)))
        for n, places in ((1, (0.1, 0.2)), (2, (0.3, 0.4)), (3, (0.5, 0.6)))
    )
    cluster = Cluster(servers, virtual_nodes=2, replicas=3)
    key = next(f"order-{n}" for n in range(99) if HASHES["xxh3"].one(f"order-{n}") / 2**64 > 0.6)
    crashed = evolve(cluster, CrashServer("oven-2"))
    assert [(step.server, step.taken, step.why) for step in explain(crashed, key).walk] == [
        ("oven-1", True, "the first point clockwise"),
        ("oven-1", False, "has it already: a copy goes to another server"),
        ("oven-2", True, "copy 2, and is down"),
        ("oven-2", False, "has it already: a copy goes to another server"),
        ("oven-3", True, "copy 3"),
    ]


def test_a_full_server_is_passed_by():
    bounded = replace(FIVE, capacity_bound=1.01)
    away = next(
        why
        for why in (explain(bounded, f"order-{n}") for n in range(9_000, 10_000))
        if why.walk[0].server != why.owner
    )
    assert [step.why for step in away.walk if not step.taken] == ["full when this key came"] * (
        len(away.walk) - 1
    )


@pytest.mark.parametrize("name", ["margherita", "order-007", "order-999999", "order-", "order--1", ""])
def test_any_name_will_do(name):
    bounded = replace(FIVE, capacity_bound=1.25)
    assert explain(FIVE, name).owner == preference_list(FIVE, name)[0]
    why = explain(bounded, name)
    assert why.walk[-1].server == why.owner


def test_a_stranger_comes_last_when_all_are_full():
    full = Cluster((Server("a", "a"), Server("b", "b")), capacity_bound=1.0, keys=100)
    assert explain(full, "stranger").owner == explain(replace(full, capacity_bound=None), "stranger").owner


def test_the_owner_before():
    after = evolve(FIVE, AddServer(position=0.95))
    moved = next(f"order-{n}" for n in range(100) if explain(after, f"order-{n}").owner == "oven-6")
    assert explain(after, moved, FIVE).owner_before == "oven-1"
    assert explain(after, moved).owner_before is None


def test_each_strategy_shows_its_own_steps():
    bids = explain(replace(FIVE, strategy="rendezvous"), "order-7")
    assert bids.scores[0][0] == bids.owner
    assert [score for _, score in bids.scores] == sorted((score for _, score in bids.scores), reverse=True)

    jumps = explain(replace(FIVE, strategy="jump"), "order-7")
    assert FIVE.servers[jumps.jumps[-1]].id == jumps.owner

    cell = explain(replace(FIVE, strategy="maglev"), "order-7")
    assert cell.cells == 8_191
    assert FIVE.servers[int(maglev_table(replace(FIVE, strategy="maglev"))[cell.cell])].id == cell.owner

    plain = explain(replace(FIVE, strategy="modulo"), "order-7")
    assert (plain.scores, plain.jumps, plain.cell, plain.walk) == ((), (), None, ())
    assert plain.owner == plain.modulo.server
