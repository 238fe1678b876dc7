"""The one place that marks a lesson's HTML safe. course/rendering makes it, and says why it may be."""

from django import template
from django.utils.safestring import SafeString

register = template.Library()


@register.filter
def lesson_html(html: str) -> SafeString:
    """HTML from course/rendering, as it is. Never give it words of a person."""
    return SafeString(html)
