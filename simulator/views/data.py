"""Data of rooms for scripts: moments as JSON, keys and owners as bytes.

Invariant: an address with an event's number in it always gives the same answer, so a browser may keep it.
"""

from collections.abc import Callable
from typing import Any

import numpy as np
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.utils.cache import get_conditional_response
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe
from numpy.typing import NDArray

from simulator import engine
from simulator.rooms import moment, store
from simulator.rooms.models import Event, Room
from simulator.rooms.people import known_person

DAY, YEAR = 86_400, 31_536_000  # seconds
MOST_EVENTS = 2_000


@require_safe
def at(request: HttpRequest, slug: str, seq: int) -> HttpResponseBase:
    """The room right after event `seq`, and what that event was; at 0 there was none yet."""
    room = store.visited(slug, known_person(request.session))
    return kept(request, tag(room, seq), lambda: JsonResponse(moment.plain_moment(room, seq)))


@require_safe
@never_cache
def timeline(request: HttpRequest, slug: str) -> HttpResponse:
    """What happened in a room, oldest first; the last 2,000 events if there were more."""
    room = store.visited(slug, known_person(request.session))
    events = store.events(room, after=max(0, room.seq - MOST_EVENTS))
    return JsonResponse({"events": [line(event) for event in events]})


def line(event: Event) -> dict[str, Any]:
    """One event of the timeline."""
    change = event.change
    under_modulo = change["moved_share"] if event.state["strategy"] == "modulo" else None
    return {
        "seq": event.seq,
        "by": event.by,
        "at": event.at.isoformat(),
        "command": event.command,
        "moved": change["moved"],
        "moved_share": change["moved_share"],
        "instead_modulo": change["instead"].get("modulo", under_modulo),
        "sentence": change["sentence"],
    }


@require_safe
def owners(request: HttpRequest, slug: str, seq: int) -> HttpResponseBase:
    """uint8 for each key in hash order: the place of its owner in `state.servers` after event `seq`."""
    room = store.visited(slug, known_person(request.session))
    return kept(request, tag(room, seq), lambda: octets(engine.owners(store.state_at(room, seq))))


@require_safe
def table(request: HttpRequest, slug: str, seq: int) -> HttpResponseBase:
    """uint8 for each cell of Maglev's look-up table after event `seq`. 404 under another strategy."""
    room = store.visited(slug, known_person(request.session))
    state = store.state_at(room, seq)
    if state.strategy != "maglev":
        raise Http404("Only Maglev has a table.")
    return kept(request, tag(room, seq), lambda: octets(engine.maglev_table(state)))


@require_safe
def key_positions(request: HttpRequest, hash_name: str, count: int) -> HttpResponseBase:
    """uint32, little-endian, sorted: the top 32 bits of each key's hash."""
    least, most = engine.ROOM.keys
    if hash_name not in engine.HASHES or not least <= count <= most:
        raise Http404("There are no such keys.")

    def answer() -> HttpResponse:
        positions = engine.key_positions(hash_name, count) >> np.uint64(32)
        return HttpResponse(positions.astype("<u4").tobytes(), content_type="application/octet-stream")

    return kept(request, f'"{hash_name}-{count}"', answer, f"public, max-age={YEAR}, immutable")


def octets(ranks: NDArray[np.uint16]) -> HttpResponse:
    """Ranks as bytes: a room has 64 servers at most."""
    return HttpResponse(ranks.astype(np.uint8).tobytes(), content_type="application/octet-stream")


def tag(room: Room, seq: int) -> str:
    """The ETag of a moment. The epoch is in it, for a database can be put back in time."""
    return f'"{room.epoch}-{seq}"'


def kept(
    request: HttpRequest,
    etag: str,
    answer: Callable[[], HttpResponse],
    cache_control: str = f"private, max-age={DAY}, immutable",
) -> HttpResponseBase:
    """The answer, or 304 if the browser has it. It is made only if it is needed."""
    response = get_conditional_response(request, etag=etag) or answer()
    response["ETag"] = etag
    response["Cache-Control"] = cache_control
    return response
