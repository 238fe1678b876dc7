"""L24: the largest and the smallest slice of rings with one point a server; facts 3.11, V = 1."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from simulator.engine import derive
from simulator.engine.experiments import silent
from simulator.engine.experiments.roll_the_ring import EXPERIMENT, Settings, chance_below, harmonic, run


def rolled(seed=7, **chosen):
    return run(Settings(**chosen), seed, silent)


@pytest.mark.parametrize(
    ("ovens", "peak", "below_95", "smallest"),
    [(5, 2.28, 3.39, 0.20), (10, 2.93, 4.47, 0.10), (100, 5.19, 7.35, 0.01)],
)
def test_the_table_of_the_facts(ovens, peak, below_95, smallest):
    """5,000 rolls: the mean of the largest within 3 standard errors, the quantile within 3%."""
    outcome = rolled(ovens=ovens, rolls=5_000)
    assert harmonic(ovens) == pytest.approx(peak, abs=0.005)
    assert outcome.number("largest_mean") == pytest.approx(peak, abs=0.05)
    assert outcome.number("smallest_mean") == pytest.approx(smallest, abs=0.01)
    assert outcome.number("p95") == pytest.approx(below_95, rel=0.03)


@pytest.mark.parametrize(("times", "share"), [(1.5, 0.0012), (2, 0.08), (3, 0.61), (4.47, 0.95)])
def test_chances_of_the_largest_of_ten(times, share):
    assert chance_below(times, 10) == pytest.approx(share, abs=0.005 if times > 1.5 else 0.0001)


def test_the_chances_are_those_of_the_rolls():
    """20,000 rolls: 4.6% above 4.5, and about one in a thousand below 1.5."""
    outcome = rolled(rolls=20_000)
    above, below = outcome.finding("above"), outcome.finding("below")
    assert above.value == pytest.approx(above.theory, abs=0.5)
    assert below.theory == pytest.approx(0.12, abs=0.005)
    assert below.value == pytest.approx(below.theory, abs=0.08)


def test_a_bad_hash_is_worse_than_chance():
    assert rolled(hash="bad").number("largest_mean") > 2 * harmonic(10)
    assert rolled(hash="mixed").number("largest_mean") == pytest.approx(harmonic(10), abs=0.1)


@given(st.integers(2, 30), st.integers(0, 1_000), st.sampled_from(("mixed", "bad")))
def test_the_next_one_clockwise_inherits_all(ovens, seed, hashed):
    outcome = rolled(seed, ovens=ovens, hash=hashed, rolls=10)
    off = rolled(seed, ovens=ovens, hash=hashed, rolls=10, off=True)
    before = dict(zip(outcome.line("slices.slice").x, outcome.line("slices.slice").y, strict=True))
    owner, heir = outcome.finding("owner").value, outcome.finding("heir").value
    assert sum(before.values()) == pytest.approx(ovens)
    assert before[owner] == max(before.values()) == pytest.approx(outcome.number("largest"))
    assert owner != heir
    line = off.line("slices.after the largest stops")
    after = dict(zip(line.x, line.y, strict=True))
    assert after == pytest.approx({**before, owner: 0.0, heir: before[owner] + before[heir]})
    assert owner not in [server.name for server in off.scene.cluster.servers]


def test_the_picture_is_the_ring_that_was_measured():
    """The live ring's engine gives the same shares, as far as its keys can tell."""
    outcome = rolled()
    loads = derive(outcome.scene.cluster).loads
    slices = outcome.line("slices.slice").y
    assert [keys / 100 for _, keys, _ in loads] == pytest.approx(slices, abs=0.5)


@given(st.integers(2, 100))
def test_the_law_of_the_largest_is_a_law(count):
    chances = [chance_below(0.25 * step, count) for step in range(4 * count + 1)]
    assert chances[:5] == pytest.approx([0.0] * 5, abs=1e-6)
    assert chances[-1] == 1.0
    assert all(a <= b + 1e-6 for a, b in pairwise(chances))
    mean = sum(0.25 * (1 - (a + b) / 2) for a, b in pairwise(chances))
    assert mean == pytest.approx(harmonic(count), abs=0.05)


def test_the_histogram_holds_every_roll():
    chart = rolled().charts[0]
    assert sum(chart.lines[0].y) == pytest.approx(100.0)
    assert sum(chart.lines[1].y) == pytest.approx(100.0, abs=1.0)


def test_the_same_seed_gives_the_same_run_and_long_ones_tick():
    assert rolled().findings == rolled().findings
    assert rolled().findings != rolled(8).findings
    assert not EXPERIMENT.slow(Settings())
    assert EXPERIMENT.slow(Settings(ovens=100, rolls=20_000))
    ticks = []
    run(Settings(ovens=100, rolls=1_000), 7, lambda done, total: ticks.append(done))
    assert ticks == [0, 500]
