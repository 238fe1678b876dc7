"""What the quorum board shows: every book as a card, who got the write, who is asked, and what the reader meets."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import ClassVar

from ..words import listed

OLD, NEW = 7, 8  # the line before the write, and the line that is written
NAMES = ("Ada", "Bo", "Cy", "Di", "Eli", "Flo", "Gus")


@dataclass(frozen=True, slots=True)
class Card:
    """One book. *_next: the setting that a press on its switch asks for: "1, 3"."""

    number: int
    name: str
    written: bool
    asked: bool
    down: bool
    written_next: str
    asked_next: str
    down_next: str

    @property
    def line(self) -> int:
        """The number of the newest order in it."""
        return NEW if self.written else OLD

    @property
    def both(self) -> bool:
        return self.written and self.asked


@dataclass(frozen=True, slots=True)
class QuorumScene:
    """own: whether the learner chose the books, or chance did. says: what the reader meets, in a sentence.
    done: whether enough books have the write and enough are asked; before that the reader meets nothing.
    """

    kind: ClassVar[str] = "quorum"
    cards: tuple[Card, ...]
    own: bool
    says: str
    done: bool
    fresh: bool
    rule: str
    must_meet: bool


def cards_of(
    books: int, written: Collection[int], asked: Collection[int], down: Collection[int]
) -> tuple[Card, ...]:
    """The cards; a book that is down is neither written to nor asked."""

    def toggled(now: Collection[int], number: int) -> str:
        return ", ".join(map(str, sorted({*now} ^ {number})))

    return tuple(
        Card(
            number,
            NAMES[number - 1],
            number in written,
            number in asked,
            number in down,
            toggled(written, number),
            toggled(asked, number),
            toggled(down, number),
        )
        for number in range(1, books + 1)
    )


def board(cards: tuple[Card, ...], write: int, read: int, own: bool) -> QuorumScene:
    """The scene for W and R: what this round shows, and whether every round must."""
    up = sum(not card.down for card in cards)
    met = any(card.both for card in cards)
    done = sum(card.written for card in cards) >= write and sum(card.asked for card in cards) >= read
    says = _says(cards, up, write, read)
    return QuorumScene(cards, own, says, done, met, *_rule(up, len(cards), write, read))


def _says(cards: tuple[Card, ...], up: int, write: int, read: int) -> str:
    met = [card.name for card in cards if card.both]
    if write > up:
        return f"Order {NEW} is in no book: the write does not get through."
    if read > up:
        return "Nobody gets an answer: the read does not get through."
    short = _short(cards, write, read)
    if short:
        return short
    if not met:
        return f"The reader sees order {OLD}, which is old: nobody who is asked has order {NEW}."
    has = "has it and is asked" if len(met) == 1 else "have it and are asked"
    return f"The reader meets order {NEW}: {listed(met)} {has}."


def _short(cards: tuple[Card, ...], write: int, read: int) -> str:
    """What is missing until the write is done and the read has its answers; "" if nothing is."""
    got, asked = sum(card.written for card in cards), sum(card.asked for card in cards)
    if not got:
        return "Nobody got the write. Choose who gets it."
    if not asked:
        return "Nobody is asked. Choose who is."
    if got < write:
        return f"Only {got} of {write} books have order {NEW}: the write is not done yet. Choose one more."
    return f"Only {asked} of {read} books are asked: the reader waits for more." if asked < read else ""


def _rule(up: int, books: int, write: int, read: int) -> tuple[str, bool]:
    total = f"R + W = {read} + {write} = {read + write}"
    if write > up or read > up:
        work = "write" if write > up else "read"
        return f"{max(write, read)} books must answer, and only {up} can: no {work} gets through.", False
    if write + read > books:
        return f"{total} is more than {books}: the two groups must share a book.", True
    if write + read > up:
        return (
            f"{total} is not more than {books}. Only {up} books take part while the others are down, so the two groups "
            "share one. When a book comes back, they can miss each other.",
            True,
        )
    return f"{total} is not more than {books}: the two groups can miss each other.", False
