"""The pages of rooms: your rings, one ring, and the forms that open, change and fork one."""

from collections.abc import Callable, Mapping
from datetime import UTC, datetime, timedelta
from functools import wraps
from http import HTTPStatus
from typing import Any

from django.http import (
    Http404,
    HttpRequest,
    HttpResponse,
    HttpResponseBase,
    HttpResponseRedirect,
    JsonResponse,
)
from django.shortcuts import render
from django.urls import reverse
from django.utils.timesince import timesince
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import ensure_csrf_cookie
from django.views.decorators.http import require_POST, require_safe

from simulator.engine import HASHES, SCENARIOS, STRATEGIES, Cluster, Refusal
from simulator.engine.experiments import EXPERIMENTS, BadSettings, read, silent
from simulator.figures.ring_still import still_of
from simulator.rooms import archive, forms, layer, moment, pace, picture, presence, protocol, removal, store
from simulator.rooms.errors import (
    BadMessage,
    EventNotFound,
    Removed,
    RoomArchived,
    RoomError,
    RoomNotFound,
    TooFast,
    TooManyMisses,
    TooManyRooms,
)
from simulator.rooms.models import Room
from simulator.rooms.people import Person, known_person, person_of

MOST_LISTED = 200  # events in the list for those without JavaScript


def of_a_room(view: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
    """Words of our own if the link leads to no room (404), to one that was put away (409), or to one that this visitor
    was asked to leave (403); 429 for an address that tried too many links.
    """

    @wraps(view)
    def found(request: HttpRequest, slug: str, **named: Any) -> HttpResponseBase:
        try:
            with pace.guesses(pace.address_of(request), RoomNotFound):
                return view(request, slug, **named)
        except tuple(TURNED_AWAY) as error:
            return turned_away(request, slug, error)
        except EventNotFound as error:
            raise Http404(error.message) from error

    return found


TURNED_AWAY: dict[type[RoomError], tuple[str, int]] = {
    RoomNotFound: ("no_room.html", HTTPStatus.NOT_FOUND),
    RoomArchived: ("archived.html", HTTPStatus.CONFLICT),
    Removed: ("removed.html", HTTPStatus.FORBIDDEN),
    TooManyMisses: ("too_many_misses.html", HTTPStatus.TOO_MANY_REQUESTS),
}


def turned_away(request: HttpRequest, slug: str, error: RoomError) -> HttpResponse:
    """The page of a room that one cannot come into now."""
    template, status = TURNED_AWAY[type(error)]
    context = {"section": "ring", "slug": slug, "message": error.message}
    return render(request, f"simulator/{template}", context, status=status)


def see(room: Room) -> HttpResponseRedirect:
    """303 to a room, as after every form that went well."""
    return HttpResponseRedirect(reverse("room", args=[room.slug]), status=HTTPStatus.SEE_OTHER)


@require_safe
@never_cache
def rings(request: HttpRequest) -> HttpResponse:
    """Your rings, and the ways to start a new one."""
    return list_of_rings(request)


def list_of_rings(
    request: HttpRequest, refusal: str | None = None, status: int = HTTPStatus.OK
) -> HttpResponse:
    """The page of rings, with the word why not if something was refused."""
    person = known_person(request.session)
    mine = [] if person is None else store.owned_by(person.learner)
    context = {
        "section": "ring",
        "rings": [
            (room, picture.slices(store.cluster_of(room.state)), ago(room.touched_at)) for room in mine
        ],
        "scenarios": [(name, one, picture.slices(one.state)) for name, one in SCENARIOS.items()],
        "refusal": refusal,
    }
    return render(request, "simulator/rings.html", context, status=status)


def ago(then: datetime) -> str:
    """How long ago, in words."""
    recent = datetime.now(UTC) - then < timedelta(minutes=1)
    return "just now" if recent else f"{timesince(then, depth=1)} ago"


@require_POST
def create(request: HttpRequest) -> HttpResponse:
    """Open a room. Programs that accept JSON get its address and first snapshot; forms go there."""
    person = person_of(request.session)
    try:
        pace.visitor(request)
        scenario = request.POST.get("scenario") or store.DEFAULT_SCENARIO
        room = store.create(person.learner, scenario, base=lab_ring(request.POST))
    except (Refusal, TooFast, TooManyRooms) as error:
        return refused(request, error)
    if not wants_json(request):
        return see(room)
    made = {
        "room": room.slug,
        "label": room.label,
        "url": reverse("room", args=[room.slug]),
        "socket": f"/ws/rooms/{room.slug}/",
        "snapshot": moment.plain_snapshot(room, room.seq, person, people=[]),
    }
    return JsonResponse(made, status=HTTPStatus.CREATED)


def lab_ring(form: Mapping[str, str]) -> Cluster | None:
    """The ring that a lab shows, for a form that names one in `lab` beside its settings; None for any other."""
    experiment = EXPERIMENTS.get(form.get("lab", ""))
    if experiment is None:
        return None
    try:
        settings = read(experiment.settings, form)
    except BadSettings:
        return None
    if experiment.slow(settings):
        return None
    outcome = experiment.run(settings, 0, silent)
    cluster = getattr(getattr(outcome.scene, "ring", outcome.scene), "cluster", None)
    return cluster if isinstance(cluster, Cluster) else None


def wants_json(request: HttpRequest) -> bool:
    """Whether JSON is asked for by name."""
    return "application/json" in request.headers.get("Accept", "")


def refused(request: HttpRequest, error: Refusal | RoomError) -> HttpResponse:
    """Say why no room was opened."""
    status = STATUS.get(error.code, HTTPStatus.UNPROCESSABLE_ENTITY)
    if wants_json(request):
        return JsonResponse({"code": error.code, "message": error.message}, status=status)
    return list_of_rings(request, refusal=error.message, status=status)


STATUS = {
    "too_fast": HTTPStatus.TOO_MANY_REQUESTS,
    "locked": HTTPStatus.FORBIDDEN,
    "not_owner": HTTPStatus.FORBIDDEN,
    "bad_message": HTTPStatus.BAD_REQUEST,
}


@require_safe
@never_cache
@ensure_csrf_cookie
def page(request: HttpRequest, slug: str) -> HttpResponse:
    """A ring, now or right after event `?at=<seq>`."""
    room = store.visited(slug, known_person(request.session))
    at = request.GET.get("at")
    if at is None:
        return ring(request, room, room.seq)
    if not (at.isascii() and at.isdigit() and len(at) < 19):
        raise EventNotFound
    return ring(request, room, int(at))


def ring(
    request: HttpRequest, room: Room, seq: int, refusal: str | None = None, status: int = HTTPStatus.OK
) -> HttpResponse:
    """The page of a room as it was at `seq`, with the word why not if something was refused."""
    people = presence.everyone(room.pk, datetime.now(UTC))
    snapshot = moment.plain_snapshot(room, seq, person_of(request.session), people)
    cluster = store.cluster_of(snapshot["state"])
    context = {
        "section": "ring",
        "room": room,
        "viewing": seq if seq != room.seq else None,
        "snapshot": snapshot,
        "still": still_of(cluster) if cluster.strategy == "ring" else None,
        "events": store.events(room, after=max(0, seq - MOST_LISTED), most=min(seq, MOST_LISTED)),
        "strategies": STRATEGIES,
        "hashes": HASHES,
        "scenarios": SCENARIOS,
        "refusal": refusal,
    }
    return render(request, "simulator/room.html", context, status=status)


@require_POST
def do(request: HttpRequest, slug: str) -> HttpResponse:
    """A command from a form, on the same way as those from sockets."""
    try:
        pace.visitor(request)
        command = forms.command_in(request.POST.dict())
        room = carry_out(slug, person_of(request.session), command)
    except tuple(TURNED_AWAY):
        raise
    except (Refusal, RoomError) as error:
        room = store.visited(slug, known_person(request.session))
        status = STATUS.get(error.code, HTTPStatus.UNPROCESSABLE_ENTITY)
        return ring(request, room, room.seq, refusal=error.message, status=status)
    return see(room)


def carry_out(slug: str, person: Person, command: protocol.Command | protocol.AboutPeople) -> Room:
    """Do it, and tell every process. Raise `Refusal` or `RoomError`."""
    if isinstance(command, protocol.AboutPeople):
        removal.carry_out(slug, person, command)
        layer.announce_room(slug)
        return store.find(slug)
    event = store.execute(slug, person, command)
    layer.announce(slug, event.seq)
    return event.room


@require_POST
def fork(request: HttpRequest, slug: str) -> HttpResponse:
    """A new room of one's own that begins where this one stood after event `seq`."""
    room = store.visited(slug, known_person(request.session))
    try:
        pace.visitor(request)
        seq = forms.seq_in(request.POST.get("seq", ""))
        return see(store.fork(room, seq, person_of(request.session).learner))
    except (BadMessage, TooFast, TooManyRooms) as error:
        status = STATUS.get(error.code, HTTPStatus.UNPROCESSABLE_ENTITY)
        return ring(request, room, room.seq, refusal=error.message, status=status)


@require_POST
def reopen(request: HttpRequest, slug: str) -> HttpResponse:
    """Bring back a room that was put away. Whoever has its link may."""
    return see(archive.reopen(slug, datetime.now(UTC)))
