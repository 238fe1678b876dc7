"""What the picture of L03 shows: orders in the shop over an evening, one strip for each busy share or way to wait.

Invariant: the strips of a part have one scale, and meet the same orders.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from ..queues import Served
from .busy_lines import POOLS, WAYS, Settings
from .heads_scene import outline

_LENGTH = 400  # mean cooking times from left to right, for one chef
_SAMPLES = 240
_PACES = (50, 80, 95)


@dataclass(frozen=True, slots=True)
class Strip:
    """One evening. heads: orders in the shop at even times; mean: minutes that an order is there, over the whole run.

    chosen: it is the one that the settings ask for.
    """

    name: str
    heads: tuple[int, ...]
    mean: float
    chosen: bool

    @property
    def most(self) -> int:
        return max(self.heads)

    @property
    def steps(self) -> str:
        """Its outline, see `outline`."""
        return outline(self.heads)


@dataclass(frozen=True, slots=True)
class BusyScene:
    """paces: the chosen way to wait at some busy shares. ways: all of them at the chosen share; none with one chef.

    minutes: from left to right.
    """

    kind: ClassVar[str] = "busy"
    busy: int
    chefs: int
    minutes: float
    paces: tuple[Strip, ...]
    ways: tuple[Strip, ...]

    @property
    def top(self) -> int:
        """Orders that the height of a strip stands for, of the paces."""
        return max(1, *(strip.most for strip in self.paces))

    @property
    def pools(self) -> tuple[int, ...]:
        """How many chefs one may choose in the picture; the settings allow any number."""
        return tuple(sorted({*POOLS, self.chefs}))

    @property
    def span(self) -> str:
        """In words."""
        return f"{self.minutes / 60:.0f} hours" if self.minutes >= 180 else f"{self.minutes:.0f} minutes"

    @property
    def samples(self) -> int:
        return _SAMPLES

    @property
    def ways_top(self) -> int:
        return max((1, *(strip.most for strip in self.ways)))


def scene_of(settings: Settings, served: Mapping[str, Served], at_shares: Mapping[int, Served]) -> BusyScene:
    span = _LENGTH * settings.minutes / settings.chefs
    shares = sorted({*_PACES, settings.busy})
    paces = tuple(
        _strip(f"{share}% busy", at_shares[share], span, share == settings.busy) for share in shares
    )
    ways = (
        tuple(_strip(words, served[way], span, way == settings.line) for way, words in WAYS.items())
        if settings.chefs > 1
        else ()
    )
    return BusyScene(settings.busy, settings.chefs, span, paces, ways)


def _strip(name: str, served: Served, span: float, chosen: bool) -> Strip:
    times = (np.arange(_SAMPLES) + 0.5) * span / _SAMPLES
    came = np.searchsorted(served.arrive, times, "right")
    gone = np.searchsorted(np.sort(served.end[: int(came[-1])]), times, "right")
    return Strip(name, tuple((came - gone).tolist()), float(served.inside.mean()), chosen)
