"""The map of the course."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe
from django.views.decorators.vary import vary_on_cookie

from course.course_map import course_map
from course.learners import learner_id
from course.library import course
from course.progress import progress_of


@require_safe
@vary_on_cookie
def lessons(request: HttpRequest) -> HttpResponse:
    """All lessons, how they build on each other, what you have done, and where to go on."""
    shown = course_map(course(), progress_of(learner_id(request)))
    return render(request, "course/lessons.html", {"section": "lessons", "map": shown})
