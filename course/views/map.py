"""The map of the course."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from course.outline import MODULES


@require_safe
def lessons(request: HttpRequest) -> HttpResponse:
    """The map of the course, as it is planned: no lesson can be read yet, and the page says so."""
    return render(request, "course/lessons.html", {"section": "lessons", "modules": MODULES})
