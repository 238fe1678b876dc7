"""One shared line: whoever is free first takes the next order. No dealer knows who that will be; a line does."""

from ..dice import Dice
from .policy import Policy, State


def choose(state: State, dice: Dice) -> int:
    return state.free.index(min(state.free))


POLICY = Policy("shared", "One shared line", "who will be free first", choose, ideal=True)
