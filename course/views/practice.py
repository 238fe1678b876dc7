"""Practice over any lessons and misconceptions: choose, and eight questions come."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from course.bank import bank
from course.learners import become_learner
from course.lesson import Lesson, Module
from course.library import course
from course.models.quiz import Kind
from course.quiz.history import given_by
from course.quiz.mastery import TEST_OUT_ITEMS, TEST_OUT_PASS
from course.quiz.sets import PRACTICE, NothingToAsk, missed
from course.quiz.sittings import begin

LONGEST = 200  # characters of the names, as the sitting keeps them
NOTHING = "Choose a lesson or a misconception first."
TOO_MUCH = "That is more than one practice can hold. Choose fewer."


@dataclass(frozen=True, slots=True)
class Row:
    """Something to choose. name: a lesson's id or a misconception's code."""

    name: str
    text: str
    count: int
    chosen: bool


@dataclass(frozen=True, slots=True)
class Group:
    module: Module
    rows: tuple[Row, ...]


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def practice(request: HttpRequest) -> HttpResponse:
    """The choice, with `?about=L21&about=MC-36` ticked. POST begins, or goes on where it was begun.

    missed=1 asks only what was missed in the last practice about the same.
    """
    if request.method != "POST":
        return _chooser(request, known(request.GET.getlist("about")), "")
    names = known(name for value in request.POST.getlist("about") for name in value.split())
    about = " ".join(names)
    if not names or len(about) > LONGEST:
        return _chooser(request, names, TOO_MUCH if names else NOTHING)
    learner = become_learner(request)
    only = missed(given_by(learner.pk), Kind.PRACTICE, about) if request.POST.get("missed") == "1" else []
    try:
        sitting = begin(learner, Kind.PRACTICE, about, timezone.now(), items=only or None)
    except NothingToAsk as nothing:
        return _chooser(request, names, str(nothing))
    return redirect("sitting", sitting.pk)


def known(names: Iterable[str]) -> list[str]:
    """Those that there are questions about, in the order of the course, each once."""
    asked = set(names)
    own = bank()
    lessons = [lesson for lesson in course().lessons if lesson in asked and own.of_lesson(lesson)]
    return lessons + [code for code in own.codes if code in asked]


def _chooser(request: HttpRequest, chosen: list[str], problem: str) -> HttpResponse:
    context = {
        "section": "practice",
        "groups": _groups(chosen),
        "codes": tuple(_code_row(code, chosen) for code in bank().codes),
        "codes_open": any(name in bank().codes for name in chosen),
        "count": PRACTICE,
        "test_out": {"items": TEST_OUT_ITEMS, "enough": TEST_OUT_PASS},
        "problem": problem,
    }
    return render(request, "course/practice.html", context, status=422 if problem else 200)


def _groups(chosen: list[str]) -> tuple[Group, ...]:
    lessons = course().lessons
    groups = (
        Group(module, tuple(_lesson_row(lessons[name], chosen) for name in module.lessons))
        for module in course().modules
    )
    return tuple(group for group in groups if any(row.count for row in group.rows))


def _lesson_row(lesson: Lesson, chosen: list[str]) -> Row:
    return Row(lesson.id, lesson.title, len(bank().of_lesson(lesson.id)), lesson.id in chosen)


def _code_row(code: str, chosen: list[str]) -> Row:
    return Row(code, course().misconceptions.get(code, code), len(bank().by_code(code)), code in chosen)
