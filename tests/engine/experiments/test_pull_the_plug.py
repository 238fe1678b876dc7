"""L09: spare room decides who survives, a shared cause eats a nine, and callers can make a small outage large."""

import math
from dataclasses import replace
from itertools import pairwise

import numpy as np
import pytest
import simpy
from hypothesis import given, settings
from hypothesis import strategies as st

from simulator.engine.experiments import silent
from simulator.engine.experiments.plug_charts import TRIGGERS
from simulator.engine.experiments.plug_evening import Callers, Shops, play
from simulator.engine.experiments.plug_together import (
    all_down,
    calls_drawn,
    calls_expected,
    drawn_down,
    safe_share,
)
from simulator.engine.experiments.pull_the_plug import EXPERIMENT, LENS, Settings, draw, run, sample
from simulator.engine.queues import draw_orders
from tests.engine.traces import assert_whole

LESSON = Settings()
SMALL = {"stopped": 2, "outage": 10}


def outcome(seed=7, **changes):
    return run(replace(LESSON, **changes), seed, silent)


@pytest.mark.parametrize(("shops", "load"), [(4, 93.3), (3, 105.0), (2, 140.0)])
def test_the_load_of_those_that_are_left(shops, load):
    found = outcome(shops=shops)
    assert found.number("survivors") == pytest.approx(load, abs=0.1)
    assert found.finding("survivors").theory == pytest.approx(70 * shops / (shops - 1))


def test_three_fall_and_four_survive():
    """In a long cut the lines of three grow by about one order in twenty, those of four do not."""
    lost = {shops: outcome(shops=shops, callers="once").number("lost") for shops in (3, 4)}
    assert lost[4] == 0
    assert lost[3] > 30
    growth = [
        np.mean([longest(outcome(seed, shops=shops, outage=220, watch=240), "Wait") for seed in range(3)])
        for shops in (3, 4)
    ]
    assert growth[0] > 2 * growth[1]


def longest(found, name):
    return max(found.line(f"lines.{name}").y)


def test_how_busy_is_safe():
    safe = {shops: round(100 * safe_share(shops), 1) for shops in (2, 3, 4, 5, 10)}
    assert safe == {2: 50.0, 3: 66.7, 4: 75.0, 5: 80.0, 10: 90.0}


@pytest.mark.parametrize(
    ("shared", "percent"), [(0.0, 0.0100), (0.01, 0.0198), (0.05, 0.0590), (0.1, 0.1081), (0.2, 0.2064)]
)
def test_a_shared_cause(shared, percent):
    assert 100 * all_down(2, shared) == pytest.approx(percent, abs=5e-5)


def test_a_tenth_shared_makes_it_eleven_times_as_often():
    found = outcome()
    assert found.finding("factor").theory == pytest.approx(10.8, abs=0.02)
    assert found.finding("about").value == "11×"
    drawn = [drawn_down(0.1, seed) for seed in range(5)]
    assert np.mean(drawn) == pytest.approx(all_down(2, 0.1), rel=0.05)
    assert drawn_down(0.0, 1) == pytest.approx(1e-4, rel=0.4)


def test_six_copies_do_not_get_below_what_they_share():
    assert all_down(6, 0.1) == pytest.approx(0.001, rel=1e-3)


@pytest.mark.parametrize(("fails", "calls"), [(0.1, 1.11), (0.5, 1.88), (1.0, 4.0)])
def test_calls_for_each_order(fails, calls):
    assert calls_expected(fails) == pytest.approx(calls, abs=0.006)
    assert calls_drawn(fails, 7, 20_000) == pytest.approx(calls, rel=0.02)


@pytest.mark.parametrize("callers", ["once", "back-off"])
def test_if_every_call_fails_four_are_made(callers):
    found = outcome(stopped=4, outage=240, callers=callers)
    assert found.number("calls_away") == found.finding("calls_away").theory == 4.0
    assert outcome(stopped=4, outage=240).number("calls_away") == 1.0


def test_calling_again_at_once_makes_a_small_outage_large():
    once, wait, back_off = (outcome(callers=rule, **SMALL) for rule in ("once", "wait", "back-off"))
    assert once.number("lost") > 70
    assert once.number("calls") > 3
    assert wait.number("lost") == back_off.number("lost") == 0
    lost = [sample(replace(LESSON, callers="once", **SMALL), seed)["lost"] > 20 for seed in range(6)]
    assert sum(lost) >= 5


def test_back_off_buys_time_and_no_more():
    """In a long outage that is too much for the others it fails as well; throwing dead slips away does not."""
    assert outcome(callers="back-off", stopped=2, outage=20).number("lost") > 50
    for rule in ("once", "back-off"):
        assert outcome(callers=rule, forget=True, **SMALL).number("lost") == 0
    assert outcome(callers="once", forget=True, **SMALL).number("wasted") == 0


def test_what_sets_off_outages():
    shares = dict(TRIGGERS)
    assert sum(shares.values()) == 100
    assert shares["hardware"] == 2
    assert shares["programs"] + shares["settings"] == 68


def test_an_independent_model_agrees():
    """SimPy: one of three shops dark from the start, callers who call again, and slips that nobody takes back."""
    count, gap = 150, 0.3
    orders = draw_orders(3, count, gap=gap, work=2.0)
    callers, shops = Callers("once", "", 5.0, 4), Shops(3, 3, 1, 0.0, 20.0, 4.0)
    env = simpy.Environment()
    ovens = [simpy.Resource(env, 3) for _ in range(3)]
    begun, turn, light = {}, [0], env.timeout(20.0)

    def slip(order, number, shop, done):
        if shop == 0:
            yield light
        with ovens[shop].request() as oven:
            yield oven
            begun[order, number] = env.now
            yield env.timeout(orders.work[order])
            if not done.triggered:
                done.succeed()

    def caller(order):
        yield env.timeout(orders.arrive[order])
        for number in range(1, 5):
            among = (1, 2) if 4.0 <= env.now < 20.0 else (0, 1, 2)
            shop = among[turn[0] % len(among)]
            turn[0] += 1
            done = env.event()
            env.process(slip(order, number, shop, done))
            yield done | env.timeout(5.0)
            if done.triggered:
                return

    for order in range(count):
        env.process(caller(order))
    env.run()
    ours = play(shops, orders, callers, [[0.0] * 3] * count)
    assert {(call.order, call.number): call.begun for call in ours.calls} == pytest.approx(begun)
    assert len(ours.calls) > 1.5 * count


@settings(max_examples=25)
@given(
    st.integers(1, 4),
    st.integers(1, 4),
    st.integers(30, 100),
    st.integers(1, 60),
    st.integers(0, 10),
    st.integers(1, 3),
    st.booleans(),
    st.sampled_from(("wait", "once", "back-off")),
    st.integers(0, 99),
)
def test_every_call_ends_in_one_way(shops, stopped, load, away, notice, ovens, forget, rule, seed):
    chosen = replace(
        LESSON,
        shops=shops,
        stopped=stopped,
        load=load,
        outage=away,
        notice=float(notice),
        ovens=ovens,
        forget=forget,
        callers=rule,
        watch=25,
    )
    orders, luck = draw(chosen, seed)
    evening = play(chosen.place, orders, chosen.rules[0], luck)
    assert {call.order for call in evening.calls} == set(range(len(orders)))
    for call in evening.calls:
        assert math.isnan(call.end) != math.isnan(call.thrown)
        assert math.isnan(call.end) or not chosen.place.dark(call.shop, call.begun)
    for shop in range(shops):
        line = [call.begun for call in evening.calls if call.shop == shop and not call.cut]
        assert all(a <= b for a, b in pairwise([begun for begun in line if not math.isnan(begun)]))
    for take in run(chosen, seed, silent).takes:
        assert_whole(take.trace)
        assert len(take.trace.stops) <= 600


def test_all_rules_meet_the_same_orders_and_the_same_seed_gives_the_same_run():
    assert outcome() == outcome()
    assert outcome() != outcome(seed=8)
    found = outcome(callers="back-off")
    assert [take.name for take in found.takes] == ["Back off", "Wait", "Call again at once"]
    assert found.trace == found.takes[0].trace
    assert [station.down for station in found.trace.stations] == [((10.0, 70.0),), (), (), ()]
    assert sample(LESSON, 7)["lost"] == pytest.approx(outcome().number("lost"))
    assert not EXPERIMENT.slow(LESSON)
    assert EXPERIMENT.slow(replace(LESSON, shops=8, load=100))


def test_the_lens_turns_the_lab_into_sites_that_fail():
    assert LENS.turn("0 of 504 orders are lost, with 1.00 calls for each order") == (
        "0 of 504 requests are lost, with 1.00 tries for each request"
    )
    assert LENS.turn("The first caller has waited in vain and calls again.") == (
        "The first client has waited in vain and retries."
    )
