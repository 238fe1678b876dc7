"""What the picture of the search shows: ten instruments to buy, what the bought ones show, and a verdict.

Invariant: until a guess is right nothing here names the fault, except what a bought instrument shows.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from .fault_instruments import INSTRUMENTS, Instrument
from .fault_search import Search
from .fault_shop import SUSPECTS
from .fault_views import View

MOST = 3


@dataclass(frozen=True, slots=True)
class Card:
    """An instrument on the shelf. turn: as which it was bought, 0 if it was not. then: what is bought after a press."""

    instrument: Instrument
    turn: int
    then: str
    free: bool

    @property
    def can(self) -> bool:
        """Whether a press does anything."""
        return self.turn > 0 or self.free


@dataclass(frozen=True, slots=True)
class Panel:
    """A bought instrument and what it shows. left: how many suspects fit all that was seen up to here."""

    instrument: Instrument
    view: View
    left: int


@dataclass(frozen=True, slots=True)
class FaultScene:
    """guess: id of a suspect, "none" before one is named. right: whether it is the one. lost: minutes that a wrong name
    costs, 0 without one. verdict: in words.
    """

    kind: ClassVar[str] = "find-the-fault"
    options: ClassVar[tuple[tuple[str, str], ...]] = (
        ("none", "I do not know yet"),
        *((suspect.id, suspect.name) for suspect in SUSPECTS),
    )
    cards: tuple[Card, ...]
    panels: tuple[Panel, ...]
    guess: str
    right: bool
    lost: float
    verdict: str
    yours: Search
    good: Search
    good_names: tuple[str, ...]
    suspects: int

    @property
    def money(self) -> int:
        """How many more instruments can be bought."""
        return MOST - len(self.panels)

    @property
    def longest(self) -> float:
        """For the scale of both searches."""
        return max(self.yours.minutes + self.lost, self.good.minutes)


def shelf(bought: Sequence[int]) -> tuple[Card, ...]:
    cards = []
    for instrument in INSTRUMENTS:
        number = instrument.number
        has = number in bought
        then = [one for one in bought if one != number] if has else [*bought, number]
        turn = bought.index(number) + 1 if has else 0
        cards.append(Card(instrument, turn, ", ".join(map(str, then)), len(bought) < MOST))
    return tuple(cards)
