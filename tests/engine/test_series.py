"""Balance against virtual nodes: the law, the exact values, and this cluster's own ring."""

import math
from itertools import pairwise

import numpy as np
import pytest

from simulator.engine import Cluster, Server, balance_series, derive
from simulator.engine.keyspace import generated
from simulator.engine.series import expected_peak_to_mean


def ovens(count, virtual_nodes=1, **kwargs):
    servers = tuple(Server(f"oven-{number}", f"oven-{number}") for number in range(1, count + 1))
    return Cluster(servers, virtual_nodes=virtual_nodes, **kwargs)


@pytest.mark.parametrize("count", [1, 2, 5, 10, 100])
def test_with_one_point_each_the_mean_peak_is_the_harmonic_number(count):
    harmonic = sum(1 / number for number in range(1, count + 1))
    assert expected_peak_to_mean(ovens(count)) == pytest.approx(harmonic, rel=1e-3)


@pytest.mark.parametrize(
    ("count", "virtual_nodes", "peak"),
    [(5, 10, 1.39), (5, 100, 1.12), (5, 1000, 1.04), (10, 10, 1.53), (10, 100, 1.16), (100, 100, 1.27)],
)
def test_the_table_of_the_course(count, virtual_nodes, peak):
    """Mean peak to mean of random rings, facts section 3.11, found there by simulation."""
    assert expected_peak_to_mean(ovens(count, virtual_nodes)) == pytest.approx(peak, abs=0.01)


def test_the_excess_falls_with_the_root_of_the_number_of_points():
    """Four times the points, half the excess: the law 1 / sqrt(V), in the theory and on real rings."""
    theory = [expected_peak_to_mean(ovens(10, points)) - 1 for points in (25, 100, 400, 1_600)]
    assert [a / b for a, b in pairwise(theory)] == pytest.approx([2.0] * 3, rel=0.1)

    def mean_excess(points):
        """Over rings of servers with different names."""
        excesses = []
        for family in range(60):
            servers = tuple(Server(f"{family}-{number}", f"{number}") for number in range(10))
            excesses.append(derive(Cluster(servers, virtual_nodes=points, keys=100_000)).peak_to_mean - 1)
        return float(np.mean(excesses))

    measured = {points: mean_excess(points) for points in (25, 400)}
    assert measured[25] / measured[400] == pytest.approx(4.0, rel=0.25)
    assert measured[25] == pytest.approx(theory[0], rel=0.1)


def test_the_spread_of_shares_is_the_beta_law():
    """Relative standard deviation sqrt((n - 1) / (n V + 1)), exact for random points."""
    shares = []
    for family in range(300):
        servers = tuple(Server(f"{family}-{number}", f"{number}") for number in range(5))
        shares += [share for _, _, share in derive(Cluster(servers, virtual_nodes=10, keys=50_000)).loads]
    deviation = float(np.std(np.array(shares) * 5))
    assert deviation == pytest.approx(math.sqrt(4 / 51), rel=0.06)


def test_weights_are_measured_against_weights():
    servers = (Server("a", "a", weight=3.0), Server("b", "b", weight=1.0))
    assert expected_peak_to_mean(Cluster(servers, virtual_nodes=1_000)) == pytest.approx(1.0, abs=0.05)


def test_rows_are_measured_on_this_cluster():
    cluster = ovens(6, virtual_nodes=3)
    rows = balance_series(cluster, [1, 3, 50])
    assert [row[0] for row in rows] == [1, 3, 50]
    assert rows[1][1] == derive(cluster).peak_to_mean
    assert rows[2][2] == expected_peak_to_mean(ovens(6, virtual_nodes=50))
    assert balance_series(ovens(6, strategy="maglev"), [3])[0][1] == rows[1][1]


def test_hand_placed_points_do_not_count():
    servers = tuple(Server(f"oven-{n}", f"oven-{n}", moved=((0, n / 1_000),)) for n in range(1, 7))
    assert balance_series(Cluster(servers), [1]) == balance_series(ovens(6), [1])


def test_the_keys_of_a_series_are_those_of_the_cluster():
    assert len(generated("xxh3", 1_000)) == 1_000
    rows = balance_series(ovens(3, keys=1_000), [1])
    assert (rows[0][1] * 1_000 / 3) % 1 == pytest.approx(0.0, abs=1e-6)
