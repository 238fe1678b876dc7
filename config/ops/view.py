"""`/ops/`: how it is running. To anyone but staff it is a page that does not exist.

While the database is away nobody can tell who is staff: then everyone is told that it is away, and nothing else.
"""

from django.contrib.auth.models import AnonymousUser
from django.db import DatabaseError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_safe

from config.ops import checks, page, verdict
from config.theme import theme


@csrf_exempt  # it changes nothing; the check would answer 403 where a page that does not exist answers 404
@never_cache
def ops(request: HttpRequest) -> HttpResponse:
    """The page; for htmx its figures alone. Whichever query fails first, the answer is 503 in words."""
    try:
        checks.ask_database()  # who is signed in is a query, but a stranger is none
        user = getattr(request, "user", AnonymousUser())
        if not (user.is_active and user.is_staff):
            raise Http404
        return _shown(request)
    except DatabaseError as error:
        return _away(request, verdict.away(type(error).__name__))


@require_safe
def _shown(request: HttpRequest) -> HttpResponse:
    template = "ops.html#live" if _by_htmx(request) else "ops.html"
    return render(request, template, page.context())


def _away(request: HttpRequest, words: str) -> HttpResponse:
    """The sentence alone: for htmx as text, else in the look of the rest, made without what would ask the database."""
    if _by_htmx(request):
        return HttpResponse(words, content_type="text/plain; charset=utf-8", status=503)
    return HttpResponse(render_to_string("ops.html", {"away": words, **theme(request)}), status=503)


def _by_htmx(request: HttpRequest) -> bool:
    return "HX-Request" in request.headers
