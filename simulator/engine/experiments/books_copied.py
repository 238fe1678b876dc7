"""A main book and its copies: orders are written, sent to two other books, and answered.

Invariant: the line to each book keeps its order, so a book holds the first so-and-so many orders and no other; and no
order is confirmed before as many books have answered as Rosa waits for. Every rule of waiting meets the same orders
and the same wobble of the line.

Times in ms. An order is written in the main book OWN after it comes. If Rosa waits for a copy it leaves at once, else
`pause` later; it arrives `away` later, and so does the answer.
"""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from ..arrays import Floats
from ..queues import stream

OWN = 2.0  # to write into the main book
ORDERS = 4_000
RULES = (0, 1, 2)  # how many copies may be waited for


@dataclass(frozen=True, slots=True)
class Book:
    """A copy. away: one way to it. up: whether it answers at all."""

    name: str
    away: float
    up: bool = True


@dataclass(frozen=True, slots=True)
class Copied:
    """What became of the orders, by time. sent: when their copies left. confirmed: inf where it never happens.

    arrived, answered: by book, when the copy was there and when its answer was back.
    """

    wait: int
    books: tuple[Book, ...]
    came: Floats
    written: Floats
    sent: Floats
    arrived: Mapping[str, Floats]
    answered: Mapping[str, Floats]
    confirmed: Floats

    def known(self, moment: float) -> int:
        """Orders confirmed by then."""
        return int(np.searchsorted(self.confirmed, moment, side="right"))

    def safe(self, moment: float) -> int:
        """Orders in the fullest of the copies that are up, by then: what is left if the main book burns."""
        return max(int(np.searchsorted(self.arrived[book.name], moment, side="right")) for book in self.books)

    def lost(self, moment: float) -> int:
        """Confirmed orders that no copy has, by then."""
        return max(0, self.known(moment) - self.safe(moment))

    def doubtful(self, moment: float) -> int:
        """Orders in a copy that nobody has confirmed, by then."""
        return max(0, self.safe(moment) - self.known(moment))


def draw_arrivals(seed: int, rate: float, count: int = ORDERS) -> Floats:
    """When orders come, `rate` a second, by chance."""
    return np.cumsum(stream(seed, 0).exponential(1000 / rate, count))


def copy_orders(
    came: Floats,
    books: tuple[Book, ...],
    wait: int,
    *,
    pause: float = 0.0,
    wobble: float = 0.0,
    seed: int = 0,
) -> Copied:
    """wobble: what each message takes longer, on average; drawn by an exponential."""
    written = came + OWN
    sent = written + (pause if wait == 0 else 0.0)
    arrived, answered = {}, {}
    for number, book in enumerate(books):
        extra = stream(seed, 2 + number).exponential(1.0, (2, len(came))) * wobble
        there = np.maximum.accumulate(sent + book.away + extra[0])
        back = np.maximum.accumulate(there + book.away + extra[1])
        arrived[book.name] = there if book.up else np.full(len(came), np.inf)
        answered[book.name] = back if book.up else np.full(len(came), np.inf)
    confirmed = np.sort(np.array(list(answered.values())), axis=0)[wait - 1] if wait else written
    return Copied(wait, books, came, written, sent, arrived, answered, confirmed)


def nearest(books: tuple[Book, ...], place: int) -> float:
    """One way to the book that is the `place`-th to answer, from 1; inf if so many do not."""
    aways = sorted(book.away if book.up else float("inf") for book in books)
    return aways[place - 1]


def write_expected(books: tuple[Book, ...], wait: int) -> float:
    """From coming to confirmed, on a line that does not wobble."""
    return OWN + (2 * nearest(books, wait) if wait else 0.0)


def lag_expected(books: tuple[Book, ...], wait: int, name: str, pause: float) -> float:
    """For how long a confirmed order is not yet in that book, on a line that does not wobble; inf if it is broken."""
    (book,) = (one for one in books if one.name == name)
    if not book.up:
        return float("inf")
    if wait == 0:
        return pause + book.away
    return max(0.0, book.away - 2 * nearest(books, wait))


def loss_expected(books: tuple[Book, ...], wait: int, pause: float, rate: float) -> float:
    """Confirmed orders lost if the main book burns: write rate x lag of the nearest copy (Little 1961); 0 if waited."""
    return rate * (pause + nearest(books, 1)) / 1000 if wait == 0 else 0.0
