"""A kitchen in which chefs share a salt cellar and tell each other what they cook: how much N of them get done.

Invariant: a round is one order for each chef. All cook at the same time; then they salt, one after another; then each
tells the others, one after another. In units of an order cooked alone that takes 1 - alpha, then alpha for each chef,
then beta for each telling. So N chefs do N orders in 1 + alpha (N - 1) + beta N (N - 1): the Universal Scalability
Law, and Amdahl's law where beta is 0. (Gunther 2007; Amdahl 1967.)
"""

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil, inf, sqrt

import numpy as np

from ..arrays import Floats
from ..queues import stream

MOST = 128  # chefs
ALONE = 10.0  # minutes that an order takes one chef, alone
TEAM = 8  # chefs in a team
_SALTING, _TELLING = 0, 1  # streams


@dataclass(frozen=True, slots=True)
class Kitchen:
    """alpha: the share of an order for which the salt is needed. beta: of an order, to tell one other chef.

    cellars: of salt. team: chefs tell only so many, themselves included; 0 for all.
    """

    alpha: float
    beta: float
    cellars: int = 1
    team: int = 0

    def told(self, chefs: int) -> int:
        """How many others each chef tells."""
        return (min(self.team, chefs) if self.team else chefs) - 1

    def round(self, chefs: int) -> float:
        """How long a round takes, in orders cooked alone: the theory.

        With two cellars half of the chefs queue at each, so the salt is waited for half as long.
        """
        queue = ceil(chefs / self.cellars)
        return 1 - self.alpha + self.alpha * queue + self.beta * chefs * self.told(chefs)

    def capacity(self, chefs: int) -> float:
        """Their work, in chefs who work alone."""
        return chefs / self.round(chefs)

    @property
    def peak(self) -> float:
        """The number of chefs at which capacity is largest, sqrt((1 - alpha) / beta) with everything shared; endless
        if nothing bends the curve down.
        """
        if self.beta == 0 or self.team:
            return inf
        return sqrt((1 - self.alpha) / self.beta)

    @property
    def limit(self) -> float:
        """What capacity never passes, however many chefs there are: 1/alpha, if nobody need be told."""
        shared = self.alpha / self.cellars
        if self.team:
            shared += self.beta * (self.team - 1)
        return 1 / shared if shared else inf


def amdahl(alpha: float, chefs: float) -> float:
    """Speed-up with a share alpha of the work that only one can do at a time."""
    return 1 / (alpha + (1 - alpha) / chefs)


def usl(alpha: float, beta: float, chefs: float) -> float:
    """Gunther's Universal Scalability Law."""
    return chefs / (1 + alpha * (chefs - 1) + beta * chefs * (chefs - 1))


@dataclass(frozen=True, slots=True)
class Round:
    """One round, in orders cooked alone: for each chef, when salting began and ended, and when telling did. Who has
    salted first tells first, but only once all have salted.
    """

    salt: tuple[tuple[float, float], ...]
    told: tuple[tuple[float, float], ...]

    @property
    def length(self) -> float:
        return max(end for _, end in self.told)


def measured(kitchen: Kitchen, chefs: int, rounds: int, seed: int) -> float:
    """Capacity by experiment: rounds whose salting and telling take random time of the right mean."""
    salting, telling = _draw(kitchen, chefs, rounds, seed)
    queues = [salting[:, cellar :: kitchen.cellars].sum(axis=1) for cellar in range(kitchen.cellars)]
    lengths = (1 - kitchen.alpha) + np.max(queues, axis=0) + telling.sum(axis=1)
    return float(rounds * chefs / lengths.sum())


def play(kitchen: Kitchen, chefs: int, rounds: int, seed: int) -> tuple[Round, ...]:
    """The rounds of `measured`, chef by chef."""
    salting, telling = _draw(kitchen, chefs, rounds, seed)
    return tuple(
        _round(kitchen, salt, tell) for salt, tell in zip(salting.tolist(), telling.tolist(), strict=True)
    )


def _draw(kitchen: Kitchen, chefs: int, rounds: int, seed: int) -> tuple[Floats, Floats]:
    """Time to salt and time to tell, a row a round and a column a chef. Whatever the kitchen, the same luck."""
    salting = stream(seed, _SALTING).gamma(4.0, 0.25, (rounds, MOST))[:, :chefs] * kitchen.alpha
    telling = stream(seed, _TELLING).gamma(4.0, 0.25, (rounds, MOST))[:, :chefs] * kitchen.beta
    return salting, telling * kitchen.told(chefs)


def _round(kitchen: Kitchen, salting: Sequence[float], telling: Sequence[float]) -> Round:
    free = [1 - kitchen.alpha] * kitchen.cellars
    salt = []
    for chef, takes in enumerate(salting):
        cellar = chef % kitchen.cellars
        salt.append((free[cellar], free[cellar] + takes))
        free[cellar] += takes
    now, told = max(free), [(0.0, 0.0)] * len(salt)
    for chef in sorted(range(len(salt)), key=lambda chef: salt[chef][1]):
        told[chef] = (now, now + telling[chef])
        now += telling[chef]
    return Round(tuple(salt), tuple(told))
