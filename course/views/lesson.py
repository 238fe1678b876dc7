"""The page of a lesson, and how far someone came on it."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import ensure_csrf_cookie
from django.views.decorators.http import require_POST, require_safe
from django.views.decorators.vary import vary_on_headers

from course.learners import become_learner, greet, learner_id
from course.lesson import Lesson
from course.lesson_page import LessonPage, Standing, lesson_page
from course.library import course
from course.models import Prediction
from course.predictions import crowd, prediction_of
from course.progress import opened, progress_of, saw
from course.question_form import Ask
from course.views.find import by_htmx, of_lesson


@require_safe
@never_cache
@ensure_csrf_cookie
@vary_on_headers("HX-Request")
@of_lesson
def lesson(request: HttpRequest, lesson: Lesson) -> HttpResponse:
    """A lesson as this visitor sees it now. `?before=4&seed=7` are settings of its lab, once that is open."""
    if by_htmx(request):  # the page waits for a run and asks how far it is
        context = {"page": page_for(request, lesson), "section": "lessons"}
        return render(request, "course/lesson.html#experiment", context)
    # Before the page is put together: from the second opening on the guess may be skipped.
    opened(learner_id(request), lesson.id)
    greet(request)
    return show(request, page_for(request, lesson))


def show(request: HttpRequest, page: LessonPage, status: int = 200) -> HttpResponse:
    return render(request, "course/lesson.html", {"page": page, "section": "lessons"}, status=status)


def page_for(
    request: HttpRequest, lesson: Lesson, ask: Ask | None = None, prediction: Prediction | None = None
) -> LessonPage:
    """At most three queries: the progress, the prediction, and once there is one, those of others."""
    me = learner_id(request)
    mine = prediction or prediction_of(me, lesson)
    others = crowd(lesson, me) if mine is not None else None
    standing = Standing(progress_of(me), mine, others)
    return lesson_page(course(), lesson, standing, request.GET.dict(), ask)


@require_POST
@of_lesson
def sections(request: HttpRequest, lesson: Lesson) -> HttpResponse:
    """A section came on the screen."""
    try:
        saw(become_learner(request), lesson.id, request.POST.get("section", ""))
    except ValueError as problem:
        return HttpResponse(str(problem), status=422, content_type="text/plain")
    return HttpResponse(status=204)
