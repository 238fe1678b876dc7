"""L03: time against busy share, lines apart and together, and many chefs, beside theory."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from simulator.engine.experiments import silent
from simulator.engine.experiments.busy_chef import EXPERIMENT, LENS, run
from simulator.engine.experiments.busy_lines import WAYS, Expected, Settings, Shop
from simulator.engine.experiments.busy_scene import BusyScene
from simulator.engine.queues import theory
from tests.engine.traces import assert_whole

SEED = 103


def outcome(seed=SEED, **changes):
    return run(Settings(**changes), seed, silent)


@pytest.fixture(scope="module")
def lesson():
    return outcome()


def test_one_chef_at_90_percent_takes_ten_cooking_times():
    at_90 = outcome(busy=90, minutes=1.0)
    assert at_90.number("mean") == pytest.approx(10.0, rel=0.10)
    assert at_90.finding("mean").theory == pytest.approx(10.0)
    assert at_90.finding("p99").theory == pytest.approx(46.1, abs=0.05)
    assert at_90.number("p99") == pytest.approx(46.1, rel=0.15)


def test_from_80_to_95_percent_is_four_times_as_long(lesson):
    expected = lesson.line("time.theory")
    at = dict(zip(expected.x, expected.y, strict=True))
    assert (at[80], at[95]) == pytest.approx((30.0, 120.0))
    measured = dict(zip(*(getattr(lesson.line("time.measured"), axis) for axis in "xy"), strict=True))
    assert measured[80] == pytest.approx(30.0, rel=0.05)
    assert measured[95] == pytest.approx(120.0, rel=0.10)


def test_two_chefs_apart_together_and_as_one():
    two = outcome(busy=90, chefs=2)
    assert two.number("rate") == pytest.approx(18.0)
    for name, minutes in (("each", 60.0), ("one", 31.6), ("fast", 30.0)):
        assert two.finding(name).theory == pytest.approx(minutes, abs=0.05)
        assert two.number(name) == pytest.approx(minutes, rel=0.05)


def test_ten_chefs_wait_four_minutes_where_one_waits_54():
    ten = outcome(busy=90, chefs=10)
    assert ten.finding("wait").theory == pytest.approx(0.669 * 6, rel=0.001)
    assert ten.number("wait") == pytest.approx(4.0, rel=0.10)
    assert Expected(Settings()).wait("one", 0.9, 1) == pytest.approx(54.0)
    assert ten.number("have_to_wait") == pytest.approx(67, abs=2)
    assert ten.number("p99") == pytest.approx(ten.finding("p99").theory, rel=0.05)


def test_a_fifth_less_work_cuts_the_time_by_71_percent():
    # Pizza 1: the process is improved, the same orders come
    before, after = outcome(busy=90), outcome(busy=72, minutes=4.8)
    assert before.number("rate") == pytest.approx(after.number("rate"))
    assert 1 - after.finding("mean").theory / before.finding("mean").theory == pytest.approx(0.71, abs=0.005)
    assert 1 - after.number("mean") / before.number("mean") == pytest.approx(0.71, abs=0.02)


@pytest.mark.parametrize("works", ["even", "random", "wild"])
def test_uneven_work_waits_as_pollaczek_and_khinchine_say(works):
    found = np.mean([outcome(seed, busy=80, works=works).number("wait") for seed in range(4)])
    assert found == pytest.approx(Expected(Settings(works=works)).wait("one", 0.8, 1), rel=0.05)


def test_even_gaps_wait_less_and_bursts_more_and_neither_has_theory():
    even, chance, bursts = (outcome(busy=80, gaps=gaps) for gaps in ("even", "random", "wild"))
    assert even.number("wait") < chance.number("wait") < bursts.number("wait")
    assert even.finding("wait").theory is bursts.finding("wait").theory is None
    assert [line.role for line in bursts.charts[0].lines] == ["measured"]


@given(st.integers(2, 8), st.integers(50, 99), st.integers(0, 99))
@settings(max_examples=20)
def test_one_line_is_never_worse_than_lines_apart_and_a_fast_chef_is_quickest(chefs, busy, seed):
    # the fast chef is not better for every order, but on average; one line is
    shop = Shop(Settings(chefs=chefs, busy=busy, orders=2_000), seed)
    each, one, fast = (shop.serve(way, busy / 100, chefs, 2_000) for way in WAYS)
    assert fast.inside.mean() <= one.inside.mean() + 1e-9
    assert one.wait.mean() <= each.wait.mean() + 1e-9
    assert np.all(one.arrive == each.arrive)


@pytest.mark.parametrize("chefs", [1, 2, 10, 50])
def test_the_takes_are_whole_and_meet_the_same_orders(chefs):
    result = outcome(chefs=chefs, busy=90, orders=2_000)
    takes = [take.trace for take in result.takes] or [result.trace]
    assert len(takes) == {1: 1, 50: 2}.get(chefs, 3)
    assert result.trace == takes[0]
    for trace in takes:
        assert_whole(trace)
        assert len(trace.stops) == 300
        assert [stop.arrive for stop in trace.stops] == [stop.arrive for stop in takes[0].stops]


def test_what_is_played_is_what_was_measured():
    two = Settings(chefs=2, busy=90, orders=2_000)
    result, shop = run(two, SEED, silent), Shop(two, SEED)
    for way, take in zip(shop.ways, result.takes, strict=True):
        served = shop.serve(way, 0.9, 2, 2_000)
        ends = sorted(stop.end for stop in take.trace.stops)
        assert ends == pytest.approx(np.sort(served.end[:300]).tolist())


def test_the_strips_have_one_scale_and_the_chosen_share(lesson):
    scene = lesson.scene
    assert isinstance(scene, BusyScene)
    assert [strip.name for strip in scene.paces] == ["50% busy", "80% busy", "95% busy"]
    assert scene.top == max(strip.most for strip in scene.paces)
    assert not scene.ways
    three = outcome(busy=70, chefs=4, orders=2_000).scene
    assert [strip.chosen for strip in three.paces] == [False, True, False, False]
    assert len(three.ways) == 3


def test_erlang_c_stands_on_the_chart(lesson):
    # facts.md 3.1, 95%
    line = lesson.line("chances.theory")
    assert dict(zip(line.x, line.y, strict=True)) == pytest.approx(
        {"1 chef": 95, "2 chefs": 93, "4 chefs": 89, "10 chefs": 83, "50 chefs": 63}, abs=0.6
    )
    assert lesson.line("chances.measured").y == pytest.approx(line.y, abs=4)


@pytest.mark.parametrize(("servers", "rho"), [(1, 0.9), (2, 0.5), (10, 0.9), (50, 0.95)])
def test_percentiles_for_many_servers(servers, rho):
    high = theory.percentile_inside(0.99, rho, servers)
    assert theory.share_above(high, servers, rho) == pytest.approx(0.01)
    assert theory.share_above(0.0, servers, rho) == pytest.approx(1.0)


def test_the_sample_is_the_run_and_the_lens_speaks_english(lesson):
    assert EXPERIMENT.headlines(Settings(), SEED)["mean"] == lesson.number("mean")
    assert LENS.turn("In one line for all chefs") == "In one queue for all servers"
    assert LENS.turn(lesson.sentence).startswith(
        "One server, busy 95% of the time: a request is in the system"
    )
    assert outcome(orders=2_000) == outcome(orders=2_000) != outcome(1, orders=2_000)
