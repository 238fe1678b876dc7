"""The questions of a lesson to print. The key follows for who runs the course."""

import secrets

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from course.bank import bank
from course.lesson import Lesson
from course.quiz.sets import SEEDS
from course.quiz.sheet import key_of, questions_on_paper
from course.views.find import of_lesson

SEED = 7


@require_safe
@never_cache
@of_lesson
def sheet(request: HttpRequest, lesson: Lesson) -> HttpResponse:
    """`?seed=7` draws the numbers and the order of the options; the same seed makes the same sheet."""
    if "new" in request.GET:
        return redirect(f"{reverse('sheet', args=[lesson.slug])}?seed={secrets.randbelow(10_000)}")
    seed = _seed(request.GET.get("seed", ""))
    items = bank().of_lesson(lesson.id)
    staff = bool(getattr(request.user, "is_staff", False))
    context = {
        "section": "lessons",
        "lesson": lesson,
        "seed": seed,
        "questions": questions_on_paper(items, seed),
        "key": key_of(items, seed) if staff else (),
        "staff": staff,
    }
    return render(request, "course/sheet.html", context)


def _seed(text: str) -> int:
    """As typed, or the usual one."""
    return int(text) % SEEDS if text.isascii() and text.isdecimal() and len(text) <= 10 else SEED
