"""The form of a lab: made from an experiment's parameters, read into its settings. Pure.

Invariant: what a person typed stands in its field until it can be read, with a sentence that says what would do;
and a form that can be read is the same as its link.
"""

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qsl

from simulator.engine.experiments import (
    SEED,
    BadSettings,
    Choice,
    Experiment,
    Flag,
    Parameter,
    Real,
    Whole,
    parameters_of,
    read,
    to_query,
)

FIRST = 3  # controls that are seen at once; the others wait behind "More settings"
KINDS: Mapping[type, str] = {Choice: "choice", Flag: "flag", Whole: "number", Real: "number"}
NOT_SETTINGS = ("form", "last", "new_seed")  # of the form itself, no part of a link


@dataclass(frozen=True, slots=True)
class Slider:
    """low, high, step and value as the range input has them: of a logarithmic one, powers of ten."""

    low: str
    high: str
    step: str
    value: str
    log: bool


@dataclass(frozen=True, slots=True)
class Control:
    """One field. value: as it was typed. problem: why it cannot be read, or empty."""

    name: str
    kind: str  # "number", "choice", "flag" or "wholes"
    parameter: Parameter
    value: str
    problem: str = ""
    slider: Slider | None = None
    step: str = "1"

    @property
    def on(self) -> bool:
        return self.value == "1"

    @property
    def described(self) -> bool:
        return bool(self.parameter.note)


@dataclass(frozen=True, slots=True)
class LabForm:
    """settings and seed: what can be run, None where something cannot be read. changed: labels of what differs
    from the result that the form was sent beside, when more than one thing does.
    """

    settings: Any
    seed: int | None
    controls: tuple[Control, ...]
    more: tuple[Control, ...]
    seed_text: str
    seed_problem: str = ""
    changed: tuple[str, ...] = ()

    @property
    def ready(self) -> bool:
        return self.settings is not None and self.seed is not None

    @property
    def query(self) -> dict[str, str]:
        """Settings and seed as a link has them. Only of a form that is ready."""
        return link_query(self.settings, self.seed or 0)

    @property
    def problems(self) -> tuple[str, ...]:
        own = (control.problem for control in (*self.controls, *self.more))
        return tuple(problem for problem in (*own, self.seed_problem) if problem)

    @property
    def more_open(self) -> bool:
        """A problem is not hidden behind "More settings"."""
        return any(control.problem for control in self.more)


def link_query(settings: Any, seed: int) -> dict[str, str]:
    return {"seed": str(seed), **to_query(settings)}


def lesson_settings(experiment: Experiment, settings: Mapping[str, str]) -> Any:
    """What a lesson starts its lab with; they were checked when it was loaded."""
    return read(experiment.settings, settings)


def lab_form(experiment: Experiment, start: Any, seed: int, query: Mapping[str, str]) -> LabForm:
    """The form as `query` fills it, on top of the lesson's settings `start` and its seed."""
    problems: dict[str, str] = {}
    settings = None
    try:
        settings = read(experiment.settings, query, start)
    except BadSettings as bad:
        problems = bad.problems
    seed_text, seed_problem, asked = query.get("seed", str(seed)), "", None
    try:
        asked = SEED.read(seed_text)
    except ValueError as problem:
        seed_problem = str(problem)
    typed = to_query(start) | {name: text for name, text in query.items() if name not in NOT_SETTINGS}
    if query.get("form") == "1":
        typed |= _flags_left_off(experiment, query)
    shown = to_query(settings) if settings is not None else typed
    parameters = parameters_of(experiment.settings)
    controls = [_control(name, one, shown[name], problems.get(name, "")) for name, one in parameters.items()]
    first = [control for control in controls if not control.parameter.more][:FIRST]
    return LabForm(
        settings,
        asked,
        tuple(first),
        tuple(control for control in controls if control not in first),
        seed_text,
        seed_problem,
        _changed(parameters, settings, query.get("last", "")),
    )


def _flags_left_off(experiment: Experiment, query: Mapping[str, str]) -> dict[str, str]:
    parameters = parameters_of(experiment.settings)
    return {name: "0" for name, one in parameters.items() if isinstance(one, Flag) and name not in query}


def _control(name: str, parameter: Parameter, value: str, problem: str) -> Control:
    kind = KINDS.get(type(parameter), "wholes")
    if not isinstance(parameter, Whole | Real):
        return Control(name, kind, parameter, value, problem)
    step = f"{parameter.step:g}" if isinstance(parameter, Real) else "1"
    return Control(name, kind, parameter, value, problem, slider(parameter, value), step)


def slider(parameter: Whole | Real, value: str) -> Slider:
    """The slider of a number; a value that is not one leaves it in the middle."""
    low, high = float(parameter.low), float(parameter.high)
    try:
        at = min(high, max(low, float(value.replace(",", "."))))
    except ValueError:
        at = (low + high) / 2
    log = parameter.log and low > 0
    step = f"{parameter.step:g}" if isinstance(parameter, Real) else "1"
    if not log:
        return Slider(f"{low:.12g}", f"{high:.12g}", step, f"{at:.12g}", log=False)
    return Slider(
        f"{math.log10(low):.6f}", f"{math.log10(high):.6f}", "any", f"{math.log10(at):.6f}", log=True
    )


def _changed(parameters: Mapping[str, Parameter], settings: Any, last: str) -> tuple[str, ...]:
    """Labels of what differs from the last result: worth a word when it is more than one thing."""
    if settings is None or not last:
        return ()
    before = dict(parse_qsl(last))
    after = to_query(settings)
    changed = tuple(
        parameters[name].label for name in parameters if name in before and before[name] != after[name]
    )
    return changed if len(changed) > 1 else ()
