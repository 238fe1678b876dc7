"""The walk from the drawer finds what a binary search finds, for good hashes and bad ones."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from simulator.engine import HASHES, generated
from simulator.engine import cuts as module
from simulator.engine.cuts import cut
from simulator.engine.keyspace import sorted_keys


def by_search(keys, points):
    return np.searchsorted(keys.positions, points, side="right").tolist()


@pytest.mark.parametrize("hash_name", sorted(HASHES))
@pytest.mark.parametrize("count", [1, 100, 20_000])
def test_many_points_at_once(hash_name, count):
    keys = generated(hash_name, count)
    chance = np.random.default_rng(3)
    points = chance.integers(0, 2**64, 6_000, dtype=np.uint64)
    points[:3] = [0, 2**64 - 1, keys.positions[-1]]
    points[3:503] = chance.choice(keys.positions, 500)  # exactly at keys
    assert cut(keys, points).tolist() == by_search(keys, points)


@given(
    st.lists(st.integers(0, 2**64 - 1), max_size=60),
    st.lists(st.integers(0, 2**64 - 1) | st.sampled_from([0, 2**64 - 1]), min_size=1, max_size=30),
)
def test_any_keys_and_points(hashes, points):
    keys = sorted_keys("xxh3", np.array(hashes, np.uint64))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(module, "_MANY", 0)
        assert cut(keys, np.array(points, np.uint64)).tolist() == by_search(keys, np.array(points, np.uint64))


def test_crowded_keys_are_searched_for():
    """The bad hash has 256 places: no drawers for it, or the walk would be as long as a crowd."""
    assert module._drawers(generated("letter-sum", 20_000)) is None
    assert module._drawers(generated("xxh3", 20_000)) is not None
