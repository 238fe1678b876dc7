"""What happened at the rail in an evening, to be asked at any moment.

Invariant: orders leave the rail in the order in which they were hung on it, so counts of both give its length.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from ..arrays import Floats
from .rail_line import Visit

_TINY = 1e-9


@dataclass(frozen=True)
class Evening:
    """pairs: of hands. end: until when we watch, in minutes. visits: with the rail that is set; bare: without."""

    pairs: int
    end: float
    times: Floats
    crashes: Sequence[int]
    visits: tuple[Visit, ...]
    bare: tuple[Visit, ...]

    @cached_property
    def hanging(self) -> tuple[Visit, ...]:
        """The visits that hung on the rail at all, in the order of their place on it."""
        return tuple(sorted((one for one in self.visits if one.lost != "refused"), key=lambda one: one.hung))

    @cached_property
    def _hung(self) -> Floats:
        return np.array([one.hung for one in self.hanging])

    @cached_property
    def _left(self) -> Floats:
        return np.sort(np.array([one.begun for one in self.hanging]))

    def rail_at(self, time: float | Floats) -> np.ndarray[tuple[int, ...], np.dtype[np.int64]]:
        """Orders on the rail; one that is begun at once never was."""
        hung = np.searchsorted(self._hung, np.asarray(time) + _TINY, side="right")
        return np.asarray(hung - np.searchsorted(self._left, np.asarray(time) + _TINY, side="right"))

    def age_at(self, times: Floats) -> Floats:
        """How long ago the oldest order on the rail came to the door; 0 for an empty rail."""
        gone = np.searchsorted(self._left, times + _TINY, side="right")
        came = np.array([*(one.came for one in self.hanging), np.inf])[gone]
        there = self.rail_at(times) > 0
        return np.where(there, times - np.where(there, came, times), 0.0)

    def door_at(self, times: Floats) -> np.ndarray[tuple[int, ...], np.dtype[np.int64]]:
        """Orders that wait outside, because the door is slowed."""
        came = np.sort(np.array([one.came for one in self.hanging]))
        return np.asarray(
            np.searchsorted(came, times + _TINY, side="right")
            - np.searchsorted(self._hung, times + _TINY, side="right")
        )

    @cached_property
    def longest_rail(self) -> int:
        moments = self._hung[self._hung <= self.end]
        return int(self.rail_at(moments).max()) if len(moments) else 0

    @cached_property
    def longest_wait(self) -> float:
        """From the door to the making, over orders that came while we watched."""
        return max(
            (one.begun - one.came for one in self.visits if not one.lost and one.came < self.end), default=0.0
        )

    def empty_after(self, time: float) -> float | None:
        """From when on a new order would not have to wait, for the first time after `time`; None: not while we watch.

        The last order may have just left the rail with all hands full: then it is when the next hands are free.
        """
        if self.rail_at(time) == 0:
            return time
        moments = self._left[(self._left >= time) & (self._left <= self.end)]
        empty = moments[self.rail_at(moments) == 0] if len(moments) else moments
        if not len(empty):
            return None
        last = float(empty[0])
        ends = np.array([one.end for one in self.visits if one.begun <= last + _TINY and not one.lost])
        busy = ends[ends > last + _TINY]
        return float(busy.min()) if len(busy) >= self.pairs else last

    def lost(self, how: str) -> tuple[Visit, ...]:
        """Orders that were never made."""
        return tuple(one for one in self.visits if one.lost == how and not one.again)

    @cached_property
    def again(self) -> tuple[Visit, ...]:
        """Makings of an order that had been made."""
        return tuple(one for one in self.visits if one.again and not one.lost)
