"""What the picture of L02 shows: one bar a customer, from coming in to leaving, and the heads below.

Invariant: read by rows the bars are stays, read by columns they are heads. It is one area, and that is Little's law.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from ..queues import Orders

ROWS = 24  # customers in the picture
_SAMPLES = 120


@dataclass(frozen=True, slots=True)
class Bar:
    """One customer. Minutes; `clipped`: still inside where the picture ends."""

    number: int
    arrive: float
    length: float
    crossed: bool
    clipped: bool


@dataclass(frozen=True, slots=True)
class HeadsScene:
    """bars: the first customers. heads: how many of them are inside at even times. at: a moment, when `inside` bars are
    crossed. span: minutes from left to right. area: minutes of all bars.

    rate, stay, mean: what was measured of all customers: those an hour, minutes of each, and heads on average.
    """

    kind: ClassVar[str] = "heads"
    bars: tuple[Bar, ...]
    heads: tuple[int, ...]
    span: float
    at: float
    inside: int
    area: float
    rate: float
    stay: float
    mean: float

    @property
    def rows(self) -> int:
        return len(self.bars)

    @property
    def most(self) -> int:
        return max(self.heads)

    @property
    def product(self) -> float:
        """Rate times stay, in heads."""
        return self.rate * self.stay / 60

    @property
    def steps(self) -> str:
        """The heads as the outline of an area: x in samples, y in heads, upwards from 0."""
        return outline(self.heads)

    @property
    def samples(self) -> int:
        return len(self.heads)


def outline(heads: Sequence[int]) -> str:
    """A path in steps, one wide each, that stands on 0 and reaches up to minus heads, as SVG counts downwards."""
    return f"M0 0{''.join(f'V{-most}H{at}' for at, most in enumerate(heads, start=1))}V0Z"


def heads_scene(customers: Orders, measured: tuple[float, float, float]) -> HeadsScene:
    """measured: rate, stay and mean."""
    arrive, work = customers.arrive[:ROWS], customers.work[:ROWS]
    leave = arrive + work
    span = float(arrive[-1] + np.median(work))
    middle = 2 * ROWS // 3
    at = float(arrive[middle - 1] + arrive[middle]) / 2
    ends = np.minimum(leave, span)
    times = (np.arange(_SAMPLES) + 0.5) * span / _SAMPLES
    heads = [int(np.sum((arrive <= time) & (time < ends))) for time in times]
    bars = tuple(
        Bar(number, came, end - came, came <= at < end, gone > end)
        for number, (came, end, gone) in enumerate(
            zip(arrive.tolist(), ends.tolist(), leave.tolist(), strict=True), start=1
        )
    )
    inside = sum(bar.crossed for bar in bars)
    return HeadsScene(bars, tuple(heads), span, at, inside, sum(bar.length for bar in bars), *measured)
