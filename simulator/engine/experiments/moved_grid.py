"""A hundred customers by number, before and after a change of the number of ovens under m % n.

Invariant: customer m was at oven m % before and is at oven m % after; ovens count from 0, as remainders do.
The pattern of who stays repeats after lcm(before, after) numbers. Where a hundred in a row hold more than one
round of it, the customers are 0 to 99; otherwise the first numbers would mislead, and they are drawn by chance.
"""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import ClassVar

import numpy as np

CUSTOMERS = 100
_ROUND = 60  # the longest pattern that numbers in a row show fairly
_HIGHEST = 1_000_000  # numbers that are drawn lie below


@dataclass(frozen=True, slots=True)
class Cell:
    """One customer, who went from oven `was` to oven `now`."""

    customer: int
    was: int
    now: int

    @property
    def hue(self) -> int:
        return self.now % 8

    @property
    def moved(self) -> bool:
        return self.was != self.now

    @property
    def starts_row(self) -> bool:
        """Of a grid of customers in a row, ten to a line."""
        return self.customer % 10 == 0


@dataclass(frozen=True, slots=True)
class Step:
    """A change that a person may ask for next: its name, its words, and the settings, as a link holds them."""

    id: str
    label: str
    settings: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class MovedGrid:
    """in_a_row: the customers are 0 to 99. steps: what to try next from here."""

    kind: ClassVar[str] = "moved-grid"
    before: int
    after: int
    in_a_row: bool
    cells: tuple[Cell, ...]
    steps: tuple[Step, ...]

    @property
    def moved(self) -> int:
        return sum(cell.moved for cell in self.cells)

    @property
    def stayed(self) -> int:
        return len(self.cells) - self.moved


def moved_grid(before: int, after: int, most: int, rng: np.random.Generator) -> MovedGrid:
    """The grid, with one oven more and one less as next steps, as far as 1 to `most` ovens allow."""
    in_a_row = math.lcm(before, after) <= _ROUND
    customers: Sequence[int] = range(CUSTOMERS)
    if not in_a_row:
        customers = sorted(rng.choice(_HIGHEST, CUSTOMERS, replace=False).tolist())
    cells = tuple(Cell(number, number % before, number % after) for number in customers)
    wanted = {"less": after - 1, "more": after + 1}
    steps = tuple(
        Step(name, f"One oven {name}", {"before": str(after), "after": str(count)})
        for name, count in wanted.items()
        if 1 <= count <= most
    )
    return MovedGrid(before, after, in_a_row, cells, steps)
