"""The tests before and after the course, and what was gained between them."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods
from django.views.decorators.vary import vary_on_cookie

from course.bank import bank
from course.learners import become_learner, learner_id
from course.library import course
from course.models.quiz import Kind
from course.progress import progress_of
from course.quiz.blueprint import FORMS
from course.quiz.course_tests import ideas_of, means_of_all, offers_of, scores_of
from course.quiz.gain import words
from course.quiz.history import given_by
from course.quiz.sittings import begin


@require_http_methods(["GET", "HEAD", "POST"])
@vary_on_cookie
def tests(request: HttpRequest) -> HttpResponse:
    """Both tests and the later one. A post with `kind` starts one or goes on with it."""
    if request.method == "POST":
        return start(request, request.POST.get("kind", ""))
    learner = learner_id(request)
    given = given_by(learner)
    offers, scores = offers_of(given, timezone.now()), scores_of(given)
    before, after = scores.get(Kind.PRE_TEST), scores.get(Kind.POST_TEST)
    context = {
        "section": "progress",
        "offers": offers,
        "scores": [(FORMS[kind], score) for kind, score in scores.items()],
        "gained": words(before, after) if before and after else "",
        "means": means_of_all() if after else None,
        "ideas": [
            (
                idea,
                course().misconceptions.get(idea.code, ""),
                course().lessons.get(idea.item.partition("-")[0]),
            )
            for idea in ideas_of(given)
        ],
        "fresh": sum(bank().items[item].kind == "generated" for item, _ in FORMS[Kind.PRE_TEST].slots),
        "late": offers[Kind.PRE_TEST].state == "open" and bool(progress_of(learner).lessons),
    }
    return render(request, "course/tests.html", context)


def start(request: HttpRequest, kind: str) -> HttpResponse:
    """Begin a test that may be taken now; else show the page that says why not."""
    now = timezone.now()
    offer = offers_of(given_by(learner_id(request)), now).get(kind)
    if offer is None or offer.state not in ("open", "begun"):
        return redirect("tests")
    return redirect("sitting", begin(become_learner(request), kind, offer.form.name, now).pk)
