"""L20: the remainder, the even numbers, and what an oven remembers."""

from collections import Counter

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from simulator.engine.experiments import BadSettings, read, silent, to_query
from simulator.engine.experiments.customer_names import MOST, customer_names
from simulator.engine.experiments.deal_by_remainder import EXPERIMENT, NUMBERS, Settings, cards_of, run
from simulator.engine.experiments.recent import hits


def dealt(seed=7, **chosen):
    return run(Settings(**chosen), seed, silent)


def counts(outcome):
    return [int(y) for y in outcome.line("customers.customers").y]


def test_even_numbers_by_four_use_ovens_0_and_2_only():
    outcome = dealt(keys="even", ovens=4)
    assert counts(outcome) == [30, 0, 30, 0]
    assert outcome.number("cold") == 2
    assert outcome.number("fullest") == 30


def test_numbers_in_a_row_are_dealt_evenly():
    assert counts(dealt(keys="row", ovens=4)) == [15, 15, 15, 15]


def test_a_weak_hash_does_not_repair_it_and_a_good_one_does():
    assert dealt(hash="weak").number("cold") == 2
    assert dealt(hash="mixed").number("cold") == 0


@pytest.mark.parametrize("keys", ["row", "even", "names"])
def test_sixty_thousand_hashed_keys_on_ten(keys):
    """Peak to mean 1.03; chance alone moves it by about a hundredth."""
    outcome = dealt(keys=keys, hash="mixed", ovens=10, customers=60_000, visits=10)
    assert outcome.number("peak_to_mean") == pytest.approx(1.03, abs=0.012)


@pytest.mark.parametrize(
    ("chosen", "own"),
    [({"keys": "row"}, 100.0), ({"keys": "even"}, 100 * 20 / 30), ({"keys": "even", "memory": 15}, 50.0)],
)
def test_memories_follow_the_closed_form(chosen, own):
    outcome = dealt(visits=200, **chosen)
    assert outcome.finding("hit_ratio").theory == pytest.approx(own)
    assert outcome.number("hit_ratio") == pytest.approx(own, abs=2.0)
    any_oven = outcome.finding("hit_ratio_any")
    assert any_oven.value == pytest.approx(any_oven.theory, abs=2.0)


@given(st.integers(1, 100), st.sampled_from(("row", "even", "names")), st.sampled_from(tuple(NUMBERS)))
def test_every_customer_has_the_oven_of_the_remainder(ovens, keys, hashed):
    outcome = dealt(ovens=ovens, keys=keys, hash=hashed, visits=10)
    numbers = NUMBERS[hashed](cards_of(keys, 60, 7))
    expected = Counter((numbers % ovens).tolist())
    assert counts(outcome) == [expected[oven] for oven in range(ovens)]
    rows = outcome.scene.rows
    assert [row.count for row in rows] == counts(outcome)[: len(rows)]
    assert sum(len(row.customers) for row in rows) <= 60


@given(st.lists(st.tuples(st.integers(0, 6), st.integers(0, 2)), max_size=60), st.integers(1, 5))
def test_an_oven_remembers_the_last_ones_that_fit(orders, room):
    """Against the plain meaning: known if fewer than `room` others came to this oven since the last visit."""
    customers, ovens = [one for one, _ in orders], [oven for _, oven in orders]
    for index, known in enumerate(hits(customers, ovens, room, silent)):
        before = [c for c, o in zip(customers[:index], ovens[:index], strict=True) if o == ovens[index]]
        if customers[index] not in before:
            assert not known
            continue
        last = len(before) - 1 - before[::-1].index(customers[index])
        assert known == (len(set(before[last + 1 :])) < room)


def test_names_are_all_different_and_of_the_seed():
    names = customer_names(60_000, 7)
    assert len(set(names)) == 60_000 <= MOST
    assert names == customer_names(60_000, 7) != customer_names(60_000, 8)


def test_the_same_seed_gives_the_same_run_and_only_long_ones_are_slow():
    assert dealt(keys="names") == dealt(keys="names")
    assert dealt(keys="names") != dealt(keys="names", seed=8)
    assert not EXPERIMENT.slow(Settings())
    assert EXPERIMENT.slow(Settings(customers=60_000))
    ticks = []
    run(Settings(customers=2_000), 7, lambda done, total: ticks.append((done, total)))
    assert ticks == sorted(ticks)
    assert ticks[-1][0] <= ticks[-1][1] == 2 * 100_000


def test_settings_travel_in_a_link():
    settings = Settings(ovens=7, keys="names", hash="mixed")
    assert read(Settings, to_query(settings)) == settings
    with pytest.raises(BadSettings):
        read(Settings, {"ovens": "0"})


def test_numbers_are_whole_and_not_negative():
    for keys in ("row", "even", "names"):
        for number in NUMBERS.values():
            values = number(cards_of(keys, 60, 7))
            assert values.dtype == np.int64
            assert (values >= 0).all()
