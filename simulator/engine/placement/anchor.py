"""AnchorHash: a row of chairs, some empty; a key that meets an empty chair looks again among those who sat
when that chair was left.

Moves: the least possible, whoever leaves, and when the last one that left comes back. Costs: about
1 + ln(a / n) looks for n servers on a chairs; four numbers a chair. Cannot: seat more than a servers, follow
weights, or forget its history: who sits where depends on the order of leaving, so it is not a strategy of a
cluster's present state.
Source: Mendelson, Vargaftik, Barabash, Lorenz, Keslassy and Orda, "AnchorHash: A Scalable Consistent Hash",
2018 (arXiv:1812.09674), algorithms 1 and 3.
"""

import numpy as np

from ..arrays import Hashes, Numbers
from ..hashing import mix


class Anchor:
    """Chairs 0 to a - 1, of which `working` hold a server: at first chairs 0 to working - 1.

    Invariant: `_left[b]` is 0 if chair b is taken, else how many others were taken just after it was left;
    `_heir[b]` names who took over its place in the list `_sitting` of those taken.
    """

    def __init__(self, chairs: int, working: int) -> None:
        if not 1 <= working <= chairs:
            raise ValueError(f"from 1 to {chairs} servers, not {working}")
        self._left = np.zeros(chairs, np.int64)
        self._heir = np.arange(chairs)
        self._sitting = np.arange(chairs)
        self._place = np.arange(chairs)
        self._empty: list[int] = []
        self._working = chairs
        for chair in range(chairs - 1, working - 1, -1):
            self.leave(chair)

    def taken(self, chair: int) -> bool:
        return bool(self._left[chair] == 0)

    def leave(self, chair: int) -> None:
        """The server of this chair goes. At least one must stay."""
        if not self.taken(chair) or self._working == 1:
            raise ValueError(f"chair {chair} cannot be left")
        self._empty.append(chair)
        self._working -= 1
        self._left[chair] = self._working
        last = self._sitting[self._working]
        self._sitting[self._place[chair]] = self._heir[chair] = last
        self._place[last] = self._place[chair]

    def join(self) -> int:
        """A server takes the chair that was left last, and its number is returned."""
        chair = self._empty.pop()
        self._left[chair] = 0
        self._place[self._sitting[self._working]] = self._working
        self._sitting[self._place[chair]] = self._heir[chair] = chair
        self._working += 1
        return chair

    def owners(self, hashes: Hashes) -> Numbers:
        """The chair of each 64-bit key: shape (m,)."""
        return self.seat(hashes)[0]

    def seat(self, hashes: Hashes) -> tuple[Numbers, Numbers]:
        """The chair of each key, and how many chairs it looked at: shapes (m,)."""
        chairs = _look(hashes, np.uint64(0), np.uint64(len(self._left)))
        looks = np.ones(len(hashes), np.int64)
        homeless = np.flatnonzero(self._left[chairs] > 0)
        while len(homeless):
            chairs[homeless] = self._next(hashes[homeless], chairs[homeless])
            looks[homeless] += 1
            homeless = homeless[self._left[chairs[homeless]] > 0]
        return chairs, looks

    def walk(self, key: int) -> tuple[int, ...]:
        """Every chair that one key looks at; the last is taken, and its home."""
        hashed = np.array([key], np.uint64)
        chair = _look(hashed, np.uint64(0), np.uint64(len(self._left)))
        chairs = [int(chair[0])]
        while not self.taken(chairs[-1]):
            chair = self._next(hashed, chair)
            chairs.append(int(chair[0]))
        return tuple(chairs)

    def _next(self, hashes: Hashes, chairs: Numbers) -> Numbers:
        """From an empty chair to one of those that were taken when it was left."""
        seen = self._left[chairs]
        found = _look(hashes, chairs.astype(np.uint64) + np.uint64(1), seen.astype(np.uint64))
        early = np.flatnonzero(
            self._left[found] >= seen
        )  # left before ours was: its heir stood there by then
        while len(early):
            found[early] = self._heir[found[early]]
            early = early[self._left[found[early]] >= seen[early]]
        return found


def _look(hashes: Hashes, salt: Hashes | np.uint64, among: Hashes | np.uint64) -> Numbers:
    """An even draw of one of `among` chairs, a different one for each salt."""
    drawn: Numbers = (mix(hashes ^ mix(np.atleast_1d(salt))) % among).astype(np.int64)
    return drawn
