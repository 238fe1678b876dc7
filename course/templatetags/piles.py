"""Where the steps of a pile of balls stand in its picture, 200 wide and 120 high."""

from typing import NamedTuple

from django import template

from simulator.engine.experiments.boxes_scene import BoxesScene, Pile

register = template.Library()

WIDE, HIGH, THIN = 200.0, 119.0, 2.0


class Bar(NamedTuple):
    y: str
    width: str
    height: str


@register.filter
def pile_bars(pile: Pile, scene: BoxesScene) -> list[Bar]:
    """A bar a level; even one box of a thousand is wide enough to be seen."""
    step = HIGH / max(4, scene.top - scene.floor)
    gap = min(1.5, step / 4)
    return [
        Bar(
            f"{HIGH - (level - scene.floor) * step + gap:.2f}",
            f"{max(THIN, WIDE * count / scene.boxes):.2f}",
            f"{step - gap:.2f}",
        )
        for level, count in pile.steps
    ]
