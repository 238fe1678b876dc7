"""Power of two choices: look at two servers picked by chance, take the one with fewer open orders."""

from ..dice import Dice
from .policy import Policy, State


def choose(state: State, dice: Dice) -> int:
    servers = len(state.open)
    one = dice.roll(servers)
    other = (one + 1 + dice.roll(servers - 1)) % servers if servers > 1 else one
    return one if state.open[one] <= state.open[other] else other


POLICY = Policy("two", "Two choices", "how many orders two of them have", choose)
