"""The experiment that a question leads to, with the question's own numbers where it has some."""

from collections.abc import Mapping
from dataclasses import fields
from urllib.parse import urlencode

from django.urls import reverse

from course.lesson import Course, Lesson
from course.questions import Ask
from simulator.engine.experiments import EXPERIMENTS, BadSettings, read


def lab_url(course: Course, ask: Ask) -> str | None:
    """The lab of the question's lesson, or else of the one that its link names; None where neither has one."""
    for lesson_id in (ask.lesson, ask.link.partition("#")[0]):
        lesson = course.lessons.get(lesson_id)
        if lesson is not None and lesson.written and lesson.experiment in EXPERIMENTS:
            address = reverse("lab", args=[lesson.slug])
            settings = dict(ask.lab)
            return f"{address}?{urlencode(settings)}" if settings and _fits(lesson, settings) else address
    return None


def _fits(lesson: Lesson, settings: Mapping[str, str]) -> bool:
    """Whether the lab can be set so: numbers of a generator may lie outside its bounds."""
    experiment = EXPERIMENTS[lesson.experiment]
    try:
        read(experiment.settings, settings)
    except BadSettings:
        return False
    return settings.keys() <= {field.name for field in fields(experiment.settings)}
