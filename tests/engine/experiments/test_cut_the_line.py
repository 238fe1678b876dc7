"""L12: in a cut no rule refuses nobody and sells nothing twice; with the line whole, agreement costs a round trip."""

from dataclasses import replace
from itertools import pairwise, product

import numpy as np
import pytest
import simpy
from hypothesis import given, settings
from hypothesis import strategies as st

from simulator.engine.experiments import silent
from simulator.engine.experiments.cut_evening import (
    CHANGES,
    EVENING,
    Customers,
    Line,
    draw_customers,
    sell_last,
)
from simulator.engine.experiments.cut_the_line import EXPERIMENT, LENS, Settings, draw, play, run

LESSON = Settings()
RULE = st.sampled_from(("refuse", "answer"))
EVERY = st.builds(
    Settings,
    cake=RULE,
    likes=RULE,
    menu=RULE,
    whole=st.sampled_from(("agree", "later")),
    cut_at=st.integers(0, 500),
    cut_for=st.integers(0, 600),
    away=st.integers(1, 150).map(float),
    rate=st.integers(0, 24).map(lambda half: half / 2),
    merge=st.sampled_from(("add", "last")),
)


def outcome(seed=7, **changes):
    return run(replace(LESSON, **changes), seed, silent)


@settings(max_examples=150)
@given(EVERY, st.integers(0, 999))
def test_no_setting_has_both_noughts_during_a_cut(chosen, seed):
    cake, _, _ = play(chosen, draw(chosen, seed))
    if chosen.cut_for:
        assert cake.refused + cake.wrong >= 1
        assert (cake.refused == 0) == (chosen.cake == "answer")
        assert (cake.wrong == 0) == (chosen.cake == "refuse")
    elif chosen.whole == "agree":
        assert cake.refused == cake.wrong == 0
    else:
        assert cake.refused == 0
        assert cake.wrong == 1  # both are asked in the same instant, and neither asks the other


@settings(max_examples=60)
@given(EVERY, st.integers(0, 999))
def test_everybody_is_told_something_and_only_rules_refuse(chosen, seed):
    evening = draw(chosen, seed)
    told = play(chosen, evening)
    for customers, one in zip((evening.cake, evening.likes, evening.menu), told, strict=True):
        assert [time for time, _ in one.rosa] == customers.rosa.tolist()
        assert [time for time, _ in one.ada] == customers.ada.tolist()
        assert all(fate != "refused" for _, fate in one.rosa)
        assert all(fate != "refused" or chosen.line.is_cut(time) for time, fate in one.ada)
        assert all(start < end for start, end in one.apart)
        assert all(a[1] < b[0] for a, b in pairwise(one.apart))
    if chosen.merge == "add":
        assert told[1].wrong == 0
    if chosen.whole == "agree":
        refusing = [rule == "refuse" for rule in (chosen.cake, chosen.likes, chosen.menu)]
        for refuses, one in zip(refusing, told, strict=True):
            assert not refuses or one.seconds == one.wrong == 0


@given(EVERY, st.integers(0, 99))
@settings(max_examples=25)
def test_both_is_found_out_and_never_set(chosen, seed):
    found = run(chosen, seed, silent).finding("both").value
    assert found == ("there is none" if chosen.cut_for else "there is one")


def test_agreement_costs_a_round_trip_and_no_agreement_costs_none():
    assert outcome(cut_for=0).number("extra") == 56
    assert outcome(cut_for=0, away=5.0).number("extra") == 10
    fast = outcome(cut_for=0, whole="later")
    assert fast.number("extra") == 0
    assert fast.number("twice") == 1
    assert fast.number("apart_menu") == pytest.approx(len(CHANGES) * 0.028)


@pytest.mark.parametrize("name", ["refused_cake", "refused_likes", "refused_menu", "old"])
def test_counts_follow_their_closed_forms(name):
    """Mean of 200 evenings beside rate x length; chance moves it by about 2%."""
    rules = {} if name == "old" else {"cake": "refuse", "likes": "refuse", "menu": "refuse"}
    chosen = replace(LESSON, **rules)
    drawn = [dict(zip(NAMES, play(chosen, draw(chosen, seed)), strict=True)) for seed in range(200)]
    thing = "menu" if name == "old" else name.removeprefix("refused_")
    mean = np.mean([one[thing].wrong if name == "old" else one[thing].refused for one in drawn])
    assert mean == pytest.approx(outcome(**rules).finding(name).theory, rel=0.06)


NAMES = ("cake", "likes", "menu")


def test_the_shops_disagree_from_the_first_change_until_the_line_is_mended():
    found = outcome()
    assert found.number("apart_cake") == pytest.approx(300.028)
    assert found.number("apart_menu") == pytest.approx(420.028 - 150)
    assert outcome(cake="refuse", likes="refuse", menu="refuse").number("apart_likes") == 0


def test_likes_written_last_lose_those_of_the_other_shop():
    evening = draw(LESSON, 7)
    lost = outcome(merge="last").number("lost_likes")
    during = [
        int(((LESSON.line.cut <= times) & (times < LESSON.line.mend)).sum())
        for times in (evening.likes.rosa, evening.likes.ada)
    ]
    assert lost in during
    assert lost > 0
    assert outcome(merge="add").number("lost_likes") == 0


class Model:
    """SimPy: two shops send each other messages. What is sent while the line is cut comes when it is mended."""

    def __init__(self, line, customers, rule, whole):
        self.env, self.line, self.rule, self.whole = simpy.Environment(), line, rule, whole
        self.lists = {"rosa": 1, "ada": 1}
        self.sold, self.refused = 0, 0
        for shop in ("rosa", "ada"):
            for time in getattr(customers, shop).tolist():
                self.env.process(self.customer(time, shop))
        self.env.run()

    def customer(self, time, shop):
        yield self.env.timeout(time)
        if time < self.line.cut:
            return
        cut = self.line.ever and time < self.line.mend + self.line.away
        if shop == "ada" and cut and self.rule == "refuse":
            self.refused += 1
        elif shop == "ada" and not cut and self.whole == "agree":
            yield self.env.timeout(self.line.away)
            self.sell("rosa")
        else:
            self.sell(shop)

    def sell(self, shop):
        if self.lists[shop]:
            self.lists[shop] = 0
            self.sold += 1
            self.env.process(self.tell("ada" if shop == "rosa" else "rosa"))

    def tell(self, other):
        wait = self.line.mend - self.env.now if self.line.ever and self.env.now < self.line.mend else 0.0
        yield self.env.timeout(max(0.0, wait) + self.line.away)
        self.lists[other] = 0


@pytest.mark.parametrize(
    ("rule", "whole", "length"), list(product(("refuse", "answer"), ("agree", "later"), (0.0, 1.0, 250.0)))
)
def test_an_independent_model_agrees(rule, whole, length):
    line = Line(100.0, 100.0 + length, 0.028)
    for seed in range(5):
        customers = draw_customers(seed, 0, 6.0, 100.0)
        model, ours = Model(line, customers, rule, whole), sell_last(line, customers, rule, whole)
        assert (model.refused, model.sold - 1) == (ours.refused, ours.wrong)


@pytest.mark.parametrize("gap", [0.0, 0.01, 1.0])
def test_whoever_is_first_agreement_sells_it_once(gap):
    """Ada's customer comes first, Rosa's before a message could be there."""
    line, customers = Line(100.0, 100.0, 0.028), Customers(np.array([130.0 + gap]), np.array([130.0]))
    assert sell_last(line, customers, "answer", "agree").wrong == 0
    assert Model(line, customers, "answer", "agree").sold == 1
    late = sell_last(line, customers, "answer", "later").wrong
    assert late == (gap < line.away) == Model(line, customers, "answer", "later").sold - 1


def test_the_same_seed_gives_the_same_evening_and_the_picture_shows_it():
    assert outcome() == outcome()
    assert outcome() != outcome(seed=8)
    scene = outcome(cake="refuse").scene
    for thing in scene.things:
        marks = (*thing.rosa, *thing.ada)
        assert all(0 <= mark.at <= 100 for mark in marks)
        assert thing.refused == sum(mark.fate == "refused" for mark in marks)
    assert (scene.cut.at, scene.cut.width) == (100 * 120 / EVENING, 100 * 300 / EVENING)
    assert outcome(cut_for=0).scene.cut is None
    assert not EXPERIMENT.slow(LESSON)


def test_the_lens_turns_the_lab_into_sites_and_a_network():
    assert LENS.turn(outcome().sentence) == (
        "The network is cut for 300 s: the last item in stock is sold twice, 0 clients are refused, "
        "16 clients see an old page."
    )
    assert LENS.turn(outcome(cut_for=0).sentence) == (
        "The link is whole: nobody is refused and nothing is wrong. Each answer at site Ada takes 56 ms longer, "
        "for it asks site Rosa first."
    )
