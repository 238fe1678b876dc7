"""The form of a plan: made from its parameters, with the price of each setting. Pure.

Invariant: what was typed stands in its field until it can be read, and a form that can be read is the same as its link.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from simulator.engine.experiments import (
    SEED,
    BadSettings,
    Choice,
    Parameter,
    Whole,
    parameters_of,
    read,
    to_query,
)
from simulator.engine.friday import BUDGET, Plan, price_of
from simulator.engine.friday.budget import ALARM, CHEF, FLAGS
from simulator.engine.friday.plan import OFF

GROUPS = (
    (
        "kitchens",
        "Chefs",
        f"{CHEF} coins each. Calls grow from 8 a minute to 27 at 20:10, and fall again. "
        "A chef makes 50 pizzas an hour, or 31 if the dough has to be fetched.",
        ("harbour", "mill", "station", "market", "hill"),
    ),
    (
        "dispatch",
        "Who gets the next order",
        "Each pizza’s dough is kept in three of the five shops. Without it a pizza takes 1.6 times as long.",
        ("rule", "c", "flags"),
    ),
    (
        "book",
        "The order book",
        "The three shops that keep a pizza’s dough also keep its orders.",
        ("w", "r"),
    ),
    (
        "told",
        "Alarms",
        f"{ALARM} coins each. Without one you hear of it when a customer calls Rosa.",
        ("told_queue", "told_failed", "told_line", "told_hot"),
    ),
)


@dataclass(frozen=True, slots=True)
class Field:
    """options: (value, label, price), none for a number; each: the price of one, of a number."""

    name: str
    parameter: Parameter
    value: str
    problem: str
    options: tuple[tuple[str, str, int], ...] = ()
    each: int = 0


@dataclass(frozen=True, slots=True)
class PlanForm:
    """plan and seed: None where something cannot be read. over: coins above the budget."""

    plan: Plan | None
    seed: int | None
    seed_text: str
    seed_problem: str
    groups: tuple[tuple[str, str, str, tuple[Field, ...]], ...]

    @property
    def price(self) -> int | None:
        return None if self.plan is None else price_of(self.plan)

    @property
    def over(self) -> int:
        return max(0, (self.price or 0) - BUDGET)

    @property
    def ready(self) -> bool:
        return self.plan is not None and self.seed is not None and not self.over


def plan_form(query: Mapping[str, str], seed: int) -> PlanForm:
    """The form as the query fills it, on top of the plan that stands."""
    plan, problems = None, {}
    try:
        plan = read(Plan, query)
    except BadSettings as bad:
        problems = bad.problems
    typed = {**to_query(Plan()), **query} if plan is None else to_query(plan)
    seed_text, seed_problem, asked = query.get("seed", str(seed)), "", None
    try:
        asked = SEED.read(seed_text)
    except ValueError as problem:
        seed_problem = str(problem)
    groups = tuple(
        (
            name,
            title,
            about,
            tuple(_field(one, PARAMETERS[one], typed[one], problems.get(one, "")) for one in fields),
        )
        for name, title, about, fields in GROUPS
    )
    return PlanForm(plan, asked, seed_text, seed_problem, groups)


PARAMETERS = parameters_of(Plan)


def _field(name: str, parameter: Parameter, value: str, problem: str) -> Field:
    if isinstance(parameter, Choice):
        options = tuple((key, label, _price(name, key)) for key, label in parameter.options)
        return Field(name, parameter, value, problem, options)
    return Field(name, parameter, value, problem, each=CHEF if isinstance(parameter, Whole) else 0)


def _price(name: str, value: str) -> int:
    if name == "flags":
        return FLAGS[value]
    return ALARM if name.startswith("told_") and value != OFF else 0


def in_words(plan: Plan) -> dict[str, str]:
    """Each setting's label and value, as the page shows them."""
    shown = {}
    for name, parameter in PARAMETERS.items():
        value = str(getattr(plan, name))
        shown[parameter.label] = (
            dict(parameter.options)[value] if isinstance(parameter, Choice) else f"{value} chefs"
        )
    return shown
