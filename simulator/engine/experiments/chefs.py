"""The ten chefs, and the first hour of their evening for the player, one take a rule.

Invariant: a take shows what was simulated; it ends after an hour, whatever still waits.
"""

from collections.abc import Callable, Mapping, Sequence

import numpy as np

from ..queues import POLICIES, Dealt
from ..trace import Station, Take, Trace, Words

NAMES = ("Ada", "Bo", "Cy", "Di", "Eli", "Flo", "Gus", "Hana", "Ida", "Jo")
HOUR = 60.0
STOPS = 600  # in a take

Says = Callable[[str, Dealt, float], str]


def stations(notes: Mapping[str, str]) -> tuple[Station, ...]:
    """A station a chef, each with one pair of hands."""
    return tuple(Station(name.lower(), name, note=notes.get(name, "")) for name in NAMES)


def takes(
    evenings: Mapping[str, Dealt],
    first: str,
    moments: Sequence[float],
    says: Says,
    notes: Mapping[str, str],
) -> tuple[Take, ...]:
    """The same hour under every rule, `first` first. says: (rule, evening, minute) -> what is true from then on."""
    order = (first, *(name for name in evenings if name != first))
    return tuple(_take(name, evenings[name], moments, says, notes) for name in order)


def end_of(arrive: np.ndarray[tuple[int], np.dtype[np.float64]]) -> float:
    """After an hour, or with the last order that a player can hold."""
    if len(arrive) <= STOPS:
        return min(HOUR, float(arrive[-1]))
    return min(HOUR, float(arrive[STOPS - 1]))


def _take(name: str, dealt: Dealt, moments: Sequence[float], says: Says, notes: Mapping[str, str]) -> Take:
    end = end_of(dealt.arrive)
    rows = stations(notes)
    trace = Trace(
        unit="min",
        end=end,
        stations=rows,
        stops=dealt.stops(rows, end),
        says=tuple((moment, says(name, dealt, moment)) for moment in moments if moment <= end),
        words=Words(),
        pace=1.0,
        parallel=True,
    )
    return Take(POLICIES[name].label, trace, f"{dealt.inside.mean():.1f} min", "mean time in the shop")
