"""`manage.py check` on the content of the course: every problem of every lesson, with its file and line.

The labs are run as well, at the settings that a lesson starts them with, where a page would not have to wait.
tests/course/test_prose.py runs all of them.
"""

from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from typing import Any

from django.apps import AppConfig
from django.core.checks import CheckMessage, Error, register

from course import library
from course.lesson import Lesson
from course.prose import Run, run_of, wrong_by_running
from course.report import Problem
from simulator.engine.experiments import EXPERIMENTS, read
from simulator.engine.outcome import Outcome


@register
def check_course(app_configs: Sequence[AppConfig] | None = None, **kwargs: Any) -> list[CheckMessage]:
    """An error for each problem; the place is what Django calls the object."""
    return [_message(problem) for problem in (*library.problems(), *_found_by_running())]


def _message(problem: Problem) -> Error:
    place = f"course/content/{problem.file}" + (f":{problem.line}" if problem.line else "")
    return Error(problem.message, hint=problem.hint or None, obj=place, id="course.E001")


def _found_by_running() -> Iterator[Problem]:
    for lesson in library.course().lessons.values():
        for line, wrong in wrong_by_running(lesson, _own_run_of(lesson)):
            yield Problem(f"{lesson.slug}/lesson.md", line, wrong)


def _own_run_of(lesson: Lesson) -> Run:
    """Runs the lab of a lesson as the lesson starts it, once, and nothing else."""

    @cache
    def outcome() -> Outcome | None:
        experiment = EXPERIMENTS[lesson.experiment]
        settings = read(experiment.settings, lesson.settings)
        return None if experiment.slow(settings) else run_of(lesson.experiment, lesson.settings, lesson.seed)

    def run(experiment: str, settings: Mapping[str, str], seed: int) -> Outcome | None:
        own = (experiment, seed) == (lesson.experiment, lesson.seed)
        same = all(lesson.settings.get(name) == value for name, value in settings.items() if name != "seed")
        return outcome() if own and same and experiment in EXPERIMENTS else None

    return run
