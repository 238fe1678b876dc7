"""How far a change runs: from the parts that must change to every part with which they have agreed on the thing.

Invariant: two parts agree on a thing if the messages between them spell it out. What travels sealed, or as a number,
can change without them. So a change runs along messages that spell its thing out, and stops at all others.
"""

from dataclasses import dataclass

from .zoom_cards import CARDS, ORDER, Card

PARTS: dict[str, str] = {
    "app": "App",
    "counter": "Counter",
    "kitchen": "Kitchen",
    "rider": "Rider",
    "invoice": "Invoice",
}


@dataclass(frozen=True, slots=True)
class Message:
    """What goes from one part to the other: in words for the drawing, and the things that it spells out."""

    one: str
    other: str
    words: str
    spells: frozenset[str]


@dataclass(frozen=True, slots=True)
class Change:
    """starts: the parts that must change whatever the borders are."""

    id: str
    label: str
    thing: str
    starts: frozenset[str]


@dataclass(frozen=True, slots=True)
class Ripple:
    """The parts that change, in the order of PARTS, and the cards."""

    parts: tuple[str, ...]
    cards: tuple[Card, ...]


_LOOSE = ORDER | {"recipe"}
BORDERS: dict[str, tuple[Message, ...]] = {
    "good": (
        Message("app", "counter", "numbers, address", frozenset({"address"})),
        Message("counter", "kitchen", "numbers", frozenset()),
        Message("kitchen", "rider", "parcel", frozenset()),
        Message("counter", "invoice", "sum", frozenset({"price"})),
    ),
    "bad": (
        Message("app", "counter", "whole order", _LOOSE),
        Message("counter", "kitchen", "whole order", _LOOSE),
        Message("kitchen", "rider", "whole order", ORDER),
        Message("counter", "invoice", "whole order", ORDER),
    ),
}
CHANGES: tuple[Change, ...] = (
    Change("note", "One new field: a note for allergies", "note", frozenset({"app", "kitchen"})),
    Change("dish", "A new dish: soup", "dish", frozenset({"kitchen"})),
    Change("recipe", "A new recipe for the dough", "recipe", frozenset({"kitchen"})),
    Change("price", "Prices with tax", "price", frozenset({"invoice"})),
    Change("address", "Addresses with a floor and a door", "address", frozenset({"app", "rider"})),
    Change("load", "Twice as many orders", "load", frozenset({"counter", "kitchen", "rider"})),
)
CHANGE = {change.id: change for change in CHANGES}


def ripple(change: Change, borders: str) -> Ripple:
    """borders: a key of BORDERS."""
    touched = set(change.starts)
    agreed = [(one.one, one.other) for one in BORDERS[borders] if change.thing in one.spells]
    while news := {part for pair in agreed if touched & set(pair) for part in pair} - touched:
        touched |= news
    cards = tuple(card for card in CARDS if change.thing in _about(card, borders) and card.parts & touched)
    return Ripple(tuple(part for part in PARTS if part in touched), cards)


def _about(card: Card, borders: str) -> frozenset[str]:
    return card.about if borders == "good" else card.loose_about


def text_of(card: Card, borders: str) -> str:
    """With bad borders some cards are written in another way."""
    return card.loose if borders == "bad" and card.loose else card.text
