"""L01: the drawing decides whether a pizza comes home; two customers at once make waiting the longest part."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from simulator.engine.experiments import silent
from simulator.engine.experiments.draw_the_shop import ORDERS, Settings, arrivals, play, run
from simulator.engine.experiments.shop_drawing import NOWHERE, TILE, TILES, walk
from simulator.engine.experiments.shop_sentences import SENTENCES, WELL, sort
from tests.engine.traces import assert_whole

LESSON = Settings()
drawings = st.fixed_dictionaries(
    {f"{tile.id}_to": st.sampled_from([*TILE, NOWHERE]) for tile in TILES},
).map(lambda arrows: replace(LESSON, **arrows))


def outcome(seed=7, **changes):
    return run(replace(LESSON, **changes), seed, silent)


def test_most_of_the_time_is_waiting_once_two_come_at_once():
    friday = outcome()
    assert friday.number("waiting_share") > 50
    assert friday.number("promise_kept") < 95
    assert outcome(together=1, even=True).number("waiting_share") == 0
    assert outcome(together=1, even=True).number("promise_kept") == 100


def test_it_is_so_on_most_fridays():
    shares = [outcome(seed).number("waiting_share") for seed in range(60)]
    assert sum(share > 50 for share in shares) >= 50


def test_two_in_an_empty_shop_the_second_waits_for_the_slowest_stop():
    # 13 minutes of work and 6 of waiting, for the oven
    assert outcome().number("pair_share") == pytest.approx(100 * 6 / 19)


def test_a_second_phone_changes_nothing_and_a_second_oven_helps_only_with_a_second_rider():
    one, phone = outcome(), outcome(phones=2)
    oven, both = outcome(ovens=2), outcome(ovens=2, riders=2)
    assert phone.number("promise_kept") == one.number("promise_kept")
    assert one.number("promise_kept") < oven.number("promise_kept") < both.number("promise_kept")


@given(drawings)
def test_every_drawing_gets_a_pizza_or_a_sentence(settings):
    way = walk(settings.arrows)
    assert len(way.stops) <= 4
    assert len(set(way.stops)) == len(way.stops)
    result = run(settings, 7, silent)
    assert result.sentence.endswith(".")
    assert (result.trace is None) == bool(way.problem)
    assert {finding.name for finding in result.findings} >= {
        "promise_kept",
        "waiting_share",
        "how_well",
    }
    if not way.problem:
        assert "kitchen" in way.stops


@pytest.mark.parametrize(
    ("arrows", "words"),
    [
        ({"kitchen_to": "nowhere"}, "no arrow leads out of the kitchen"),
        ({"customer_to": "nowhere"}, "no order reaches the shop"),
        ({"book_to": "counter"}, "in a circle, from the counter to the order book to the counter"),
        ({"book_to": "rider"}, "never went through the kitchen"),
        ({"book_to": "rider", "rider_to": "kitchen", "kitchen_to": "customer"}, "before the pizza is baked"),
        ({"counter_to": "counter"}, "stays there"),
    ],
)
def test_a_drawing_that_leads_nowhere_is_answered_in_words(arrows, words):
    result = outcome(**arrows)
    assert words in result.sentence
    assert result.number("promise_kept") == 0


@pytest.mark.parametrize(
    ("arrows", "words"),
    [
        ({"counter_to": "kitchen"}, "Nothing is written down"),
        ({"customer_to": "book"}, "Nobody takes the order"),
        ({"kitchen_to": "customer"}, "no rider"),
        ({"counter_to": "kitchen", "kitchen_to": "book", "book_to": "rider"}, "written down after"),
    ],
)
def test_a_drawing_that_works_is_still_looked_at(arrows, words):
    scene = outcome(**arrows).scene
    assert any(words in note for note in scene.way.notes)


@given(drawings, st.integers(1, 6), st.integers(1, 4), st.integers(0, 99), st.booleans())
def test_orders_are_conserved_and_no_tile_overtakes(settings, together, servers, seed, even):
    settings = replace(settings, together=together, ovens=servers, riders=servers, phones=servers, even=even)
    way = walk(settings.arrows)
    if way.problem:
        return
    times = arrivals(settings, seed)
    assert len(times) == ORDERS
    assert times == sorted(times)
    result = run(settings, seed, silent)
    assert_whole(result.trace)
    assert len(result.trace.stops) == ORDERS * len(way.stops)
    for order, stops in play(settings, way.stops, times).stops.items():
        assert [stop.station for stop in stops] == list(way.stops)
        assert stops[0].arrive == times[order - 1]
    by_station = {tile: [stop for stop in result.trace.stops if stop.station == tile] for tile in way.stops}
    for stops in by_station.values():
        assert [stop.start for stop in stops] == sorted(stop.start for stop in stops)


def test_the_table_of_parts_tells_the_way_of_an_order():
    places = {row[0]: row[3] for row in outcome(counter_to="kitchen", book_to="nowhere").tables[0].rows}
    assert places == {"Counter": "1", "Order book": "–", "Kitchen": "2", "Rider": "3"}


def test_the_bars_of_the_order_in_sight_add_up():
    result = outcome()
    scene = result.scene
    assert scene.order == result.trace.follow
    assert scene.bars[0].arrive == 0
    assert scene.total == pytest.approx(scene.waited + scene.worked)
    assert scene.worked == pytest.approx(result.number("work_minutes"))


def test_how_many_say_how_well_is_counted():
    assert outcome().number("how_well") == sum(sentence.kind == WELL for sentence in SENTENCES) == 6


def test_a_sorting_is_judged_sentence_by_sentence():
    right = {sentence.number for sentence in SENTENCES if sentence.kind == WELL}
    assert all(one.right for one in sort(right))
    assert [one.sentence.number for one in sort(right ^ {1, 2}) if not one.right] == [1, 2]
    assert outcome(well=tuple(sorted(right))).scene.right == 10
    assert not outcome().scene.sorting
    assert outcome(well=(2, 5)).tables[1].rows[4][1:3] == ("how well", "what it does")


def test_the_same_seed_gives_the_same_day():
    assert outcome(3) == outcome(3)
    assert outcome(3) != outcome(4)
