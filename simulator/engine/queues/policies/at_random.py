"""Random: any server, whatever it has to do."""

from ..dice import Dice
from .policy import Policy, State


def choose(state: State, dice: Dice) -> int:
    return dice.roll(len(state.open))


POLICY = Policy("random", "Random", "nothing", choose)
