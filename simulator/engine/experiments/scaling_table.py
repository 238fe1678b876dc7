"""The scaling table of the source notes in ten cards: where each belongs, and where the notes had it.

Invariant: each row has one card under either heading. In the notes row 1 stands right, and rows 2 to 5 are exchanged.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar

VERTICAL, HORIZONTAL, DECK = "v", "h", "deck"
HEADS = {VERTICAL: "Vertical", HORIZONTAL: "Horizontal"}
MEANS = {VERTICAL: "one bigger machine", HORIZONTAL: "more machines"}
OTHER = {VERTICAL: HORIZONTAL, HORIZONTAL: VERTICAL}
EXCHANGED = frozenset({2, 3, 4, 5})


@dataclass(frozen=True, slots=True)
class Line:
    """A row of the table. nuance: what is true beyond it."""

    number: int
    about: str
    nuance: str

    @property
    def exchanged(self) -> bool:
        """Whether the notes have left and right the wrong way round."""
        return self.number in EXCHANGED


@dataclass(frozen=True, slots=True)
class Card:
    """belongs: under which heading. yes and no: what is said when it is put there, and when it is not."""

    id: str
    row: int
    text: str
    belongs: str
    yes: str
    no: str

    @property
    def in_the_notes(self) -> str:
        """The heading that the notes put it under."""
        return OTHER[self.belongs] if self.row in EXCHANGED else self.belongs


LINES = (
    Line(1, "Sharing out the work", "One machine may stand behind a proxy. With many, callers can choose themselves."),
    Line(2, "When one fails", "The others help only if somebody notices, switches over, and they have room to spare."),
    Line(3, "How parts talk", "A call over the network is slower. It can also be lost, late or come twice."),
    Line(4, "The data", "Many machines can agree, at a price in time. And one machine can be wrong too."),
    Line(5, "The limit", "Not “any number”: what is shared bends the curve. One machine goes further than most think."),
)  # fmt: skip

# In the order in which they are dealt.
CARDS = (
    Card("c1", 2, "Resilient: others take over if one fails", HORIZONTAL,
         "Yes. Another oven bakes on while one is cold.",
         "Ask who takes over. One oven alone has nobody beside it."),
    Card("c2", 5, "Hardware limit", VERTICAL,
         "Yes. Somebody makes a largest oven, and then it ends.",
         "That is how one machine ends: there is a largest one to buy."),
    Card("c3", 1, "We need a load balancer", HORIZONTAL,
         "Yes. With two shops, somebody must say which one bakes.",
         "With one oven there is nothing to choose. Many need somebody who chooses."),
    Card("c4", 4, "Consistent", VERTICAL,
         "Yes. One order book cannot disagree with itself.",
         "Think of the order books. One book agrees with itself; copies may not."),
    Card("c5", 3, "Network calls: slow", HORIZONTAL,
         "Yes. Shops across town have to phone.",
         "Inside one kitchen nobody has to phone. Calls come with a second shop."),
    Card("c6", 2, "Single point of failure", VERTICAL,
         "Yes. If the only oven breaks, the shop is closed.",
         "If it stops, all stops: that is true of one oven, not of many."),
    Card("c7", 5, "Scales well: add more", HORIZONTAL,
         "Yes. One more can be added, though not without end.",
         "Adding one more is what more machines means."),
    Card("c8", 3, "Talk between processes: fast", VERTICAL,
         "Yes. At one table you only turn your head.",
         "Fast talk needs one roof. Between machines it goes over the network."),
    Card("c9", 1, "No load balancer", VERTICAL,
         "Yes. One oven: there is nobody to choose between.",
         "With more machines somebody must choose. One machine needs no chooser."),
    Card("c10", 4, "Data may be inconsistent", HORIZONTAL,
         "Yes. Two copies of the order book may differ for a while.",
         "It takes two copies to disagree. One machine has one."),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Placed:
    """A card where a person put it."""

    card: Card
    under: str

    @property
    def right(self) -> bool:
        return self.under == self.card.belongs

    @property
    def reply(self) -> str:
        return self.card.yes if self.right else self.card.no


@dataclass(frozen=True, slots=True)
class Cell:
    """One place of the table, with the cards that were put there."""

    under: str
    placed: tuple[Placed, ...]


@dataclass(frozen=True, slots=True)
class Row:
    """A row as it is laid so far. notes: what the source notes have on the left and on the right."""

    line: Line
    left: Cell
    right: Cell
    notes: tuple[Card, Card]

    @property
    def cells(self) -> tuple[Cell, Cell]:
        return self.left, self.right

    @property
    def done(self) -> bool:
        return all(len(cell.placed) == 1 and cell.placed[0].right for cell in self.cells)


@dataclass(frozen=True, slots=True)
class TableLaid:
    """The table as far as it is laid: the next card of the deck if any is left, and how many are right."""

    cards: ClassVar[tuple[Card, ...]] = CARDS
    rows: tuple[Row, ...]
    deck: tuple[Card, ...]
    right: int
    wrong: int

    @property
    def next(self) -> Card | None:
        return self.deck[0] if self.deck else None

    @property
    def done(self) -> bool:
        return self.right == len(CARDS)

    @property
    def placed(self) -> int:
        return self.right + self.wrong


def lay(places: Mapping[str, str]) -> TableLaid:
    """The table with each card, by id, under the heading it was put under, or in the deck."""
    placed = [Placed(card, places[card.id]) for card in CARDS if places[card.id] != DECK]
    return TableLaid(
        tuple(_row(line, placed) for line in LINES),
        tuple(card for card in CARDS if places[card.id] == DECK),
        sum(one.right for one in placed),
        sum(not one.right for one in placed),
    )


def _row(line: Line, placed: list[Placed]) -> Row:
    own = {card.belongs: card for card in CARDS if card.row == line.number}
    here = [one for one in placed if one.card.row == line.number]
    left, right = (Cell(under, tuple(one for one in here if one.under == under)) for under in HEADS)
    noted = {card.in_the_notes: card for card in own.values()}
    return Row(line, left, right, (noted[VERTICAL], noted[HORIZONTAL]))


def rows_wrong() -> int:
    """How many rows of the notes' table stand under the wrong headings."""
    return sum(
        any(card.in_the_notes != card.belongs for card in CARDS if card.row == line.number) for line in LINES
    )
