"""Curves for the plots: hit rate over time, balance against virtual nodes with the theory beside it."""

import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from .arrays import Floats
from .cluster import Cluster, fair_shares, point_count
from .keyspace import generated
from .loads import peak_to_mean, request_shares
from .traffic import History, hit_rate


def hit_rate_series(history: History, at_times: Sequence[float]) -> tuple[float, ...]:
    """The expected hit rate at each of the times (seconds, in any order), through all changes of the history.

    A time before the start has the caches of the start.
    """
    stages = [History.start(history.moments[0][1], history.moments[0][0])]
    for at, state in history.moments[1:]:
        stages.append(stages[-1].then(at, state))
    starts = [stage.at for stage in stages]
    rates = []
    for at in at_times:
        stage = stages[max(0, int(np.searchsorted(starts, at, side="right")) - 1)]
        rates.append(hit_rate(stage.state, stage.cold_at(at)))
    return tuple(rates)


def balance_series(state: Cluster, virtual_nodes: Sequence[int]) -> tuple[tuple[int, float, float], ...]:
    """(V, peak to mean measured, peak to mean expected) for rings of these servers with V virtual nodes each.

    All points stand where the hash says; the theory takes keys to be many and equally popular, so a skew
    shows as a gap.
    """
    keys = generated(state.hash, state.keys)
    servers = tuple(replace(server, moved=()) for server in state.servers)
    ring = replace(state, strategy="ring", capacity_bound=None, servers=servers)
    rows = []
    for count in virtual_nodes:
        tried = replace(ring, virtual_nodes=count)
        rows.append((count, peak_to_mean(tried, request_shares(tried, keys)), expected_peak_to_mean(tried)))
    return tuple(rows)


def expected_peak_to_mean(state: Cluster) -> float:
    """The mean, over all random rings, of the fullest server's share over its fair one.

    Shares of random points follow a Dirichlet law, which is a set of independent Gamma variables over their
    sum; the sum is independent of the shares, so the mean of the largest ratio is the mean of the largest
    Gamma over the mean sum: an integral of one minus the product of the distribution functions. With one
    point each it is 1 + 1/2 + ... + 1/n.
    """
    fair = fair_shares(state)
    points = np.array([point_count(state, server) for server in state.servers], np.float64)
    deviation = 1.0 / math.sqrt(points.min())
    widest = float((points / points.sum() / fair).max())
    top = widest * (1.0 + 12.0 * deviation + (math.log(len(points)) + 12.0) * deviation**2)
    ratio = np.linspace(0.0, top, 8_001)
    below = np.ones_like(ratio)
    kinds = Counter(zip(points.tolist(), fair.tolist(), strict=True))
    for (shape, share), servers in kinds.items():
        below *= _gamma_below(ratio * share * points.sum(), shape) ** servers
    return float(np.trapezoid(1.0 - below, ratio))


def _gamma_below(values: Floats, shape: float) -> Floats:
    """The chance that a Gamma variable of this shape is at most each of the (evenly spaced, rising)
    values.
    """
    with np.errstate(divide="ignore"):
        logs = (shape - 1.0) * np.log(values) if shape > 1.0 else np.zeros_like(values)
    density = np.exp(logs - values - math.lgamma(shape))
    steps = (density[1:] + density[:-1]) / 2.0 * np.diff(values)
    return np.minimum(np.concatenate(([0.0], np.cumsum(steps))), 1.0)
