"""The answer to "Why this server?" says what the engine does, and adds nothing of its own."""

from dataclasses import replace

import pytest

from simulator.engine import (
    SCENARIOS,
    STRATEGIES,
    AddServer,
    CrashServer,
    Set,
    apply,
    derive,
    explain,
    key_ids,
    owners,
)
from simulator.views.answer import MOST_SKIPPED, Stop, answer, shortened
from tests.clusters import FIVE

COPIES = SCENARIOS["copies"].state


@pytest.mark.parametrize("strategy", STRATEGIES)
def test_the_owner_is_the_one_that_placed_all_keys(strategy: str) -> None:
    state = replace(FIVE, strategy=strategy)
    ids, placed = key_ids(state.hash, state.keys), owners(state)
    for nth in (0, 17, 4_242, 9_999):
        found = answer(state, f"order-{ids[nth]}", None)
        assert found.owner.id == state.servers[placed[nth]].id


def test_hash_place_and_remainder_agree() -> None:
    found = answer(FIVE, "order-12", None)
    assert int(found.hex, 16) == found.hash
    assert found.degrees == f"{found.hash / 2**64 * 360:.2f}°"
    assert found.now.remainder == found.hash % 5
    assert found.now.server.id == f"oven-{found.hash % 5 + 1}"


def test_the_walk_ends_at_the_owner_and_each_step_is_further_on() -> None:
    found = answer(COPIES, "order-12", None)
    taken = [stop.server.id for stop in found.stops if stop.taken]
    assert taken == [found.owner.id, *(server.id for server in found.others)]
    assert len(taken) == 3
    places = [(float(stop.degrees[:-1]) - float(found.degrees[:-1])) % 360 for stop in found.stops]
    assert places == sorted(places)


def test_a_walk_past_twelve_says_so() -> None:
    last = max(position for position, _, _ in derive(FIVE).points)
    late = next(key for key in map("order-{}".format, range(1_000)) if explain(FIVE, key).position > last)
    assert [stop.wrapped for stop in answer(FIVE, late, None).stops] == [True]


def test_before_the_last_change() -> None:
    after, change = apply(FIVE, AddServer(position=0.95))
    moved = [key for key in map("order-{}".format, range(400)) if explain(after, key).owner == "oven-6"]
    assert change.moved_share == pytest.approx(len(moved) / 400, abs=0.08)
    found = answer(after, moved[0], FIVE)
    assert (found.owner.id, found.before.id) == ("oven-6", "oven-1")
    assert (found.now.n, found.then.n) == (6, 5)
    assert found.then.remainder == found.hash % 5


def test_the_same_servers_need_no_second_division() -> None:
    after, _ = apply(FIVE, Set(skew=1.0))
    assert answer(after, "order-12", FIVE).then is None


def test_a_server_that_is_gone_is_still_called_by_its_name() -> None:
    renamed = replace(FIVE, servers=(replace(FIVE.servers[0], name="Vesuvio"), *FIVE.servers[1:]))
    without = replace(renamed, servers=renamed.servers[1:])
    key = next(key for key in map("order-{}".format, range(1_000)) if explain(renamed, key).owner == "oven-1")
    before = answer(without, key, renamed).before
    assert (before.name, before.number, before.gone) == ("Vesuvio", 1, True)


def test_who_answers_while_the_owner_is_down() -> None:
    owner = answer(COPIES, "order-12", None).owner.id
    down, _ = apply(COPIES, CrashServer(owner))
    found = answer(down, "order-12", COPIES)
    assert found.owner.id == owner
    assert not found.owner.up
    assert found.answers.id == found.others[0].id
    alone, _ = apply(FIVE, CrashServer(answer(FIVE, "order-12", None).owner.id))
    assert answer(alone, "order-12", FIVE).answers is None


def test_steps_of_the_strategies_without_a_ring() -> None:
    def under(strategy: str):
        return answer(replace(FIVE, strategy=strategy), "order-12", None)

    bids = [float(bid) for _, bid in under("rendezvous").bids]
    assert bids == sorted(bids, reverse=True)
    assert under("rendezvous").bids[0][0].id == under("rendezvous").owner.id
    jumps = under("jump").jumps
    assert jumps[0] == 0
    assert list(jumps) == sorted(jumps)
    assert under("jump").owner.id == f"oven-{jumps[-1] + 1}"
    assert under("maglev").cell == under("maglev").hash % under("maglev").cells
    assert under("modulo").owner == under("modulo").now.server


def test_long_rows_of_skipped_points_become_a_count() -> None:
    def stop(taken: bool) -> Stop:
        return Stop("1.00°", None, 0, taken, "why")

    walk = [*[stop(False)] * 30, stop(True), *[stop(False)] * 3, stop(True)]
    short = list(shortened(walk))
    assert [one.skipped for one in short if one.skipped] == [30 - MOST_SKIPPED]
    assert sum(one.skipped or 1 for one in short) == len(walk)


def test_the_walk_for_the_ring_is_the_engines() -> None:
    found, raw = answer(COPIES, "order-12", None), explain(COPIES, "order-12")
    assert found.walk["position"] == raw.position
    assert [step["server"] for step in found.walk["steps"]] == [step.server for step in raw.walk]


@pytest.mark.parametrize(
    ("strategy", "told"),
    [("rendezvous", "scores"), ("jump", "jumps"), ("maglev", "cell"), ("modulo", "modulo")],
)
def test_the_pictures_get_what_their_method_needs(strategy, told):
    state, _ = apply(FIVE, Set(strategy=strategy))
    walk = answer(state, "order-12", None).walk
    found = explain(state, "order-12", None)
    assert walk[told]
    assert walk["scores"] == found.scores
    assert walk["modulo"]["hash"] == str(found.hash)
    assert walk["owner"] == found.owner
