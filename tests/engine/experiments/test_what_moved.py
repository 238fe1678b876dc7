"""L21: who moves when the number of ovens changes, table 3.9 of the facts, and the rush on the database."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from simulator.engine.experiments import silent
from simulator.engine.experiments.many import under_many_seeds
from simulator.engine.experiments.what_moved import EXPERIMENT, Settings, least_moved, run, share_moved

TABLE = [
    (3, 4, 75, 25), (4, 5, 80, 20), (9, 10, 90, 10), (99, 100, 99, 1),
    (10, 12, 83.3, 16.7), (4, 8, 50, 50), (10, 20, 50, 50),
]  # fmt: skip


def moved(before, after, seed=7, **more):
    return run(Settings(before, after, **more), seed, silent)


@pytest.mark.parametrize(("before", "after", "modulo", "least"), TABLE)
def test_the_table_of_the_facts(before, after, modulo, least):
    """Exact by the formula; measured within three standard errors of 50,000 keys, 0.67 points at most."""
    assert 100 * share_moved(before, after) == pytest.approx(modulo, abs=0.05)
    assert 100 * least_moved(before, after) == pytest.approx(least, abs=0.05)
    outcome = moved(before, after, keys=50_000)
    assert outcome.number("moved_share") == pytest.approx(modulo, abs=0.72)
    assert outcome.number("least_share") == pytest.approx(least, abs=0.05)


def test_keys_0_to_19_from_4_to_5():
    outcome = moved(4, 5)
    assert outcome.finding("stayed").value == ("0", "1", "2", "3")
    assert outcome.number("moved_of_100") == 80


@pytest.mark.parametrize(("before", "after", "misses", "factor", "ring", "ring_factor"), [
    (9, 10, 90.5, 18.1, 14.5, 2.9), (99, 100, 99.05, 19.8, 5.95, 1.19),
])  # fmt: skip
def test_the_cache_storm(before, after, misses, factor, ring, ring_factor):
    """At 95% hits: exact in theory, measured within a point (modulo) and with the luck of one ring of 100 points."""
    outcome = moved(before, after, hits=95, keys=50_000)
    assert outcome.finding("misses_after").theory == pytest.approx(misses, abs=0.01)
    assert outcome.number("misses_after") == pytest.approx(misses, abs=0.6)
    assert outcome.number("load_factor") == pytest.approx(factor, abs=0.15)
    assert outcome.finding("misses_ring").theory == pytest.approx(ring, abs=0.01)
    assert outcome.number("load_factor_ring") == pytest.approx(ring_factor, rel=0.15)


def test_the_ring_moves_about_the_least_over_many_seeds():
    """One ring has luck; the mean over rings is the newcomer's fair share."""
    spread = under_many_seeds(EXPERIMENT, Settings(9, 10, keys=5_000), 7, 30)
    assert spread.number("ring_share") == pytest.approx(10.0, abs=0.6)
    assert spread.number("moved_share") == pytest.approx(90.0, abs=0.3)


pairs = st.tuples(st.integers(1, 100), st.integers(1, 100))


@given(pairs)
def test_the_formula_counts_right(pair):
    """One common round, counted number by number."""
    before, after = pair
    whole = math.lcm(before, after)
    count = sum(m % before != m % after for m in range(whole))
    assert share_moved(before, after) == pytest.approx(count / whole)


@given(st.integers(1, 10_000))
def test_one_more_moves_n_of_n_plus_1_and_doubling_half(n):
    assert share_moved(n, n + 1) == pytest.approx(n / (n + 1))
    assert share_moved(n, 2 * n) == pytest.approx(least_moved(n, 2 * n)) == pytest.approx(0.5)


@given(pairs)
def test_no_change_moves_less_than_the_least_and_the_way_back_as_much(pair):
    before, after = pair
    assert share_moved(before, after) >= least_moved(before, after) - 1e-12
    assert share_moved(before, after) == share_moved(after, before)
    assert share_moved(before, before) == 0.0


@given(pairs)
def test_the_grid_is_the_rule(pair):
    before, after = pair
    grid = moved(before, after, keys=1_000, flags=1).scene
    assert len(grid.cells) == 100
    for cell in grid.cells:
        assert (cell.was, cell.now) == (cell.customer % before, cell.customer % after)
        assert cell.moved == (cell.was != cell.now)
    assert grid.in_a_row == ([cell.customer for cell in grid.cells] == list(range(100)))
    assert all(1 <= int(step.settings["after"]) <= 100 for step in grid.steps)


@pytest.mark.parametrize(("before", "after"), [(9, 10), (99, 100), (50, 51)])
def test_a_long_pattern_is_not_cut_short_by_the_grid(before, after):
    """Customers 0 to 99 would all stay from 99 to 100; so they are drawn, and the grid tells the truth."""
    assert moved(before, after).scene.moved == pytest.approx(100 * share_moved(before, after), abs=9)


def test_the_same_seed_gives_the_same_run():
    assert moved(4, 5) == moved(4, 5)
    assert moved(4, 5) != moved(4, 5, seed=8)
