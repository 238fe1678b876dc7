"""Error pages in the look of the rest. Each says what happened and what to do next."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """403: the form is older than the visit, or cookies are off."""
    return render(request, "403_csrf.html", status=403)
