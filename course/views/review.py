"""Review: what comes back today, and when the next does."""

from django.db.models import Count
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods
from django.views.decorators.vary import vary_on_cookie

from course.learners import become_learner, learner_id
from course.models import Card
from course.models.quiz import Kind
from course.quiz.review import MOST, items_due, lay_aside, open_reviews, today_of, waiting
from course.quiz.sets import NothingToAsk
from course.quiz.sittings import begin

DAYS_SHOWN = 7


@require_http_methods(["GET", "HEAD", "POST"])
@vary_on_cookie
def review(request: HttpRequest) -> HttpResponse:
    """What is due. A post starts the review or goes on with it."""
    if request.method == "POST":
        return start(request)
    learner, now = learner_id(request), timezone.now()
    reviews = waiting(learner, now)
    context = {"section": "review", "reviews": reviews, "most": MOST, "today": today_of(now)}
    if reviews.cards:
        coming = Card.objects.filter(learner=learner, due__gt=today_of(now))
        by_day = coming.values_list("due").annotate(Count("pk")).order_by("due")
        context |= {"coming": list(by_day[:DAYS_SHOWN]), "begun": open_reviews(learner).exists()}
    return render(request, "course/review.html", context)


def start(request: HttpRequest) -> HttpResponse:
    learner, now = become_learner(request), timezone.now()
    lay_aside(learner, now)
    try:
        sitting = begin(learner, Kind.REVIEW, "", now, items=items_due(learner, now))
    except NothingToAsk:
        return redirect("review")
    return redirect("sitting", sitting.pk)
