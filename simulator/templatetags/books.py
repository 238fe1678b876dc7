"""The messages between the books in a template."""

from django import template

from simulator.engine.experiments.books_scene import BooksScene
from simulator.figures.books import Picture, picture_of

register = template.Library()


@register.filter
def books_picture(scene: BooksScene) -> Picture:
    """Where everything is drawn."""
    return picture_of(scene)
