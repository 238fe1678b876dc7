"""The budget: what a plan and the actions of the evening cost, in coins.

Invariant: a cost is a sum of prices in these tables; nothing else costs anything.
"""

from collections.abc import Iterable, Mapping

from .actions import DEEDS, Action
from .plan import OFF, Plan

BUDGET = 200
CHEF = 5
FLAGS: Mapping[str, int] = {"1": 0, "8": 1, "64": 2, "256": 5}
ALARM = 2  # each that is on


def price_of(plan: Plan) -> int:
    """What the plan costs before the evening."""
    alarms = sum(setting != OFF for setting in plan.told)
    return CHEF * sum(plan.chefs) + FLAGS[plan.flags] + ALARM * alarms


def cost_of(plan: Plan, actions: Iterable[Action]) -> int:
    """The plan, and what was done during the evening."""
    return price_of(plan) + sum(DEEDS[action.do].price for action in actions)
