"""The words and rows of the room's page, before JavaScript takes over."""

from dataclasses import dataclass, field
from typing import Any

import pytest

from simulator import engine
from simulator.rooms import store
from simulator.rooms.moment import plain_derived
from simulator.templatetags import room_page
from tests.clusters import FIVE


def snapshot(cluster: engine.Cluster, seq: int = 0) -> dict[str, Any]:
    return {"seq": seq, "state": store.wire_state(cluster, locked=False), "derived": plain_derived(cluster)}


@dataclass
class Happened:
    seq: int
    change: dict[str, Any]
    state: dict[str, Any]
    by: dict[str, Any] = field(default_factory=dict)
    command: dict[str, Any] = field(default_factory=dict)


def happened(
    before: engine.Cluster, command: engine.Command, seq: int = 1
) -> tuple[dict[str, Any], Happened]:
    after, change = engine.apply(before, command)
    plain = store.plain_change(change)
    return snapshot(after, seq), Happened(seq, plain, store.wire_state(after, locked=False))


def test_rows_say_where_each_server_stands_and_what_it_owns():
    rows = room_page.server_rows(snapshot(FIVE))
    assert [(row.name, row.place / 360, row.points) for row in rows] == [
        (server.name, pytest.approx(server.moved[0][1]), 1) for server in FIVE.servers
    ]
    assert sum(row.keys for row in rows) == 10_000
    assert sum(row.fair for row in rows) == pytest.approx(1)


def test_many_points_have_no_single_place():
    rows = room_page.server_rows(snapshot(engine.SCENARIOS["many-flags"].state))
    assert {(row.place, row.points) for row in rows} == {(None, 100)}


def test_bars_hold_the_largest_load_and_the_largest_fair_share():
    weighed = engine.evolve(FIVE, engine.WeighServer("oven-2", 10))
    for cluster in (FIVE, weighed):
        rows = room_page.server_rows(snapshot(cluster))
        scale = room_page.bar_scale(rows)
        assert all(max(row.share, row.fair) < scale for row in rows)


def test_the_story_of_a_new_room_has_no_numbers_yet():
    told = room_page.story(snapshot(FIVE), [], store.wire_state(FIVE, locked=False))
    assert "".join(part.text for part in told.parts) == room_page.FIRST_WORDS
    assert (told.here, told.other, told.least) == (room_page.NOTHING_YET,) * 3


def test_the_story_names_a_server_that_is_gone_by_the_name_it_had():
    named = engine.evolve(FIVE, engine.RenameServer("oven-3", "Big (hot) oven"))
    now, event = happened(named, engine.RemoveServer("oven-3"))
    told = room_page.story(now, [event], store.wire_state(named, locked=False))
    assert "Big (hot) oven" in [part.text for part in told.parts if part.number == 3]
    assert [part.text for part in told.parts if part.strong] == [f"{event.change['moved']:,}"]
    assert (told.here, told.other) == (
        f"{event.change['moved_share']:.1%}",
        f"{event.change['instead']['modulo']:.1%}",
    )


@pytest.mark.parametrize(
    ("degrees", "words"),
    [(145, "least possible"), (29, "a fair slice is")],
    ids=["large slice", "small slice"],
)
def test_a_small_slice_is_not_called_less_than_the_least_possible(degrees: int, words: str):
    now, event = happened(FIVE, engine.AddServer(position=degrees / 360))
    told = room_page.story(now, [event], store.wire_state(FIVE, locked=False))
    assert told.least_words == words


def test_modulo_is_compared_with_the_ring():
    no_ring = engine.SCENARIOS["no-ring"].state
    now, event = happened(no_ring, engine.AddServer())
    told = room_page.story(now, [event], store.wire_state(no_ring, locked=False))
    assert (told.kind, told.other_kind) == ("modulo", "ring")
    assert told.other == f"{event.change['instead']['ring']:.1%}"


def test_an_event_that_is_not_the_newest_tells_nothing():
    now, event = happened(FIVE, engine.AddServer())
    event.seq = 0
    assert room_page.last_event(now, [event]) is None


def test_only_whole_names_count():
    names = {"oven-1": "oven-1", "oven-12": "oven-12"}
    cut = room_page.parts("oven-12 took keys from oven-1, and re-oven-1 is nobody.", names, 0)
    assert [part.text for part in cut if part.number] == ["oven-12", "oven-1"]
    assert [part.number for part in cut if part.number] == [12, 1]


def test_every_dial_has_the_bounds_of_the_engine():
    for dial in room_page.dials(store.wire_state(FIVE, locked=False)):
        assert dial.bounds == getattr(engine.ROOM, dial.name)
        assert dial.value == getattr(FIVE, dial.name)
    texts = {dial.name: dial.text for dial in room_page.dials(store.wire_state(FIVE, locked=False))}
    assert (texts["keys"], texts["skew"], texts["capacity_bound"]) == ("10000", "0", "")


def test_small_words():
    assert room_page.percent(0.1684) == "16.8%"
    assert room_page.count(10_000) == "10,000"
    assert room_page.initials("Quiet Basil") == "QB"
    assert [room_page.hue(server) for server in ("oven-1", "oven-8", "oven-9")] == [0, 7, 0]
