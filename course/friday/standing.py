"""What a board needs of an evening, minute by minute: a twentieth of its size, so that there is room for many boards.

A board is read up to once a second. Were its evenings played again for each, reading a full one would take 9 s.
"""

from array import array
from dataclasses import dataclass
from functools import lru_cache

from course.friday.runs import actions_of, plan_of, played
from course.models import FridayRun
from simulator.engine.friday import END, Action, Plan, score_of
from simulator.rooms import limits

BOARDS = 20  # full ones whose standings are kept in a process, in 20 MB


@dataclass(frozen=True, slots=True)
class Standing:
    """kept and served: shares at each minute. begun: the minute from which on an order is due. promised and points: of
    the whole evening.
    """

    kept: "array[float]"
    served: "array[float]"
    begun: int
    promised: bool
    points: int


def standing_of(run: FridayRun) -> Standing:
    """The standing of an evening as it is acted in so far."""
    return _standing(plan_of(run), actions_of(run), run.seed)


@lru_cache(maxsize=BOARDS * limits.EVENINGS)
def _standing(plan: Plan, actions: tuple[Action, ...], seed: int) -> Standing:
    evening = played(plan, actions, seed)
    score = score_of(evening)
    return Standing(
        array("d", map(evening.kept, range(END + 1))),
        array("d", map(evening.served, range(END + 1))),
        int((evening.settled == 0).sum()),
        score.kept,
        score.points,
    )
