"""Balls into boxes: the tables of the fact base, theory, and what no throw may break."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from simulator.engine.queues import boxes

# facts.md, 3.8: mean of the fullest box. Theory (below) lies up to 0.33 off it, as few throws were averaged there.
TABLE = {
    10: (2.7, 2.1, 2.0),
    100: (4.3, 2.6, 2.1),
    1_000: (5.4, 3.0, 2.5),
    10_000: (7.0, 3.0, 3.0),
    100_000: (7.7, 3.3, 3.0),
}


@pytest.mark.parametrize("count", TABLE)
def test_the_table_of_the_fact_base(count):
    for looks, mean in enumerate(TABLE[count], start=1):
        throws = max(5, min(200, (2_000_000 if looks == 1 else 50_000) // count))
        measured = boxes.mean_fullest(count, count, looks, throws, np.random.default_rng(7))
        assert measured == pytest.approx(mean, abs=0.45 if looks == 1 else 0.3), looks


@pytest.mark.parametrize(("looks", "extra", "near"), [(1, 25, 2.5), (2, 1.9, 0.2), (3, 1.0, 0.2)])
def test_heavily_loaded(looks, extra, near):
    # facts.md, 3.8: 100 boxes, 10,000 balls
    measured = boxes.mean_fullest(100, 10_000, looks, 20, np.random.default_rng(7)) - 100
    assert measured == pytest.approx(extra, abs=near)
    assert boxes.expected_fullest(100, looks, 100) - 100 == pytest.approx(measured, rel=0.15)


@pytest.mark.parametrize("looks", [1, 2, 3])
def test_theory_expects_what_a_thousand_boxes_hold(looks):
    measured = boxes.mean_fullest(1_000, 1_000, looks, 100, np.random.default_rng(3))
    assert boxes.expected_fullest(1_000, looks) == pytest.approx(measured, abs=0.12)


def test_with_one_look_theory_is_that_of_poisson():
    empty = np.exp(-1.0)
    assert boxes.shares(1, 1)[:3] == pytest.approx((1 - empty, 1 - 2 * empty, 1 - 2.5 * empty), abs=1e-5)


@given(st.integers(1, 50), st.integers(0, 200), st.integers(0, 3), st.integers(0, 99))
def test_no_ball_is_lost(count, balls, looks, seed):
    held = boxes.throw(count, balls, looks, np.random.default_rng(seed))
    assert len(held) == count
    assert held.sum() == balls
    assert held.min() >= 0
    if looks == boxes.ALL:
        assert np.ptp(held) <= 1


@given(st.integers(2, 30), st.integers(1, 60), st.integers(2, 3), st.integers(0, 99))
def test_the_quick_loop_is_the_plain_rule(count, balls, looks, seed):
    places = np.random.default_rng(seed).integers(0, count, (looks, balls))
    plain = [0] * count
    for ball in range(balls):
        seen = places[:, ball].tolist()
        plain[min(seen, key=lambda box: plain[box])] += 1
    assert boxes.throw(count, balls, looks, np.random.default_rng(seed)).tolist() == plain
