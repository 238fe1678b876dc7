"""What is drawn agrees with who owns."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given

from simulator.engine import SCENARIOS, Cluster, Server, derive, owners
from simulator.engine.cluster import fair_shares
from simulator.engine.derive import BANDS, MOST_POINTS
from simulator.engine.keyspace import generated, popularity
from tests.engine.clusters import clusters, points, rings, walk


@given(clusters())
def test_loads_count_the_owners(cluster):
    derived = derive(cluster)
    placed = owners(cluster)
    weights = popularity(cluster.keys, cluster.skew)[generated(cluster.hash, cluster.keys).ids]
    for rank, (server_id, keys, share) in enumerate(derived.loads):
        assert server_id == cluster.servers[rank].id
        assert keys == int((placed == rank).sum())
        assert share == pytest.approx(weights[placed == rank].sum(), abs=1e-9)
    ratios = np.array([share for _, _, share in derived.loads]) / fair_shares(cluster)
    assert derived.peak_to_mean == pytest.approx(ratios.max())


@given(rings(hashes=("xxh3",)))
def test_points_are_the_ring(cluster):
    derived = derive(cluster)
    assert derived.bands is None
    expected = points(cluster)
    assert [(server, index) for _, server, index in derived.points] == [
        (server, index) for _, _, index, server in expected
    ]
    for (position, _, _), (hashed, _, _, _) in zip(derived.points, expected, strict=True):
        assert position == pytest.approx(hashed / 2**64, abs=1e-10)
        assert 0.0 <= position < 1.0


def test_bands_take_over_where_points_are_too_many():
    servers = tuple(Server(f"oven-{n}", f"oven-{n}") for n in range(1, 5))
    few = Cluster(servers, virtual_nodes=MOST_POINTS // 4)
    many = replace(few, virtual_nodes=MOST_POINTS // 4 + 1)
    assert len(derive(few).points) == MOST_POINTS
    derived = derive(many)
    assert derived.points is None
    assert len(derived.bands) == BANDS
    for band in range(0, BANDS, 101):
        middle = (2 * band + 1) * 2**64 // (2 * BANDS)
        assert many.servers[derived.bands[band]].id == walk(many, middle)[0]


def test_without_a_ring_there_are_neither():
    derived = derive(SCENARIOS["no-ring"].state)
    assert derived.points is None
    assert derived.bands is None


def test_a_celebrity_outweighs_many_points():
    """Zipf with exponent 1, ten servers with 100 points: the fullest has about twice the mean (facts, section 3.13)."""
    servers = tuple(Server(f"oven-{n}", f"oven-{n}") for n in range(1, 11))
    even = derive(Cluster(servers, virtual_nodes=100))
    skewed = derive(Cluster(servers, virtual_nodes=100, skew=1.0))
    assert even.peak_to_mean < 1.3
    assert skewed.peak_to_mean > 1.6
