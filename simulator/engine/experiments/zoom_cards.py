"""Twelve decisions about the shop, each with the depth at which it belongs: district, shop, kitchen or recipe.

Invariant: district and shop are high level, kitchen and recipe are low level.
"""

from dataclasses import dataclass

DISTRICT, SHOP, KITCHEN, RECIPE = "district", "shop", "kitchen", "recipe"
# Depth -> its name, and what a drawing at that depth is about.
DEPTHS: dict[str, tuple[str, str]] = {
    DISTRICT: ("District", "how many shops, and what if one is gone"),
    SHOP: ("Shop", "parts, duties and borders"),
    KITCHEN: ("Kitchen", "inside one part: tables, states, classes"),
    RECIPE: ("Recipe", "step by step: algorithms and numbers"),
}
HIGH = (DISTRICT, SHOP)


@dataclass(frozen=True, slots=True)
class Card:
    """about: the things that it spells out; parts: where it is decided. loose, loose_about: with bad borders."""

    number: int
    text: str
    depth: str
    why: str
    parts: frozenset[str]
    about: frozenset[str] = frozenset()
    loose: str = ""
    loose_about: frozenset[str] = frozenset()

    @property
    def high(self) -> bool:
        return self.depth in HIGH


ORDER = frozenset({"dish", "note", "price", "address"})  # what stands in a whole order


def _card(
    number: int,
    depth: str,
    text: str,
    *,
    why: str,
    parts: str,
    about: str = "",
    loose: tuple[str, str] = ("", ""),
) -> Card:
    """loose: the text with bad borders, and what it is about then."""
    return Card(
        number,
        text,
        depth,
        why,
        frozenset(parts.split()),
        frozenset(about.split()),
        loose[0],
        frozenset((loose[1] or about).split()),
    )


_ALL = " ".join(sorted(ORDER))
# In the order of the pile, not of the depth.
CARDS: tuple[Card, ...] = (
    _card(
        1,
        SHOP,
        "The kitchen owns the orders. The others ask it.",
        why="Who owns which data is a duty.",
        parts="kitchen",
    ),
    _card(
        2,
        KITCHEN,
        "The book is a table: number, time, state and note, with an index on time.",
        why="Tables and indexes are inside one part.",
        parts="kitchen",
        about="note",
        loose=(
            "The book is a table with a column for each dish, topping, price, note and address.",
            f"{_ALL} recipe",
        ),
    ),
    _card(
        3,
        DISTRICT,
        "Three shops, each big enough for two thirds of the orders.",
        why="Capacity, and what if one is gone.",
        parts="kitchen",
        about="load",
    ),
    _card(
        4,
        RECIPE,
        "Bake dish 3 for 6 minutes at 300 degrees.",
        why="Exact steps and numbers.",
        parts="kitchen",
        about="dish recipe",
    ),
    _card(
        5,
        SHOP,
        "A rider is told three things: parcel, address, by when.",
        why="What crosses a border, and what does not.",
        parts="kitchen rider",
        about="address",
        loose=("A rider is told the whole order.", _ALL),
    ),
    _card(
        6,
        DISTRICT,
        "If a shop closes, the two others have its orders within a minute.",
        why="What happens if a whole shop fails.",
        parts="counter kitchen",
        about="load",
    ),
    _card(
        7,
        KITCHEN,
        "Class Bill has a method total(), which adds up the prices.",
        why="Classes and methods are inside one part.",
        parts="invoice",
        about="price",
        loose=("Class Bill has a method total(), which reads the whole order.", _ALL),
    ),
    _card(
        8,
        RECIPE,
        "The next order is found with a heap, by the time that was promised.",
        why="An algorithm.",
        parts="kitchen",
    ),
    _card(
        9,
        SHOP,
        "A rail hangs between kitchen and riders. A parcel is handed out at least once.",
        why="A border and its promise.",
        parts="kitchen rider",
    ),
    _card(
        10,
        KITCHEN,
        "Inside accept(), the new state and the line in the book are written both or not at all.",
        why="How one part keeps its word is its own business.",
        parts="kitchen",
        loose=(
            "Inside accept_pizza() and accept_salad(), state and line are written both or not at all.",
            "dish",
        ),
    ),
    _card(
        11,
        DISTRICT,
        "An order goes to the shop that can bring it soonest.",
        why="How orders find a shop.",
        parts="counter",
    ),
    _card(
        12,
        SHOP,
        "Of the 20 minutes that we promise, the kitchen gets 12.",
        why="The promise is shared out among the parts.",
        parts="kitchen",
        about="load",
    ),
)
