"""L22: the rule of the ring, by the engine of the live ring, by hand and by binary search."""

import bisect

import pytest
from hypothesis import given
from hypothesis import strategies as st

from simulator.engine.experiments import read, silent, to_query
from simulator.engine.experiments.clock_on_the_wall import (
    EXPERIMENT,
    Settings,
    cluster_at,
    look_up,
    owners,
    run,
)

PLACES = st.lists(st.integers(0, 99), min_size=1, max_size=8, unique=True).map(tuple)
CAST = ("Ada", "Bo", "Cy", "Di", "Eli", "Flo", "Gus", "Hana")


def by_hand(places, key):
    """First point at or after the key, else the smallest."""
    later = [place for place in places if place >= key]
    return CAST[places.index(min(later or places))]


@given(PLACES, st.integers(0, 99))
def test_the_owner_is_the_first_point_at_or_after_the_key_else_the_smallest(places, key):
    outcome = run(Settings(key, places), 7, silent)
    assert outcome.finding("owner").value == by_hand(places, key)


@given(PLACES, st.integers(0, 99))
def test_walk_and_binary_search_find_the_same_oven(places, key):
    scene = run(Settings(key, places), 7, silent).scene
    row = sorted(places)
    at = bisect.bisect_left(row, key) % len(row)
    assert [seat.owner for seat in scene.seats].index(True) == at
    assert scene.ring.walk.owner == f"oven-{places.index(row[at]) + 1}"
    assert len(scene.search) <= len(row).bit_length()


def test_the_looks_of_the_search_halve_the_list():
    looks = look_up([5, 28, 55, 70, 90], 31)
    assert [(look.low, look.high, look.middle) for look in looks] == [(0, 5, 2), (0, 2, 1)]


@pytest.mark.parametrize(
    ("key", "owner", "nearest"), [(31, "Cy", "Bo"), (97, "Ada", "Eli"), (28, "Bo", "Bo"), (0, "Ada", "Ada")]
)
def test_the_surprise_the_nearest_oven_often_is_not_the_owner(key, owner, nearest):
    outcome = run(Settings(key), 7, silent)
    assert (outcome.finding("owner").value, outcome.finding("nearest").value) == (owner, nearest)


def test_nearly_half_of_the_places_have_a_nearer_oven_that_is_not_theirs():
    places = Settings().places

    def nearest(key):
        return min(
            places, key=lambda place: (min((place - key) % 100, (key - place) % 100), (place - key) % 100)
        )

    differ = sum(CAST[places.index(nearest(key))] != by_hand(places, key) for key in range(100))
    assert run(Settings(), 7, silent).number("not_nearest") == differ == 47


def test_who_walks_the_other_way_asks_another_oven_nearly_everywhere():
    outcome = run(Settings(rule="anticlockwise"), 7, silent)
    assert outcome.number("disagree") == 95  # all places but those of the five ovens themselves
    assert outcome.finding("owner").value == "Bo"


@given(PLACES, st.sampled_from(["clockwise", "anticlockwise", "nearest"]))
def test_the_arcs_cover_the_clock_once(places, rule):
    outcome = run(Settings(places=places, rule=rule), 7, silent)
    assert sum(outcome.line("arcs.places").y) == 100


@given(PLACES)
def test_the_owner_of_a_place_has_no_other_oven_before_it(places):
    for key, rank in enumerate(owners(cluster_at(places))):
        way = (places[rank] - key) % 100
        assert all((place - key) % 100 >= way for place in places)


def test_a_link_brings_the_same_settings_back():
    settings = Settings(97, (3, 50), "nearest")
    assert read(EXPERIMENT.settings, to_query(settings)) == settings
