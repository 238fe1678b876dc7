"""L14: the second glance brings the gain, and a shortest queue on an old list is worse than chance."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from simulator.engine.experiments import silent
from simulator.engine.experiments.two_glances import EXPERIMENT, Settings, run, sample
from simulator.engine.queues import POLICIES, Dice, deal, draw_orders, stream
from tests.engine.traces import assert_whole


def outcome(seed=386, **changes):
    return run(replace(Settings(), **changes), seed, silent)


@pytest.fixture(scope="module")
def lesson():
    return outcome()


def test_nearly_all_the_gain_is_in_the_second_glance(lesson):
    # lessons.md, L14; the seed of the lesson is one whose mean of 50 throws is as in the fact base
    fullest = [lesson.number(f"fullest_{looks}") for looks in (1, 2, 3)]
    assert fullest == pytest.approx([5.4, 3.0, 2.5], abs=0.1)
    for looks in (1, 2, 3):
        finding = lesson.finding(f"fullest_{looks}")
        assert finding.value == pytest.approx(finding.theory, abs=0.25)


@pytest.mark.parametrize(("age", "least", "two"), [(5, 13.5, 4.3), (20, 50.2, 7.9)])
def test_the_five_minute_list_in_the_long_run(age, least, two):
    # facts.md, P5, there of 120,000 orders
    long_run = sample(replace(Settings(), hours=200, age=age), 386)
    assert long_run["mean_least"] == pytest.approx(least, rel=0.1)
    assert long_run["mean_two"] == pytest.approx(two, rel=0.1)


def test_by_chance_in_the_long_run(lesson):
    # 9.7 in facts.md, P5, where theory has 10
    chosen = replace(Settings(), hours=200)
    orders = draw_orders(386, round(chosen.rate * 60 * chosen.hours), gap=1 / chosen.rate, work=1.0)
    chance = deal(orders, (1.0,) * 10, POLICIES["random"], Dice(stream(386, 2))).inside.mean()
    assert chance == pytest.approx(9.7, rel=0.1)
    assert lesson.finding("mean_random").theory == pytest.approx(10)


def test_an_old_list_is_worse_than_chance_and_two_glances_are_not(lesson):
    assert lesson.number("mean_least") > lesson.number("mean_random") > lesson.number("mean_two")
    fresh = outcome(age=0)
    assert fresh.number("mean_least") < fresh.number("mean_two") < fresh.number("mean_random")
    assert fresh.number("mean_random") == lesson.number("mean_random")


def test_heavily_loaded_boxes():
    crowded = outcome(boxes=100, each=100, throws=20)
    extra = [crowded.number(f"extra_{looks}") for looks in (1, 2, 3)]
    assert extra == pytest.approx([25, 1.9, 1.0], abs=2.5)
    assert crowded.scene.floor > 0


def test_the_piles_hold_the_balls(lesson):
    for pile in lesson.scene.piles:
        assert sum(count for _, count in pile.steps) == 1_000
        counts = [count for _, count in pile.steps]
        assert counts == sorted(counts, reverse=True)
        assert pile.empty == 1_000 - counts[0]
    assert [pile.chosen for pile in lesson.scene.piles] == [False, True, False, False]


def test_the_player_says_who_is_on_the_list(lesson):
    says = dict(lesson.trace.says)
    assert "so for 5 min every order goes there" in says[5.0]
    idle = says[5.0].removeprefix("Minute 5: a new list. ").split(" have nothing")[0].split(" has nothing")[0]
    sent = {stop.station.capitalize() for stop in lesson.trace.stops if 5 <= stop.arrive < 10}
    assert sent <= set(idle.replace(" and ", ", ").split(", "))


@settings(max_examples=12, deadline=None)
@given(
    st.builds(
        Settings,
        boxes=st.integers(10, 200),
        looks=st.sampled_from("0123"),
        age=st.integers(0, 60),
        each=st.integers(1, 3),
        throws=st.integers(1, 5),
        load=st.integers(10, 99),
        hours=st.just(1),
    ),
    st.integers(0, 99),
)
def test_any_setting_is_told_whole(chosen, seed):
    result = run(chosen, seed, silent)
    for take in result.takes:
        ends = max(stop.end for stop in take.trace.stops)
        assert_whole(replace(take.trace, end=max(ends, take.trace.end)))
    assert sample(chosen, seed) == {name: result.number(name) for name in EXPERIMENT.headline}
    assert result == run(chosen, seed, silent)


def test_read_in_the_data_centre(lesson):
    turned = EXPERIMENT.lens.turn(lesson.sentence)
    assert "Ten servers by a load report 5 min old: requests take" in turned
    assert not EXPERIMENT.slow(Settings())
    assert EXPERIMENT.slow(Settings(hours=200))
