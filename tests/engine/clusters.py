"""Random clusters for Hypothesis, and the slow, obvious answers to compare with."""

from dataclasses import replace
from functools import lru_cache

from hypothesis import strategies as st

from simulator.engine import HASHES, STRATEGIES, Cluster, Server
from simulator.engine.cluster import point_count
from simulator.engine.hashing import from_fraction

NUMBERS = st.integers(1, 12)
WEIGHTS = st.sampled_from([0.1, 0.5, 1.0, 1.0, 1.0, 2.0, 3.7])
# A few favourite places, so that points of different servers meet at one place.
PLACES = st.sampled_from([0.0, 0.25, 0.5, 0.75, 0.999999]) | st.floats(0.0, 1.0, exclude_max=True)


@st.composite
def servers(draw, virtual_nodes=1, number=NUMBERS):
    server = draw(number)
    weight = draw(WEIGHTS)
    count = max(1, round(virtual_nodes * weight))
    moved = draw(st.dictionaries(st.integers(0, count - 1), PLACES, max_size=2))
    return Server(
        id=f"oven-{server}",
        name=f"oven-{server}",
        weight=weight,
        up=draw(st.booleans()),
        moved=tuple(sorted(moved.items())),
    )


@st.composite
def clusters(
    draw, strategies=tuple(STRATEGIES), hashes=tuple(HASHES), least=1, bounds=(None, 1.01, 1.25, 2.0)
):
    virtual_nodes = draw(st.sampled_from([1, 1, 2, 5, 20]))
    chosen = draw(
        st.lists(servers(virtual_nodes), min_size=least, max_size=8, unique_by=lambda server: server.id)
    )
    return Cluster(
        servers=tuple(chosen),
        strategy=draw(st.sampled_from(strategies)),
        hash=draw(st.sampled_from(hashes)),
        virtual_nodes=virtual_nodes,
        keys=draw(st.integers(100, 400)),
        skew=draw(st.sampled_from([0.0, 0.5, 1.1, 2.0])),
        replicas=draw(st.integers(1, 5)),
        capacity_bound=draw(st.sampled_from(bounds)),
        next_server=13,
    )


def rings(**kwargs):
    return clusters(strategies=("ring",), bounds=(None,), **kwargs)


def all_up(cluster):
    return replace(cluster, servers=tuple(replace(server, up=True) for server in cluster.servers))


@lru_cache(maxsize=256)
def points(cluster):
    """Every point of the ring, sorted: (position, id order, index, server id). One hash at a time."""
    found = []
    for server in cluster.servers:
        moved = dict(server.moved)
        for index in range(point_count(cluster, server)):
            hashed = HASHES[cluster.hash].one(f"{server.id}#{index}")
            position = from_fraction(moved[index]) if index in moved else hashed
            found.append((position, (len(server.id), server.id), index, server.id))
    return sorted(found)


def walk(cluster, hashed):
    """The ids of the servers of all points, clockwise from a key."""
    row = points(cluster)
    start = next((place for place, point in enumerate(row) if point[0] >= hashed), 0)
    return [point[3] for point in row[start:] + row[:start]]


def distinct(ids):
    return list(dict.fromkeys(ids))


def hash_of(cluster, key_id):
    return HASHES[cluster.hash].one(f"order-{key_id}")
