"""The drawing of the nines builder in a template."""

from django import template

from simulator.engine.experiments.nines_scene import Drawn
from simulator.figures.nines import Strip, strip_of

register = template.Library()


@register.filter
def strip(part: Drawn) -> Strip:
    """Where the boxes and wires of a part stand."""
    return strip_of(part)


@register.filter
def counts(part: Drawn) -> range:
    """How many of its boxes a part may need."""
    return range(1, max(1, part.copies) + 1)


@register.filter
def one_more(number: int, step: int = 1) -> int:
    """The number after this step, within what the lab takes."""
    return min(30, max(0, number + step))
