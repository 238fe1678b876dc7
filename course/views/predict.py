"""Committing to a guess, and saying what was seen. Either can be sent twice: the first one stands."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from course import predictions
from course.answers import BadAnswer, Value, read_answer
from course.learners import become_learner, learner_id
from course.lesson import SECTIONS, Lesson
from course.predictions import prediction_of
from course.progress import progress_of, saw
from course.question_form import Ask
from course.views.find import by_htmx, of_lesson
from course.views.lesson import page_for, show


@require_POST
@of_lesson
def predict(request: HttpRequest, lesson: Lesson) -> HttpResponse:
    """Lock in a guess. Answers 422 with a sentence at each field that cannot be read, and keeps what was typed."""
    if lesson.question is None:
        return redirect("lesson", lesson.slug)
    value: Value | None = None
    certainty: int | None = None
    try:
        if not _may_skip(request, lesson):
            value, certainty = read_answer(lesson.question, request.POST.dict(), request.POST.getlist("slot"))
    except BadAnswer as bad:
        if prediction_of(learner_id(request), lesson) is None:
            return _again(request, lesson, bad)
    else:
        learner = become_learner(request)
        predictions.store(learner, lesson, value, certainty)
        saw(learner, lesson.id, "predict")
    if not by_htmx(request):
        return redirect(f"{reverse('lesson', args=[lesson.slug])}#predict")
    context = {"page": page_for(request, lesson), "section": "lessons", "swapped": "predict"}
    return render(request, "course/lesson_after_predict.html", context)


def _may_skip(request: HttpRequest, lesson: Lesson) -> bool:
    """The guess may be left out from the second opening on."""
    if request.POST.get("skip") != "1":
        return False
    return progress_of(learner_id(request)).of(lesson.id).openings > 1


def _again(request: HttpRequest, lesson: Lesson, bad: BadAnswer) -> HttpResponse:
    assert lesson.question is not None
    ticked = request.POST.getlist("slot") or request.POST.getlist("value")
    ask = Ask(lesson.question, request.POST.dict(), ticked, bad.problems)
    page = page_for(request, lesson, ask)
    if not by_htmx(request):
        return show(request, page, status=422)
    context = {"page": page, "section": "lessons", "swapped": "problem"}
    return render(request, "course/lesson.html#experiment", context, status=422)


@require_POST
@of_lesson
def seen(request: HttpRequest, lesson: Lesson) -> HttpResponse:
    """Say what was seen: one click. Opens the rest of the lesson."""
    choice = request.POST.get("choice", "")
    if not (choice.isascii() and choice.isdecimal() and int(choice[:4]) < len(lesson.seen)):
        return HttpResponse("Choose one of the answers.", status=422, content_type="text/plain")
    learner = become_learner(request)
    prediction = predictions.store_seen(learner, lesson, int(choice))
    if prediction is None:
        return redirect(f"{reverse('lesson', args=[lesson.slug])}#predict")
    if not by_htmx(request):
        # Without JavaScript nobody can tell which sections were on the screen. All are open now, so all count.
        for section in SECTIONS:
            saw(learner, lesson.id, section)
        return redirect(f"{reverse('lesson', args=[lesson.slug])}#seen")
    context = {
        "page": page_for(request, lesson, prediction=prediction),
        "section": "lessons",
        "swapped": "seen",
    }
    return render(request, "course/lesson_after_seen.html", context)
