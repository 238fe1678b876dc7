"""The picture of the shop for `templates/course/scenes/shop.html`."""

from django import template

from simulator.engine.experiments.shop_scene import ShopScene
from simulator.figures.shop import ShopPicture
from simulator.figures.shop import shop_picture as picture

register = template.Library()


@register.filter
def shop_picture(scene: ShopScene) -> ShopPicture:
    """Where everything stands."""
    return picture(scene)
