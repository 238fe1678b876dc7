"""L18: the mean hides a fault, a trace finds it in one look; budgets and percentiles come out as in the books."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from simulator.engine.experiments import silent
from simulator.engine.experiments.fault_instruments import INSTRUMENTS, percentile
from simulator.engine.experiments.fault_numbers import counters
from simulator.engine.experiments.fault_search import good_set, left_after_one_look, measured, search
from simulator.engine.experiments.fault_shop import SUSPECTS, draw_evening, hidden, play
from simulator.engine.experiments.find_the_fault import EXPERIMENT, LENS, Settings, run, sample

LESSON = Settings()


def outcome(seed=3, **changes):
    return run(replace(LESSON, **changes), seed, silent)


def test_the_error_budget():
    found = outcome()
    assert found.number("budget") == pytest.approx(43.2)
    assert found.number("burn") == pytest.approx(14.4)
    assert found.number("used") == pytest.approx(2.0)
    assert found.number("lasts") == pytest.approx(50.0)
    assert outcome(target="99.99").number("budget") == pytest.approx(4.32)
    assert outcome(failing=0.0).finding("lasts").value == "never"


def test_the_budget_is_what_a_count_of_minutes_says():
    """A month of minutes in which this share of orders fails for so long."""
    failing = np.zeros(30 * 24 * 60)
    failing[:60] = 0.0144
    assert 100 * failing.sum() / (0.001 * len(failing)) == pytest.approx(outcome().number("used"))


def test_the_mean_hides_the_slow_ones():
    found = outcome()
    assert [found.number(name) for name in ("mean_ms", "median_ms", "p99_ms")] == [198, 100, 5000]


def test_percentiles_are_not_averaged():
    found = outcome()
    names = ("p99_a", "p99_b", "p99_mean", "p99_all")
    assert [found.number(name) for name in names] == [100, 2000, 1050, 100]
    assert counters(100)["all"] == 100.0  # a hundred of ten thousand: just not yet
    assert found.line("merged.p99").y == (100, 2000, 1050, 100)


@given(st.lists(st.floats(0, 1000), min_size=1, max_size=300), st.sampled_from((0.5, 0.9, 0.99)))
def test_a_percentile_is_a_value_that_so_many_keep_to(values, share):
    value = percentile(np.array(values), share)
    assert value in values
    assert np.mean(np.array(values) <= value) >= share - 1e-9
    assert np.mean(np.array(values) < value) < share


@pytest.mark.parametrize("seed", range(0, 30, 3))
def test_the_mean_hides_every_fault_and_a_trace_shows_each_in_one_look(seed):
    readings, views, bad = measured(seed)
    assert left_after_one_look(readings, 1) == len(SUSPECTS) == 13
    assert left_after_one_look(readings, 8) == 1
    assert not any(shown[0].red or shown[3].red for shown in views.values())
    assert all(shown[7].red and shown[8].red for shown in views.values())
    assert min(bad.values()) > 0.05
    kinds = {INSTRUMENTS[number - 1].kind for number in good_set(readings)}
    assert kinds == {"metric", "trace", "log"}


def test_what_each_instrument_leaves():
    found = outcome()
    assert found.number("left_mean") == 13
    assert found.number("left_trace") == 1
    assert 1 < found.number("left_red") < found.number("left_p99") < 13


def test_the_mean_costs_an_hour_and_the_good_set_does_not():
    mean, good = outcome(), outcome(instruments=(2, 8, 9))
    # 30 until the phone rings, 2 to look, 3 walks of 6, 15 by trial
    assert mean.number("minutes") == 65
    # 5 until the lamp, 2 and 3 to look, 3 to read why
    assert good.number("minutes") == 13
    assert mean.number("minutes_good") == 11
    assert mean.number("burnt") == pytest.approx(65 / 43.2 * mean.number("bad"))


@settings(max_examples=40)
@given(st.integers(0, 99), st.permutations(range(1, 11)), st.integers(0, 3), st.sampled_from(SUSPECTS))
def test_a_search_ends_and_looks_only_narrow(seed, numbers, count, fault):
    readings = measured(seed % 3)[0]
    one = search(readings, fault, numbers[:count])
    lefts = [step.left for step in one.steps]
    assert lefts == sorted(lefts, reverse=True)
    assert lefts[0] == 13
    assert lefts[-1] == 1
    assert one.minutes == sum(one.phase(name) for name in ("notice", "look", "walk", "why"))
    best = good_set(readings)
    means = [
        np.mean([search(readings, every, some).minutes for every in SUSPECTS]) for some in (best, numbers[:3])
    ]
    assert means[0] <= means[1]


@given(st.integers(0, 500), st.sampled_from(("oven", "rail", "shop", "release")))
def test_a_fault_is_the_seeds_and_of_the_kind_asked_for(seed, kind):
    assert hidden(seed, kind).kind == kind
    assert hidden(seed, "seed") == hidden(seed, "seed")


def test_all_faults_are_hidden_sooner_or_later():
    assert {hidden(seed, "seed").id for seed in range(300)} == {suspect.id for suspect in SUSPECTS}


def test_every_fault_meets_the_same_orders():
    orders = draw_evening(5)
    one, other = (play(orders, suspect) for suspect in (SUSPECTS[0], SUSPECTS[-1]))
    assert one.orders is other.orders
    before = ~one.after
    assert (one.total[before] == other.total[before]).all()


def test_nothing_names_the_fault_before_a_right_guess():
    fault = hidden(3, "seed")
    found = outcome()
    told = " ".join((found.sentence, found.scene.verdict, *(chart.sentence for chart in found.charts)))
    assert fault.name not in told
    assert fault.why not in told
    wrong = outcome(guess="rail-1")
    assert fault.name not in wrong.scene.verdict
    assert wrong.number("minutes") == found.number("minutes") + 10
    right = outcome(guess=fault.id)
    assert right.scene.right
    assert fault.why in right.scene.verdict
    assert right.number("minutes") == found.number("minutes")


def test_the_shelf_says_what_a_press_does():
    scene = outcome(instruments=(1, 8)).scene
    cards = {card.instrument.number: card for card in scene.cards}
    assert (cards[1].turn, cards[1].then) == (1, "8")
    assert (cards[9].turn, cards[9].then, cards[9].can) == (0, "1, 8, 9", True)
    assert scene.money == 1
    full = outcome(instruments=(1, 8, 9)).scene
    assert [card.instrument.number for card in full.cards if card.can] == [1, 8, 9]
    assert full.panels[1].left == 1


def test_the_sample_is_a_part_of_the_run():
    for changes in ({}, {"guess": "rail-1"}, {"instruments": (5, 8, 9)}):
        chosen = replace(LESSON, **changes)
        assert sample(chosen, 11) == {
            name: run(chosen, 11, silent).number(name) for name in EXPERIMENT.headline
        }


def test_the_lens_tells_it_as_a_data_centre():
    right = outcome(guess=hidden(3, "seed").id)
    told = LENS.turn(right.scene.verdict)
    assert "Database 3 is slow" in told
    assert "oven" not in told
    assert "burner" not in told
    shelf = " ".join(LENS.turn(f"{one.name} {one.asks}") for one in INSTRUMENTS)
    assert not [word for word in ("oven", "shop", "rail", "order") if word in shelf]
