"""Weighted round robin: in turn, but by strength. Who would be the least ahead of its share is next.

So strong servers take turns between each other's, and no server gets its share in one go.
"""

from ..dice import Dice
from .policy import Policy, State


def choose(state: State, dice: Dice) -> int:
    ahead = [(count + 1) / weight for count, weight in zip(state.dealt, state.weights, strict=True)]
    return ahead.index(min(ahead))


POLICY = Policy("weighted", "Weighted round robin", "how strong each one is", choose)
