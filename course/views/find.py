"""What the pages of a lesson share: the lesson by its address, and whether htmx asks."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse

from course.lesson import Lesson
from course.library import course

LessonView = Callable[..., HttpResponse]


def of_lesson(view: LessonView) -> LessonView:
    """Give the view its lesson instead of a slug; 404 where there is none at this address."""

    @wraps(view)
    def with_lesson(request: HttpRequest, slug: str, **more: Any) -> HttpResponse:
        return view(request, find_lesson(slug), **more)

    return with_lesson


def find_lesson(slug: str) -> Lesson:
    try:
        return course().by_slug(slug)
    except KeyError:
        raise Http404(f"There is no lesson {slug!r}.") from None


def by_htmx(request: HttpRequest) -> bool:
    """Whether a part of a page is wanted, and not the page. Going back in history wants the page."""
    htmx = request.htmx  # type: ignore[attr-defined]
    return bool(htmx) and not htmx.history_restore_request
