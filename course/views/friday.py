"""Friday the 13th: the plan, the evening, and how it went."""

from collections.abc import Callable
from functools import wraps
from http import HTTPStatus
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import ensure_csrf_cookie
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from course.friday import page, places, runs
from course.friday.plan_form import PlanForm, plan_form
from course.learners import become_learner, learner_id
from course.models import FridayBoard, FridayRun
from course.views.find import by_htmx
from course.views.friday_boards import LESSON_SEED, few_misses, find_board, own_evening
from simulator.engine import Refusal
from simulator.engine.experiments import to_query
from simulator.engine.friday import BUDGET, END, MOST, Action, BadAction, clock
from simulator.engine.friday.score import POINTS
from simulator.engine.lens import Lens
from simulator.rooms import pace
from simulator.rooms.errors import RoomFull, TooFast

THROUGH: Lens | None = None
MOST_LISTED = 10


def of_mine(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Give the view its evening; 404 for one of somebody else's."""

    @wraps(view)
    def with_run(request: HttpRequest, run_id: UUID, **more: Any) -> HttpResponse:
        run = runs.find(learner_id(request), run_id)
        if run is None:
            raise Http404("This evening is not yours, or it is not there.")
        return view(request, run, **more)

    return with_run


# -- the plan ----------------------------------------------------------------------------------------------


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@ensure_csrf_cookie
@few_misses
def friday(request: HttpRequest) -> HttpResponse:
    """The plan; posted, it begins the evening."""
    posted = request.method == "POST"
    fields = request.POST if posted else request.GET
    board = find_board(fields["board"], pace.address_of(request)) if fields.get("board") else None
    of_board = {} if board is None else {"seed": str(board.seed)}
    form = plan_form({**fields.dict(), **of_board}, LESSON_SEED)
    if board is not None and (mine := own_evening(board, request)) is not None:
        return redirect("friday_evening", mine.pk)
    problem = ""
    try:
        if board is not None:
            places.check(board)
        if posted and form.ready:
            return _see(_begun(request, form, board))
    except RoomFull as error:
        problem, board = error.message, None  # the form that is left plays the same evening without it
    except TooFast as error:
        problem = error.message
    except Refusal as error:
        problem = str(error)
    context = {
        "section": "lessons",
        "form": form,
        "board": board,
        "name": fields.get("name", ""),
        "problem": problem,
        "refused": posted,
        "budget": BUDGET,
        "most": MOST,
        "points": POINTS,
        "terms": page.terms(),
        "lens": THROUGH,
        "evenings": _mine(request),
    }
    status = HTTPStatus.UNPROCESSABLE_ENTITY if posted else HTTPStatus.OK
    return render(request, "course/friday/plan.html", context, status=status)


def _begun(request: HttpRequest, form: PlanForm, board: FridayBoard | None) -> FridayRun:
    """The evening of a form that is ready. Raise `TooFast`, `RoomFull`, or `Refusal` for a bad name."""
    assert form.plan is not None and form.seed is not None
    pace.visitor(request)
    name = runs.name_in(request.POST.get("name", "")) if board else ""
    return runs.begin(become_learner(request), form.plan, form.seed, board, name)


def _mine(request: HttpRequest) -> list[tuple[FridayRun, str]]:
    number = learner_id(request)
    if number is None:
        return []
    newest = FridayRun.objects.filter(learner=number).order_by("-made_at")[:MOST_LISTED]
    return [(run, clock(run.minute)) for run in newest]


def _see(run: FridayRun) -> HttpResponseRedirect:
    return HttpResponseRedirect(reverse("friday_evening", args=[run.pk]), status=HTTPStatus.SEE_OTHER)


# -- the evening -------------------------------------------------------------------------------------------


@require_safe
@never_cache
@ensure_csrf_cookie
@of_mine
def evening(request: HttpRequest, run: FridayRun) -> HttpResponse:
    """The evening where it stands; its end once all of it was shown."""
    if run.done_at is not None:
        return _over(request, run)
    return _moment(request, run)


def _moment(
    request: HttpRequest, run: FridayRun, problem: str = "", status: int = HTTPStatus.OK
) -> HttpResponse:
    context = {
        "section": "lessons",
        "now": page.moment(run),
        "steps": page.STEPS,
        "budget": BUDGET,
        "problem": problem,
        "lens": THROUGH,
    }
    part = "#live" if by_htmx(request) else ""
    return render(request, f"course/friday/evening.html{part}", context, status=status)


@require_POST
@of_mine
def minute(request: HttpRequest, run: FridayRun) -> HttpResponse:
    """The browser reports how far it has shown. Without JavaScript: show the next minutes (`on`)."""
    on = request.POST.get("on", "")
    asked = request.POST.get("minute", "")
    if on:
        runs.report(run, run.minute + _whole(on, END))
        return _see(run)
    runs.report(run, _whole(asked, END))
    return HttpResponse(status=HTTPStatus.NO_CONTENT)


def _whole(text: str, most: int) -> int:
    """A whole number from 0 to `most`; 0 for anything else."""
    return min(most, int(text)) if text.isascii() and text.isdecimal() and len(text) < 6 else 0


@require_POST
@of_mine
def act(request: HttpRequest, run: FridayRun) -> HttpResponse:
    """Do something at the minute that is shown. Answers with the rest of the evening, or why not (422)."""
    fields = request.POST
    asked = fields.get("minute", "")
    action = Action(
        _whole(asked, END) if asked else run.minute,
        fields.get("do", ""),
        _place(fields.get("shop", "")),
        _place(fields.get("to", "")),
        fields.get("value", ""),
    )
    try:
        runs.act(run, action)
    except BadAction as error:
        return _moment(request, run, str(error), HTTPStatus.UNPROCESSABLE_ENTITY)
    return _moment(request, run) if by_htmx(request) else _see(run)


def _place(text: str) -> int:
    return int(text) if text in ("0", "1", "2", "3", "4") else -1


# -- the end -----------------------------------------------------------------------------------------------


def _over(
    request: HttpRequest,
    run: FridayRun,
    words: tuple[list[str], list[str]] | None = None,
    status: int = HTTPStatus.OK,
) -> HttpResponse:
    sentences, problems = words or (run.words or [""] * runs.SENTENCES, [""] * runs.SENTENCES)
    link = reverse("friday") + "?" + urlencode({"seed": run.seed, **to_query(runs.plan_of(run))})
    context = {
        "section": "lessons",
        "run": run,
        "over": page.over(run),
        "questions": list(zip(QUESTIONS, sentences, problems, strict=True)),
        "longest": runs.LONGEST,
        "link": request.build_absolute_uri(link),
        "again": link,
        "budget": BUDGET,
        "lens": THROUGH,
    }
    return render(request, "course/friday/over.html", context, status=status)


QUESTIONS = (
    "What hurt the promise most, and how do you know?",
    "Which of the things that you did helped, and which did not?",
    "What should Rosa change before the next Friday the 13th?",
)


@require_POST
@of_mine
def words(request: HttpRequest, run: FridayRun) -> HttpResponse:
    """Three sentences for Rosa. Then the reference is shown."""
    if run.done_at is None:
        return _see(run)
    sentences, problems = runs.words_in(request.POST.dict())
    if any(problems):
        return _over(request, run, (sentences, problems), HTTPStatus.UNPROCESSABLE_ENTITY)
    runs.put_in_words(run, sentences)
    address = reverse("friday_evening", args=[run.pk])
    return HttpResponseRedirect(f"{address}#reference", status=HTTPStatus.SEE_OTHER)
