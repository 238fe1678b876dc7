"""A ring that was changed step by step is the ring made afresh, and only the arcs that changed are named."""

from dataclasses import replace

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

import simulator.engine.handover as handover_module
from simulator.engine import AddServer, Cluster, MovePoint, Server, evolve, generated
from simulator.engine.cluster import point_count
from simulator.engine.handover import handover
from simulator.engine.placement import STRATEGIES
from simulator.engine.slices import slice_up
from simulator.engine.virtual_nodes import layout_of
from tests.engine.clusters import PLACES, rings


def same_ring(one, other):
    assert one.layout == other.layout
    for array in ("positions", "servers", "indices", "cuts"):
        assert getattr(one, array).tolist() == getattr(other, array).tolist()


def owner_ids(cluster, keys):
    ids = np.array([server.id for server in cluster.servers])
    return ids[STRATEGIES["ring"].owners(cluster, keys)]


@given(rings(hashes=("xxh3", "letter-sum")), rings(hashes=("xxh3", "letter-sum")))
def test_any_ring_becomes_any_other(before, after):
    after = replace(after, hash=before.hash)
    keys = generated(before.hash, before.keys)
    change = handover(slice_up(layout_of(before), keys), layout_of(after))
    same_ring(change.after, slice_up(layout_of(after), keys))

    old, new = owner_ids(before, keys), owner_ids(after, keys)
    moved = np.zeros(len(keys), bool)
    for start, stop, giver, taker in zip(change.start, change.stop, change.giver, change.taker, strict=True):
        assert start < stop
        assert not moved[start:stop].any()
        moved[start:stop] = True
        assert set(old[start:stop]) == {change.ids[giver]}
        assert set(new[start:stop]) == {change.ids[taker]}
    assert moved.tolist() == (old != new).tolist()
    assert change.moved == moved.sum()


@given(rings(hashes=("xxh3", "letter-sum")), st.data())
def test_moving_one_point_in_steps(cluster, data):
    keys = generated(cluster.hash, cluster.keys)
    slices = slice_up(layout_of(cluster), keys)
    for position in data.draw(st.lists(PLACES, min_size=1, max_size=5, unique=True)):
        server = data.draw(st.sampled_from(cluster.servers))
        point = data.draw(st.integers(0, point_count(cluster, server) - 1))
        if dict(server.moved).get(point) == position:
            continue
        cluster = evolve(cluster, MovePoint(server.id, point, position))
        slices = handover(slices, layout_of(cluster)).after
        same_ring(slices, slice_up(layout_of(cluster), keys))


@given(rings(), st.lists(st.sampled_from([0.5, 1.0, 2.0]), min_size=1, max_size=4))
def test_an_array_of_owners_can_be_kept_and_patched(cluster, weights):
    keys = generated(cluster.hash, cluster.keys)
    kept = STRATEGIES["ring"].owners(cluster, keys).copy()
    slices = slice_up(layout_of(cluster), keys)
    for weight in weights:
        cluster = evolve(cluster, AddServer(weight=weight))
        change = handover(slices, layout_of(cluster))
        change.patch(kept, {server.id: rank for rank, server in enumerate(cluster.servers)})
        slices = change.after
        assert kept.tolist() == STRATEGIES["ring"].owners(cluster, keys).tolist()


def test_only_points_that_came_are_cut_again(monkeypatch):
    """Cost by points that changed: adding a server asks for the cuts of its own points and no other."""
    cluster = Cluster(
        servers=tuple(Server(f"oven-{n}", f"oven-{n}") for n in range(1, 21)),
        virtual_nodes=50,
        next_server=21,
    )
    keys = generated("xxh3", cluster.keys)
    slices = slice_up(layout_of(cluster), keys)
    asked = []
    real = handover_module.cut
    monkeypatch.setattr(
        handover_module, "cut", lambda keys, positions: asked.append(len(positions)) or real(keys, positions)
    )
    handover(slices, layout_of(evolve(cluster, AddServer())))
    handover(slices, layout_of(evolve(cluster, MovePoint("oven-3", 7, 0.5))))
    assert asked == [50, 1]
