"""What follows from a state, for the eyes: points, loads, balance. Nothing here is stored."""

from dataclasses import dataclass

import numpy as np

from .cluster import Cluster
from .hashing import CIRCLE
from .keyspace import Keyspace, generated
from .loads import key_counts, peak_to_mean, request_shares
from .placement import STRATEGIES
from .placement.ring import NO_KEYS, first_points, ranks_of, slices_for

MOST_POINTS = 2_000  # more than that cannot be told apart on a screen
BANDS = 2_048


@dataclass(frozen=True, slots=True)
class Derived:
    """Shapes: n servers, P points.

    points: (position in [0, 1), server id, index) sorted, clockwise from twelve; None without a ring or where
        they are too many.
    bands: the place in `state.servers` of the owner in the middle of each of 2,048 equal arcs, where points
        are too many.
    loads: (server id, keys it owns, share of all requests that ask for them), in the order of the servers.
    peak_to_mean: the largest share over the fair one, each measured against the server's weight.
    """

    points: tuple[tuple[float, str, int], ...] | None
    bands: tuple[int, ...] | None
    loads: tuple[tuple[str, int, float], ...]
    peak_to_mean: float


def derive(state: Cluster, keys: Keyspace | None = None, most_points: int = MOST_POINTS) -> Derived:
    """What follows from `state`. Above `most_points` points there are bands instead."""
    keys = keys or generated(state.hash, state.keys)
    shares = request_shares(state, keys)
    ids = [server.id for server in state.servers]
    points, bands = _picture(state, most_points) if STRATEGIES[state.strategy].ring else (None, None)
    return Derived(
        points,
        bands,
        tuple(zip(ids, key_counts(state, keys).tolist(), shares.tolist(), strict=True)),
        peak_to_mean(state, shares),
    )


def _picture(
    state: Cluster, most_points: int
) -> tuple[tuple[tuple[float, str, int], ...] | None, tuple[int, ...] | None]:
    slices = slices_for(state, NO_KEYS)
    ranks = ranks_of(state, slices)
    if len(ranks) > most_points:
        middles = (np.arange(BANDS, dtype=np.uint64) * np.uint64(2) + np.uint64(1)) << np.uint64(52)
        return None, tuple(ranks[first_points(slices, middles)].tolist())
    # Ten digits are finer than the 32 bits of a key's place that a browser has, and half as long as all seventeen.
    places = np.minimum(np.round(slices.positions / CIRCLE, 10), 1.0 - 1e-10)
    ids = [state.servers[rank].id for rank in ranks.tolist()]
    return tuple(zip(places.tolist(), ids, slices.indices.tolist(), strict=True)), None
