"""L25: spread, peak and heirs against the number of points a server; facts 3.11."""

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from simulator.engine.experiments import silent
from simulator.engine.experiments.flag_curves import FLAGS, evenness, expected_spread
from simulator.engine.experiments.flags import OFF, Settings, cluster_of, expected_heirs, ring_now, run
from simulator.engine.experiments.many_rings import at_random, heirs_of, shares_of

# n, V, standard deviation in %, mean peak/mean, 95% of rings below, mean smallest/mean
TABLE = [
    (5, 1, 82, 2.28, 3.39, 0.20), (5, 10, 28, 1.39, 1.73, 0.66), (5, 100, 8.9, 1.12, 1.22, 0.89),
    (5, 1000, 2.8, 1.04, 1.07, 0.96), (10, 1, 91, 2.91, 4.47, 0.10), (10, 10, 30, 1.53, 1.92, 0.58),
    (10, 100, 9.5, 1.16, 1.26, 0.85), (10, 1000, 3.0, 1.05, 1.08, 0.95), (100, 1, 99, 5.17, 7.35, 0.01),
    (100, 10, 31, 1.98, 2.36, 0.39), (100, 100, 9.9, 1.27, 1.36, 0.77), (100, 1000, 3.1, 1.08, 1.11, 0.92),
]  # fmt: skip


def flagged(seed=7, **chosen):
    return run(Settings(**chosen), seed, silent)


@pytest.mark.parametrize(("ovens", "flags", "spread", "peak", "below_95", "smallest"), TABLE)
def test_the_table_of_the_facts(ovens, flags, spread, peak, below_95, smallest):
    """Theory to the digits printed; rings at random near it, the fewer of them the less."""
    equal = np.ones(ovens)
    assert 100 * expected_spread(flags, equal) == pytest.approx(spread, abs=0.06 if spread < 10 else 0.6)
    rings = max(20, min(4_000, 400_000 // (ovens * flags)))
    ratios = shares_of(at_random(rings, [flags] * ovens, np.random.default_rng(3))) * ovens
    assert 100 * ratios.std() == pytest.approx(spread, rel=0.08)
    assert ratios.max(axis=1).mean() == pytest.approx(peak, rel=0.02)
    assert np.quantile(ratios.max(axis=1), 0.95) == pytest.approx(below_95, rel=0.04)
    assert ratios.min(axis=1).mean() == pytest.approx(smallest, abs=0.02)


@pytest.mark.parametrize(("flags", "heirs", "largest"), [(1, 1.0, 100), (10, 6.1, 40), (100, 9.0, 19)])
def test_heirs_of_a_dead_server(flags, heirs, largest):
    outcome = flagged(V=flags)
    assert expected_heirs(flags, 10) == pytest.approx(heirs, abs=0.05)
    assert outcome.number("heirs") == pytest.approx(heirs, abs=0.12)
    assert outcome.number("heir_share") == pytest.approx(largest, abs=1.5)


@given(st.integers(1, 200), st.integers(2, 100))
def test_the_expected_heirs_lie_between_one_and_all(flags, count):
    heirs = expected_heirs(flags, count)
    assert 1.0 - 1e-9 <= heirs <= min(flags, count - 1) + 1e-9
    assert expected_heirs(flags + 1, count) >= heirs - 1e-9


@given(st.integers(1, 1_000), st.integers(2, 100))
def test_the_spread_is_the_beta_law(flags, count):
    law = math.sqrt((count - 1) / (count * flags + 1))
    assert expected_spread(flags, np.ones(count)) == pytest.approx(law)


@pytest.mark.parametrize("spread", [0.20, 0.10, 0.05])
def test_flags_for_a_spread(spread):
    """About 25 for 20%, 100 for 10%, 400 for 5%: four times the flags, half the spread."""
    flags = round(1 / spread**2)
    assert expected_spread(flags, np.ones(10)) == pytest.approx(spread, rel=0.06)
    ratio = expected_spread(flags, np.ones(10)) / expected_spread(4 * flags, np.ones(10))
    assert ratio == pytest.approx(2.0, rel=0.02)


def test_the_curve_is_measured_where_it_is_drawn_and_near_the_theory():
    outcome = flagged(V=10)
    measured, expected = outcome.line("spread.measured"), outcome.line("spread.expected")
    assert measured.x == expected.x == (1, 3, 10, 30, 100, 300, 1000) == FLAGS
    for flags, a, b in zip(FLAGS, measured.y, expected.y, strict=True):
        rings = evenness(flags, np.ones(10), 7).rings
        assert a == pytest.approx(b, rel=4 / math.sqrt(2 * 9 * rings))
    assert measured.y == tuple(sorted(measured.y, reverse=True))


def test_a_strong_oven_gets_more():
    outcome = flagged(V=1_000, strength=3.0)
    assert outcome.number("share_of_ada") == pytest.approx(25.0, abs=1.5)
    assert outcome.finding("share_of_ada").theory == pytest.approx(25.0)
    assert outcome.number("points") == 12_000


def test_unequal_strengths_follow_the_law_too():
    strengths = np.array([4.0, 1.0, 1.0, 2.0])
    measured = evenness(20, strengths, 7)
    assert measured.spread == pytest.approx(expected_spread(20, strengths), rel=0.05)


@settings(max_examples=12, deadline=None)
@given(st.integers(2, 12), st.sampled_from((1, 3, 10)), st.sampled_from(tuple(OFF)), st.integers(0, 99))
def test_whoever_is_switched_off_leaves_all_to_the_others(ovens, flags, off, seed):
    outcome = flagged(seed, ovens=ovens, V=flags, off=off)
    before = np.array(outcome.line("slices.slice").y)
    assert before.sum() == pytest.approx(ovens)
    names = [server.name for server in outcome.scene.cluster.servers]
    if off == "nobody":
        assert len(names) == ovens
        return
    dead = OFF[off](before)
    after = np.array(outcome.line("slices.after the switch-off").y)
    assert after[dead] == 0.0
    assert after.sum() == pytest.approx(ovens - 1)
    assert sum(outcome.line("heirs.inherits").y) == pytest.approx(100.0)
    assert len(names) == ovens - 1
    assert outcome.line("slices.slice").x[dead] not in names


def test_memory_is_counted_in_points():
    outcome = flagged(V=100, ovens=100)
    assert outcome.number("points") == 10_000
    assert outcome.number("steps") == 14
    assert outcome.number("inserts") == 100


def test_more_flags_fade_the_peak_of_the_same_ovens():
    """The ring of the picture, over many seeds: less with ten flags, much less with a hundred."""

    def peak(flags):
        return np.mean([_peak(flags, seed) for seed in range(40)])

    assert peak(1) == pytest.approx(2.93, abs=0.4)
    assert peak(10) == pytest.approx(1.53, abs=0.1)
    assert peak(100) == pytest.approx(1.16, abs=0.03)


def _peak(flags, seed):
    chosen = Settings(V=flags)
    return ring_now(chosen, cluster_of(chosen, seed)).ratios.max()


def test_two_ovens_can_inherit_only_from_each_other():
    rings = at_random(5, [3, 3], np.random.default_rng(1))
    assert heirs_of(rings, np.zeros(5, np.int64))[:, 1].tolist() == [1.0] * 5


def test_the_same_seed_gives_the_same_run():
    assert flagged().findings == flagged().findings
    assert flagged().findings != flagged(8).findings
