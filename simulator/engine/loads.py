"""Who carries how much: keys counted, requests weighed by the popularity of their keys."""

import numpy as np

from .arrays import Floats, Numbers
from .cluster import Cluster, fair_shares
from .keyspace import Keyspace, cumulative, popularity
from .placement import place
from .placement.ring import ranks_of, slices_for


def plain_ring(cluster: Cluster) -> bool:
    """Is an arc of the ring all that decides a key's owner? Then nothing needs work for every key."""
    return cluster.strategy == "ring" and cluster.capacity_bound is None


def key_counts(cluster: Cluster, keys: Keyspace) -> Numbers:
    """How many keys each server owns, by rank: shape (n,), sums to m."""
    count = len(cluster.servers)
    if not plain_ring(cluster):
        return np.bincount(place(cluster, keys), minlength=count)
    slices = slices_for(cluster, keys)
    ranks = ranks_of(cluster, slices)
    widths = np.diff(slices.cuts, prepend=0)
    widths[0] += len(keys) - slices.cuts[-1]
    return np.bincount(ranks, widths, minlength=count).astype(np.int64)


def request_shares(cluster: Cluster, keys: Keyspace) -> Floats:
    """The share of all requests that ask for keys of each server, by rank: shape (n,), sums to 1."""
    count = len(cluster.servers)
    if cluster.skew == 0:
        return key_counts(cluster, keys) / len(keys)
    if not plain_ring(cluster):
        weights = popularity(len(keys), cluster.skew)[keys.ids]
        return np.bincount(place(cluster, keys), weights, minlength=count).astype(np.float64)
    slices = slices_for(cluster, keys)
    running = cumulative(keys, cluster.skew)
    widths = np.diff(running[slices.cuts], prepend=0.0)
    widths[0] += running[-1] - running[slices.cuts[-1]]
    return np.bincount(ranks_of(cluster, slices), widths, minlength=count).astype(np.float64)


def peak_to_mean(cluster: Cluster, shares: Floats) -> float:
    """The fullest server beside the average one, each measured against its weight; 1 is perfect."""
    return float((shares / fair_shares(cluster)).max())
