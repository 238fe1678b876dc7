"""L17: a rail takes up a rush, not an overload; and what is not ticked off comes twice."""

from collections import Counter
from dataclasses import replace

import numpy as np
import pytest
import simpy
from hypothesis import given, settings
from hypothesis import strategies as st

from simulator.engine.experiments import silent
from simulator.engine.experiments.rail_line import Curve, Rail, arrivals, crashes_of, play
from simulator.engine.experiments.the_rail import EXPERIMENT, LENS, Settings, run, sample, watch
from tests.engine.traces import assert_whole

LESSON = Settings()


def outcome(seed=7, **changes):
    return run(replace(LESSON, **changes), seed, silent)


def test_a_rush_of_ten_minutes():
    found = outcome()
    assert found.number("backlog") == 100
    assert found.number("wait") == pytest.approx(5.0)
    assert found.number("drain") == pytest.approx(10.0)
    assert (found.number("refused_bare"), found.number("rush_orders")) == (100, 300)
    for name in ("backlog", "wait", "drain", "refused", "dropped", "refused_bare"):
        assert found.number(name) == pytest.approx(found.finding(name).theory), name


def test_at_21_a_minute_it_grows_for_ever():
    lengths = [
        outcome(curve="steady", rush=21, watch=minutes).number("backlog") for minutes in (60, 120, 240)
    ]
    assert lengths == [60, 120, 240]
    assert outcome(curve="steady", rush=21).finding("drain").value == "never: it grows for ever"
    assert outcome(curve="steady", rush=19).number("backlog") == 0


@pytest.mark.parametrize(("full", "lost", "wait"), [("refuse", 60, 2.0), ("drop", 60, 2.0), ("slow", 0, 5.0)])
def test_what_a_full_rail_does(full, lost, wait):
    found = outcome(limit=40, full=full)
    assert found.number("backlog") == 40
    assert found.number("refused") + found.number("dropped") == lost
    assert found.number("wait") == pytest.approx(wait)
    assert [take.name for take in found.takes][-1] == "No rail"
    assert len(found.takes) == 4


def test_a_dropped_order_is_the_oldest():
    dropped = [one for one in watch(replace(LESSON, limit=40, full="drop"), 7).visits if one.lost]
    for one in dropped:
        assert one.end - one.hung == pytest.approx(max(visit.end - visit.hung for visit in dropped), abs=0.7)


def test_order_numbers_stop_the_second_pizza_but_not_the_second_making():
    without, numbered = outcome(crash=5), outcome(crash=5, numbers=True)
    assert without.number("twice") == without.number("again") == 22
    assert numbered.number("twice") == 0
    assert numbered.number("known") == numbered.number("again") == 22
    many = [sample(replace(LESSON, crash=5), seed)["again"] for seed in range(60)]
    assert np.mean(many) == pytest.approx(without.finding("again").theory, rel=0.08)


def test_an_independent_model_agrees():
    """SimPy: 20 pairs who have all been at work at even gaps, orders by chance."""
    times = arrivals(Curve("rush", 30, 10, 10, 30), 5)
    env = simpy.Environment()
    pairs = simpy.Resource(env, capacity=20)
    begun = {}

    def busy_at_first(until):
        with pairs.request() as pair:
            yield pair
            yield env.timeout(until)

    def order(number, at):
        yield env.timeout(at)
        with pairs.request() as pair:
            yield pair
            begun[number] = env.now
            yield env.timeout(1.0)

    for pair in range(20):
        env.process(busy_at_first(pair / 20))
    for number, at in enumerate(times):
        env.process(order(number, at))
    env.run()
    visits = play(Rail(20, 1_000, "refuse"), times, [0] * len(times))
    assert [one.begun for one in visits] == pytest.approx([begun[one.order] for one in visits])


@settings(max_examples=30)
@given(
    st.sampled_from(("rush", "steady", "waves")),
    st.integers(1, 40),
    st.integers(0, 30),
    st.sampled_from((0, 1, 7, 1_000)),
    st.sampled_from(("refuse", "drop", "slow")),
    st.integers(0, 30),
    st.booleans(),
    st.integers(0, 99),
)
def test_every_order_ends_in_one_way(curve, rush, pairs, limit, full, crash, chance, seed):
    chosen = replace(
        LESSON,
        curve=curve,
        rush=rush,
        pairs=max(1, pairs),
        limit=limit,
        full=full,
        crash=crash,
        chance=chance,
    )
    evening = watch(chosen, seed)
    firsts = Counter(one.order for one in evening.visits if not one.again)
    assert firsts == Counter(range(len(evening.times)))
    made = [one for one in evening.visits if not one.lost]
    assert all(one.came <= one.hung <= one.begun + 1e-9 for one in made)
    assert [one.begun for one in sorted(made, key=lambda one: (one.hung, one.begun))] == sorted(
        one.begun for one in made
    )
    if crash == 0:
        assert evening.longest_rail <= limit
        assert not evening.again
    if full == "slow" and limit:
        assert len(made) >= len(evening.times)
    result = run(chosen, seed, silent)
    for take in result.takes:
        assert_whole(take.trace)
        assert len(take.trace.stops) <= 600


@settings(max_examples=30)
@given(st.integers(21, 60), st.integers(1, 20), st.integers(0, 19))
def test_the_closed_forms_hold_for_every_rush(rush, minutes, calm):
    found = outcome(rush=rush, minutes=minutes, calm=calm, watch=30 + minutes)
    assert found.number("backlog") == pytest.approx(found.finding("backlog").theory, abs=1.01)
    assert found.number("wait") == pytest.approx(found.finding("wait").theory, abs=0.11)
    assert found.number("refused_bare") == pytest.approx(
        found.finding("refused_bare").theory, abs=rush / 20 + 20
    )


def test_orders_by_chance_are_as_many_and_the_same_for_every_rail():
    curve = Curve("waves", 30, 10, 10, 60)
    counts = [len(arrivals(curve, seed)) for seed in range(40)]
    assert np.mean(counts) == pytest.approx(len(arrivals(curve, None)), rel=0.02)
    assert crashes_of(3, 50, 0.2) == crashes_of(3, 50, 0.2)
    wide, narrow = (watch(replace(LESSON, chance=True, limit=limit), 3) for limit in (1_000, 10))
    assert wide.times.tolist() == narrow.times.tolist()


def test_the_same_seed_gives_the_same_run_and_the_sample_is_a_part_of_it():
    chosen = replace(LESSON, chance=True, crash=10)
    assert run(chosen, 4, silent) == run(chosen, 4, silent)
    assert sample(chosen, 4) == {name: run(chosen, 4, silent).number(name) for name in EXPERIMENT.headline}


def test_the_lens_tells_it_as_a_data_centre():
    told = LENS.turn(outcome(crash=5, numbers=True).sentence)
    assert "The queue gets 103 requests long" in told
    assert "rail" not in told
