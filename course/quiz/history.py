"""What a learner answered so far: their first tries, the only ones that count, in one query.

Invariant: in the order in which they were given. Sittings of tests are among them: who counts must look at `kind`.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from course.models import Try
from course.models.quiz import Kind
from course.quiz.replies import TESTS

COLUMNS = [
    "item",
    "seed",
    "right",
    "certainty",
    "code",
    "given_at",
    "position",
    "sitting_id",
    "sitting__kind",
    "sitting__about",
    "sitting__planned",
    "sitting__done_at",
]


@dataclass(frozen=True, slots=True)
class Given:
    """A first try. code: the misconception it showed, "" if none. planned: how many slots its sitting began with.

    done_at: when its sitting was done or laid aside.
    """

    item: str
    seed: int
    right: bool
    certainty: int
    code: str
    at: datetime
    position: int
    sitting: UUID
    kind: str
    about: str
    planned: int
    done_at: datetime | None

    @property
    def counts(self) -> bool:
        """Tests show what a course does; they are no part of it."""
        return self.kind not in TESTS


def given_by(learner: UUID | None) -> tuple[Given, ...]:
    """All of a learner; of nobody nothing, without a query."""
    if learner is None:
        return ()
    first = Try.objects.filter(sitting__learner=learner, number=1).order_by("given_at", "pk")
    return tuple(Given(*row) for row in first.values_list(*COLUMNS))


def sittings_among(given: Iterable[Given], kind: Kind, about: str) -> dict[UUID, list[Given]]:
    """First tries by the sitting, in the order in which the sittings were last gone on with."""
    found: dict[UUID, list[Given]] = {}
    for one in given:
        if one.kind == kind and one.about == about:
            found[one.sitting] = [*found.pop(one.sitting, []), one]
    return found


def complete(those: list[Given]) -> bool:
    """Whether every question that a sitting began with was answered: one laid aside half way was not finished."""
    return sum(one.position < one.planned for one in those) == those[0].planned
