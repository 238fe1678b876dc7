"""The hash functions: bytes in, 64-bit whole numbers out.

Invariant: a hash depends on the bytes alone, so every process and every machine agrees on it.
Choose by the table `HASHES`; it also feeds the menus.
"""

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
import xxhash

from .arrays import Hashes

CIRCLE = float(2**64)  # a hash is a place on a circle of 2**64 steps


@dataclass(frozen=True, slots=True)
class Hash:
    """One row of `HASHES`: words for the menu, and the function over many names at once, in UTF-8."""

    label: str
    note: str
    many: Callable[[Sequence[str]], Hashes]

    def one(self, name: str) -> int:
        return int(self.many([name])[0])


def _xxh3(names: Sequence[str]) -> Hashes:
    return np.fromiter(map(xxhash.xxh3_64_intdigest, map(str.encode, names)), np.uint64, len(names))


def _xxh64(names: Sequence[str]) -> Hashes:
    return np.fromiter(map(xxhash.xxh64_intdigest, map(str.encode, names)), np.uint64, len(names))


def _md5(names: Sequence[str]) -> Hashes:
    digests = b"".join(hashlib.md5(name.encode(), usedforsecurity=False).digest() for name in names)
    return np.frombuffer(digests, "<u8")[::2].astype(np.uint64)


_FNV_OFFSET, _FNV_PRIME = np.uint64(0xCBF29CE484222325), np.uint64(0x100000001B3)


def _fnv1a(names: Sequence[str]) -> Hashes:
    """Names of one length are hashed together, a column of letters at a time."""
    encoded = [name.encode() for name in names]
    hashes = np.full(len(names), _FNV_OFFSET, np.uint64)
    lengths = np.fromiter(map(len, encoded), np.int64, len(names))
    for length in np.unique(lengths):
        rows = np.flatnonzero(lengths == length)
        letters = np.frombuffer(b"".join([encoded[row] for row in rows.tolist()]), np.uint8)
        running = hashes[rows]
        for column in letters.reshape(len(rows), length).T:
            running = (running ^ column) * _FNV_PRIME
        hashes[rows] = running
    return hashes


def _letter_sum(names: Sequence[str]) -> Hashes:
    checksum = np.fromiter(map(sum, map(str.encode, names)), np.uint64, len(names)) & np.uint64(0xFF)
    return checksum * np.uint64(0x0101010101010101)  # the byte eight times over, so all 64 bits depend on it


HASHES: dict[str, Hash] = {
    "xxh3": Hash("XXH3", "Fast, and mixes every bit. The usual choice today.", _xxh3),
    "xxh64": Hash("XXH64", "The older sister of XXH3: as even, a little slower on short names.", _xxh64),
    "md5": Hash("MD5", "What ketama used in 2007. Even, and slower. Here: the first eight bytes.", _md5),
    "fnv1a": Hash(
        "FNV-1a",
        "Short and old. The last letters hardly reach the top bits, so names that differ at their ends "
        "land close together.",
        _fnv1a,
    ),
    "letter-sum": Hash(
        "Letter sum (bad on purpose)",
        "Adds up the letters and keeps one byte: only 256 places, and most names share a few of them.",
        _letter_sum,
    ),
}


def mix(values: Hashes) -> Hashes:
    """Scramble 64-bit numbers: the finaliser of SplitMix64 (Steele, Lea and Flood, 2014, figure 15).

    A strategy that needs a second, independent hash of a key mixes the first with something else.
    """
    mixed = values + np.uint64(0x9E3779B97F4A7C15)
    mixed ^= mixed >> np.uint64(30)
    mixed *= np.uint64(0xBF58476D1CE4E5B9)
    mixed ^= mixed >> np.uint64(27)
    mixed *= np.uint64(0x94D049BB133111EB)
    mixed ^= mixed >> np.uint64(31)
    return mixed


def to_fraction(value: int) -> float:
    """A hash as a fraction of the circle, in [0, 1), clockwise from twelve o'clock."""
    return min(value / CIRCLE, 1.0 - 2.0**-53)  # the very last hashes would round up to a whole turn


def from_fraction(position: float) -> int:
    """The step of the circle at `position`, a fraction in [0, 1). Exact: a float has 53 bits, the circle
    64.
    """
    return int(position * CIRCLE)
