"""L23: monotonicity on the ring, in the engine's own flows, and the same orders by remainder."""

from hypothesis import given
from hypothesis import strategies as st

from simulator.engine.experiments import BadSettings, read, silent, to_query
from simulator.engine.experiments.hands_on_the_ring import (
    EXPERIMENT,
    MOST,
    WATCHED,
    Settings,
    run,
    watched,
)
from simulator.engine.experiments.ring_changes import history
from simulator.engine.hashing import HASHES
from simulator.engine.keyspace import generated

CHANGES = st.lists(st.integers(1, 8) | st.integers(100, 899), max_size=12).map(tuple)


@given(CHANGES)
def test_on_joining_every_moved_order_goes_to_the_newcomer_and_comes_from_one_server(changes):
    for step in steps(changes):
        new = {one.id for one in step.after.servers} - {one.id for one in step.before.servers}
        if not new:
            continue
        assert {taker for _, taker in step.ring.pairs} <= new
        assert len({giver for giver, _ in step.ring.pairs}) <= 1


@given(CHANGES)
def test_on_leaving_one_heir_takes_all(changes):
    for step in steps(changes):
        gone = {one.id for one in step.before.servers} - {one.id for one in step.after.servers}
        if gone:
            assert {giver for giver, _ in step.ring.pairs} <= gone
            assert len({taker for _, taker in step.ring.pairs}) <= 1


@given(st.integers(1, 5), st.integers(-9, 9))
def test_a_small_drag_touches_one_neighbour(number, by):
    here = (5, 28, 55, 70, 90)[number - 1]
    (step,) = steps((number * 100 + (here + by) % 100,))
    assert len(step.ring.pairs) <= 1
    assert not step.remainder.pairs, "a remainder knows no places"


def test_flo_joins_at_40_and_only_cy_notices():
    outcome = run(Settings(), 7, silent)
    assert outcome.finding("taker").value == ("Flo",)
    assert outcome.finding("giver").value == ("Cy",)
    assert outcome.number("moved") == sum(28 < place <= 40 for place in _places(100)) == 12
    assert outcome.number("remainder_moved") == 88
    assert outcome.finding("moved_watched").value == ("order 18", "order 7", "order 4", "order 13")


def test_with_many_orders_the_remainder_moves_five_in_six_and_the_ring_its_arc():
    outcome = run(Settings(orders=10_000), 7, silent)
    assert abs(outcome.number("remainder_share") - 100 * 5 / 6) < 1.5  # 3 standard deviations are 1.1
    assert abs(outcome.number("moved_share") - 12) < 1.2


def test_the_places_of_the_guess_are_those_of_the_hash():
    found = watched(generated("xxh3", 100))
    assert [place for _, place in found] == [8, 21, 29, 33, 38, 40, 42, 52, 60, 75, 86, 96]
    assert all(place == _places(100)[int(name.removeprefix("order "))] for name, place in found)
    assert len(found) == len(WATCHED)


def steps(changes):
    return history(changes, 100)


def _places(count):
    return [-(-HASHES["xxh3"].one(f"order-{n}") * 100 // 2**64) % 100 for n in range(count)]


def test_what_cannot_be_done_is_said_and_changes_nothing():
    for changes, word in (
        ((2, 2), "Bo is not on the ring"),
        ((655,), "Cy hangs at 55 already"),
        ((128,), "Bo hangs at 28 already"),
    ):
        step = steps(changes)[-1]
        assert step.words == word
        assert step.before == step.after
    assert "last oven" in steps((1, 2, 3, 4, 5))[-1].words


def test_deeds_lead_to_settings_that_can_be_read():
    for changes in ((), (640,), (640,) * (MOST - 1), (1, 2, 3, 4)):
        for deed in run(Settings(changes), 7, silent).scene.ring.deeds:
            try:
                read(EXPERIMENT.settings, deed.settings)
            except BadSettings as problem:
                raise AssertionError(deed) from problem


def test_a_link_brings_the_same_settings_back():
    for settings in (Settings(), Settings(()), Settings((640, 2, 899), 1_000)):
        assert read(EXPERIMENT.settings, to_query(settings)) == settings
