"""Known answers: a hash that changes by one bit moves every key of every room."""

import hashlib

import numpy as np
import pytest
import xxhash
from hypothesis import given
from hypothesis import strategies as st

from simulator.engine import HASHES
from simulator.engine.hashing import from_fraction, mix, to_fraction


@pytest.mark.parametrize(
    ("name", "text", "expected"),
    [
        ("fnv1a", "", 0xCBF29CE484222325),  # the test vectors of the authors, isthe.com/chongo/tech/comp/fnv
        ("fnv1a", "a", 0xAF63DC4C8601EC8C),
        ("fnv1a", "foobar", 0x85944171F73967E8),
        ("xxh64", "", 0xEF46DB3751D8E999),
        ("xxh3", "", 0x2D06800538D394C2),
        ("md5", "", int.from_bytes(bytes.fromhex("d41d8cd98f00b204"), "little")),
        ("letter-sum", "ab", 0x0101010101010101 * ((97 + 98) % 256)),
    ],
)
def test_known_answers(name, text, expected):
    assert HASHES[name].one(text) == expected


def fnv1a(data):
    value = 0xCBF29CE484222325
    for byte in data:
        value = ((value ^ byte) * 0x100000001B3) % 2**64
    return value


ONE_AT_A_TIME = {
    "xxh3": xxhash.xxh3_64_intdigest,
    "xxh64": xxhash.xxh64_intdigest,
    "md5": lambda data: int.from_bytes(hashlib.md5(data).digest()[:8], "little"),
    "fnv1a": fnv1a,
    "letter-sum": lambda data: sum(data) % 256 * 0x0101010101010101,
}


@given(st.sampled_from(sorted(HASHES)), st.lists(st.text(max_size=30)))
def test_many_at_once_are_the_same_as_one_at_a_time(name, texts):
    assert HASHES[name].many(texts).tolist() == [ONE_AT_A_TIME[name](text.encode()) for text in texts]


def test_the_table_has_words_for_the_menu():
    assert set(HASHES) == set(ONE_AT_A_TIME)
    assert all(row.label and row.note.endswith(".") for row in HASHES.values())
    assert "bad on purpose" in HASHES["letter-sum"].label


def test_letters_at_the_end_hardly_reach_the_top_of_fnv1a():
    """The claim of its note: ten names that differ in the last letter share a 32nd of the circle; xxh3 spreads them."""
    names = [f"order-{digit}" for digit in range(10)]
    spread = {
        name: np.ptp(HASHES[name].many(names).astype(np.float64)) / 2.0**64 for name in ("fnv1a", "xxh3")
    }
    assert spread["fnv1a"] < 1 / 32 < 0.5 < spread["xxh3"]


def test_mix_is_the_published_splitmix64():
    """The first outputs of SplitMix64 seeded with 0 (Vigna's splitmix64.c): the state grows by the golden gamma."""
    gamma = 0x9E3779B97F4A7C15
    states = np.array([0, gamma, 2 * gamma % 2**64], np.uint64)
    assert mix(states).tolist() == [0xE220A8397B1DCDAF, 0x6E789E6AA1B965F4, 0x06C45D188009454F]


@given(st.integers(0, 2**64 - 1))
def test_a_fraction_is_below_one(value):
    assert 0.0 <= to_fraction(value) < 1.0
    assert abs(from_fraction(to_fraction(value)) - value) <= 2**11


@given(st.floats(0.0, 1.0, exclude_max=True))
def test_a_place_chosen_by_hand_comes_back_exactly(position):
    assert to_fraction(from_fraction(position)) == pytest.approx(position, abs=2.0**-64)
