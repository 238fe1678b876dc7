"""The tests of a learner: which may be taken now, and what both together show.

Invariant: nothing of a score is told before the last test is done, so that the first one cannot teach its questions.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Literal
from uuid import UUID

from django.db.models import Count, F, Q

from course.models import Sitting
from course.models.quiz import Kind
from course.quiz.blueprint import FORMS, IDEAS, LATER, Form
from course.quiz.gain import Means, Score, means
from course.quiz.history import Given

State = Literal["open", "begun", "done", "waits", "closed"]
NEWEST = 2_000  # pairs of tests from which means are taken


@dataclass(frozen=True, slots=True)
class Offer:
    """A test as the page offers it. given: of `items` questions so many. opens_at: for one that waits."""

    form: Form
    state: State
    given: int
    items: int
    done_at: datetime | None = None
    opens_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Idea:
    """One question of the tests. right: by kind of test; a test without it is left out."""

    code: str
    item: str
    right: Mapping[str, bool]


def offers_of(given: Iterable[Given], now: datetime) -> dict[str, Offer]:
    """All tests by their kind, from a learner's first tries. Pure.

    The first test is closed by the last one, for after it there is no before. The later one waits four weeks.
    """
    answers = _answers(given)
    ends = {kind: _end(those) for kind, those in answers.items()}
    last = ends[Kind.POST_TEST]
    opens_at = None if last is None else last + LATER
    blocked: dict[str, State] = {}
    if answers[Kind.POST_TEST]:
        blocked[Kind.PRE_TEST] = "closed"
    if opens_at is None or now < opens_at:
        blocked[Kind.LATER_TEST] = "waits"
    return {
        kind: Offer(
            form,
            _state(answers[kind], blocked.get(kind)),
            len(answers[kind]),
            len(IDEAS),
            ends[kind],
            opens_at if kind == Kind.LATER_TEST else None,
        )
        for kind, form in FORMS.items()
    }


def _answers(given: Iterable[Given]) -> dict[str, dict[str, Given]]:
    """By kind of test and item. Of two goes, which two merged learners may have made, the first answer stands."""
    found: dict[str, dict[str, Given]] = {kind: {} for kind in FORMS}
    for one in given:
        if one.kind in found:
            found[one.kind].setdefault(one.item, one)
    return found


def _end(those: Mapping[str, Given]) -> datetime | None:
    """When the last of all questions was answered; None before."""
    return max(one.at for one in those.values()) if len(those) == len(IDEAS) else None


def _state(those: Mapping[str, Given], blocked: State | None) -> State:
    if len(those) == len(IDEAS):
        return "done"
    return blocked or ("begun" if those else "open")


def scores_of(given: Iterable[Given]) -> dict[str, Score]:
    """The score of each test that is done, by kind; nothing before the last test is."""
    found = {
        kind: Score(sum(one.right for one in those.values()), len(those))
        for kind, those in _answers(given).items()
        if len(those) == len(IDEAS)
    }
    return found if Kind.POST_TEST in found else {}


def ideas_of(given: Iterable[Given]) -> tuple[Idea, ...]:
    """Each idea with what was right in which test; nothing before the last test is done."""
    given = tuple(given)
    told = {kind: those for kind, those in _answers(given).items() if kind in scores_of(given)}
    if not told:
        return ()
    return tuple(
        Idea(code, item, {kind: those[item].right for kind, those in told.items() if item in those})
        for code, item in IDEAS
    )


def means_of_all() -> Means | None:
    """The means of all learners who did the first and the last test, in one query; None while they are few."""
    right = Count("tries", filter=Q(tries__right=True, tries__number=1))
    sittings = (
        Sitting.objects.filter(kind__in=(Kind.PRE_TEST, Kind.POST_TEST), done_at__isnull=False)
        .annotate(right_ones=right, given=Count("tries"))
        .filter(given=F("planned"))
    )
    newest = sittings.order_by("-done_at").values_list("learner", "kind", "right_ones", "planned")[
        : 2 * NEWEST
    ]
    scores: dict[UUID, dict[str, Score]] = {}
    for learner, kind, count, planned in newest:
        scores.setdefault(learner, {})[kind] = Score(count, planned)
    return means([(two[Kind.PRE_TEST], two[Kind.POST_TEST]) for two in scores.values() if len(two) == 2])
