"""A lab as a page shows it: its form, and what became of the run that the form asks for.

Invariant: a page never waits for a long run; it shows how far it has come and asks again.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from course import runs
from course.lab_form import LabForm, lab_form, lesson_settings, link_query
from course.lesson import Lesson
from simulator.engine.experiments import EXPERIMENTS, Experiment
from simulator.engine.lens import Lens
from simulator.engine.outcome import Outcome
from simulator.figures import Figure, chart_figure


@dataclass(frozen=True, slots=True)
class Run:
    """state: "done" (`outcome` and `figures` are there), "waiting" (`progress` says how far; `long` if it can be
    stopped), "busy", "failed", or "unread" (the form has problems, nothing was asked for).
    """

    state: str
    digest: str = ""
    outcome: Outcome | None = None
    figures: tuple[Figure, ...] = ()
    progress: runs.Progress = runs.NOTHING_YET
    long: bool = False

    @property
    def scene_template(self) -> str:
        scene = self.outcome.scene if self.outcome else None
        return f"course/scenes/{scene.kind}.html" if scene else ""


@dataclass(frozen=True, slots=True)
class Lab:
    """lesson: whose lab it is. ours: whether the settings are the lesson's own. query: as in a link."""

    lesson: Lesson
    experiment: Experiment
    form: LabForm
    run: Run
    ours: bool

    @property
    def query(self) -> str:
        return urlencode(self.form.query) if self.form.ready else ""

    @property
    def lesson_query(self) -> str:
        """The lesson's own settings, to go back to."""
        return lesson_order(self.lesson).link

    @property
    def settings(self) -> Any:
        return self.form.settings

    @property
    def lens(self) -> Lens | None:
        """How it is told as a data centre."""
        return self.experiment.lens

    @property
    def by_chance(self) -> bool:
        """Whether chance plays a part, so that one run may lie."""
        return bool(self.experiment.headline)


def lab_of(lesson: Lesson, query: Mapping[str, str], *, run: bool = True) -> Lab:
    """The lab as the query asks for it, run if it can be. Raises `KeyError` for a lesson without one."""
    experiment = EXPERIMENTS[lesson.experiment]
    start = lesson_settings(experiment, lesson.settings)
    form = lab_form(experiment, start, lesson.seed, query)
    ours = form.ready and form.query == link_query(start, lesson.seed)
    result = run_of(order_of(lesson, form)) if run and form.ready else Run("unread")
    return Lab(lesson, experiment, form, result, ours)


def order_of(lesson: Lesson, form: LabForm, *, many: bool = False) -> runs.Order:
    """What a form that is ready asks for."""
    return runs.Order.of(lesson.experiment, form.settings, form.seed or 0, many=many, lesson=lesson.slug)


def lesson_order(lesson: Lesson) -> runs.Order:
    """The run that a lesson is about: its own settings and seed."""
    settings = lesson_settings(EXPERIMENTS[lesson.experiment], lesson.settings)
    return runs.Order.of(lesson.experiment, settings, lesson.seed, lesson=lesson.slug)


def run_of(order: runs.Order) -> Run:
    """Ask for a run, and say what became of it."""
    digest = order.digest
    try:
        outcome = runs.outcome(order)
    except runs.Busy:
        return Run("busy", digest)
    except runs.Failed:
        return Run("failed", digest)
    if outcome is None:
        return Run("waiting", digest, progress=runs.progress(digest), long=order.long)
    return Run("done", digest, outcome, tuple(chart_figure(chart) for chart in outcome.charts))
