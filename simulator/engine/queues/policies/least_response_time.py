"""Least response time: the smoothed time of each server's answers, times the orders it would have with this one.

Time alone would send all to the quickest until it is the slowest; and who was slow once would never be asked again.
"""

from ..dice import Dice
from .policy import Policy, State, least_of

SMOOTHING = 0.25  # a in new = old + a (latest - old)


def choose(state: State, dice: Dice) -> int:
    expected = [reply * (count + 1) for reply, count in zip(state.replies, state.open, strict=True)]
    return least_of(expected, dice)


POLICY = Policy(
    "response", "Least response time", "how long its orders took, and how many each one has", choose
)
