"""One sentence for each kind of change; every number in it is checked against the change."""

from dataclasses import replace

import pytest

from simulator.engine import (
    SCENARIOS,
    AddServer,
    Cluster,
    CrashServer,
    MovePoint,
    RecoverServer,
    RemoveServer,
    RenameServer,
    Reset,
    Server,
    Set,
    WeighServer,
    apply,
    compare,
    evolve,
)
from simulator.engine.words import count_of, listed, some_of, turn
from tests.clusters import FIVE

FLAGS = SCENARIOS["many-flags"].state
NO_RING = SCENARIOS["no-ring"].state
COPIES = SCENARIOS["copies"].state


def told(state, command):
    after, change = apply(state, command)
    return change.sentence, change, after


def count(change, giver=None, taker=None):
    return sum(
        keys
        for old, new, keys in change.flows
        if (giver is None or old == giver) and (taker is None or new == taker)
    )


def test_added_from_one():
    words, change, _ = told(FIVE, AddServer(position=0.95))
    assert words == (
        f"Adding oven-6 took its slice from oven-1 alone; {change.moved:,} of 10,000 keys changed hands."
    )


def test_added_from_several_by_name():
    words, change, _ = told(
        Cluster(FIVE.servers[:3], virtual_nodes=20, next_server=6), AddServer(name="Basil")
    )
    givers = [giver for giver, _, _ in change.flows]
    assert words == (
        f"Adding Basil took its slices from {givers[0]}, {givers[1]} and {givers[2]}; "
        f"{change.moved:,} of 10,000 keys changed hands."
    )


def test_added_from_all():
    words, change, _ = told(FLAGS, AddServer())
    assert words == (
        f"Adding oven-7 took its slices from all 6 others; {change.moved:,} of 10,000 keys changed hands."
    )


def test_added_without_a_ring_reshuffles():
    words, change, _ = told(NO_RING, AddServer())
    gained = count(change, taker="oven-6")
    assert words == (
        f"Adding oven-6 changed the owner of {change.moved:,} of 10,000 keys: {gained:,} went to oven-6, and "
        f"{change.moved - gained:,} moved between the servers that were there before."
    )


def test_added_by_rendezvous_takes_a_share():
    words, _, _ = told(replace(NO_RING, strategy="rendezvous"), AddServer())
    assert words.startswith("Adding oven-6 took its share from all 5 others; ")


def test_added_to_an_empty_arc():
    words, change, _ = told(replace(FIVE, keys=100), AddServer(position=20 / 360 + 1e-9))
    assert change.moved == 0
    assert words == "Adding oven-6 moved nothing: no key lies in its slice."


def test_removed_to_one():
    words, change, _ = told(FIVE, RemoveServer("oven-3"))
    assert words == (
        f"Removing oven-3 gave its slice to oven-4 alone; {change.moved:,} of 10,000 keys changed hands."
    )


def test_removed_to_several():
    words, change, _ = told(FLAGS, RemoveServer("oven-3"))
    assert words == (
        f"Removing oven-3 gave its slices to all 5 others; {change.moved:,} of 10,000 keys changed hands."
    )


def test_removed_without_a_ring_reshuffles():
    words, change, _ = told(NO_RING, RemoveServer("oven-3"))
    own = count(change, giver="oven-3")
    assert words == (
        f"Removing oven-3 changed the owner of {change.moved:,} of 10,000 keys: {own:,} were its own, and "
        f"{change.moved - own:,} moved between the servers that stay."
    )


def test_removed_without_keys():
    idle = evolve(replace(FIVE, keys=100), AddServer(position=20 / 360 + 1e-9))
    assert told(idle, RemoveServer("oven-6"))[0] == "Removing oven-6 moved nothing: it owned no key."


def test_crashed_with_the_only_copy():
    words, change, _ = told(FIVE, CrashServer("oven-2"))
    assert words == (
        f"oven-2 crashed. It holds the only copy of its {count(change):,} keys, so requests for them fail."
    )


def test_crashed_with_copies():
    words, change, _ = told(replace(FIVE, replicas=2), CrashServer("oven-2"))
    assert words == (
        f"oven-2 crashed. Requests for its {count(change):,} keys fail over to oven-3. No key changed hands."
    )


def test_crashed_with_copies_on_several():
    words, change, _ = told(COPIES, CrashServer("oven-2"))
    heirs = [(taker, keys) for _, taker, keys in change.flows]
    shown = (
        listed([f"{taker} ({keys:,})" for taker, keys in heirs])
        if len(heirs) <= 3
        else ("all 5 others" if len(heirs) == 5 else f"{len(heirs)} of the 5 others")
    )
    assert words == (
        f"oven-2 crashed. Requests for its {count(change):,} keys fail over to {shown}. No key changed hands."
    )


def test_crashed_with_copies_on_many():
    words, change, _ = told(replace(COPIES, virtual_nodes=100), CrashServer("oven-2"))
    assert words == (
        f"oven-2 crashed. Requests for its {count(change):,} keys fail over to all 5 others. No key changed hands."
    )


def test_crashed_when_some_copies_are_down():
    down = evolve(replace(COPIES, replicas=2), CrashServer("oven-1"))
    words, change, _ = told(down, CrashServer("oven-2"))
    lost = sum(keys for giver, taker, keys in change.flows if taker is None)
    assert lost
    assert f"; for {lost:,} keys no copy is left, and requests fail." in words


def test_crashed_when_every_copy_is_down():
    down = evolve(replace(FIVE, replicas=2), CrashServer("oven-3"))
    words, _, _ = told(down, CrashServer("oven-2"))
    assert words.startswith("oven-2 crashed. The other copies of its ")


def test_crashed_idle():
    idle = evolve(replace(FIVE, keys=100), AddServer(position=20 / 360 + 1e-9))
    assert (
        told(idle, CrashServer("oven-6"))[0] == "oven-6 crashed. It answered for no key, so nobody notices."
    )


def test_recovered():
    words, change, _ = told(evolve(FIVE, CrashServer("oven-2")), RecoverServer("oven-2"))
    assert words == f"oven-2 is back and answers for {count(change):,} keys again. No key changed hands."


def test_recovered_idle():
    idle = evolve(replace(FIVE, keys=100), AddServer(position=20 / 360 + 1e-9))
    crashed = evolve(idle, CrashServer("oven-6"))
    assert told(crashed, RecoverServer("oven-6"))[0] == "oven-6 is back. It owns no key, so nothing changes."


def test_moved_clockwise_takes():
    words, change, _ = told(FIVE, MovePoint("oven-2", 0, 92 / 360))
    assert words == (
        f"Moving oven-2 14 degrees clockwise took {change.moved:,} keys from oven-3; "
        f"{change.moved:,} of 10,000 keys changed hands."
    )


def test_moved_anticlockwise_gives():
    words, change, _ = told(FIVE, MovePoint("oven-2", 0, 77 / 360))
    assert words == (
        f"Moving oven-2 1 degree anticlockwise gave {change.moved:,} keys to oven-3; "
        f"{change.moved:,} of 10,000 keys changed hands."
    )


def test_moved_past_another_takes_and_gives():
    words, change, _ = told(FIVE, MovePoint("oven-5", 0, 50 / 360))
    taken, given = count(change, taker="oven-5"), count(change, giver="oven-5")
    assert words == (
        f"Moving oven-5 148 degrees clockwise took {taken:,} keys from oven-2 and gave {given:,} keys to oven-1; "
        f"{change.moved:,} of 10,000 keys changed hands."
    )


def test_moved_over_no_key():
    words, _, _ = told(replace(FIVE, keys=100), MovePoint("oven-1", 0, 20.01 / 360))
    assert words == (
        "Moving oven-1 0.01 degrees clockwise moved nothing: no key lies between its old place and its new one."
    )


def test_moved_under_a_bound():
    words, change, _ = told(replace(FIVE, capacity_bound=1.1), MovePoint("oven-1", 0, 0.3))
    others = change.moved - count(change, giver="oven-1") - count(change, taker="oven-1")
    assert others
    assert f"made full servers pass on {others:,} more" in words


def test_renamed():
    assert told(FIVE, RenameServer("oven-2", "Basil"))[0] == (
        "oven-2 is now called Basil. No key moved: its place comes from its id, not from its name."
    )


def test_weighed_up():
    words, change, _ = told(FLAGS, WeighServer("oven-2", 2.0))
    assert words == (
        "oven-2 now has weight 2 instead of 1, and so 200 points instead of 100. "
        f"It took {change.moved:,} keys from all 5 others; {change.moved:,} of 10,000 keys changed hands."
    )


def test_weighed_down():
    words, change, _ = told(replace(NO_RING, strategy="rendezvous"), WeighServer("oven-2", 0.5))
    assert words == (
        "oven-2 now has weight 0.5 instead of 1. "
        f"It gave {change.moved:,} keys to all 4 others; {change.moved:,} of 10,000 keys changed hands."
    )


def test_weighed_too_little_for_a_point():
    assert told(FIVE, WeighServer("oven-2", 1.2))[0] == (
        "oven-2 now has weight 1.2 instead of 1, but still 1 point; no key moved."
    )


def test_weighed_where_weights_do_not_count():
    assert told(NO_RING, WeighServer("oven-2", 2.0))[0] == (
        "oven-2 now has weight 2 instead of 1, which m % n does not see; no key moved."
    )


@pytest.mark.parametrize(
    ("dials", "words"),
    [
        ({"virtual_nodes": 100}, "100 virtual nodes a server instead of 1"),
        ({"strategy": "maglev"}, "Maglev instead of Ring"),
        ({"hash": "md5", "keys": 20_000}, "the hash MD5 instead of XXH3 and 20,000 keys instead of 10,000"),
        ({"capacity_bound": 1.25}, "loads bounded to 1.25 times the fair share instead of none"),
    ],
)
def test_dials_that_move_keys(dials, words):
    sentence, change, _ = told(FIVE, Set(**dials))
    assert change.moved
    assert sentence == f"With {words}, {change.moved:,} of 10,000 keys changed hands."


@pytest.mark.parametrize(
    ("dials", "words"),
    [
        ({"replicas": 3}, "3 copies of each key instead of 1"),
        ({"keys": 20_000}, "20,000 keys instead of 10,000"),
        ({"skew": 1.1, "rate": 1}, "a skew of 1.1 instead of 0 and 1 request a second instead of 1,240"),
    ],
)
def test_dials_that_move_nothing(dials, words):
    assert told(FIVE, Set(**dials))[0] == f"With {words}, no key changed hands."


def test_lifting_the_bound():
    words, change, _ = told(replace(FIVE, capacity_bound=1.25), Set(capacity_bound=None))
    assert words == f"With no bound on loads instead of 1.25, {change.moved:,} of 10,000 keys changed hands."


def test_more_copies_while_a_server_is_down():
    crashed = evolve(FIVE, CrashServer("oven-2"))
    words, change, after = told(crashed, Set(replicas=2))
    assert words == (
        "With 2 copies of each key instead of 1, no key changed hands; "
        f"{count(change):,} keys that nobody answered for found a server."
    )
    fewer, _, _ = told(after, Set(replicas=1))
    assert fewer.endswith(f"no key changed hands; requests for {count(change):,} keys fail now.")


def test_reset():
    words, change, _ = told(FIVE, Reset("many-flags"))
    assert words == f"Started again with “Many flags”; {change.moved:,} of 10,000 keys changed hands."
    assert (
        told(replace(SCENARIOS["five-ovens"].state, rate=5), Reset("five-ovens"))[0]
        == "Started again with “Five ovens”."
    )


def test_undone():
    after = evolve(FIVE, AddServer())
    change = compare(after, FIVE)
    assert change.sentence == f"Stepped back; {change.moved:,} of 10,000 keys changed hands."
    assert compare(replace(FIVE, rate=5), FIVE).sentence == "Stepped back; no key changed hands."


def test_a_server_goes_by_its_name():
    named = replace(FIVE, servers=(Server("oven-1", "Basil", moved=((0, 0.1),)), *FIVE.servers[1:]))
    assert "from Basil alone" in told(named, AddServer(position=0.05))[0]


def test_small_words():
    assert [count_of(1, "key"), count_of(1_684, "key")] == ["1 key", "1,684 keys"]
    assert [listed(["a"]), listed(["a", "b"]), listed(["a", "b", "c"])] == ["a", "a and b", "a, b and c"]
    assert [some_of(["a"] * 4, 4), some_of(["a"] * 4, 9)] == ["all 4 others", "4 of the 9 others"]
    assert [turn(14.2), turn(-1.0), turn(0.5)] == [
        "14 degrees clockwise",
        "1 degree anticlockwise",
        "0.5 degrees clockwise",
    ]
