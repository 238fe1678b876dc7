"""Fix the notes: keep a learner's own words, and show ours beside them."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from course.learners import become_learner
from course.lesson import Lesson
from course.library import course
from course.rewrites import LONGEST, store_rewrite
from course.templatetags.lesson_parts import fix_of
from course.views.find import by_htmx, of_lesson


@require_POST
@of_lesson
def rewrite(request: HttpRequest, lesson: Lesson) -> HttpResponse:
    """Store the words and show the models."""
    code, text = request.POST.get("erratum", ""), request.POST.get("text", "").strip()
    if code not in course().errata:
        return HttpResponse("There is no such error.", status=422, content_type="text/plain")
    problem = _problem(text)
    if not problem:
        store_rewrite(become_learner(request), code, text)
    if by_htmx(request):
        context = {"fix": fix_of(code, text, problem), "lesson": lesson, "swapped": True}
        return render(request, "course/fix.html#card", context, status=422 if problem else 200)
    return redirect(f"{reverse('lesson', args=[lesson.slug])}#fix-{code.lower()}")


def _problem(text: str) -> str:
    if not text:
        return "Write a sentence first."
    if len(text) > LONGEST:
        return f"At most {LONGEST:,} characters; this has {len(text):,}."
    return "" if "\x00" not in text else "This cannot be kept."
