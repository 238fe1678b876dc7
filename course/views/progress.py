"""Progress: what a learner knows, how well they know what they know, and what to do about it."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe
from django.views.decorators.vary import vary_on_cookie

from course.bank import bank
from course.learners import learner_id
from course.library import course
from course.models import Prediction
from course.progress import progress_of
from course.quiz.foresight import foreseen, patient
from course.quiz.history import given_by
from course.quiz.mastery import states
from course.quiz.overview import STATES, overview
from course.quiz.review import waiting


@require_safe
@vary_on_cookie
def progress(request: HttpRequest) -> HttpResponse:
    """One page, four queries: first tries, visits, predictions, reviews."""
    learner = learner_id(request)
    given = given_by(learner)
    predictions = Prediction.objects.filter(learner=learner) if learner else []
    shown = overview(
        course(),
        bank(),
        states(course(), bank(), given, progress_of(learner)),
        given,
        foreseen(course(), predictions, patient()),
    )
    context = {
        "section": "progress",
        "shown": shown,
        "states": STATES,
        "reviews": waiting(learner, timezone.now()),
    }
    return render(request, "course/progress.html", context)
