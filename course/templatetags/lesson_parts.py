"""Parts of a lesson's text that the page makes: a figure of an experiment, a card that opens one, the notes' mistake.

Invariant: a run that takes long does not hold up a page: its figure is a link then.
"""

from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import urlencode

from django import template
from django.urls import reverse

from course.comparison import printed
from course.lab import run_of
from course.lab_form import lesson_settings, link_query
from course.learners import learner_id
from course.lesson import Block, Erratum, Lesson
from course.library import course
from course.marked import cut
from course.rewrites import rewrite_of
from course.runs import Order
from simulator.engine.experiments import EXPERIMENTS, SEED, parameters_of, read, to_query
from simulator.engine.lens import Lens
from simulator.engine.outcome import Finding
from simulator.figures import Figure

register = template.Library()


@dataclass(frozen=True, slots=True)
class Card:
    """An experiment to open. changes: what the link sets, in words; url: "" if no lesson has it yet."""

    title: str
    changes: str
    url: str
    figure: Figure | None = None
    lens: Lens | None = None


@register.simple_tag
def experiment_card(block: Block, lesson: Lesson) -> Card:
    """The card of an `experiment` or a `figure`; for the latter with the chart, if it is there."""
    name, _, chart = block.argument.partition(".")
    experiment = EXPERIMENTS[name]
    home = lesson if lesson.experiment == name else _lesson_of(name)
    start = lesson_settings(experiment, home.settings if home else {})
    settings = read(experiment.settings, block.settings, start)
    seed = SEED.read(block.settings["seed"]) if "seed" in block.settings else (home or lesson).seed
    figure = _figure(Order.of(name, settings, seed), chart) if chart else None
    url = f"{reverse('lab', args=[home.slug])}?{urlencode(link_query(settings, seed))}" if home else ""
    return Card(
        experiment.title, _changes(experiment.settings, start, settings), url, figure, experiment.lens
    )


def _lesson_of(experiment: str) -> Lesson | None:
    return next((one for one in course().lessons.values() if one.experiment == experiment), None)


def _figure(order: Order, chart: str) -> Figure | None:
    return next((figure for figure in run_of(order).figures if figure.name == chart), None)


def _changes(kind: type[Any], start: Any, settings: Any) -> str:
    """ "Ovens before: 9, Ovens after: 10" """
    before, after = to_query(start), to_query(settings)
    names = parameters_of(kind)
    return ", ".join(f"{names[name].label}: {text}" for name, text in after.items() if text != before[name])


@dataclass(frozen=True, slots=True)
class Fix:
    """A sentence of the notes to put right. cut: (words, whether they are wrong). text: the learner's own words."""

    erratum: Erratum
    cut: tuple[tuple[str, bool], ...]
    text: str
    problem: str = ""


def fix_of(code: str, text: str, problem: str = "") -> Fix:
    erratum = course().errata[code]
    return Fix(erratum, cut(erratum), text, problem)


@register.simple_tag(takes_context=True)
def fix_card(context: template.Context, code: str) -> Fix:
    """The card of a `fix`, with what this learner wrote, if they did."""
    return fix_of(code, rewrite_of(learner_id(context["request"]), code))


@register.filter
def measured(finding: Finding) -> str:
    """A finding as it is printed, with its unit."""
    return printed(finding)


@register.filter
def expected(finding: Finding) -> str:
    """What a formula expects of it; a dash where there is none."""
    return "\N{EN DASH}" if finding.theory is None else printed(replace(finding, value=finding.theory))
