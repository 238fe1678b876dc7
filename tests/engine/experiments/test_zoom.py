"""L19: seven of twelve decisions are high level, and a border that tells little stops a change."""

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from simulator.engine.experiments import read, silent, to_query
from simulator.engine.experiments.zoom import EXPERIMENT, Settings, run
from simulator.engine.experiments.zoom_cards import CARDS, DEPTHS
from simulator.engine.experiments.zoom_ripple import BORDERS, CHANGE, CHANGES, PARTS, ripple, text_of
from simulator.engine.experiments.zoom_scene import NOT_PLACED
from simulator.figures.zoom import zoom_picture

LENS = EXPERIMENT.lens


def outcome(**chosen):
    return run(Settings(**chosen), 7, silent)


def test_seven_of_twelve_are_high_level():
    assert len(CARDS) == 12
    assert outcome().number("high") == 7
    assert outcome().number("low") == 5


def test_a_recipe_stays_in_one_box_behind_a_good_border():
    assert ripple(CHANGE["recipe"], "good").parts == ("kitchen",)
    assert ripple(CHANGE["dish"], "good").parts == ("kitchen",)


def test_a_single_new_field_runs_through_five_behind_a_bad_one():
    found = outcome(change="note", borders="bad")
    assert found.number("parts") == found.number("parts_bad") == 5
    assert found.number("parts_good") == 2
    assert outcome(change="dish", borders="bad").number("cards") == 5


def test_size_crosses_every_border():
    good, bad = (ripple(CHANGE["load"], border) for border in ("good", "bad"))
    assert good.parts == bad.parts
    assert {card.high for card in good.cards} == {True}


@pytest.mark.parametrize("borders", list(BORDERS))
@pytest.mark.parametrize("change", CHANGES)
def test_the_ripple_is_the_closure_of_what_is_agreed(change, borders):
    """Against powers of a matrix: who has agreed with whom, over at most as many steps as there are parts."""
    names = list(PARTS)
    agree = np.eye(len(names), dtype=int)
    for message in BORDERS[borders]:
        if change.thing in message.spells:
            one, other = names.index(message.one), names.index(message.other)
            agree[one, other] = agree[other, one] = 1
    reached = np.linalg.matrix_power(agree, len(names)) > 0
    start = np.array([name in change.starts for name in names])
    expected = tuple(name for name, hit in zip(names, start @ reached, strict=True) if hit)
    assert ripple(change, borders).parts == expected


@pytest.mark.parametrize("change", CHANGES)
def test_good_borders_never_let_more_through(change):
    good, bad = ripple(change, "good"), ripple(change, "bad")
    assert set(good.parts) <= set(bad.parts)
    assert set(good.cards) <= set(bad.cards)
    assert change.starts <= set(good.parts)


@given(st.lists(st.sampled_from((NOT_PLACED, *DEPTHS)), min_size=12, max_size=12), st.integers(1, 4))
def test_every_card_is_in_one_place(depths, zoom):
    chosen = Settings(zoom=zoom, **{f"card_{number}": depth for number, depth in enumerate(depths, start=1)})
    assert read(Settings, to_query(chosen)) == chosen
    found = run(chosen, 7, silent)
    shown = [*found.scene.pile, *(card for depth in found.scene.depths for card in depth.cards)]
    assert sorted(card.number for card in shown) == list(range(1, 13))
    right = sum(depths[card.number - 1] == card.depth for card in CARDS)
    assert found.number("right") == found.scene.right == right
    assert found.number("placed") == found.scene.placed


def test_the_table_does_not_give_away_what_is_not_placed():
    table = outcome(card_4="kitchen").tables[0]
    assert [row[2] for row in table.rows].count("?") == 11
    assert table.rows[3][1:3] == ("Kitchen", "Recipe")


def test_each_view_lies_within_the_one_around_it():
    scene = outcome().scene
    picture = zoom_picture(scene)
    assert picture.view == picture.views[1]
    views = [tuple(map(float, view.split())) for view in picture.views]
    for (x, y, width, height), (left, top, inner, high) in pairwise(views):
        assert x <= left and y <= top
        assert left + inner <= x + width and top + high <= y + height
        assert inner / high == pytest.approx(480 / 280, rel=1e-3)
    assert [part.touched for part in picture.parts] == [part in scene.touched for part in PARTS]


def test_the_lens_reads_as_english():
    said = outcome(change="dish", borders="bad").sentence
    assert LENS.turn(said).startswith(
        "A new kind of item. With bad borders 5 of 5 parts change (app, gateway, order"
    )
    assert LENS.turn(CARDS[9].text).startswith("Inside accept(), the new state and the line in the store")
    for card in CARDS:
        for border in BORDERS:
            assert "an request" not in LENS.turn(text_of(card, border))


def test_nothing_is_left_to_chance():
    assert EXPERIMENT.headline == ()
    assert run(Settings(), 1, silent) == run(Settings(), 2, silent)
