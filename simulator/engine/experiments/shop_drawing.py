"""A drawing of the shop: five tiles, one arrow out of each, and the way of an order along the arrows.

Invariant: `walk` ends after at most five steps, and either brings the pizza home or says in words why not.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

NOWHERE = "nowhere"
HOME = "customer"


@dataclass(frozen=True, slots=True)
class Tile:
    """A part of the shop. minutes: the work that each order makes there; `doing` names it: 6 min "to bake"."""

    id: str
    name: str
    duty: str
    doing: str
    minutes: float


TILES = (
    Tile("customer", "Customer", "asks and gets", "to ask", 0.0),
    Tile("counter", "Counter", "takes the order", "to take down", 1.0),
    Tile("book", "Order book", "keeps the truth", "to write", 1.0),
    Tile("kitchen", "Kitchen", "bakes", "to bake", 6.0),
    Tile("rider", "Rider", "brings it", "to ride", 5.0),
)
TILE = {tile.id: tile for tile in TILES}


@dataclass(frozen=True, slots=True)
class Walk:
    """stops: tile ids between leaving the customer and coming back, or until the way ends.

    problem: why no pizza comes home; "" if one does. notes: what a designer would say about the drawing.
    """

    stops: tuple[str, ...]
    problem: str
    notes: tuple[str, ...] = ()


def walk(arrows: Mapping[str, str]) -> Walk:
    """Follow the arrows from the customer. arrows: tile id -> tile id or "nowhere"."""
    stops: list[str] = []
    here = HOME
    while (there := arrows[here]) not in (NOWHERE, HOME, here, *stops):
        stops.append(there)
        here = there
    if there in (NOWHERE, here):
        return Walk(tuple(stops), _no_way_out(here))
    if there != HOME:
        circle = " to ".join(_the(tile) for tile in (*stops[stops.index(there) :], there))
        return Walk(
            tuple(stops), f"The order goes in a circle, from {circle}. It never comes back to the customer."
        )
    problem = next((words for wrong, words in _PROBLEMS if wrong(stops)), "")
    notes = () if problem else tuple(words for true, words in _NOTES if true(stops))
    return Walk(tuple(stops), problem, notes)


def _no_way_out(tile: str) -> str:
    if tile == HOME:
        return "No arrow leads out of the customer, so no order reaches the shop."
    return f"The order comes to {_the(tile)} and stays there: no arrow leads out of {_the(tile)}."


def _the(tile: str) -> str:
    return f"the {TILE[tile].name.lower()}"


def _after(first: str, second: str) -> Callable[[list[str]], bool]:
    """Whether both tiles are on the way and `second` comes before `first`."""
    return lambda stops: first in stops and second in stops and stops.index(second) < stops.index(first)


def _without(tile: str) -> Callable[[list[str]], bool]:
    return lambda stops: tile not in stops


# Checked in this order; the first that holds is said.
_PROBLEMS: tuple[tuple[Callable[[list[str]], bool], str], ...] = (
    (_without("kitchen"), "The order comes back, but it never went through the kitchen. Nothing was baked."),
    (_after("kitchen", "rider"), "The rider leaves before the pizza is baked, with an empty box."),
)
_NOTES: tuple[tuple[Callable[[list[str]], bool], str], ...] = (
    (_without("counter"), "Nobody takes the order. Who tells the customer that the cheese has run out?"),
    (_without("book"), "Nothing is written down. If the kitchen stops, nobody knows what was ordered."),
    (
        _after("book", "kitchen"),
        "The order is written down after the baking. Until then nobody can look it up.",
    ),
    (_without("rider"), "There is no rider on the way, so the customer comes to fetch the pizza."),
)
