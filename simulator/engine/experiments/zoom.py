"""L19, "Zoom": at which depth does a decision belong, and how far does a change run?

Invariant: nothing here is left to chance; see zoom_cards.py and zoom_ripple.py.
"""

from dataclasses import dataclass
from typing import Annotated

from ..lens import Lens, Pin
from ..outcome import Axis, Chart, Finding, Line, Outcome, Table
from ..words import count_of, listed
from .experiment import Experiment, Tick
from .parameters import Choice, Whole
from .zoom_cards import CARDS, DEPTHS, Card
from .zoom_ripple import CHANGE, CHANGES, PARTS, Ripple, ripple, text_of
from .zoom_scene import NOT_PLACED, scene_of

_DEPTHS = ((NOT_PLACED, "not placed"), *((depth, name) for depth, (name, _) in DEPTHS.items()))
_BORDERS = (("good", "Each part is told only what it needs"), ("bad", "Each part is told the whole order"))
_LEVELS = "1 district, 2 shop, 3 kitchen, 4 recipe"
_WHERE = {"good": "With good borders", "bad": "With bad borders"}


@dataclass(frozen=True, slots=True)
class Settings:
    change: Annotated[str, Choice("What changes", tuple((one.id, one.label) for one in CHANGES))] = "note"
    borders: Annotated[str, Choice("Borders", _BORDERS)] = "good"
    zoom: Annotated[int, Whole("Zoom", 1, 4, note=_LEVELS)] = 2
    card_1: Annotated[str, Choice("Card 1", _DEPTHS, more=True)] = NOT_PLACED
    card_2: Annotated[str, Choice("Card 2", _DEPTHS, more=True)] = NOT_PLACED
    card_3: Annotated[str, Choice("Card 3", _DEPTHS, more=True)] = NOT_PLACED
    card_4: Annotated[str, Choice("Card 4", _DEPTHS, more=True)] = NOT_PLACED
    card_5: Annotated[str, Choice("Card 5", _DEPTHS, more=True)] = NOT_PLACED
    card_6: Annotated[str, Choice("Card 6", _DEPTHS, more=True)] = NOT_PLACED
    card_7: Annotated[str, Choice("Card 7", _DEPTHS, more=True)] = NOT_PLACED
    card_8: Annotated[str, Choice("Card 8", _DEPTHS, more=True)] = NOT_PLACED
    card_9: Annotated[str, Choice("Card 9", _DEPTHS, more=True)] = NOT_PLACED
    card_10: Annotated[str, Choice("Card 10", _DEPTHS, more=True)] = NOT_PLACED
    card_11: Annotated[str, Choice("Card 11", _DEPTHS, more=True)] = NOT_PLACED
    card_12: Annotated[str, Choice("Card 12", _DEPTHS, more=True)] = NOT_PLACED

    @property
    def placed(self) -> dict[int, str]:
        """Card number -> depth, of those that are placed."""
        every = {card.number: str(getattr(self, f"card_{card.number}")) for card in CARDS}
        return {number: depth for number, depth in every.items() if depth != NOT_PLACED}


def run(settings: Settings, seed: int, tick: Tick) -> Outcome:
    found = ripple(CHANGE[settings.change], settings.borders)
    return Outcome(
        _sentence(settings, found),
        _findings(settings, found),
        (_parts(), _cards()),
        (_table(settings, found),),
        scene_of(settings.zoom, settings.borders, settings.placed, found),
    )


def _right(settings: Settings) -> list[Card]:
    return [card for card in CARDS if settings.placed.get(card.number) == card.depth]


def _sentence(settings: Settings, found: Ripple) -> str:
    parts, cards = found.parts, found.cards
    names = listed([PARTS[part].lower() for part in parts])
    says = (
        f"{CHANGE[settings.change].label}. {_WHERE[settings.borders]} {len(parts)} of {len(PARTS)} parts "
        f"{'changes' if len(parts) == 1 else 'change'} ({names}), and {len(cards)} of {len(CARDS)} cards "
        f"{'moves' if len(cards) == 1 else 'move'}."
    )
    if settings.placed:
        says += f" You placed {count_of(len(settings.placed), 'card')}, {len(_right(settings))} at the right depth."
    return says


def _findings(settings: Settings, found: Ripple) -> tuple[Finding, ...]:
    change = CHANGE[settings.change]
    good, bad = ripple(change, "good"), ripple(change, "bad")
    of_parts, of_cards = f"of {len(PARTS)}", f"of {len(CARDS)}"
    high = sum(card.high for card in CARDS)
    return (
        Finding("parts", "Parts that change", float(len(found.parts)), of_parts, 0),
        Finding("cards", "Cards that move", float(len(found.cards)), of_cards, 0),
        Finding("parts_good", "Parts that change with good borders", float(len(good.parts)), of_parts, 0),
        Finding("parts_bad", "Parts that change with bad borders", float(len(bad.parts)), of_parts, 0),
        Finding("cards_good", "Cards that move with good borders", float(len(good.cards)), of_cards, 0),
        Finding("cards_bad", "Cards that move with bad borders", float(len(bad.cards)), of_cards, 0),
        Finding("high", "High-level decisions", float(high), of_cards, 0),
        Finding("low", "Low-level decisions", float(len(CARDS) - high), of_cards, 0),
        Finding("placed", "Cards that you placed", float(len(settings.placed)), of_cards, 0),
        Finding("right", "Of them at the right depth", float(len(_right(settings))), of_cards, 0),
    )


_SHORT = {
    "note": "new field",
    "dish": "new dish",
    "recipe": "recipe",
    "price": "prices",
    "address": "addresses",
    "load": "more orders",
}


def _parts() -> Chart:
    rows = {border: tuple(len(ripple(change, border).parts) for change in CHANGES) for border in _WHERE}
    return _bars(
        "parts",
        "Parts that change",
        f"With good borders {min(rows['good'])} to {max(rows['good'])} parts change, with bad ones {min(rows['bad'])} "
        f"to {max(rows['bad'])}. For more orders it is the same: size crosses every border.",
        len(PARTS),
        rows,
    )


def _cards() -> Chart:
    rows = {border: tuple(len(ripple(change, border).cards) for change in CHANGES) for border in _WHERE}
    return _bars(
        "cards",
        "Cards that move",
        f"Over all six changes {sum(rows['good'])} cards move with good borders, and {sum(rows['bad'])} with bad ones.",
        len(CARDS),
        rows,
    )


def _bars(name: str, title: str, says: str, most: int, rows: dict[str, tuple[int, ...]]) -> Chart:
    x = tuple(_SHORT[change.id] for change in CHANGES)
    return Chart(
        name,
        title,
        says,
        Axis("what changes"),
        Axis(name, low=0.0, high=float(most)),
        (
            Line("good borders", x, tuple(map(float, rows["good"])), "measured", "bars"),
            Line("bad borders", x, tuple(map(float, rows["bad"])), "other", "bars"),
        ),
    )


def _table(settings: Settings, found: Ripple) -> Table:
    """Depths only of the cards that are placed: the others are still a puzzle."""
    rows = tuple(
        (
            f"{card.number}. {text_of(card, settings.borders)}",
            DEPTHS[settings.placed[card.number]][0] if card.number in settings.placed else "not placed",
            (DEPTHS[card.depth][0] if card.number in settings.placed else "?"),
            "moves" if card in found.cards else "stays",
        )
        for card in CARDS
    )
    return Table("cards", "The cards", ("Card", "You say", "It belongs to", "With this change"), rows)


EXPERIMENT = Experiment(
    "zoom",
    "Zoom",
    Settings,
    run,
    lens=Lens(
        words=(
            ("district", "region"),
            ("an order", "a request"),
            ("kitchen", "order service"),
            ("counter", "gateway"),
            ("recipe", "algorithm"),
            ("recipe for the dough", "algorithm in one service"),
            ("new dish", "new kind of item"),
            ("a new dish: soup", "a new kind of item"),
            ("bake", "render"),
            ("degrees", "dpi"),
            ("hang the parcel on the rail", "put the message into the queue"),
            ("book", "store"),
            ("dish", "item"),
            ("topping", "option"),
            ("invoice", "billing"),
            ("rider", "delivery service"),
            ("riders", "delivery service"),
            ("a rider", "the delivery service"),
            ("a rail hangs between kitchen and riders", "a queue sits between service and delivery"),
            ("parcel", "message"),
            ("a parcel is handed out", "a message is delivered"),
            ("the book", "the store"),
            ("owns the orders", "owns the requests"),
            ("new to cooking", "NEW to RUNNING"),
            ("cooking", "running"),
            ("accept_pizza", "accept_photo"),
            ("accept_salad", "accept_film"),
        ),
        pins=(
            Pin(
                "borders",
                "In a shop a border is a door, and you see who goes through it. In a program any line can reach into "
                "another part, unless the border is checked by a machine.",
            ),
            Pin(
                "whole order",
                "A slip with too much on it wastes paper. A message with too much in it is read by programs that you "
                "do not know of, and then you cannot take it out again.",
            ),
        ),
    ),
)
