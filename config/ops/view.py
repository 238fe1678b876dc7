"""`/ops/`: how it is running. To anyone but staff it is a page that does not exist."""

from django.contrib.auth.models import AnonymousUser
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_safe

from config.ops import page


@csrf_exempt  # it changes nothing; the check would answer 403 where a page that does not exist answers 404
def ops(request: HttpRequest) -> HttpResponse:
    """The page; for htmx its figures alone."""
    user = getattr(request, "user", AnonymousUser())
    if not (user.is_active and user.is_staff):
        raise Http404
    return _shown(request)


@require_safe
@never_cache
def _shown(request: HttpRequest) -> HttpResponse:
    template = "ops.html#live" if request.headers.get("HX-Request") else "ops.html"
    return render(request, template, page.context())
