"""The kinds of array that pass between the engine's files."""

import numpy as np
from numpy.typing import NDArray

Hashes = NDArray[np.uint64]  # places on a circle of 2**64 steps
Ids = NDArray[np.uint32]  # keys, by number
Ranks = NDArray[np.uint16]  # servers, by place in a list
Numbers = NDArray[np.int64]  # counts and indices
Places = NDArray[np.int32]  # the same, where there are many and they are kept: half the memory to move
Floats = NDArray[np.float64]  # shares and chances
Flags = NDArray[np.bool_]
