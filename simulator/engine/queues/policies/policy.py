"""What a rule may see, and what it is.

Invariant: a rule only looks. It is a function of the state and of its dice, so every rule can meet the same orders.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from ..dice import Dice


@dataclass(slots=True)
class State:
    """What is known when an order has come. Lists have one place a server.

    weights: how strong each is said to be. open: orders at each, waiting or at work; as old as the list is.
    dealt: how many orders each was dealt so far, `turn` all together. replies: a smoothed time in the shop of the
    orders that each finished. free: when each will have done all it has. No dealer knows that last one.
    """

    weights: tuple[float, ...]
    open: list[int]
    dealt: list[int]
    replies: list[float]
    free: list[float]
    turn: int = 0


@dataclass(frozen=True, slots=True)
class Policy:
    """choose: (state, dice) -> server, counted from 0. knows: what it needs to know. ideal: nobody could know that."""

    name: str
    label: str
    knows: str
    choose: Callable[[State, Dice], int]
    ideal: bool = False


def least_of(values: Sequence[float], dice: Dice) -> int:
    """The place of the least value; among equals by chance, so that no server is the favourite."""
    least = min(values)
    ties = values.count(least)
    if ties == 1:
        return values.index(least)
    return [place for place, value in enumerate(values) if value == least][dice.roll(ties)]
