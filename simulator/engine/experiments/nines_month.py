"""Months drawn by chance: the first one for the calendar, all of them for the mean.

Invariant: the first month is the same however many follow it.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from ..arrays import Floats
from .nines_outages import Outages, events_a_month, of_part, together
from .nines_parts import MONTH, Part

_REPAIRS = 20_000  # that a run draws, about
_MOST = 240


@dataclass(frozen=True, slots=True)
class Months:
    """minutes: closed in each month. blame: each part's share of all of them."""

    first: Outages
    minutes: Floats
    blame: tuple[float, ...]

    @property
    def count(self) -> int:
        return len(self.minutes)

    @property
    def mean(self) -> float:
        return float(self.minutes.mean())


def months_for(parts: Sequence[Part], repair: float) -> int:
    """As many months as a run can wait for."""
    return max(1, min(_MOST, int(_REPAIRS / events_a_month(parts, repair))))


def draw_months(parts: Sequence[Part], repair: float, count: int, seed: int) -> Months:
    """repair: mean minutes of one."""
    horizon = float(count * MONTH)
    each = [of_part(part, _NUMBERS[part.id], repair, horizon, seed) for part in parts]
    closed, blame = together(each, horizon)
    return Months(closed.between(0.0, MONTH), closed.by_span(MONTH, count), blame)


# Streams of a part stay its own, whatever else is in the drawing.
_NUMBERS = {"switchboards": 1, "ovens": 2, "phones": 3, "books": 4, "tills": 5}
