"""What the picture of L05 shows: the first platters of the evening, each with its late slices.

Invariant: numbers only; a slice is named by the angle at which it lies on its platter.
"""

from dataclasses import dataclass
from typing import ClassVar

from .platter_slices import Evening, Platter, Settings


@dataclass(frozen=True, slots=True)
class Pie:
    """One platter. late, saved: angles in degrees of slices that came late, and of those that a second order saved."""

    number: int
    late: tuple[float, ...]
    saved: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class PlatterScene:
    """pies: the first parties. late: how many of them are late. all_late: of all parties, in per cent."""

    kind: ClassVar[str] = "platters"
    kitchens: int
    hedge: bool
    pies: tuple[Pie, ...]
    parties: int
    all_late: float
    ask_again: float

    @property
    def late(self) -> int:
        return sum(bool(pie.late) for pie in self.pies)

    @property
    def saved(self) -> int:
        """Parties that only a second order made in time."""
        return sum(bool(pie.saved) and not pie.late for pie in self.pies)


def scene_of(settings: Settings, seen: Evening) -> PlatterScene:
    def angles(kitchens: tuple[int, ...]) -> tuple[float, ...]:
        return tuple(round(360 * kitchen / settings.kitchens, 1) for kitchen in kitchens)

    def pie(number: int, platter: Platter) -> Pie:
        return Pie(number, angles(platter.still), angles(platter.saved))

    return PlatterScene(
        settings.kitchens,
        settings.hedge,
        tuple(pie(number, platter) for number, platter in enumerate(seen.shown, start=1)),
        settings.parties,
        100 * seen.late,
        settings.ask_again,
    )
