"""The way in: the landing page."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.csrf import ensure_csrf_cookie
from django.views.decorators.http import require_safe

from simulator.engine import SCENARIOS, Cluster, fingerprint, to_plain
from simulator.figures.ring_still import still_of
from simulator.rooms.moment import plain_derived


def first_ring() -> Cluster:
    """The ring that greets a visitor. It becomes a room at the first change."""
    return next(iter(SCENARIOS.values())).state


def first_picture(cluster: Cluster) -> dict[str, object]:
    """A ring in the shape of the wire's snapshot."""
    state = {**to_plain(cluster), "locked": False}
    return {"state": state, "derived": plain_derived(cluster), "hash": fingerprint(state)}


@require_safe
@ensure_csrf_cookie
def landing(request: HttpRequest) -> HttpResponse:
    """The way in: a ring to drag at once, the course and the ring one click away."""
    ring = first_ring()
    return render(request, "landing.html", {"snapshot": first_picture(ring), "still": still_of(ring)})
