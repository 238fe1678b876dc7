"""The number of reviews that wait, for the navigation of every page.

It is asked of the database when a page writes it and not before: once a page, and never for a stranger.
"""

from django.http import HttpRequest
from django.utils import timezone
from django.utils.functional import SimpleLazyObject

from course.learners import learner_id
from course.quiz.review import Waiting, waiting


def reviews(request: HttpRequest) -> dict[str, object]:
    """Context: `reviews` (course/quiz/review.py, Waiting). A page that has it at hand gives its own."""

    def now() -> Waiting:
        known = learner_id(request) if hasattr(request, "session") else None
        return waiting(known, timezone.now())

    return {"reviews": SimpleLazyObject(now)}
