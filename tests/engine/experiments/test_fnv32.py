"""The short hash, raw and mixed: known answers, and what the missing mixing does to a ring."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from simulator.engine.experiments import fnv32
from simulator.engine.experiments.many_rings import rings_of, shares_of


def one_by_one(name: str) -> int:
    """FNV-1a as its authors wrote it down."""
    value = 0x811C9DC5
    for byte in name.encode():
        value = (value ^ byte) * 0x01000193 % 2**32
    return value


def test_published_answers():
    """From the FNV reference's own list of test vectors; the last is h32 of the course."""
    assert fnv32.raw(["", "a", "foobar"]).tolist() == [0x811C9DC5, 0xE40C292C, 0xBF9CF968]
    assert fnv32.finalise(np.array([0, 1], np.uint32)).tolist() == [0, 0x514E28B7]


@given(st.lists(st.text(max_size=12), max_size=20))
def test_many_at_once_is_one_by_one(names):
    assert fnv32.raw(names).tolist() == [one_by_one(name) for name in names]
    assert (fnv32.mixed(names) == fnv32.finalise(fnv32.raw(names))).all()


@pytest.mark.parametrize(
    ("hashed", "points", "peak"),
    [(fnv32.raw, 1, 4.9), (fnv32.raw, 100, 1.5), (fnv32.mixed, 1, 3.0), (fnv32.mixed, 100, 1.13)],
)
def test_bad_hashes_ruin_a_ring(hashed, points, peak):
    """Facts 3.11: the names server-1 to server-10."""
    numbers = range(1, 11)
    names = [f"server-{k}" if points == 1 else f"server-{k}#{i}" for k in numbers for i in range(points)]
    places = hashed(names).astype(np.uint64)[None] << np.uint64(32)
    largest = float(shares_of(rings_of(places, [points] * 10)).max() * 10)
    assert largest == pytest.approx(peak, abs=0.05 if points == 1 else 0.02)
