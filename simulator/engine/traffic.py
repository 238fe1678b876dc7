"""Requests of a time slot, and warm caches, as a function of (state, history, slot).

Invariant: nothing is remembered from slot to slot. Every process that knows the state, the history and the
number of the slot computes the same requests, and so nothing of this needs to be sent or stored.
A cache holds whatever it was asked for since the key came to it. With requests at rate r and a key of
popularity p, a key that came t seconds ago has been asked for, and is warm, with probability 1 - exp(-r p t)
(the Poisson law: no request).
"""

from dataclasses import dataclass

import numpy as np

from .arrays import Flags, Floats, Numbers, Ranks
from .cluster import Cluster
from .failover import NOBODY, all_up, answering
from .hashing import to_fraction
from .keyspace import Keyspace, cumulative, generated, popularity

SLOT = 0.25  # seconds
SAMPLE = 16  # requests of a slot that are shown in flight


@dataclass(frozen=True, slots=True, eq=False)
class History:
    """How cold the caches were at the last change.

    at: seconds, on the clock whose slot k begins at k * SLOT.
    cold: shape (m,), by key id: the chance that the server which answers for a key had not been asked for it
        by then.
    moments: (seconds, state) of the start and of every change since.
    """

    at: float
    cold: Floats
    moments: tuple[tuple[float, Cluster], ...]

    @property
    def state(self) -> Cluster:
        return self.moments[-1][1]

    @staticmethod
    def start(state: Cluster, at: float) -> "History":
        """Every cache is warm at the start."""
        return History(at, np.zeros(state.keys), ((at, state),))

    def then(self, at: float, state: Cluster) -> "History":
        """The state changed at `at` seconds: keys that another server answers for now are cold there."""
        at = max(at, self.at)
        stayed = _stayed(self.state, state)
        cold = np.ones(state.keys)
        cold[: len(stayed)][stayed] = self.cold_at(at)[: len(stayed)][stayed]
        return History(at, cold, (*self.moments, (at, state)))

    def cold_at(self, at: float) -> Floats:
        """The chance that each key, by id, is still cold at `at` seconds; before the last change, as at the
        change. Where nobody answers for a key it means nothing: its requests fail, warm or cold.
        """
        elapsed = max(0.0, at - self.at)
        if not elapsed or not self.cold.any():
            return self.cold
        state = self.state
        shares = (
            popularity(state.keys, state.skew) if state.skew else 1.0 / state.keys
        )  # one number is quicker
        asked = state.rate * elapsed * shares
        cold: Floats = self.cold * np.exp(-asked)
        return cold


@dataclass(frozen=True, slots=True)
class Frame:
    """What happened in one slot.

    counts: (server id, requests answered) in the order of the servers; last (None, requests failed) if any
        server is down.
    hit_rate: the expected share of all requests that find their key in the cache, in [0, 1]; a failed one is
        no hit.
    sample: up to 16 requests: (position of the key in [0, 1), server id or None, found in the cache).
    """

    slot: int
    counts: tuple[tuple[str | None, int], ...]
    hit_rate: float
    sample: tuple[tuple[float, str | None, bool], ...]


def frame(state: Cluster, history: History, slot: int) -> Frame:
    """The requests of slot `slot`, which begins at `slot * SLOT` seconds."""
    chance = np.random.Generator(np.random.Philox(key=[state.seed, slot]))
    keys = generated(state.hash, state.keys)
    asked = _draw(chance, keys, state.skew, int(chance.poisson(state.rate * SLOT)))
    answers = answering(state, keys)[asked]
    cold = history.cold_at(slot * SLOT)
    ids: list[str | None] = [server.id for server in state.servers]
    counts = np.bincount(np.minimum(answers, len(ids)), minlength=len(ids) + 1).tolist()
    if all_up(state):
        counts.pop()
    shown, servers = asked[:SAMPLE], answers[:SAMPLE]
    hits = (chance.random(len(shown)) >= cold[keys.ids[shown]]) & (servers != NOBODY)
    return Frame(
        slot,
        tuple(zip([*ids, None], counts, strict=False)),
        hit_rate(state, cold),
        tuple(
            (to_fraction(position), ids[rank] if rank != NOBODY else None, hit)
            for position, rank, hit in zip(
                keys.positions[shown].tolist(), servers.tolist(), hits.tolist(), strict=True
            )
        ),
    )


def hit_rate(state: Cluster, cold: Floats) -> float:
    """The expected share of requests that hit: the popularity of keys that are warm and have a server to
    answer.
    """
    shares = popularity(state.keys, state.skew)
    # Not `shares @ cold`: BLAS would wake a thread a core for it, and on a busy machine wait for them: 29 ms was seen.
    misses = float(np.einsum("k,k->", shares, cold)) if cold.any() else 0.0
    if all_up(state):
        return 1.0 - misses
    unserved = answering_by_id(state) == NOBODY
    return 1.0 - misses - float((shares * (1.0 - cold))[unserved].sum())


def answering_by_id(state: Cluster) -> Ranks:
    """The rank of the server that answers for key 0, 1, 2, ..., or NOBODY."""
    keys = generated(state.hash, state.keys)
    by_id = np.empty(len(keys), np.uint16)
    by_id[keys.ids] = answering(state, keys)
    return by_id


def _stayed(before: Cluster, after: Cluster) -> Flags:
    """For each key, by id, that both states have: does the same server answer for it?"""
    now_at = {server.id: rank for rank, server in enumerate(after.servers)}
    rank = np.full(NOBODY + 1, NOBODY, np.int64)
    rank[: len(before.servers)] = [now_at.get(server.id, NOBODY) for server in before.servers]
    known = min(before.keys, after.keys)
    was, now = rank[answering_by_id(before)[:known]], answering_by_id(after)[:known]
    stayed: Flags = was == now
    return stayed


def _draw(chance: np.random.Generator, keys: Keyspace, skew: float, count: int) -> Numbers:
    """Keys asked for, as places in hash order, each by its popularity."""
    turns = chance.random(count)
    if skew == 0:
        return (turns * len(keys)).astype(np.int64)
    running = cumulative(keys, skew)
    places: Numbers = np.minimum(np.searchsorted(running, turns * running[-1], side="right"), len(keys)) - 1
    return places
