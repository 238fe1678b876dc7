"""L10: waiting costs a round trip, not waiting loses rate times lag, and one broken book can stop everything."""

import math
from dataclasses import replace
from itertools import pairwise

import numpy as np
import pytest
import simpy
from hypothesis import given, settings
from hypothesis import strategies as st

from simulator.engine.experiments import silent
from simulator.engine.experiments.books_charts import mean_lost
from simulator.engine.experiments.books_copied import (
    OWN,
    RULES,
    Book,
    copy_orders,
    draw_arrivals,
    loss_expected,
    write_expected,
)
from simulator.engine.experiments.two_books import EXPERIMENT, LENS, Settings, copies, run, sample
from simulator.figures.books import picture_of

LESSON = Settings()
PLACES = (Book("Ada", 28.0), Book("Bo", 80.0))


def outcome(seed=7, **changes):
    return run(replace(LESSON, **changes), seed, silent)


def test_a_copy_28_ms_away_costs_56():
    found = outcome(wait="1")
    assert found.number("added") == pytest.approx(56, abs=1e-6)
    assert found.number("takes") == pytest.approx(58, abs=1e-6)
    assert found.number("added_both") == pytest.approx(160, abs=1e-6)


def test_waiting_for_one_of_two_is_nearly_as_fast_as_the_nearer():
    """However the line wobbles, and whichever of the two is the nearer; both together are as slow as the farther."""
    for wobble in (0.0, 5.0):
        times = {wait: write_time(wait, wobble, PLACES) for wait in (1, 2)}
        alone = {book.name: write_time(1, wobble, (book,)) for book in PLACES}
        assert times[1] == pytest.approx(alone["Ada"], rel=0.02)
        assert times[1] <= alone["Ada"] + 1e-9
        assert times[2] == pytest.approx(alone["Bo"], rel=0.02)


def write_time(wait, wobble, books):
    came = draw_arrivals(7, 20)
    return float((copy_orders(came, books, wait, wobble=wobble, seed=7).confirmed - came).mean())


@pytest.mark.parametrize(
    ("rate", "away", "pause"), [(200, 28, 0), (200, 28, 122), (50, 100, 0), (2000, 10, 40)]
)
def test_not_waiting_loses_rate_times_lag(rate, away, pause):
    found = outcome(rate=rate, distance=float(away), far=150.0, pause=float(pause))
    expected = rate * (away + pause) / 1000
    assert found.finding("lost_mean").theory == pytest.approx(expected)
    assert found.number("lost_mean") == pytest.approx(expected, rel=0.05)
    for wait in "12":
        assert outcome(wait=wait, rate=rate, distance=float(away)).number("lost_mean") == 0


def test_200_a_second_and_a_lag_of_150_ms_lose_30():
    assert outcome(pause=122.0).number("lost_mean") == pytest.approx(30, abs=0.5)


def test_one_broken_book_stops_all_orders_when_both_are_waited_for():
    for broken in ("ada", "bo"):
        assert outcome(wait="2", broken=broken).number("answered") == 0
        assert outcome(wait="1", broken=broken).number("answered") == 100
        assert outcome(wait="0", broken=broken).number("answered") == 100
    assert outcome(wait="1", broken="ada").number("added") == pytest.approx(160)


def test_old_answers_follow_the_lag():
    for chosen in ({}, {"asks": "bo"}, {"asks": "bo", "wait": "1"}, {"pause": 122.0, "after": 300.0}):
        found = outcome(**chosen).finding("stale")
        assert found.value == pytest.approx(found.theory, abs=2.0)
    assert outcome().finding("stale").theory == pytest.approx(100 * (1 - math.exp(-0.28)))
    assert outcome(asks="bo", wait="1").finding("stale").theory == pytest.approx(100 * (1 - math.exp(-0.24)))
    assert outcome(asks="rosa").number("stale") == outcome(wait="2", asks="bo").number("stale") == 0


@settings(max_examples=60)
@given(
    st.floats(0, 150),
    st.floats(0, 150),
    st.sampled_from(RULES),
    st.sampled_from((0.0, 3.0, 40.0)),
    st.sampled_from((0.0, 90.0)),
    st.sampled_from((True, False)),
    st.integers(0, 99),
)
def test_a_confirmed_order_is_in_as_many_copies_as_were_waited_for(near, far, wait, wobble, pause, up, seed):
    books = (Book("Ada", near), Book("Bo", far, up))
    copied = copy_orders(draw_arrivals(seed, 200, 200), books, wait, pause=pause, wobble=wobble, seed=seed)
    known = np.isfinite(copied.confirmed)
    there = np.sum([times <= copied.confirmed for times in copied.arrived.values()], axis=0)
    assert (there[known] >= wait).all()
    assert known.all() == (wait < 2 or up)
    for times in (*copied.arrived.values(), copied.confirmed):
        assert (times[1:] >= times[:-1]).all()  # a book holds the first so-and-so many
    if wait:
        assert all(copied.lost(moment) == 0 for moment in np.linspace(0, float(copied.came[-1]) + 500, 40))
    if wobble == 0 and known.all():
        assert copied.confirmed - copied.came == pytest.approx(write_expected(books, wait))


class Model:
    """SimPy: a process for each line, which hands its messages on in the order in which they were given to it."""

    def __init__(self, came, wait):
        self.env, self.wait = simpy.Environment(), wait
        self.answers, self.confirmed, self.arrived = {}, {}, {book.name: [] for book in PLACES}
        self.lines = [self.lines_of(book) for book in PLACES]
        for order, at in enumerate(came):
            self.env.process(self.customer(order, at))
        self.env.run(until=float(came[-1]) + 500)

    def lines_of(self, book):
        there, back = simpy.Store(self.env), simpy.Store(self.env)

        def received(order):
            self.arrived[book.name].append(self.env.now)
            back.put((self.env.now, order))

        self.env.process(self.line(there, book.away, received))
        self.env.process(self.line(back, book.away, self.heard))
        return there

    def line(self, inbox, delay, deliver):
        while True:
            sent, order = yield inbox.get()
            yield self.env.timeout(max(0.0, sent + delay - self.env.now))
            deliver(order)

    def heard(self, order):
        self.answers[order] = self.answers.get(order, 0) + 1
        if self.answers[order] == self.wait:
            self.confirmed[order] = self.env.now

    def customer(self, order, at):
        yield self.env.timeout(at + OWN)
        if self.wait == 0:
            self.confirmed[order] = self.env.now
        for inbox in self.lines:
            inbox.put((self.env.now, order))


@pytest.mark.parametrize("wait", RULES)
def test_an_independent_model_agrees(wait):
    came = draw_arrivals(3, 100, 300)
    model, ours = Model(came, wait), copy_orders(came, PLACES, wait)
    assert [model.confirmed[order] for order in range(len(came))] == pytest.approx(ours.confirmed.tolist())
    for book in PLACES:
        assert model.arrived[book.name] == pytest.approx(ours.arrived[book.name].tolist())


def test_the_picture_shows_what_every_book_has_at_the_moment():
    for chosen in (
        {},
        {"burn": True},
        {"wait": "2", "broken": "bo"},
        {"wait": "1", "burn": True, "moment": 80},
    ):
        scene = outcome(**chosen).scene
        assert scene.orders
        for order in scene.orders:
            for way in order.ways:
                assert (way.state == "has") == (way.arrived <= scene.moment)
            assert order.told != "lost" or all(way.state != "has" for way in order.ways)
        picture = picture_of(scene)
        places = [dot.x for dot in picture.numbers]
        assert all(later - earlier > 8 for earlier, later in pairwise(places))
        assert all(0 <= dot.x <= 100 for dot in (*picture.numbers, *picture.ticks, *picture.marks))


@settings(max_examples=60)
@given(
    st.integers(0, 100),
    st.floats(0, 150),
    st.floats(0, 150),
    st.integers(1, 2000),
    st.sampled_from("012"),
    st.sampled_from(("none", "ada", "bo")),
    st.booleans(),
)
def test_every_setting_has_a_picture(moment, distance, far, rate, wait, broken, burn):
    scene = outcome(
        moment=moment, distance=distance, far=far, rate=rate, wait=wait, broken=broken, burn=burn
    ).scene
    picture = picture_of(scene)
    assert picture.height < 420
    assert 0 < len(scene.orders) <= 8
    for line in picture.messages:
        assert all(map(math.isfinite, (line.x1, line.x2, line.y1, line.y2)))
        if burn:
            assert line.x2 <= picture.now + 1e-6


def test_all_rules_meet_the_same_orders_and_the_same_seed_gives_the_same_run():
    every = copies(LESSON, 7)
    assert all((one.came == every[0].came).all() for one in every.values())
    assert outcome() == outcome()
    assert outcome() != outcome(seed=8)
    assert sample(LESSON, 7)["lost"] == outcome().number("lost")
    assert mean_lost(every[0]) == outcome().number("lost_mean")
    assert loss_expected(PLACES, 0, 0.0, 200) == pytest.approx(5.6)
    assert not EXPERIMENT.slow(LESSON)


def test_the_lens_turns_the_lab_into_a_leader_and_its_followers():
    assert LENS.turn(outcome().sentence) == (
        "The leader waits for no follower: a write takes 2 ms. "
        "If the leader died now, 6 confirmed writes would be lost."
    )
    assert LENS.turn("If she does not wait") == "If the leader does not wait"
    asked = (
        "Ada’s copy is 28 ms away. Rosa writes an order and then waits until she knows that the copy has it."
    )
    assert LENS.turn(asked) == (
        "The follower at Ada is 28 ms away. "
        "The leader takes a write and then waits until it knows that the follower has it."
    )
