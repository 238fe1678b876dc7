"""Predictions beside what happened, in the order in which they were made.

Invariant: a prediction counts once its run is there. No page waits for a long run; what is missing is said.
"""

import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from course import runs
from course.comparison import compare
from course.lab import lesson_order
from course.lesson import CERTAINTY, Course, Lesson
from course.models import Prediction
from simulator.engine.outcome import Axis, Chart, Line, Outcome

PATIENCE = 1.5  # seconds that a page waits for all runs together
PAIRS = 6  # predictions from which on the first half is set against the second

OutcomeOf = Callable[[Lesson], Outcome | None]


@dataclass(frozen=True, slots=True)
class Foreseen:
    """right: or nearly so; None while the run is not there. sentence: what was, and what was said."""

    lesson: Lesson
    at: datetime
    certainty: str
    right: bool | None = None
    sentence: str = ""


def foreseen(
    course: Course, predictions: Iterable[Prediction], outcome_of: OutcomeOf
) -> tuple[Foreseen, ...]:
    """Each prediction that is one of the course's, in order of time. A guess that was skipped is none."""
    return tuple(
        _foreseen(course.lessons[one.lesson], one, outcome_of)
        for one in sorted(predictions, key=lambda one: one.made_at)
        if not one.skipped and one.lesson in course.lessons and _fits(course.lessons[one.lesson], one)
    )


def _fits(lesson: Lesson, one: Prediction) -> bool:
    """Kept under another kind of question (the lesson has changed since), a guess says nothing about this one."""
    return lesson.question is not None and lesson.question.kind == one.kind and bool(lesson.experiment)


def _foreseen(lesson: Lesson, one: Prediction, outcome_of: OutcomeOf) -> Foreseen:
    assert lesson.question is not None
    sure = CERTAINTY.get(one.certainty or 0, "")
    outcome = outcome_of(lesson)
    if outcome is None:
        return Foreseen(lesson, one.made_at, sure)
    compared = compare(lesson.question, outcome, one.value, None)
    return Foreseen(lesson, one.made_at, sure, compared.right, compared.sentence)


def patient(seconds: float = PATIENCE) -> OutcomeOf:
    """Asks for the runs of lessons, and waits so long for all of them together."""
    end = time.monotonic() + seconds

    def outcome_of(lesson: Lesson) -> Outcome | None:
        left = max(0.0, end - time.monotonic())
        try:
            return runs.outcome(lesson_order(lesson), min(left, runs.PATIENCE))
        except (runs.Busy, runs.Failed):
            return None

    return outcome_of


# -- what they add up to -----------------------------------------------------------------------------------


def sentence(those: Sequence[Foreseen]) -> str:
    """How many were right, and whether that changes."""
    hits = [bool(one.right) for one in those if one.right is not None]
    verb = "was" if sum(hits) == 1 else "were"
    told = f"{sum(hits)} of {len(hits)} prediction{'' if len(hits) == 1 else 's'} {verb} right or nearly so."
    if len(hits) >= PAIRS:
        half = len(hits) // 2
        told += f" Of the first {half}: {sum(hits[:half])}. Of the last {half}: {sum(hits[-half:])}."
    return f"{told} To have guessed helps you to see what happens, right or wrong."


def chart(those: Sequence[Foreseen]) -> Chart | None:
    """The share right so far, after each prediction; None where there is none to count."""
    hits = [bool(one.right) for one in those if one.right is not None]
    if not hits:
        return None
    numbers = tuple(float(nth) for nth in range(1, len(hits) + 1))
    shares = tuple(round(100 * sum(hits[: int(nth)]) / nth, 1) for nth in numbers)
    return Chart(
        "predictions",
        "Predictions that were right, so far",
        sentence(those),
        Axis("predictions made"),
        Axis("right so far", "%", low=0, high=100),
        (Line("right so far", numbers, shares),),
        "Whether the prediction was right or not, it makes a true observation likelier (Miller and others 2013).",
    )
