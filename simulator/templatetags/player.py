"""A player for `templates/course/player.html`.

Invariant: decides nothing; what is shown comes from simulator/figures/player.py.
"""

from django import template

from simulator.figures.player import player

register = template.Library()
register.filter("player", player)
HUES = 8


@register.filter
def hue_of(number: int) -> int:
    """The colour of a server by its number, 0 to 7."""
    return (number - 1) % HUES
