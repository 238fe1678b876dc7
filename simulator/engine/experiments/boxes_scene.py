"""What the picture of the boxes shows: how many boxes hold so many balls or more, one throw for each rule.

Invariant: a step of a pile is as wide as its share of the boxes, so the piles of all rules hold the same balls.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from ..arrays import Numbers
from ..queues import boxes

_TITLES = {1: "One glance", 2: "Two glances", 3: "Three glances", boxes.ALL: "A look at all"}


@dataclass(frozen=True, slots=True)
class Pile:
    """One throw. steps: (level, boxes that hold so many balls or more), from the lowest level that differs up."""

    title: str
    chosen: bool
    fullest: int
    empty: int
    steps: tuple[tuple[int, int], ...]

    @property
    def said(self) -> str:
        """The picture in words."""
        return f"{self.title}: the fullest box holds {self.fullest}, and {self.empty:,} boxes are empty"


@dataclass(frozen=True, slots=True)
class BoxesScene:
    """floor: balls that each box has under every rule; top: the highest level of all piles."""

    kind: ClassVar[str] = "boxes"
    boxes: int
    each: int
    floor: int
    top: int
    piles: tuple[Pile, ...]


def scene_of(thrown: Mapping[int, Numbers], chosen: int, each: int) -> BoxesScene:
    """thrown: looks -> balls in each box."""
    floor = min(int(held.min()) for held in thrown.values())
    top = max(int(held.max()) for held in thrown.values())
    many = len(next(iter(thrown.values())))
    piles = tuple(_pile(looks, held, chosen, floor) for looks, held in thrown.items())
    return BoxesScene(many, each, floor, top, piles)


def _pile(looks: int, held: Numbers, chosen: int, floor: int) -> Pile:
    levels = range(floor + 1, int(held.max()) + 1)
    steps = tuple((level, int(np.count_nonzero(held >= level))) for level in levels)
    return Pile(_TITLES[looks], looks == chosen, int(held.max()), int(np.count_nonzero(held == 0)), steps)
