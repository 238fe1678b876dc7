"""Parameters: what a person may change in an experiment. The form, its checks and its link come from here.

An experiment's settings are a frozen dataclass whose fields say what they are:

    @dataclass(frozen=True, slots=True)
    class Settings:
        ovens: Annotated[int, Whole("Ovens", 1, 200)] = 4
        weak: Annotated[bool, Flag("Use a weak hash")] = False

Invariant: `read(cls, to_query(settings)) == settings`, and nothing out of bounds is ever read.
"""

import math
from collections.abc import Mapping
from dataclasses import dataclass, fields
from typing import Any, TypeVar, get_type_hints

S = TypeVar("S")


@dataclass(frozen=True, slots=True)
class Whole:
    """A whole number. `log`: its slider is logarithmic. `more`: it waits behind "More settings"."""

    label: str
    low: int
    high: int
    unit: str = ""
    note: str = ""
    log: bool = False
    more: bool = False

    def read(self, text: str) -> int:
        try:
            value = int(text.strip()) if len(text) < 20 else None
        except ValueError:
            value = None
        if value is None:
            raise ValueError(f"{self.label}: type a whole number from {self.low:,} to {self.high:,}.")
        if not self.low <= value <= self.high:
            raise ValueError(f"{self.label}: from {self.low:,} to {self.high:,}, not {value:,}.")
        return value

    def show(self, value: int) -> str:
        return str(value)


@dataclass(frozen=True, slots=True)
class Real:
    """A number with decimals; a comma is taken for a point."""

    label: str
    low: float
    high: float
    step: float
    unit: str = ""
    note: str = ""
    log: bool = False
    more: bool = False

    def read(self, text: str) -> float:
        try:
            value = float(text.strip().replace(",", ".")) if len(text) < 40 else math.nan
        except ValueError:
            value = math.nan
        if not self.low <= value <= self.high:
            raise ValueError(f"{self.label}: type a number from {self.low:g} to {self.high:g}.")
        return value

    def show(self, value: float) -> str:
        return f"{value:.12g}"


@dataclass(frozen=True, slots=True)
class Choice:
    """One of a few. options: (value, label)."""

    label: str
    options: tuple[tuple[str, str], ...]
    note: str = ""
    more: bool = False

    def read(self, text: str) -> str:
        if text not in dict(self.options):
            raise ValueError(f"{self.label}: one of {', '.join(label for _, label in self.options)}.")
        return text

    def show(self, value: str) -> str:
        return value


@dataclass(frozen=True, slots=True)
class Flag:
    """On or off. In a link: 1 or 0; a checkbox that is not ticked sends nothing, which is off."""

    label: str
    note: str = ""
    more: bool = False

    def read(self, text: str) -> bool:
        if text not in ("", "0", "1"):
            raise ValueError(f"{self.label}: 1 for on or 0 for off.")
        return text == "1"

    def show(self, value: bool) -> str:
        return "1" if value else "0"


@dataclass(frozen=True, slots=True)
class Wholes:
    """A few whole numbers, such as places on a clock: "5, 28, 45". All different if `distinct`."""

    label: str
    low: int
    high: int
    least: int
    most: int
    distinct: bool = False
    note: str = ""
    more: bool = False

    def read(self, text: str) -> tuple[int, ...]:
        parts = text.replace(",", " ").split()
        if not self.least <= len(parts) <= self.most:
            raise ValueError(f"{self.label}: {self.least} to {self.most} numbers, not {len(parts)}.")
        one = Whole(self.label, self.low, self.high)
        values = tuple(one.read(part) for part in parts)
        if self.distinct and len(set(values)) < len(values):
            raise ValueError(f"{self.label}: no two may be the same.")
        return values

    def show(self, value: tuple[int, ...]) -> str:
        return ", ".join(map(str, value))


Parameter = Whole | Real | Choice | Flag | Wholes
SEED = Whole("Seed", 0, 999_999, note="The same seed gives the same run.")


class BadSettings(ValueError):  # noqa: N818
    """`problems`: for each parameter that cannot be read, by name, a sentence that says what would do."""

    def __init__(self, problems: Mapping[str, str]) -> None:
        super().__init__(" ".join(problems.values()))
        self.problems = dict(problems)


def parameters_of(settings: type[Any]) -> dict[str, Parameter]:
    """The parameters by field name, in the order of the form."""
    hints = get_type_hints(settings, include_extras=True)
    return {field.name: hints[field.name].__metadata__[0] for field in fields(settings)}


def read(settings: type[S], query: Mapping[str, str], start: S | None = None) -> S:
    """Settings from a link or a form. A name that is missing keeps its value in `start` (or the default).

    A form that holds `form=1` was sent whole: a flag it does not name is off. Raises `BadSettings`, all
    problems at once.
    """
    values: dict[str, Any] = {}
    problems: dict[str, str] = {}
    start = start if start is not None else settings()
    for name, parameter in parameters_of(settings).items():
        text = query.get(name)
        if text is None and isinstance(parameter, Flag) and query.get("form") == "1":
            text = "0"
        try:
            values[name] = getattr(start, name) if text is None else parameter.read(text)
        except ValueError as problem:
            problems[name] = str(problem)
    if problems:
        raise BadSettings(problems)
    return settings(**values)


def to_query(settings: Any) -> dict[str, str]:
    """The settings as a link holds them."""
    parameters = parameters_of(type(settings))
    return {name: parameter.show(getattr(settings, name)) for name, parameter in parameters.items()}
