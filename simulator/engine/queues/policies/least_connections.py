"""Least connections: whoever has the fewest open orders, waiting or at work."""

from ..dice import Dice
from .policy import Policy, State, least_of


def choose(state: State, dice: Dice) -> int:
    return least_of(state.open, dice)


POLICY = Policy("least", "Least connections", "how many orders each one has", choose)
