"""The drawing of the zoom in a template."""

from django import template

from simulator.engine.experiments.zoom_scene import ZoomScene
from simulator.figures.zoom import ZoomPicture
from simulator.figures.zoom import zoom_picture as picture

register = template.Library()


@register.filter
def zoom_picture(scene: ZoomScene) -> ZoomPicture:
    """Where everything stands."""
    return picture(scene)
