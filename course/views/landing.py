"""The way in: the landing page."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.csrf import ensure_csrf_cookie
from django.views.decorators.http import require_safe

from simulator.engine import SCENARIOS, fingerprint, to_plain
from simulator.rooms.moment import plain_derived


def first_picture() -> dict[str, object]:
    """The ring that greets a visitor, in the shape of the wire's snapshot. It becomes a room at the first change."""
    cluster = next(iter(SCENARIOS.values())).state
    state = {**to_plain(cluster), "locked": False}
    return {"state": state, "derived": plain_derived(cluster), "hash": fingerprint(state)}


@require_safe
@ensure_csrf_cookie
def landing(request: HttpRequest) -> HttpResponse:
    """The way in: a ring to drag at once, the course and the ring one click away."""
    return render(request, "landing.html", {"snapshot": first_picture()})
