"""FNV-1a in 32 bits, raw and with its bits mixed: a weak hash and a good one that differ in one step.

Invariant: `mixed(names) == finalise(raw(names))`, so whatever separates the two in a lab is the mixing alone.
Sources: Fowler, Noll and Vo, FNV-1a, 1991; the finaliser of MurmurHash3 (A. Appleby, 2011).
"""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

Short = NDArray[np.uint32]
_OFFSET, _PRIME = np.uint32(0x811C9DC5), np.uint32(0x01000193)


def raw(names: Sequence[str]) -> Short:
    """Shape (k,). The last letter of a name hardly reaches the top bits: "oven-1" and "oven-2" land side by side."""
    encoded = [name.encode() for name in names]
    lengths = np.fromiter(map(len, encoded), np.int64, len(encoded))
    hashes = np.full(len(encoded), _OFFSET, np.uint32)
    for length in np.unique(lengths):  # names of one length together, a column of letters at a time
        rows = np.flatnonzero(lengths == length)
        letters = np.frombuffer(b"".join([encoded[row] for row in rows.tolist()]), np.uint8)
        running = hashes[rows]
        for column in letters.reshape(len(rows), length).T:
            running = (running ^ column) * _PRIME
        hashes[rows] = running
    return hashes


def finalise(hashes: Short) -> Short:
    """Let every bit reach every other."""
    mixed: Short = hashes ^ (hashes >> np.uint32(16))
    mixed *= np.uint32(0x85EBCA6B)
    mixed ^= mixed >> np.uint32(13)
    mixed *= np.uint32(0xC2B2AE35)
    mixed ^= mixed >> np.uint32(16)
    return mixed


def mixed(names: Sequence[str]) -> Short:
    """Shape (k,). As good as chance."""
    return finalise(raw(names))
