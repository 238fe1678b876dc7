"""Round robin: one each, in turn."""

from ..dice import Dice
from .policy import Policy, State


def choose(state: State, dice: Dice) -> int:
    return state.turn % len(state.open)


POLICY = Policy("round-robin", "Round robin", "whose turn it is", choose)
