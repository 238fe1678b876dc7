"""The ring of a lab in a template: `{% ring_still scene as still %}`."""

from django import template

from simulator.engine.experiments.ring_scene import RingScene
from simulator.figures.ring_still import Still, still

register = template.Library()


@register.simple_tag
def ring_still(scene: RingScene) -> Still:
    """What to draw of a scene before, or without, JavaScript."""
    return still(scene)
