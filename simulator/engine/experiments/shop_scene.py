"""What the picture of the shop shows: the drawing, the time of one order, and ten sorted sentences.

Invariant: numbers and words only; where a tile stands on the page is for the page to say.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar

from .shop_drawing import Walk
from .shop_sentences import Sorted


@dataclass(frozen=True, slots=True)
class Bar:
    """One stop of the order in sight: minutes after it came; `doing` says what the work is: "to bake"."""

    name: str
    doing: str
    arrive: float
    start: float
    end: float

    @property
    def waited(self) -> float:
        return self.start - self.arrive

    @property
    def worked(self) -> float:
        return self.end - self.start


@dataclass(frozen=True, slots=True)
class ShopScene:
    """order: the one whose bars are shown; no bars before a run, or if no order comes home.

    minutes: what the shop promises. sorting: whether the learner has sorted the sentences.
    """

    kind: ClassVar[str] = "shop"
    arrows: Mapping[str, str]
    servers: Mapping[str, int]
    way: Walk
    order: int
    bars: tuple[Bar, ...]
    minutes: int
    sorting: bool
    sentences: tuple[Sorted, ...]

    @property
    def total(self) -> float:
        return self.bars[-1].end if self.bars else 0.0

    @property
    def waited(self) -> float:
        return sum(bar.waited for bar in self.bars)

    @property
    def worked(self) -> float:
        return sum(bar.worked for bar in self.bars)

    @property
    def right(self) -> int:
        """How many sentences are sorted rightly."""
        return sum(one.right for one in self.sentences)
