"""The boards of Friday the 13th: a class on one evening."""

import secrets
from collections.abc import Callable
from functools import wraps
from http import HTTPStatus
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from course.friday import board as boards
from course.friday import page
from course.learners import become_learner, learner_id
from course.models import FridayBoard, FridayRun
from simulator.engine.experiments import SEED
from simulator.rooms import pace
from simulator.rooms.errors import TooFast, TooManyMisses

LESSON_SEED = 13
NEW_SEEDS = 10_000  # a class plays an evening that nobody has seen; whoever likes another one writes it


def few_misses(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """429, in words, for an address that tried too many codes."""

    @wraps(view)
    def patient(request: HttpRequest, *args: Any, **named: Any) -> HttpResponse:
        try:
            return view(request, *args, **named)
        except TooManyMisses as error:
            context = {"section": "lessons", "message": error.message}
            status = HTTPStatus.TOO_MANY_REQUESTS
            return render(request, "simulator/too_many_misses.html", context, status=status)

    return patient


def find_board(code: str, address: str) -> FridayBoard:
    """Raise 404 for a code that leads nowhere, and `TooManyMisses` for an address that tries many of them."""
    with pace.guesses(address, Http404):
        board = boards.board_of(code)
        if board is None:
            raise Http404("There is no board with this code.")
    return board


def own_evening(board: FridayBoard, request: HttpRequest) -> FridayRun | None:
    """The visitor's evening on a board, None before they have joined."""
    number = learner_id(request)
    return None if number is None else board.runs.filter(learner=number).first()


def hosts(request: HttpRequest, board: FridayBoard) -> bool:
    """Whether the visitor opened the board."""
    number = learner_id(request)
    return number is not None and board.host_id == number


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def new_board(request: HttpRequest) -> HttpResponse:
    """Open a board for a class, on the evening of a seed."""
    problem, text = "", request.POST.get("seed") or str(secrets.randbelow(NEW_SEEDS))
    if request.method == "POST":
        try:
            seed = SEED.read(text)
            pace.visitor(request)
        except ValueError as error:
            problem = str(error)
        except TooFast as error:
            problem = error.message
        else:
            made = boards.open_board(become_learner(request), seed)
            return HttpResponseRedirect(
                reverse("friday_board", args=[made.code]), status=HTTPStatus.SEE_OTHER
            )
    context = {"section": "lessons", "problem": problem, "seed": text}
    status = HTTPStatus.UNPROCESSABLE_ENTITY if problem else HTTPStatus.OK
    return render(request, "course/friday/new_board.html", context, status=status)


@require_safe
@never_cache
@few_misses
def board(request: HttpRequest, code: str) -> HttpResponse:
    """The board of a class: for a projector, and for the phones of those who play."""
    found = find_board(code, pace.address_of(request))
    context = {
        "section": "lessons",
        "board": found,
        "rows": boards.rows_of(found),
        "mine": own_evening(found, request),
        "hosting": hosts(request, found),
        "link": request.build_absolute_uri(f"{reverse('friday')}?board={found.code}"),
        "terms": page.terms(),
    }
    return render(request, "course/friday/board.html", context)


@require_POST
@few_misses
def names(request: HttpRequest, code: str) -> HttpResponse:
    """The host hides the name of a row (`hide`), or shows it again (`show`). To all others there is no such page."""
    found = find_board(code, pace.address_of(request))
    if not hosts(request, found):
        raise Http404("There is no board with this code.")
    for name, hidden in (("hide", True), ("show", False)):
        for row in request.POST.getlist(name):
            boards.hide_name(found, row, hidden=hidden)
    if request.htmx:  # type: ignore[attr-defined]
        return HttpResponse(status=HTTPStatus.NO_CONTENT)  # the socket of the board tells what came of it
    return HttpResponseRedirect(reverse("friday_board", args=[code]), status=HTTPStatus.SEE_OTHER)
