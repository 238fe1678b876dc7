import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from simulator.engine import HASHES, generated, key_ids, key_positions, named
from simulator.engine.keyspace import cumulative, first, popularity, sorted_keys


@given(st.lists(st.integers(0, 2**64 - 1) | st.sampled_from([0, 1, 7, 2**64 - 1, 2**63]), max_size=200))
def test_sorting_is_stable_even_when_hashes_nearly_agree(hashes):
    keys = sorted_keys("xxh3", np.array(hashes, np.uint64))
    expected = sorted(range(len(hashes)), key=lambda key: hashes[key])
    assert keys.ids.tolist() == expected
    assert keys.positions.tolist() == [hashes[key] for key in expected]


def test_neighbours_in_the_low_bits_are_sorted_too():
    """The quick sort loses the lowest bits of a hash to the id; these two differ in nothing else."""
    keys = sorted_keys("xxh3", np.array([(5 << 20) + 1, 5 << 20, 9], np.uint64))
    assert keys.ids.tolist() == [2, 1, 0]


@pytest.mark.parametrize("hash_name", sorted(HASHES))
def test_the_keys_are_the_orders(hash_name):
    positions, ids = key_positions(hash_name, 300), key_ids(hash_name, 300)
    assert positions.dtype == np.uint64
    assert ids.dtype == np.uint32
    assert positions.tolist() == [HASHES[hash_name].one(f"order-{key}") for key in ids.tolist()]
    assert sorted(ids.tolist()) == list(range(300))
    assert positions.tolist() == sorted(positions.tolist())


def test_populations_are_nested():
    small, large = generated("xxh3", 200), generated("xxh3", 5_000)
    cut = first(large, 200)
    assert cut.ids.tolist() == small.ids.tolist()
    assert cut.positions.tolist() == small.positions.tolist()
    assert first(large, 5_000) is large


def test_names_of_ones_own_keep_their_order_as_ids():
    keys = named("md5", ["b", "a", "b"])
    assert keys.positions.tolist() == sorted(HASHES["md5"].one(text) for text in ("b", "a", "b"))
    assert [["b", "a", "b"][key] for key in keys.ids.tolist()].count("b") == 2


def test_arrays_cannot_be_written_to():
    with pytest.raises(ValueError, match="read-only"):
        key_positions("xxh3", 100)[0] = 1


def test_zipf_by_the_published_numbers():
    """10,000 keys, exponent 1: the first has 10.2% of the requests, the first ten 29.9% (facts, section 3.13)."""
    shares = popularity(10_000, 1.0)
    assert shares[0] == pytest.approx(0.102, abs=5e-4)
    assert shares[:10].sum() == pytest.approx(0.299, abs=5e-4)
    assert popularity(100, 0.0).tolist() == pytest.approx([0.01] * 100)


@given(st.integers(1, 500), st.floats(0.0, 2.0))
def test_shares_add_up(count, skew):
    keys = generated("xxh3", count)
    running = cumulative(keys, skew)
    assert running[0] == 0.0
    assert running[-1] == pytest.approx(1.0)
    shares = popularity(count, skew)
    assert np.diff(running).tolist() == pytest.approx(shares[keys.ids].tolist())
    assert np.all(np.diff(shares) <= 0.0)
