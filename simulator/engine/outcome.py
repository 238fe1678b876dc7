"""Outcome: what a run of an experiment gives back, for words, plots, pictures and the player.

Invariant: everything in it is plain and finite, so it can be stored, compared and shown by any page.
"""

from dataclasses import dataclass
from typing import ClassVar, Literal, Protocol

from .trace import Take, Trace

Value = float | str | tuple[str, ...]
Role = Literal["measured", "theory", "least", "other", "guess"]
Kind = Literal["line", "points", "bars"]


@dataclass(frozen=True, slots=True)
class Finding:
    """One result by name. `value` is in `unit`: 80.0 with "%" means 80 per cent, 2.93 with "times" a ratio.

    digits: decimals that a page prints. theory: what a formula expects, in the same unit; `source` says which.
    """

    name: str
    label: str
    value: Value
    unit: str = ""
    digits: int = 1
    theory: float | None = None
    source: str = ""


@dataclass(frozen=True, slots=True)
class Axis:
    """order: names along the axis, where the order of the lines would not do; one without numbers stands empty."""

    title: str
    unit: str = ""
    log: bool = False
    low: float | None = None
    high: float | None = None
    order: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Line:
    """One row of numbers in a chart. `low` and `high`, if there, are a band round `y`: same length.

    role: what the numbers are, so that all charts draw alike things alike. x: numbers, or names of bars.
    """

    name: str
    x: tuple[float, ...] | tuple[str, ...]
    y: tuple[float, ...]
    role: Role = "measured"
    kind: Kind = "line"
    low: tuple[float, ...] = ()
    high: tuple[float, ...] = ()


@dataclass(frozen=True, slots=True)
class Chart:
    """Series for a plot and its table. `sentence` is computed from the numbers: what they show.

    source: formula and origin of a line of theory.
    """

    name: str
    title: str
    sentence: str
    x: Axis
    y: Axis
    lines: tuple[Line, ...]
    source: str = ""


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of words, the first cell naming its row."""

    name: str
    title: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


class Scene(Protocol):
    """A picture that a page knows how to draw: `templates/course/scenes/<kind>.html` gets it as `scene`."""

    kind: ClassVar[str]


@dataclass(frozen=True, slots=True)
class Outcome:
    """`sentence` says in plain words what happened, with its numbers.

    takes: if the same orders can be played under several rules, all of them; `trace` is then that of the first.
    """

    sentence: str
    findings: tuple[Finding, ...]
    charts: tuple[Chart, ...] = ()
    tables: tuple[Table, ...] = ()
    scene: Scene | None = None
    trace: Trace | None = None
    takes: tuple[Take, ...] = ()

    @property
    def has_theory(self) -> bool:
        """Whether a formula expects any of the findings."""
        return any(finding.theory is not None for finding in self.findings)

    def finding(self, name: str) -> Finding:
        """The finding of this name; raises `KeyError`."""
        for finding in self.findings:
            if finding.name == name:
                return finding
        raise KeyError(name)

    def number(self, name: str) -> float:
        """The value of a finding that is a number; raises `KeyError` or `TypeError`."""
        value = self.finding(name).value
        if not isinstance(value, int | float):
            raise TypeError(f"{name} is not a number: {value!r}")
        return float(value)

    def line(self, name: str) -> Line:
        """The line "chart.line", both by name; raises `KeyError`."""
        chart_name, _, line_name = name.partition(".")
        for chart in self.charts:
            for line in chart.lines:
                if (chart.name, line.name) == (chart_name, line_name):
                    return line
        raise KeyError(name)
