"""Where the shops and districts of "Dispatch" stand on their map, and the way of a pizza from one to the other."""

from typing import NamedTuple

from django import template

from simulator.engine.experiments.dispatch_scene import TownScene
from simulator.engine.experiments.town import Place

register = template.Library()

SCALE, LEFT, TOP = 16.0, 16.0, 10.5
LEAST = 0.02  # a share that is drawn
WIDEST = 11.0  # of a road, where one shop brings everything


class Spot(NamedTuple):
    x: str
    y: str


class Road(NamedTuple):
    """A line from a shop to a district; `number` of the shop."""

    number: int
    start: Spot
    end: Spot
    width: str


@register.filter
def spot(place: Place) -> Spot:
    return Spot(f"{(place.x + LEFT) * SCALE:.1f}", f"{(place.y + TOP) * SCALE:.1f}")


@register.filter
def roads(scene: TownScene) -> list[Road]:
    """The widest first, so that none is hidden."""
    ways = [
        (share, Road(shop.number, spot(shop.place), spot(district.place), f"{max(1.5, WIDEST * share):.1f}"))
        for district in scene.districts
        for shop, share in zip(scene.shops, district.shares, strict=True)
        if share >= LEAST
    ]
    return [road for _, road in sorted(ways, key=lambda way: -way[0])]
