"""L15: the nearest shop is the slowest choice, a fire takes what has no copy, and what needs all is up less."""

from dataclasses import replace

import pytest
import simpy
from hypothesis import given, settings
from hypothesis import strategies as st

from simulator.engine.experiments import silent
from simulator.engine.experiments.dispatch import EXPERIMENT, Settings, calls_of, evening_of, run, sample
from simulator.engine.experiments.dispatch_evening import RULES, minutes
from simulator.engine.experiments.town import COOK, DISTRICTS, NEAREST, OVENS, RIDES
from tests.engine.traces import assert_whole


def outcome(seed=7, **changes):
    return run(replace(Settings(), **changes), seed, silent)


@pytest.fixture(scope="module")
def lesson():
    return outcome()


def test_the_nearest_shop_is_the_slowest_choice(lesson):
    # lessons.md, L15: 32, 27 and 25 minutes
    assert [lesson.number(name) for name in ("near", "middle", "far")] == [32, 27, 25]
    assert lesson.finding("soonest").value == "Hill"
    assert RIDES[0] == (8, 11, 15)


@pytest.mark.parametrize(("rule", "took"), [("nearest", 32), ("expected", 25), ("least", 25)])
def test_the_first_call_takes_what_the_formula_says(rule, took):
    assert outcome(rule=rule).number("first") == pytest.approx(took)


def test_nights_on_which_all_three_are_open(lesson):
    # 0.99 ** 3 = 97.03%
    assert lesson.finding("all_up").theory == pytest.approx(97.0299)
    assert lesson.number("all_up") == pytest.approx(97.03, abs=0.4)
    assert lesson.finding("any_up").theory == pytest.approx(99.9999)
    assert lesson.number("any_up") > 99.98


def test_the_soonest_at_the_door_beats_the_nearest_and_the_shortest(lesson):
    soonest = lesson.number("mean_expected")
    assert soonest < lesson.number("mean_two") < lesson.number("mean_nearest")
    assert soonest < lesson.number("mean_least")
    assert lesson.number("local") == 100
    assert outcome(rule="least").number("local") < 50 < outcome(rule="expected").number("local")


def test_an_old_list_costs_the_shortest_queue_most():
    fresh, old = outcome(), outcome(age=20)
    cost = {name: old.number(f"mean_{name}") - fresh.number(f"mean_{name}") for name in RULES}
    assert cost["nearest"] == 0
    assert cost["least"] > cost["expected"] > cost["two"] > 0


def test_a_fire_takes_what_has_no_copy():
    burnt, copied = outcome(fire="0"), outcome(fire="0", copies=True)
    assert burnt.number("lost") == burnt.number("burnt") > 0
    assert copied.number("burnt") == burnt.number("burnt")
    assert copied.number("lost") == 0
    soonest = outcome(fire="0", rule="expected")
    assert soonest.number("lost") < burnt.number("lost")
    assert burnt.scene.shops[0].burnt


def test_orders_that_need_two_shops_burn_more_often():
    lost = {
        both: sum(outcome(seed, fire="1", rule="least", both=both).number("lost") for seed in range(25))
        for both in (0, 100)
    }
    assert lost[100] > 1.2 * lost[0]


def test_the_nearest_shop_is_that_of_simpy_order_by_order():
    chosen = replace(Settings(), waiting=(0, 0, 0))
    calls = calls_of(chosen, 3)
    world = simpy.Environment()
    shops = [simpy.Resource(world, OVENS) for _ in range(3)]
    took = {}

    def one(order, came):
        yield world.timeout(came)
        shop = NEAREST[calls.district[order]]
        with shops[shop].request() as oven:
            yield oven
            yield world.timeout(COOK)
        yield world.timeout(RIDES[calls.district[order]][shop])
        took[order] = world.now - came

    def busy(shop, until):
        # at the start two of the three ovens are taken, for 2 and for 4 minutes
        with shops[shop].request() as oven:
            yield oven
            yield world.timeout(until)

    for shop in range(3):
        for until in (2.0, 4.0):
            world.process(busy(shop, until))
    for order, came in enumerate(calls.came):
        world.process(one(order, came))
    world.run()
    ours = minutes(calls, evening_of(chosen, 3, calls, "nearest"))
    assert dict(ours) == pytest.approx(took)


def test_shares_of_the_districts_are_the_whole():
    assert sum(district.share for district in DISTRICTS) == 100


@settings(max_examples=25, deadline=None)
@given(
    st.builds(
        Settings,
        rule=st.sampled_from(list(RULES)),
        age=st.integers(0, 60),
        fire=st.sampled_from(("none", "0", "1", "2")),
        copies=st.booleans(),
        both=st.integers(0, 100),
        load=st.integers(10, 120),
        waiting=st.tuples(*[st.integers(0, 40)] * 3),
        hours=st.just(2),
    ),
    st.integers(0, 99),
)
def test_any_evening_is_told_whole(chosen, seed):
    result = run(chosen, seed, silent)
    calls = calls_of(chosen, seed)
    for name, take in zip(
        (chosen.rule, *(one for one in RULES if one != chosen.rule)), result.takes, strict=True
    ):
        evening = evening_of(chosen, seed, calls, name)
        assert len(evening.door) + len(evening.lost) == len(calls.came)
        assert all(took >= COOK / 2 for took in minutes(calls, evening).values())
        assert_whole(replace(take.trace, end=max(stop.end for stop in take.trace.stops)))
        assert len(take.trace.stops) <= 750
    assert sample(chosen, seed) == {"mean": result.number("mean")}
    assert result == run(chosen, seed, silent)


def test_read_in_the_data_centre(lesson):
    turned = EXPERIMENT.lens.turn(outcome(fire="0").sentence)
    assert "a response is at the client after" in turned
    assert "The outage at the Harbour takes" in turned
    for word in ("shop", "order", "pizza", "door"):
        assert word not in turned
