"""What the picture of the zoom shows: a drawing at one depth, and twelve cards at the depths where they were placed."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar

from .zoom_cards import CARDS, DEPTHS
from .zoom_ripple import BORDERS, PARTS, Message, Ripple, text_of

NOT_PLACED = "none"


@dataclass(frozen=True, slots=True)
class Placed:
    """A card. at: the depth where it was placed, or NOT_PLACED. moves: the change touches it."""

    number: int
    text: str
    at: str
    right: bool
    belongs: str
    why: str
    moves: bool

    @property
    def name(self) -> str:
        return f"card_{self.number}"


@dataclass(frozen=True, slots=True)
class Depth:
    """level: from 1. high: whether it belongs to the high-level drawing."""

    id: str
    level: int
    name: str
    about: str
    high: bool
    cards: tuple[Placed, ...]


@dataclass(frozen=True, slots=True)
class ZoomScene:
    """zoom: from 1 to 4. touched: parts that change."""

    kind: ClassVar[str] = "zoom"
    options: ClassVar[tuple[tuple[str, str], ...]] = (
        (NOT_PLACED, "not placed"),
        *((depth, name) for depth, (name, _) in DEPTHS.items()),
    )
    zoom: int
    borders: str
    messages: tuple[Message, ...]
    touched: tuple[str, ...]
    pile: tuple[Placed, ...]
    depths: tuple[Depth, ...]

    @property
    def placed(self) -> int:
        return len(CARDS) - len(self.pile)

    @property
    def right(self) -> int:
        return sum(card.right for depth in self.depths for card in depth.cards)

    @property
    def touched_names(self) -> tuple[str, ...]:
        return tuple(PARTS[part] for part in self.touched)


def scene_of(zoom: int, borders: str, places: Mapping[int, str], ripple: Ripple) -> ZoomScene:
    """places: card number -> depth."""
    cards = tuple(
        Placed(
            card.number,
            text_of(card, borders),
            places.get(card.number, NOT_PLACED),
            places.get(card.number) == card.depth,
            DEPTHS[card.depth][0],
            card.why,
            card in ripple.cards,
        )
        for card in CARDS
    )
    depths = tuple(
        Depth(depth, level, name, about, level <= 2, tuple(card for card in cards if card.at == depth))
        for level, (depth, (name, about)) in enumerate(DEPTHS.items(), start=1)
    )
    pile = tuple(card for card in cards if card.at == NOT_PLACED)
    return ZoomScene(zoom, borders, BORDERS[borders], ripple.parts, pile, depths)
