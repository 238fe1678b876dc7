"""L05: rare slowness becomes common by fan-out; a second order cures it, if the two are slow independently."""

import numpy as np
import pytest
import simpy
from hypothesis import given, settings
from hypothesis import strategies as st

from simulator.engine.experiments import silent
from simulator.engine.experiments.party_platter import EXPERIMENT, LENS, run
from simulator.engine.experiments.platter_charts import share_late
from simulator.engine.experiments.platter_slices import PROMISE, Settings, half_at
from simulator.engine.queues import stream

SEED = 7


def outcome(seed=SEED, **changes):
    return run(Settings(**changes), seed, silent)


def test_63_percent_of_the_parties_are_late():
    found = outcome().finding("late")
    assert found.theory == pytest.approx(63.4, abs=0.05)
    assert found.value == pytest.approx(63.4, abs=2.0)


def test_half_are_late_with_69_kitchens():
    assert outcome().number("half_at") == 69
    assert share_late(0.01, 69) >= 0.5 > share_late(0.01, 68)
    assert outcome(kitchens=69).number("late") == pytest.approx(50, abs=2)


def test_a_second_order_brings_it_to_one_percent_for_five_percent_more_orders():
    hedged = outcome(hedge=True)
    assert hedged.finding("late").theory == pytest.approx(1.0, abs=0.01)
    assert hedged.number("late") == pytest.approx(1.0, abs=0.4)
    assert hedged.number("extra") == pytest.approx(5.0, abs=0.2)
    line = hedged.line("late.one order each")
    assert line == outcome().line("late.one order each")  # the first kitchens are as slow as before


def test_one_in_ten_thousand_with_two_thousand_kitchens():
    # Dean and Barroso: almost one in five
    found = outcome(kitchens=2000, late=0.01, parties=1_000).finding("late")
    assert found.theory == pytest.approx(18.1, abs=0.05)
    assert found.value == pytest.approx(18.1, abs=3)


def test_a_shared_trouble_makes_the_second_order_useless():
    assert outcome(hedge=True, shared=100).number("late") == outcome().number("late")
    half = outcome(hedge=True, shared=50).finding("late")
    assert half.value == pytest.approx(half.theory, abs=2)


def test_asking_again_when_it_is_too_late_helps_nobody():
    late = outcome(hedge=True, late=5.0, percentile=96, kitchens=20)
    assert late.number("late") == outcome(late=5.0, kitchens=20).number("late")
    assert late.finding("late").theory == pytest.approx(100 * share_late(0.05, 20))


@given(
    st.integers(1, 300),
    st.floats(0.1, 20),
    st.integers(50, 99),
    st.integers(0, 100),
    st.integers(0, 999),
)
@settings(max_examples=25)
def test_late_follows_the_closed_form(kitchens, late, percentile, shared, seed):
    chosen = Settings(kitchens, late, True, percentile, shared=shared, parties=400)
    found = run(chosen, seed, silent).finding("late")
    p = found.theory / 100
    assert (
        abs(found.value - found.theory) <= 500 * np.sqrt(p * (1 - p) / 400) + 1e-6
    )  # five sigma, in per cent


def test_the_curve_ends_at_the_finding_and_the_bars_make_a_whole():
    result = outcome(hedge=True, kitchens=80)
    line = result.line("late.with a second order")
    assert (line.x[-1], line.y[-1]) == (80, result.number("late"))
    for name in ("slices.slices", "platters.platters"):
        assert sum(result.line(name).y) == pytest.approx(100)
    assert result.number("slice_p99") < result.number("platter_median")  # 99 of 100 is not enough


def test_an_independent_kitchen_in_simpy_is_late_as_often():
    """400 parties: every slice is a process, a second one starts at the percentile, the first of both counts."""
    chosen = Settings(kitchens=100, hedge=True, parties=400, late=3.0, percentile=95)
    rng = stream(99, 0)
    after = chosen.ask_again
    late = {False: 0, True: 0}

    def takes():
        quick = rng.random() >= chosen.late / 100
        return rng.uniform(6, 14) if quick else rng.uniform(45, 75)

    def one(world, came, hedge):
        first = world.timeout(takes())
        if hedge:
            yield first | world.timeout(after)
            if not first.processed:
                yield first | world.timeout(takes())
        else:
            yield first
        came.append(world.now)

    for hedge in late:
        for _ in range(150):
            world, came = simpy.Environment(), []
            for _ in range(chosen.kitchens):
                world.process(one(world, came, hedge))
            world.run()
            late[hedge] += max(came) > PROMISE
    alone, again = 100 * late[False] / 150, 100 * late[True] / 150
    assert alone == pytest.approx(outcome(late=3.0).number("late"), abs=6)
    assert again == pytest.approx(outcome(late=3.0, hedge=True).number("late"), abs=8)


def test_the_picture_shows_the_first_parties():
    plain, hedged = outcome().scene, outcome(hedge=True).scene
    assert len(plain.pies) == 24
    assert plain.late == sum(bool(pie.late) for pie in plain.pies)
    assert hedged.saved + hedged.late == plain.late
    assert [sorted(pie.late + pie.saved) for pie in hedged.pies] == [list(pie.late) for pie in plain.pies]


def test_the_sample_is_the_run_and_the_lens_speaks_english():
    assert EXPERIMENT.headlines(Settings(), SEED)["late"] == outcome().number("late")
    assert LENS.turn("Late parties") == "Late pages"
    assert half_at(0.5) == 1
    assert outcome(parties=200) == outcome(parties=200) != outcome(8, parties=200)
