"""Dice: many small throws from one stream, cheaper than a call of NumPy for each."""

import numpy as np

_BLOCK = 4_096


class Dice:
    """Throws of one stream. Who throws in the same order sees the same faces."""

    __slots__ = ("_left", "_rng")

    def __init__(self, rng: np.random.Generator) -> None:
        self._rng = rng
        self._left: list[float] = []

    def roll(self, sides: int) -> int:
        """A whole number from 0 to sides - 1, each as likely as any other."""
        if not self._left:
            self._left = self._rng.random(_BLOCK).tolist()
        return int(self._left.pop() * sides)
