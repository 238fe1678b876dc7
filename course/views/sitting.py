"""A sitting: started from a lesson or a module, answered question by question, and what it came to.

Invariant: an answer is stored by the time that its page is made. A sitting of someone else looks like one that does
not exist.
"""

import uuid

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import ensure_csrf_cookie
from django.views.decorators.http import require_http_methods, require_POST, require_safe
from django.views.decorators.vary import vary_on_headers

from course.learners import become_learner, learner_id
from course.lesson import Lesson
from course.library import course
from course.models import Learner, Sitting
from course.models.quiz import Kind
from course.progress import saw
from course.questions import BadAnswer, Question
from course.quiz.answering import Refused, submit
from course.quiz.history import given_by
from course.quiz.question_page import QuestionPage
from course.quiz.reading import answer_from, certainty_from, posted_fields
from course.quiz.sets import NothingToAsk, missed
from course.quiz.sitting_page import Refusal, page_of
from course.quiz.sittings import (
    NoSuchSitting,
    begin,
    drawn,
    questions_of,
    sitting_of,
    slots_of,
)
from course.quiz.summary import summary_of
from course.views.find import by_htmx, of_lesson

GONE = "There is no such question."


def see(address: str) -> HttpResponseRedirect:
    """303, as after every form that went well."""
    return HttpResponseRedirect(address, status=303)


@require_POST
@of_lesson
def check(request: HttpRequest, lesson: Lesson) -> HttpResponse:
    """The check of a lesson: started, or gone on with. `missed=1` asks only what was missed the last time."""
    learner = become_learner(request)
    saw(learner, lesson.id, "check")
    again = missed(given_by(learner.pk), Kind.CHECK, lesson.id) if request.POST.get("missed") == "1" else []
    return _started(learner, Kind.CHECK, lesson.id, again)


@require_POST
def test_out(request: HttpRequest, number: int) -> HttpResponse:
    """Seven questions about a module; six right at the first try, and its lessons count as mastered."""
    if all(module.number != number for module in course().modules):
        raise Http404(f"There is no module {number}.")
    return _started(become_learner(request), Kind.TEST_OUT, str(number), [])


def _started(learner: Learner, kind: Kind, about: str, items: list[str]) -> HttpResponse:
    try:
        sitting = begin(learner, kind, about, timezone.now(), items=items or None)
    except NothingToAsk as nothing:
        raise Http404(str(nothing)) from None
    return see(reverse("sitting", args=[sitting.pk]))


@require_safe
@never_cache
@ensure_csrf_cookie
def sitting(request: HttpRequest, sitting_id: uuid.UUID) -> HttpResponse:
    """On to the first question as long as none is answered; then how it went so far."""
    mine = _mine(request, sitting_id)
    slots = questions_of(mine)
    if not any(slot.tries for slot in slots):
        first = next((slot.position for slot in slots if not slot.closed), None)
        if first is not None:
            return see(reverse("answer", args=[mine.pk, first]))
    context = {"summary": summary_of(mine, slots), "section": "lessons"}
    return render(request, "course/sitting_summary.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@ensure_csrf_cookie
@vary_on_headers("HX-Request")
def question(request: HttpRequest, sitting_id: uuid.UUID, position: int) -> HttpResponse:
    """One question: to read, and to answer."""
    if request.method != "POST":
        return _show(request, _page(_mine(request, sitting_id), position))
    number = learner_id(request)
    if number is None:
        raise Http404(GONE)
    try:
        _answer(request, Learner(pk=number), sitting_id, position)
    except NoSuchSitting:
        raise Http404(GONE) from None
    except Refused as refused:
        refusal = Refusal(
            str(refused),
            posted_fields(request.POST),
            request.POST.get("submission", ""),
            _certainty(request),
        )
        page = _page(_mine(request, sitting_id), position, refusal)
        return _show(request, page, 422)
    if by_htmx(request):
        return _show(request, _page(_mine(request, sitting_id), position, fresh=True))
    return see(f"{reverse('answer', args=[sitting_id, position])}#verdict")


def _answer(request: HttpRequest, learner: Learner, sitting_id: uuid.UUID, position: int) -> None:
    """Raise `NoSuchSitting` and `Refused`."""
    asked = _asked(learner, sitting_id, position)
    try:
        submission = uuid.UUID(request.POST.get("submission", ""))
    except ValueError:
        raise Refused("bad_answer", "The page has lost its number. Please load it again.") from None
    try:
        answer = answer_from(asked, request.POST)
    except BadAnswer as bad:
        raise Refused("bad_answer", str(bad)) from None
    submit(learner, sitting_id, position, submission, answer, _certainty(request), timezone.now())


def _asked(learner: Learner, sitting_id: uuid.UUID, position: int) -> Question:
    """The question that the form is of."""
    slots = slots_of(learner.pk, sitting_id)
    found = drawn(*slots[position]) if position < len(slots) else None
    if found is None:
        raise Http404(GONE)
    return found


def _certainty(request: HttpRequest) -> int | None:
    """None where it was not said: `submit` knows whether it has to be."""
    try:
        return certainty_from(request.POST)
    except BadAnswer:
        return None


def _mine(request: HttpRequest, sitting_id: uuid.UUID) -> Sitting:
    try:
        return sitting_of(learner_id(request), sitting_id)
    except NoSuchSitting:
        raise Http404(GONE) from None


def _page(
    mine: Sitting, position: int, refusal: Refusal | None = None, *, fresh: bool = False
) -> QuestionPage:
    try:
        return page_of(mine, questions_of(mine), position, refusal=refusal, fresh=fresh)
    except LookupError:
        raise Http404(GONE) from None


def _show(request: HttpRequest, page: QuestionPage, status: int = 200) -> HttpResponse:
    template = "course/sitting.html#question" if by_htmx(request) else "course/sitting.html"
    return render(request, template, {"page": page, "section": "lessons"}, status=status)
