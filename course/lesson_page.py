"""A lesson as one learner sees it now: what is open, what is locked, their guess beside what happened.

Invariant: nothing that the run tells is on the page before the guess; the explanation waits for "What did you see?".
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from course.beside import Beside, Guess, beside
from course.course_places import Contents, contents_of
from course.lab import Lab, lab_of, lesson_order, run_of
from course.lesson import Course, Lesson, Section, Seen, SlotsQuestion
from course.models import Prediction
from course.progress import Progress
from course.question_form import Ask
from simulator.engine.experiments import EXPERIMENTS
from simulator.engine.lens import Lens
from simulator.engine.outcome import Scene

Stage = Literal["ask", "run", "open"]
EXPERIMENT = ("story", "predict", "lab")  # sections that have places of their own on the page


@dataclass(frozen=True, slots=True)
class Standing:
    """What is known of the learner. others: predictions of others, None while they are too few."""

    progress: Progress
    prediction: Prediction | None = None
    others: Sequence[Any] | None = None


@dataclass(frozen=True, slots=True)
class LessonPage:
    """ask: the question's form, before the guess. before: the scene beside it. lab, beside: after it.

    chosen: the answer to "What did you see?". skippable: the guess may be left out. seen: sections so far.
    """

    lesson: Lesson
    contents: Contents
    stage: Stage
    ask: Ask | None
    before: Scene | None
    lab: Lab | None
    beside: Beside | None
    chosen: Seen | None
    skippable: bool
    seen: frozenset[str]

    @property
    def title(self) -> str:
        """The experiment's."""
        experiment = EXPERIMENTS.get(self.lesson.experiment)
        return experiment.title if experiment else self.lesson.title

    @property
    def lens(self) -> Lens | None:
        """The experiment's: how it is told as a data centre."""
        experiment = EXPERIMENTS.get(self.lesson.experiment)
        return experiment.lens if experiment else None

    @property
    def before_template(self) -> str:
        return f"course/scenes/{self.before.kind}.html" if self.before else ""

    @property
    def before_settings(self) -> Any:
        return lab_of(self.lesson, {}, run=False).settings

    @property
    def locked(self) -> bool:
        """Whether the lab's form waits for "What did you see?"."""
        return self.stage != "open"

    @property
    def waiting(self) -> bool:
        """Whether the page has to come back for a run."""
        return self.lab is not None and self.lab.run.state == "waiting"

    @property
    def sections(self) -> dict[str, Section]:
        return {section.id: section for section in self.lesson.sections}

    @property
    def after(self) -> tuple[Section, ...]:
        """The sections that follow the experiment."""
        return tuple(section for section in self.lesson.sections if section.id not in EXPERIMENT)


def stage_of(lesson: Lesson, prediction: Prediction | None) -> Stage:
    if lesson.question is None or not lesson.experiment:
        return "open"
    if prediction is None:
        return "ask"
    return "open" if prediction.seen is not None or not lesson.seen else "run"


def lesson_page(
    course: Course, lesson: Lesson, standing: Standing, query: Mapping[str, str], ask: Ask | None = None
) -> LessonPage:
    """Put the page together. `ask`: the form as it was sent, if it has problems; `query`: the lab's settings."""
    stage = stage_of(lesson, standing.prediction)
    lab = None
    if lesson.experiment and stage != "ask":
        lab = lab_of(lesson, query if stage == "open" else {})
    done = standing.progress.of(lesson.id)
    return LessonPage(
        lesson,
        contents_of(course, lesson, standing.progress, stage),
        stage,
        ask=(ask or Ask(lesson.question)) if stage == "ask" and lesson.question else None,
        before=_before(lesson) if stage == "ask" else None,
        lab=lab,
        beside=_beside(lesson, standing, lab),
        chosen=_chosen(lesson, standing.prediction),
        skippable=stage == "ask" and done.openings > 1,
        seen=done.sections,
    )


def _before(lesson: Lesson) -> Scene | None:
    """What can be seen before the run. A question with places to mark brings a ring of its own."""
    experiment = EXPERIMENTS.get(lesson.experiment)
    if experiment is None or experiment.before is None or isinstance(lesson.question, SlotsQuestion):
        return None
    return experiment.before(lab_of(lesson, {}, run=False).settings, lesson.seed)


def _beside(lesson: Lesson, standing: Standing, lab: Lab | None) -> Beside | None:
    """None before the guess, and while the run of the lesson is not there."""
    prediction = standing.prediction
    if prediction is None or lab is None or lesson.question is None:
        return None
    outcome = (lab.run if lab.ours else run_of(lesson_order(lesson))).outcome
    if outcome is None:
        return None
    # What was kept under another kind of question (the lesson has changed since) is no guess for this one.
    kept = not prediction.skipped and prediction.kind == lesson.question.kind
    guess = Guess(prediction.value if kept else None, prediction.certainty, standing.others)
    return beside(lesson.question, outcome, guess)


def _chosen(lesson: Lesson, prediction: Prediction | None) -> Seen | None:
    if prediction is None or prediction.seen is None or prediction.seen >= len(lesson.seen):
        return None
    return lesson.seen[prediction.seen]
