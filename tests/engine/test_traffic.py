"""Same seed, same requests; and the closed form of the hit rate against caches that are really kept."""

import math
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from simulator.engine import (
    SLOT,
    AddServer,
    Cluster,
    CrashServer,
    History,
    RecoverServer,
    RemoveServer,
    Server,
    Set,
    evolve,
    frame,
    generated,
    hit_rate_series,
)
from simulator.engine.failover import NOBODY, answering
from simulator.engine.keyspace import popularity
from simulator.engine.traffic import SAMPLE, answering_by_id
from tests.clusters import FIVE
from tests.engine.clusters import clusters

TRIO = Cluster(tuple(Server(f"oven-{n}", f"oven-{n}") for n in (1, 2, 3)), keys=300, rate=400, next_server=4)


@given(clusters(), st.integers(0, 2**40))
def test_same_seed_same_requests(cluster, slot):
    history = History.start(cluster, 0.0)
    once = frame(cluster, history, slot)
    assert frame(cluster, history, slot) == once
    other = frame(replace(cluster, seed=cluster.seed + 1), history, slot)
    assert (other.counts, other.sample) != (once.counts, once.sample)


def test_slots_do_not_depend_on_which_came_before():
    history = History.start(FIVE, 0.0)
    forward = [frame(FIVE, history, slot) for slot in range(20)]
    backward = [frame(FIVE, history, slot) for slot in reversed(range(20))]
    assert forward == backward[::-1]


@given(clusters(), st.integers(0, 1_000))
def test_a_frame_names_every_server_and_nobody_only_if_one_is_down(cluster, slot):
    shown = frame(cluster, History.start(cluster, 0.0), slot)
    ids = [server.id for server in cluster.servers]
    down = any(not server.up for server in cluster.servers)
    assert [server_id for server_id, _ in shown.counts] == [*ids, *([None] if down else [])]
    assert len(shown.sample) == min(SAMPLE, sum(count for _, count in shown.counts))
    assert 0.0 <= shown.hit_rate <= 1.0 + 1e-12
    for position, server_id, hit in shown.sample:
        assert 0.0 <= position < 1.0
        assert server_id in ids or (server_id is None and not hit and down)


@pytest.mark.parametrize("skew", [0.0, 1.1])
def test_requests_go_to_who_answers_by_popularity(skew):
    """The share of each server over many slots is the popularity of the keys it answers for."""
    cluster = evolve(replace(TRIO, skew=skew, replicas=1), CrashServer("oven-2"))
    history = History.start(cluster, 0.0)
    totals: dict[str | None, int] = {}
    for slot in range(2_000):
        for server_id, count in frame(cluster, history, slot).counts:
            totals[server_id] = totals.get(server_id, 0) + count
    requests = sum(totals.values())
    assert requests == pytest.approx(400 * SLOT * 2_000, rel=0.01)
    answers = answering_by_id(cluster)
    shares = popularity(cluster.keys, skew)
    assert totals["oven-2"] == 0
    for rank, server_id in ((0, "oven-1"), (2, "oven-3"), (NOBODY, None)):
        expected = float(shares[answers == rank].sum())
        assert totals[server_id] / requests == pytest.approx(expected, abs=0.01)


def test_a_sample_shows_where_its_keys_are():
    keys = generated(FIVE.hash, FIVE.keys)
    answers = answering(FIVE, keys)
    owner_at = {
        position / 2**64: FIVE.servers[rank].id
        for position, rank in zip(keys.positions.tolist(), answers.tolist(), strict=True)
    }
    for position, server_id, _ in frame(FIVE, History.start(FIVE, 0.0), 3).sample:
        assert owner_at[position] == server_id


def test_warm_at_the_start_and_cold_where_keys_changed_hands():
    after = evolve(FIVE, AddServer(position=0.95))
    history = History.start(FIVE, 10.0).then(20.0, after)
    moved = answering_by_id(after) == 5
    assert set(history.cold[moved]) == {1.0}
    assert set(history.cold[~moved]) == {0.0}
    assert frame(FIVE, History.start(FIVE, 10.0), 41).hit_rate == 1.0
    assert frame(after, history, 80).hit_rate == pytest.approx(1.0 - moved.mean())


def really_cached(stages, until, runs):
    """Hit rate at `until` by playing every request: stages are (seconds, cluster); a cache is a set of keys."""
    chance = np.random.default_rng(11)
    hits = 0.0
    for _ in range(runs):
        clock, cluster = stages[0]
        where = answering_by_id(cluster).tolist()
        ids = [server.id for server in cluster.servers]
        holder = {key: ids[rank] for key, rank in enumerate(where) if rank != NOBODY}
        for end, following in [*stages[1:], (until, None)]:
            shares = popularity(cluster.keys, cluster.skew)
            count = chance.poisson(cluster.rate * (end - clock))
            for key in set(chance.choice(cluster.keys, size=count, p=shares).tolist()):
                if where[key] != NOBODY:
                    holder[key] = ids[where[key]]
            clock = end
            if following is None:
                break
            cluster, where = following, answering_by_id(following).tolist()
            ids = [server.id for server in cluster.servers]
            # a server forgets the keys that it gives away
            holder = {
                key: server_id
                for key, server_id in holder.items()
                if key < cluster.keys and where[key] != NOBODY and ids[where[key]] == server_id
            }
        shares = popularity(cluster.keys, cluster.skew)
        hits += sum(
            shares[key] for key, rank in enumerate(where) if rank != NOBODY and holder.get(key) == ids[rank]
        )
    return hits / runs


CRASHED = evolve(replace(TRIO, replicas=2), CrashServer("oven-2"))
STORIES = {
    "a server joins": [(0.0, TRIO), (1.0, evolve(TRIO, AddServer()))],
    "a server leaves": [(0.0, TRIO), (1.0, evolve(TRIO, RemoveServer("oven-2")))],
    "skewed": [
        (0.0, replace(TRIO, skew=1.1)),
        (1.0, evolve(replace(TRIO, skew=1.1), RemoveServer("oven-1"))),
    ],
    "the rate changes on the way": [
        (0.0, TRIO),
        (0.5, evolve(TRIO, RemoveServer("oven-2"))),
        (1.0, evolve(evolve(TRIO, RemoveServer("oven-2")), Set(rate=1_000))),
    ],
    "a crash, then back": [
        (0.0, replace(TRIO, replicas=2)),
        (0.7, CRASHED),
        (1.1, evolve(CRASHED, RecoverServer("oven-2"))),
    ],
    "a crash of the only copy": [(0.0, TRIO), (0.7, evolve(TRIO, CrashServer("oven-2")))],
    "more keys": [(0.0, TRIO), (0.6, evolve(TRIO, Set(keys=500)))],
}


@pytest.mark.parametrize("story", STORIES.values(), ids=STORIES.keys())
def test_the_closed_form_is_what_real_caches_do(story):
    history = History.start(story[0][1], story[0][0])
    for at, cluster in story[1:]:
        history = history.then(at, cluster)
    until = 1.5
    slot = int(until / SLOT)
    closed = frame(history.state, history, slot).hit_rate
    assert closed == pytest.approx(really_cached(story, until, runs=400), abs=0.01)
    assert hit_rate_series(history, [until]) == pytest.approx((closed,))


def test_one_key_by_hand():
    """Requests at rate r, popularity p, t seconds after the move: warm with probability 1 - exp(-r p t)."""
    after = evolve(TRIO, AddServer())
    history = History.start(TRIO, 0.0).then(2.0, after)
    moved = int((answering_by_id(after) == 3).sum())
    expected = 1.0 - moved / 300 * math.exp(-400 / 300 * 1.5)
    assert hit_rate_series(history, [3.5]) == pytest.approx((expected,))


def test_the_series_runs_through_all_changes_in_any_order():
    after = evolve(TRIO, AddServer())
    later = evolve(after, RemoveServer("oven-1"))
    history = History.start(TRIO, 1.0).then(2.0, after).then(3.0, later)
    times = [0.0, 1.5, 2.0, 2.5, 2.999, 3.0, 4.0, 60.0]
    rates = hit_rate_series(history, times)
    assert rates[:2] == (1.0, 1.0)
    assert rates[2] < rates[3] < rates[4] > rates[5] < rates[6] < rates[7]
    assert rates[-1] == pytest.approx(1.0)
    assert hit_rate_series(history, times[::-1]) == rates[::-1]


def test_the_clock_never_runs_backwards():
    history = History.start(TRIO, 5.0).then(4.0, evolve(TRIO, AddServer()))
    assert history.at == 5.0
    assert frame(history.state, history, 0).hit_rate == frame(history.state, history, 20).hit_rate
