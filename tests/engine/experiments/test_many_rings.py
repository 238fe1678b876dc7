"""Many rings at once against one ring walked point by point."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from simulator.engine import Cluster, Server
from simulator.engine.experiments.many_rings import at_random, heirs_of, ring_of, rings_of, shares_of
from simulator.engine.hashing import CIRCLE
from simulator.engine.placement.ring import NO_KEYS
from simulator.engine.slices import slice_up
from simulator.engine.virtual_nodes import layout_of

counts = st.lists(st.integers(1, 6), min_size=2, max_size=6)


def walked(places, counts, dead):
    """Shares and heirs by walking clockwise, a point at a time."""
    owners = np.repeat(np.arange(len(counts)), counts)
    points = sorted(zip(places.tolist(), owners.tolist(), strict=True))
    shares, heirs = np.zeros(len(counts)), np.zeros(len(counts))
    for index, (place, owner) in enumerate(points):
        arc = (place - points[index - 1][0]) % 2**64 / CIRCLE
        shares[owner] += arc
        if owner == dead:
            following = (points[(index + step) % len(points)][1] for step in range(1, len(points)))
            heirs[next(other for other in following if other != dead)] += arc
    return shares, heirs / heirs.sum()


@settings(max_examples=60)
@given(counts, st.integers(0, 2**32))
def test_one_row_is_the_ring_walked_by_hand(counts, seed):
    places = np.random.default_rng(seed).integers(0, 2**64, (3, sum(counts)), dtype=np.uint64)
    dead = np.array([seed % len(counts)] * 3)
    rings = rings_of(places, counts)
    for row in range(3):
        shares, heirs = walked(places[row], counts, int(dead[row]))
        assert shares_of(rings)[row] == pytest.approx(shares, abs=1e-12)
        assert heirs_of(rings, dead)[row] == pytest.approx(heirs, abs=1e-9)


@given(counts, st.integers(0, 100))
def test_shares_sum_to_one_and_the_dead_inherit_nothing(counts, seed):
    rings = at_random(4, counts, np.random.default_rng(seed))
    dead = np.zeros(4, np.int64)
    assert shares_of(rings).sum(axis=1) == pytest.approx([1.0] * 4)
    heirs = heirs_of(rings, dead)
    assert heirs.sum(axis=1) == pytest.approx([1.0] * 4)
    assert not heirs[:, 0].any()


def test_a_ring_of_the_engine_has_the_same_shares():
    cluster = Cluster(tuple(Server(f"oven-{k}", f"oven-{k}") for k in range(1, 13)), virtual_nodes=9)
    slices = slice_up(layout_of(cluster), NO_KEYS)
    order = np.argsort(slices.servers, kind="stable")
    again = rings_of(slices.positions[order][None], [9] * 12)
    assert shares_of(ring_of(slices)) == pytest.approx(shares_of(again), abs=1e-9)
