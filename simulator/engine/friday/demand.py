"""Demand: every call of the evening, drawn once a seed.

Invariant: it depends on the seed alone, never on a plan or an action, so all who play a seed meet the same evening
(common random numbers; Law, Simulation Modeling, 2015, 11.2). What chance an order may meet later is drawn
here too.
"""

from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from ..arrays import Flags, Floats, Numbers
from ..keyspace import popularity
from ..queues import stream
from .faults import Faults, faults_of
from .town import BROKEN, CLOSING, HOT, KINDS, SHOPS, WORK

# Calls a minute at these minutes, straight lines between them: supper comes, peaks, and ebbs.
MINUTES = (0.0, 30.0, 90.0, 130.0, 160.0, 200.0, 240.0)
CALLS = (8.0, 12.0, 21.0, 27.0, 27.0, 18.0, 8.0)
SKEW = 0.5  # of the menu, by Zipf's law
AGAIN = 0.08  # of customers call a second time
THROWS = 6  # of the dice, for the rule


@dataclass(frozen=True, slots=True, eq=False)
class Demand:
    """Each array has a place for each order, in the order in which they come.

    door: the shop that is called. kind: the pizza. broken: the bad release breaks it, if that is live. patience: so
    long the customer holds the line if the order cannot be written down. again: when they call a second time (nan:
    never), at `again_door`. throws: (m, THROWS) for the rule that deals.
    """

    arrive: Floats
    work: Floats
    door: Numbers
    kind: Numbers
    broken: Flags
    patience: Floats
    again: Floats
    again_door: Numbers
    throws: Floats

    def __len__(self) -> int:
        return len(self.arrive)


@lru_cache(maxsize=16)
def demand_of(seed: int) -> Demand:
    """The calls of this evening."""
    arrive = _arrivals(seed)
    count, faults = len(arrive), faults_of(seed)
    many = stream(seed, 2).random((count, 4))
    doors = stream(seed, 3).integers(0, len(SHOPS), (count, 2))
    patience, again = stream(seed, 4).uniform((7.0, 5.0), (13.0, 15.0), (count, 2)).T
    return Demand(
        arrive,
        stream(seed, 1).exponential(WORK, count),
        doors[:, 0],
        _kinds(arrive, many, faults),
        many[:, 2] < BROKEN,
        patience,
        np.where(many[:, 3] < AGAIN, arrive + again, np.nan),
        doors[:, 1],
        stream(seed, 5).random((count, THROWS)),
    )


def _arrivals(seed: int) -> Floats:
    """Random gaps, squeezed and stretched until they come at the rate of the minute (time change of Poisson)."""
    fine = np.linspace(0.0, CLOSING, 24 * CLOSING + 1)
    rate = np.interp(fine, MINUTES, CALLS)
    expected = np.concatenate(([0.0], np.cumsum((rate[1:] + rate[:-1]) / 2 * np.diff(fine))))
    unit = np.cumsum(stream(seed, 0).exponential(1.0, int(expected[-1] * 1.3)))
    arrive: Floats = np.interp(unit[unit < expected[-1]], expected, fine)
    return arrive


def _kinds(arrive: Floats, many: Floats, faults: Faults) -> Numbers:
    menu = np.searchsorted(np.cumsum(popularity(KINDS, SKEW)), many[:, 0], "right")
    hot = (faults.hot_from <= arrive) & (arrive < faults.hot_to) & (many[:, 1] < HOT)
    return np.where(hot, faults.hot_kind, np.minimum(menu, KINDS - 1))
