"""Search over the lessons and the glossary."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe
from django.views.decorators.vary import vary_on_headers

from course.lesson import Course
from course.library import course
from course.search_index import Index, documents_of

IN_A_BOX = 6  # results below a search box; the page has them all


class _Held:
    """The index of the course as it is now: made again only when the course was read again."""

    course: Course | None = None
    index: Index


def index_now() -> Index:
    """The index over all that can be found now."""
    here = course()
    if _Held.course is not here:
        _Held.index = Index(documents_of(here))
        _Held.course = here
    return _Held.index


@require_safe
@vary_on_headers("HX-Request")
def search(request: HttpRequest) -> HttpResponse:
    """`?q=`: the results as a page, or as a fragment for who types. `?box=1`: only the first few, for a box."""
    answer = index_now().ask(request.GET.get("q", ""))
    box = bool(request.GET.get("box"))
    context = {
        "section": "lessons",
        "answer": answer,
        "hits": answer.hits[:IN_A_BOX] if box else answer.hits,
        "box": box,
    }
    fragment = "#results" if request.headers.get("HX-Request") else ""
    return render(request, f"course/search.html{fragment}", context)
