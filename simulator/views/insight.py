"""Pages that look closer at a room: why a key is where it is, the figures, the ways to share.

Each is a page of its own, and the part of it that matters is a fragment that htmx puts beside the ring.
"""

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import lru_cache, wraps
from itertools import pairwise

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe
from django.views.decorators.vary import vary_on_headers

from simulator import figures
from simulator.engine import Cluster, History, command_line, key_ids
from simulator.figures import Figure, Mark, Moved
from simulator.rooms import pace, store
from simulator.rooms.errors import EventNotFound, RoomNotFound
from simulator.rooms.models import Event, Room
from simulator.rooms.people import known_person
from simulator.views.answer import answer
from simulator.views.rooms import TURNED_AWAY, turned_away

LONGEST_KEY = 200
MOST_MARKS = 8
SHORTEST, LONGEST = 5.0, 600.0  # seconds that the figure of cache hits may span after a change

RoomView = Callable[..., HttpResponse]


def of_room(view: RoomView) -> RoomView:
    """Give the view its room instead of a slug; answer 404, in words, where there is no such room or moment."""

    @require_safe
    @never_cache
    @vary_on_headers("HX-Request")
    @wraps(view)
    def with_room(request: HttpRequest, slug: str, **more: str) -> HttpResponse:
        try:
            with pace.guesses(pace.address_of(request), RoomNotFound):
                room = store.visited(slug, known_person(request.session))
        except tuple(TURNED_AWAY) as error:
            return turned_away(request, slug, error)
        try:
            return view(request, room, **more)
        except EventNotFound as error:
            context = {"message": error.message, "room": room, "section": "ring"}
            template = page_or_part(request, "simulator/problem.html", "message")
            return render(request, template, context, status=404)

    return with_room


def page_or_part(request: HttpRequest, page: str, part: str) -> str:
    """The name of the whole template, or of the fragment inside it that htmx asks for."""
    return f"{page}#{part}" if request.htmx else page  # type: ignore[attr-defined]


def moment(request: HttpRequest, room: Room, name: str) -> int:
    """The event that the query names, or the newest. Raise `EventNotFound`."""
    asked = request.GET.get(name, "")
    if not asked:
        return room.seq
    seq = whole(asked)
    if seq is None or seq > room.seq:
        raise EventNotFound(
            f"This room has had {figures.plural(room.seq, 'change')}; there is no change {asked[:20]!r}."
        )
    return seq


def whole(text: str) -> int | None:
    """The number that a few ASCII digits stand for; None for anything else."""
    return int(text) if text.isdecimal() and text.isascii() and len(text) < 16 else None


# -- why this server? --------------------------------------------------------------------------------------


class BadQuestionError(Exception):
    """A key that cannot be asked about; its text says why."""


@of_room
def why(request: HttpRequest, room: Room) -> HttpResponse:
    """Why a key is where it is: `?key=order-12`, or `?nth=7` in hash order; `&seq=3` for the room as it stood then."""
    seq = moment(request, room, "seq")
    state = store.state_at(room, seq)
    context: dict[str, object] = {"room": room, "seq": seq, "section": "ring"}
    template = page_or_part(request, "simulator/why.html", "answer")
    if not request.GET.keys() & {"key", "nth"}:
        return render(request, template, context)
    try:
        key = key_asked(request, state)
    except BadQuestionError as error:
        context |= {"problem": str(error), "asked": ""}
        return render(request, template, context, status=422)
    before = store.state_at(room, seq - 1) if seq else None
    return render(request, template, context | {"answer": answer(state, key, before), "asked": key})


def key_asked(request: HttpRequest, state: Cluster) -> str:
    """The key's name. Raise `BadQuestionError`."""
    if "key" in request.GET:
        key = request.GET["key"].strip()
        if not key:
            raise BadQuestionError("Type the name of a key, such as order-12. Any text will do.")
        if len(key) > LONGEST_KEY:
            raise BadQuestionError(
                f"This key has {len(key):,} characters; at most {LONGEST_KEY} can be asked about."
            )
        if not key.isprintable():
            raise BadQuestionError(
                "This key holds a character that cannot be shown. Letters, digits and signs will do."
            )
        return key
    nth = whole(request.GET["nth"])
    if nth is None or nth >= state.keys:
        raise BadQuestionError(
            f"Keys are numbered from 0 to {state.keys - 1:,} along the ring; "
            f"{request.GET['nth'][:20]!r} is not one of them."
        )
    return f"order-{key_ids(state.hash, state.keys)[nth]}"


# -- figures -----------------------------------------------------------------------------------------------


@of_room
def figure(request: HttpRequest, room: Room, name: str) -> HttpResponse:
    """One figure of a room, now or after change `?seq=3`."""
    if name not in FIGURES:
        raise Http404(f"There is no figure {name!r}.")
    seq = moment(request, room, "seq")
    context = {"room": room, "seq": seq, "section": "ring", "figure": drawn(room, room.epoch, seq, name)}
    return render(request, page_or_part(request, "simulator/figure.html", "words"), context)


@lru_cache(maxsize=128)
def drawn(room: Room, epoch: str, seq: int, name: str) -> Figure:
    """A moment never changes, so its figure is drawn once for everyone who looks. Rooms are equal by their number."""
    return FIGURES[name](room, seq)


def _load(room: Room, seq: int) -> Figure:
    return figures.load(store.state_at(room, seq))


def _moved(room: Room, seq: int) -> Figure:
    strategy = store.state_at(room, seq).strategy
    changes = [
        _what_moved(event, rival_of(strategy)) for event in last_events(room, seq, figures.MOST_CHANGES)
    ]
    return figures.moved(changes, seq, rival_of(strategy))


def _what_moved(event: Event, rival: str) -> Moved:
    change = event.change
    here = change["moved_share"]
    # No rival is named where it is the strategy itself, and none at all where the strategy was changed.
    other = change["instead"].get(rival, here) if change["instead"] else None
    return Moved(event.seq, change["sentence"], here, other, change["least_possible"])


def _hits(room: Room, seq: int) -> Figure:
    state = store.state_at(room, seq)
    horizon = min(LONGEST, max(SHORTEST, figures.recovery_time(state)))
    burst = last_burst(last_events(room, seq, MOST_MARKS), horizon)
    if not burst:
        return figures.no_hits()
    states = [store.state_at(room, burst[0].seq - 1), *(store.cluster_of(event.state) for event in burst)]
    times = [event.at.timestamp() - burst[-1].at.timestamp() for event in burst]
    marks = [Mark(event.seq, event.change["sentence"], at) for event, at in zip(burst, times, strict=True)]
    rival = rival_of(state.strategy)
    there = [replace(state, strategy=rival) for state in states]
    return figures.hits(history_of(states, times), history_of(there, times), rival, marks, horizon)


def _balance(room: Room, seq: int) -> Figure:
    return figures.balance(store.state_at(room, seq))


FIGURES: dict[str, Callable[[Room, int], Figure]] = {
    "load": _load,
    "moved": _moved,
    "hits": _hits,
    "balance": _balance,
}


def rival_of(strategy: str) -> str:
    """What a strategy is compared with: m % n, and m % n with the ring."""
    return "ring" if strategy == "modulo" else "modulo"


def last_events(room: Room, seq: int, most: int) -> list[Event]:
    """The last `most` events up to `seq`, oldest first."""
    return store.events(room, after=max(0, seq - most), most=min(seq, most))


def last_burst(events: Sequence[Event], quiet: float) -> list[Event]:
    """The last events that follow each other within `quiet` seconds: before them every cache had recovered."""
    changes = [event for event in events if event.command["do"] != "lock"]
    gaps = [(later.at - earlier.at).total_seconds() for earlier, later in pairwise(changes)]
    first = max((place + 1 for place, gap in enumerate(gaps) if gap > quiet), default=0)
    return changes[first:]


def history_of(states: Sequence[Cluster], times: Sequence[float]) -> History:
    """All caches warm under the first state; at each of the times the next state."""
    history = History.start(states[0], times[0])
    for at, state in zip(times, states[1:], strict=True):
        history = history.then(at, state)
    return history


# -- sharing -----------------------------------------------------------------------------------------------


@of_room
def share(request: HttpRequest, room: Room) -> HttpResponse:
    """Links to the room and to one moment of it (`?at=3`), and the moment as a command line."""
    seq = moment(request, room, "at")
    link = request.build_absolute_uri(reverse("room", args=[room.slug]))
    context = {
        "room": room,
        "seq": seq,
        "section": "ring",
        "link": link,
        "point": f"{link}?at={seq}",
        "command_line": command_line(store.state_at(room, seq)),
    }
    return render(request, page_or_part(request, "simulator/share_page.html", "ways"), context)
