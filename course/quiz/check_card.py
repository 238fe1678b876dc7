"""The check at the end of a lesson, as the lesson shows it: to start, to go on with, or how it went.

Invariant: two queries for a learner, none for a newcomer. What is right is that of first tries, which were told.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from uuid import UUID

from django.urls import reverse

from course.bank import bank
from course.lesson import Lesson
from course.models import Sitting
from course.models.quiz import Kind
from course.quiz.history import Given, complete, given_by, sittings_among
from course.quiz.mastery import ENOUGH, WINDOW, fresh, mastered


@dataclass(frozen=True, slots=True)
class CheckCard:
    """state: "new", "open" (begun and not finished) or "done". count: of its questions; answered, right: of those.

    recent: how many of the last five fresh answers about the lesson were right. url: of the sitting.
    """

    state: str
    count: int
    answered: int = 0
    right: int = 0
    url: str = ""
    recent: int = 0
    mastered: bool = False

    @property
    def missed(self) -> int:
        return self.answered - self.right

    window = WINDOW
    enough = ENOUGH


def check_card(learner: UUID | None, lesson: Lesson) -> CheckCard | None:
    """None for a lesson without questions."""
    own = bank().of_lesson(lesson.id)
    if not own:
        return None
    given = given_by(learner)
    shown = fresh([one for one in given if one.counts and one.item in {item.ask.id for item in own}], bank())
    card = CheckCard(
        "new", len(own), recent=sum(one.right for one in shown[-WINDOW:]), mastered=mastered(shown)
    )
    open_one = _open(learner, lesson.id)
    if open_one is not None:
        answered = [one for one in given if one.sitting == open_one.pk]
        return _with(replace(card, state="open", count=len(open_one.slots)), answered, open_one.pk)
    finished = [go for go in sittings_among(given, Kind.CHECK, lesson.id).values() if complete(go)]
    if not finished:
        return card
    last = finished[-1]
    return _with(replace(card, state="done", count=len(last)), last, last[0].sitting)


def _open(learner: UUID | None, lesson: str) -> Sitting | None:
    if learner is None:
        return None
    found = Sitting.objects.filter(learner=learner, kind=Kind.CHECK, about=lesson, done_at__isnull=True)
    return found.first()


def _with(card: CheckCard, given: Sequence[Given], sitting: UUID) -> CheckCard:
    right = sum(one.right for one in given)
    return replace(card, answered=len(given), right=right, url=reverse("sitting", args=[sitting]))
