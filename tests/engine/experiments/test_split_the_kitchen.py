"""L16: two teams wait nearly three times as long as one queue, unless specialists are a tenth faster."""

from dataclasses import replace

import numpy as np
import pytest
import simpy
from hypothesis import given, settings
from hypothesis import strategies as st

from simulator.engine.experiments import silent
from simulator.engine.experiments.split_kitchen import (
    break_even,
    draw_dishes,
    idle_when,
    one_team,
    play,
    split,
)
from simulator.engine.experiments.split_the_kitchen import EXPERIMENT, LENS, Settings, run, sample
from simulator.engine.queues import Orders, serve
from tests.engine.traces import assert_whole

LESSON = Settings()


def outcome(seed=285, **changes):
    return run(replace(LESSON, **changes), seed, silent)


def test_table_p3_by_formula():
    found = outcome()
    assert found.number("ever_one") == pytest.approx(1.23, abs=0.005)
    assert found.number("ever_split") == pytest.approx(3.40, abs=0.005)
    assert found.finding("wait_pizza").theory == pytest.approx(2.08, abs=0.005)
    assert found.number("ever_garlic") == pytest.approx(6.47, abs=0.005)
    assert found.number("break_even") == pytest.approx(9.9, abs=0.05)
    faster = outcome(gain=10)
    assert faster.number("ever_total") == pytest.approx(7.21, abs=0.005)
    assert faster.number("ever_total_one") == pytest.approx(7.23, abs=0.005)
    drifted = outcome(pizza=50.0, garlic=28.5)
    assert drifted.number("ever_garlic") == pytest.approx(36.3, abs=0.05)


def test_table_p3_by_simulation():
    """Every seed is one month; together they meet the formulas."""
    months = [sample(LESSON, seed) for seed in range(20)]
    assert np.mean([month["wait_one"] for month in months]) == pytest.approx(1.23, rel=0.06)
    assert np.mean([month["wait_split"] for month in months]) == pytest.approx(3.40, rel=0.06)


def test_the_lesson_shows_what_theory_expects():
    found = outcome()
    for name in ("wait_one", "wait_split", "wait_pizza", "wait_garlic", "times"):
        assert found.number(name) == pytest.approx(found.finding(name).theory, rel=0.02)
    assert found.number("idle") == pytest.approx(1.4, abs=0.1)


def test_an_independent_model_agrees():
    """SimPy, three garlic chefs, the same garlic breads."""
    dishes = draw_dishes(3, 2_000, 56, 24, 0.2)
    env = simpy.Environment()
    chefs = simpy.Resource(env, capacity=3)
    waits = []

    def garlic(at, work):
        yield env.timeout(at)
        with chefs.request() as chef:
            yield chef
            waits.append(env.now - at)
            yield env.timeout(work)

    for at, work, is_garlic in zip(dishes.orders.arrive, dishes.orders.work, dishes.garlic, strict=True):
        if is_garlic:
            env.process(garlic(at, work))
    env.run()
    assert np.mean(waits) == pytest.approx(play(dishes, 3, 0, 0).garlic.wait.mean())


def test_people_told_and_words_between_teams():
    found = outcome()
    assert (found.number("told"), found.number("told_month"), found.number("calls")) == (3, 12, 0.2)
    whole = outcome(garlic_chefs=0)
    assert (whole.number("told"), whole.number("told_month"), whole.number("calls")) == (10, 40, 0)


def test_a_word_with_the_others_costs_time_and_is_known_to_no_formula():
    quiet, talking = outcome(), outcome(call=1.0)
    assert talking.number("wait_split") > quiet.number("wait_split")
    assert talking.number("wait_one") == quiet.number("wait_one")
    assert talking.finding("wait_split").theory is None


def test_a_team_that_gets_too_much_is_named():
    found = outcome(garlic_chefs=2)
    assert "the garlic team gets more than it can make" in found.sentence.lower()
    assert found.finding("ever_garlic").value == "never: it grows for ever"
    assert found.finding("wait_garlic").theory is None
    assert "stops growing" in outcome(garlic_chefs=0, pizza=90.0).sentence


@given(st.integers(1, 5), st.integers(10, 60), st.integers(5, 30))
def test_break_even_is_where_both_are_as_quick(chefs, pizza, garlic):
    gain = break_even(chefs, pizza, garlic)
    one = one_team(pizza, garlic)
    if gain is not None and gain > 1e-9:
        assert split(chefs, pizza, garlic, gain).inside == pytest.approx(one.wait + one.minutes, rel=1e-6)


@settings(max_examples=30)
@given(st.integers(0, 99), st.integers(0, 5), st.integers(0, 30), st.sampled_from((0.0, 1.5)))
def test_every_dish_is_made_and_the_players_show_the_same_ones(seed, chefs, gain, call):
    found = outcome(seed, garlic_chefs=chefs, gain=gain, call=call, dishes=2_000)
    assert len(found.takes) == (1 if chefs == 0 else 2)
    arrivals = set()
    for take in found.takes:
        assert_whole(take.trace)
        assert len(take.trace.stops) == 320
        arrivals.add(tuple((stop.order, stop.arrive) for stop in take.trace.stops))
    assert len(arrivals) == 1
    assert found.trace == found.takes[0].trace


def test_idle_chefs_are_counted():
    served = serve(Orders(np.array([0.0, 1.0, 1.5]), np.array([4.0, 1.0, 1.0])), 2)
    assert idle_when(np.array([0.5, 1.2, 1.7, 2.5, 4.5]), served, 2).tolist() == [1, 0, 0, 0, 2]


def test_the_sample_is_a_part_of_the_run_and_the_seed_decides():
    for changes in ({}, {"garlic_chefs": 0}):
        few = replace(LESSON, dishes=2_000, **changes)
        assert sample(few, 9) == {name: run(few, 9, silent).number(name) for name in EXPERIMENT.headline}
    assert outcome(3, dishes=2_000) == outcome(3, dishes=2_000)
    assert outcome(3, dishes=2_000).sentence != outcome(4, dishes=2_000).sentence


def test_the_lens_tells_it_as_a_data_centre():
    told = LENS.turn(outcome().sentence)
    assert "a request waits" in told
    assert "search servers have nothing to do" in told
    assert "chef" not in told
