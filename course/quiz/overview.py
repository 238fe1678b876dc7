"""What the page of progress shows, put together from rows that are at hand. Pure but for the addresses.

Invariant: every number is counted from what was stored; a part without numbers says what to do to get some.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.urls import reverse

from course.bank import Bank
from course.lesson import Course, Lesson, Module
from course.quiz import calibration, foresight
from course.quiz.calibration import Level
from course.quiz.foresight import Foreseen
from course.quiz.history import Given
from course.quiz.mastery import State
from course.quiz.surprises import Surprise, surprises
from simulator.figures import Figure, chart_figure

STATES: Mapping[State, str] = {
    "new": "not opened",
    "seen": "opened, or a question of it answered",
    "familiar": "gone through, and its check finished",
    "mastered": "four of five fresh questions right at the first try, not all on one day",
}


@dataclass(frozen=True, slots=True)
class Treated:
    """A surprise with the lesson that treats it. belief: what the wrong answer says, in words; "" if it has no name.

    asked: what the question asked for. lab: the address of the experiment, "" where none is written yet.
    """

    surprise: Surprise
    belief: str
    asked: str
    lesson: Lesson | None
    lab: str


@dataclass(frozen=True, slots=True)
class Overview:
    """modules: each with its lessons and their states. counts: lessons by state."""

    modules: tuple[tuple[Module, tuple[tuple[Lesson, State], ...]], ...]
    counts: Mapping[str, int]
    answers: int
    levels: tuple[Level, ...]
    calibration: Figure | None
    surprises: tuple[Treated, ...]
    foreseen: tuple[Foreseen, ...]
    predictions: Figure | None

    @property
    def standing(self) -> int:
        """Surprises that are not put right yet."""
        return sum(one.surprise.settled is None for one in self.surprises)

    @property
    def unseen(self) -> int:
        """Predictions whose run is still going."""
        return sum(one.right is None for one in self.foreseen)


def overview(
    course: Course,
    bank: Bank,
    states: Mapping[str, State],
    given: Iterable[Given],
    those: Sequence[Foreseen],
) -> Overview:
    """All of it. states: of every lesson by id; given: first tries; those: predictions with what happened."""
    counted = [one for one in given if one.counts]
    levels = calibration.calibrate(counted)
    drawn = foresight.chart(those)
    return Overview(
        modules=tuple(
            (module, tuple((course.lessons[lesson], states[lesson]) for lesson in module.lessons))
            for module in course.modules
        ),
        counts={state: list(states.values()).count(state) for state in STATES},
        answers=levels.answers,
        levels=levels.levels,
        calibration=chart_figure(calibration.chart(levels)) if levels.answers else None,
        surprises=tuple(_treated(course, bank, one) for one in surprises(counted)),
        foreseen=tuple(those),
        predictions=chart_figure(drawn) if drawn else None,
    )


def _treated(course: Course, bank: Bank, one: Surprise) -> Treated:
    lesson = treating(course, bank, one)
    lab = reverse("lab", args=[lesson.slug]) if lesson and lesson.written and lesson.experiment else ""
    asked = next((each.text for each in bank.objectives.values() if one.item in each.items), "")
    return Treated(one, course.misconceptions.get(one.code, ""), asked, lesson, lab)


def treating(course: Course, bank: Bank, one: Surprise) -> Lesson | None:
    """The lesson that treats it: with an experiment if one has; of these the question's own first."""
    item = bank.items.get(one.item)
    own = course.lessons.get(item.ask.lesson) if item else None
    named = [lesson for lesson in course.lessons.values() if one.code in lesson.misconceptions]
    choices = [lesson for lesson in (own, *named) if lesson is not None]
    with_lab = (lesson for lesson in choices if lesson.written and lesson.experiment)
    return next(with_lab, choices[0] if choices else None)
