"""L04: how long things take, lists in a row and at the same time, caches, lost calls, and the floor of light."""

import pytest
import simpy
from hypothesis import given
from hypothesis import strategies as st

from simulator.engine.experiments import read, silent, to_query
from simulator.engine.experiments.errands import (
    LADDER,
    LONDON_NEW_YORK,
    TIMES,
    Basket,
    floor,
    in_words,
    stretched,
    try_out,
)
from simulator.engine.experiments.shopping_list import EXPERIMENT, LENS, Settings, run

FEW = 200
counts = st.fixed_dictionaries({kind: st.integers(0, 30) for kind in TIMES})


def shopped(seed=7, **chosen):
    return run(Settings(**{"orders": FEW, **chosen}), seed, silent)


def only(**chosen):
    return shopped(**{**dict.fromkeys(TIMES, 0), **chosen})


def test_the_table_of_latency_numbers():
    assert [(name, in_words(time), stretched(time)) for name, time in LADDER] == [
        ("L1 cache", "0.5 ns", "half a second"),
        ("main memory", "100 ns", "1.7 minutes"),
        ("SSD random read", "150 µs", "1.7 days"),
        ("1 MB from memory", "250 µs", "2.9 days"),
        ("round trip in a data centre", "500 µs", "5.8 days"),
        ("disk seek", "10 ms", "116 days"),
        ("California to the Netherlands and back", "150 ms", "4.8 years"),
    ]
    assert [time for _, time in LADDER] == sorted(time for _, time in LADDER)
    assert shopped().number("reads_in_call") == 5_000
    assert shopped().number("call_feels") == pytest.approx(5.8, abs=0.05)


def test_no_question_from_london_to_new_york_is_answered_before_light_is_back():
    assert floor(LONDON_NEW_YORK) / 1_000 == pytest.approx(55.7)
    assert shopped().number("floor") == pytest.approx(55.7)
    assert floor(LONDON_NEW_YORK) < TIMES["ocean"]


def test_ten_calls_over_the_ocean():
    row, same = only(ocean=10), only(ocean=10, together=True)
    assert (row.number("total"), same.number("total")) == pytest.approx((1_500, 150))
    assert "takes 1.5 s" in row.sentence
    assert "takes 150 ms" in same.sentence


def test_a_thousand_memory_reads_are_shorter_than_one_call_in_the_building():
    assert only(memory=1_000).number("total") < only(building=1).number("total") == 0.5
    assert only(memory=1_000, building=1).finding("most").value == "calls in the same building"


def test_a_page_of_twelve_calls():
    assert only(building=12).number("total") == pytest.approx(6)


@given(counts)
def test_in_a_row_is_the_sum_and_at_the_same_time_the_longest(list_):
    row, same = (try_out(Basket(list_, together), 3, 1) for together in (False, True))
    assert row.total.mean() == pytest.approx(sum(list_[kind] * time for kind, time in TIMES.items()))
    assert same.total.mean() == pytest.approx(max([TIMES[kind] for kind in TIMES if list_[kind]], default=0))
    assert Basket(list_).mean() == pytest.approx(row.total.mean())
    assert Basket(list_, together=True).mean() == pytest.approx(same.total.mean())


@pytest.mark.parametrize("together", [False, True])
@pytest.mark.parametrize(("hit", "lost"), [(0.9, 0.0), (0.0, 0.02), (0.5, 0.05)])
def test_chance_comes_to_the_formula(hit, lost, together):
    basket = Basket({**dict.fromkeys(TIMES, 0), "ocean": 10}, together, hit, lost)
    assert try_out(basket, 100_000, 5).total.mean() == pytest.approx(basket.mean(), rel=0.015)


def test_a_cache_helps_a_row_more_than_calls_at_the_same_time():
    chosen = {"ocean": 10, "hit": 90, "orders": 5_000}
    row, same = only(**chosen), only(**chosen, together=True)
    assert row.number("total") / 1_500 == pytest.approx(0.1, abs=0.01)
    assert same.number("total") / 150 == pytest.approx(1 - 0.9**10, abs=0.02)


def test_half_of_the_calls_made_again_had_been_done():
    outcome = only(ocean=10, lost=10.0, orders=5_000)
    assert outcome.number("twice") == pytest.approx(1_000 * 10 * 0.5 * 0.1 / 0.9, rel=0.05)
    assert only(ocean=10).number("twice") == 0


def test_errands_as_simpy_runs_them():
    list_ = {"memory": 30, "ssd": 3, "building": 2, "ocean": 1}

    def takes(together):
        env = simpy.Environment()
        errands = [TIMES[kind] for kind, count in list_.items() for _ in range(count)]

        def order():
            if together:
                yield env.all_of([env.timeout(time) for time in errands])
            else:
                for time in errands:
                    yield env.timeout(time)

        env.run(env.process(order()))
        return env.now

    for together in (False, True):
        assert try_out(Basket(list_, together), 1, 1).total[0] == pytest.approx(takes(together))


@given(
    counts,
    st.booleans(),
    st.sampled_from(("log", "linear")),
    st.integers(0, 100),
    st.sampled_from((0.0, 2.0)),
)
def test_the_picture_has_one_largest_piece_and_stays_in_its_frame(list_, together, scale, hit, lost):
    outcome = shopped(**list_, together=together, scale=scale, hit=hit, lost=lost)
    bars = outcome.scene.bars
    assert all(0 <= bar.share <= 100.01 for bar in bars)
    assert sum(bar.most for bar in bars) == (outcome.number("total") > 0)
    assert [bar.count for bar in bars] == [list_[kind] for kind in TIMES]
    assert [mark.at for mark in outcome.scene.marks] == sorted(mark.at for mark in outcome.scene.marks)


def test_through_the_lens():
    assert LENS.turn(only(ocean=10).sentence) == (
        "In a row, a request takes 1.5 s. The 10 calls across the ocean are 100% of it. At the same time it would be "
        "150 ms."
    )
    assert only().sentence.startswith("The list is empty")


def test_the_same_seed_gives_the_same_run_and_settings_travel_in_a_link():
    settings = Settings(hit=50, lost=1.0)
    assert run(settings, 7, silent) == run(settings, 7, silent)
    assert EXPERIMENT.headlines(settings, 7) == {"total": run(settings, 7, silent).number("total")}
    assert EXPERIMENT.headlines(settings, 8) != EXPERIMENT.headlines(settings, 7)
    assert read(Settings, to_query(settings)) == settings
    assert not EXPERIMENT.slow(Settings())
    assert EXPERIMENT.slow(Settings(ocean=200, orders=20_000))
