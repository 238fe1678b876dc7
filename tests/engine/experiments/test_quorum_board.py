"""L11: two groups that are larger than the whole share a member; weaker settings miss it as the formula says."""

from dataclasses import replace
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from simulator.engine.experiments import read, silent, to_query
from simulator.engine.experiments.quorum_board import EXPERIMENT, LENS, Settings, run, sample
from simulator.engine.experiments.quorum_rounds import Quorum, catch_up, fastest, slowest, stale_share

LESSON = Settings()
counts = st.integers(1, 7)


def outcome(seed=199, **changes):
    return run(replace(LESSON, **changes), seed, silent)


def by_listing(books, write, asked):
    """The chance to miss the write, by going through every choice of who is asked."""
    choices = list(combinations(range(books), asked))
    return sum(min(choice) >= write for choice in choices) / len(choices)


@pytest.mark.parametrize(
    ("books", "write", "asked", "percent"),
    [
        (3, 1, 1, 66.7),
        (3, 2, 1, 33.3),
        (3, 2, 2, 0),
        (5, 2, 2, 30),
        (5, 3, 2, 10),
        (5, 3, 3, 0),
    ],
)
def test_the_table_of_stale_reads(books, write, asked, percent):
    # facts.md 3.6
    found = outcome(books=books, write=write, read=asked, rounds=40_000).finding("stale")
    assert found.theory == pytest.approx(percent, abs=0.05)
    assert found.value == pytest.approx(percent, abs=1.0)


@pytest.mark.parametrize(("age", "percent"), [(0, 66.7), (10, 24.5), (20, 9.0), (50, 0.4)])
def test_old_answers_fade(age, percent):
    found = outcome(age=float(age), rounds=40_000).finding("stale")
    assert found.theory == pytest.approx(percent, abs=0.05)
    assert found.value == pytest.approx(percent, abs=0.8)


@pytest.mark.parametrize(
    ("books", "write", "percent"),
    [
        (3, 3, 97.03),
        (3, 2, 99.9702),
        (3, 1, 99.9999),
        (5, 3, 99.9990),
    ],
)
def test_the_table_of_availability(books, write, percent):
    assert outcome(books=books, write=write).number("write_up") == pytest.approx(percent, abs=0.005)


def test_waiting_for_all_is_worse_than_one_book():
    assert (
        outcome(write=3).number("write_up")
        < outcome().number("single_up")
        < outcome(write=2).number("write_up")
    )


@given(counts, counts, counts)
def test_the_formula_is_what_a_list_of_all_choices_says(books, write, asked):
    quorum = Quorum(books, write, asked)
    if quorum.possible:
        assert stale_share(quorum) == pytest.approx(by_listing(books, write, asked))
        assert (stale_share(quorum) == 0) == (write + asked > books)


@given(counts, counts, counts, st.integers(0, 999))
def test_overlap_is_met_in_every_round_and_never_promised_without(books, write, asked, seed):
    quorum = Quorum(books, write, asked)
    if not quorum.possible:
        return
    waits = catch_up(quorum, 10.0, 300, seed)
    assert len(waits) == 300
    if write + asked > books:
        assert not waits.any()
    else:
        assert waits.any()


@given(counts, st.integers(1, 7), st.integers(1, 7), st.sets(st.integers(1, 7), max_size=7))
def test_what_is_down_stops_what_needs_it_and_nothing_else(books, write, asked, down):
    result = outcome(books=books, write=write, read=asked, down=tuple(sorted(down)), rounds=200)
    up = books - sum(number <= books for number in down)
    possible = write <= up and asked <= up
    assert ("gets through" in result.sentence) != possible
    assert len(result.scene.cards) == books
    for card in result.scene.cards:
        assert not (card.down and (card.written or card.asked))
    if possible:
        assert sum(card.written for card in result.scene.cards) == write
        assert sum(card.asked for card in result.scene.cards) == asked


def test_the_learners_own_round():
    missed = outcome(written=(1, 2), asked=(3,)).scene
    assert missed.own and not missed.fresh
    assert "old" in missed.says
    met = outcome(written=(1, 2), asked=(2, 3)).scene
    assert met.fresh
    assert met.says == "The reader meets order 8: Bo has it and is asked."
    assert [card.written_next for card in met.cards] == ["2", "1", "1, 2, 3"]


def test_a_round_with_too_few_books_is_neither_new_nor_old():
    few = outcome(write=2, read=2, written=(1,), asked=(2, 3)).scene
    assert not few.done
    assert few.says == "Only 1 of 2 books have order 8: the write is not done yet. Choose one more."
    few = outcome(write=2, read=2, written=(1, 2), asked=(3,)).scene
    assert (few.done, few.says) == (False, "Only 1 of 2 books are asked: the reader waits for more.")
    for written in ((1, 2), (1, 3), (2, 3)):
        for asked in ((1, 2), (1, 3), (2, 3)):
            scene = outcome(write=2, read=2, written=written, asked=asked).scene
            assert (scene.done, scene.fresh) == (True, True), "two and two of three always meet"


def test_with_a_book_down_the_rule_says_who_takes_part():
    scene = outcome(write=1, read=2, down=(3,)).scene
    assert scene.must_meet
    assert "Only 2 books take part" in scene.rule
    assert outcome(write=1, read=2, down=(3,)).number("stale") == 0
    assert not outcome(write=1, read=2).scene.must_meet


def test_choosing_who_gets_the_write_leaves_those_who_are_asked():
    by_chance, chosen = outcome().scene, outcome(written=(1, 2, 3)).scene
    assert [card.asked for card in chosen.cards] == [card.asked for card in by_chance.cards]
    assert all(card.written for card in chosen.cards)


def test_times_are_those_of_order_statistics():
    assert fastest(1, 3) == pytest.approx(1 / 3)
    assert fastest(3, 3) == slowest(3) == pytest.approx(1 + 1 / 2 + 1 / 3)
    assert outcome(write=3).number("write_time") > outcome(write=2).number("write_time")


def test_the_same_seed_gives_the_same_rounds():
    assert outcome(3) == outcome(3)
    assert outcome(3).number("stale") != outcome(4).number("stale")
    assert sample(LESSON, 5)["stale"] == outcome(5).number("stale")


@given(st.sets(counts, max_size=4), counts)
def test_settings_survive_their_link(chosen, books):
    settings = replace(LESSON, books=books, asked=tuple(sorted(chosen)))
    assert read(EXPERIMENT.settings, to_query(settings)) == settings


def test_the_lens_speaks_of_replicas():
    said = LENS.turn(outcome(written=(1,), asked=(1,)).scene.says)
    assert said == "The reader meets version 8: Ada has it and is asked."
    assert "replica" in LENS.turn(outcome(write=2, read=2).sentence)
