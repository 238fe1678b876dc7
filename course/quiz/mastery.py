"""How well a learner knows a lesson.

Invariant: one query, whatever the number of lessons, and none for nobody. The rules (learning-design, section 4):

- mastered: of the last five first tries on fresh items four were right, not all of them on one day; or the module was
  tested out of, with six of seven right. By guessing among four the chance of four in five is 1.6%.
- familiar: the lesson was gone through and its check finished. A lesson without a page needs its check alone.
- seen: opened, or a question of it answered.

An item is fresh when its numbers are new, as those of a generator are each time, or when it was not met before on the
same day. Days are those of UTC.
"""

from collections.abc import Iterable
from typing import Literal
from uuid import UUID

from course.bank import Bank, bank
from course.lesson import Course, Lesson
from course.library import course
from course.models.quiz import Kind
from course.progress import Progress
from course.quiz.history import Given, complete, given_by, sittings_among

State = Literal["new", "seen", "familiar", "mastered"]
WINDOW, ENOUGH = 5, 4
TEST_OUT_ITEMS, TEST_OUT_PASS = 7, 6


def mastery_of(learner: UUID | None, progress: Progress) -> dict[str, State]:
    """The state of every lesson, by its id. progress: of the same learner, as the page has it already."""
    return states(course(), bank(), given_by(learner), progress)


def states(course: Course, bank: Bank, given: Iterable[Given], progress: Progress) -> dict[str, State]:
    """The same from rows that are at hand. Pure."""
    counted = [one for one in given if one.counts]
    by_lesson: dict[str, list[Given]] = {}
    for one in counted:
        if one.item in bank.items:
            by_lesson.setdefault(bank.items[one.item].ask.lesson, []).append(one)
    passed = {module.number for module in course.modules if passed_test_out(counted, module.number)}
    found: dict[str, State] = {}
    for lesson in course.lessons.values():
        those = by_lesson.get(lesson.id, [])
        if lesson.module in passed or mastered(fresh(those, bank)):
            found[lesson.id] = "mastered"
        elif _gone_through(lesson, progress) and finished_check(counted, lesson.id):
            found[lesson.id] = "familiar"
        else:
            found[lesson.id] = "seen" if those or progress.of(lesson.id).state != "new" else "new"
    return found


def fresh(those: Iterable[Given], bank: Bank) -> list[Given]:
    """The first tries that show more than memory of the same day."""
    met: set[tuple[str, object]] = set()
    kept = []
    for one in those:
        new_numbers = bank.items[one.item].kind == "generated"
        met_as = (one.item, one.seed if new_numbers else one.at.date())
        if met_as not in met:
            kept.append(one)
        met.add(met_as)
    return kept


def mastered(those: list[Given]) -> bool:
    """Whether the last five of these, which are fresh, show it."""
    right = [one for one in those[-WINDOW:] if one.right]
    return len(right) >= ENOUGH and len({one.at.date() for one in right}) > 1


def passed_test_out(given: Iterable[Given], module: int) -> bool:
    """Whether a module was tested out of, in any of the goes at it."""
    goes = sittings_among(given, Kind.TEST_OUT, str(module)).values()
    return any(complete(go) and _right(go) >= min(TEST_OUT_PASS, go[0].planned) for go in goes)


def finished_check(given: Iterable[Given], lesson: str) -> bool:
    """Whether the learner came to the end of a check of this lesson."""
    return any(complete(go) for go in sittings_among(given, Kind.CHECK, lesson).values())


def _right(go: list[Given]) -> int:
    return sum(one.right for one in go if one.position < one.planned)


def _gone_through(lesson: Lesson, progress: Progress) -> bool:
    return not lesson.written or progress.of(lesson.id).state == "done"
