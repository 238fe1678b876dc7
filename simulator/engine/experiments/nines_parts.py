"""Parts of a shop, drawn in a row; each part is a few copies of one box, of which some are needed.

Invariant: boxes fail apart from each other, and a closed part closes the shop. So the parts multiply their
availabilities (series); inside a part, any `needed` of the copies will do (k of n; parallel if k is 1).
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass

MONTH = 30 * 24 * 60  # minutes
TAKEOVER = "chance that the boxes on duty work, or else that enough others do and the switch works"


@dataclass(frozen=True, slots=True)
class Part:
    """`needed` of the `copies` are on duty, the others stand by. works: how often one box works, from 0 to 1.

    switch: the chance that the others take over when one on duty stops.
    """

    id: str
    name: str
    box: str
    copies: int
    needed: int
    works: float
    switch: float = 1.0

    @property
    def availability(self) -> float:
        """The chance that at least `needed` work, if the switch does its part."""
        duty = self.works**self.needed
        return duty + self.switch * (at_least(self.needed, self.copies, self.works) - duty)

    @property
    def in_a_row(self) -> bool:
        """Every box is needed."""
        return self.needed == self.copies


def at_least(needed: int, copies: int, works: float) -> float:
    """The chance that at least so many of the copies work."""
    return math.fsum(
        math.comb(copies, count) * works**count * (1 - works) ** (copies - count)
        for count in range(needed, copies + 1)
    )


def whole(parts: Sequence[Part]) -> float:
    """The availability of parts in a row; of none: 1."""
    return math.prod(part.availability for part in parts)


def blame(parts: Sequence[Part]) -> tuple[float, ...]:
    """Each part's share of the closed minutes, from 0 to 1. Parts that are closed at once share the minute equally."""
    closed = 1 - whole(parts)
    if closed <= 0:
        return (0.0,) * len(parts)
    return tuple(_blame_of(index, parts) / closed for index in range(len(parts)))


def _blame_of(index: int, parts: Sequence[Part]) -> float:
    """The chance that it is closed, over how many are closed then."""
    others = [1.0]  # chance that so many of the others are closed
    for place, part in enumerate(parts):
        if place != index:
            open_, closed = part.availability, 1 - part.availability
            others = [
                (others[count] * open_ if count < len(others) else 0.0)
                + (others[count - 1] * closed if count else 0.0)
                for count in range(len(others) + 1)
            ]
    share = math.fsum(chance / (1 + count) for count, chance in enumerate(others))
    return (1 - parts[index].availability) * share


def minutes(availability: float) -> float:
    """Closed minutes in 30 days, on average."""
    return MONTH * (1 - availability)
