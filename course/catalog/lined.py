"""YAML that remembers its lines, and typed access to it.

Invariant: whatever is asked for comes back with the right type. What is missing or of another type is told to the
report, with its line, and an empty value of the right type takes its place.
"""

from collections.abc import Iterable, Iterator
from typing import Any

import yaml
from yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from course.report import Report

_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)  # the one in C is eight times as fast


class Mapping_(dict[str, Any]):  # noqa: N801
    """A mapping, the line where it starts, and the line of each key."""

    line: int = 0

    def __init__(self) -> None:
        super().__init__()
        self.lines: dict[str, int] = {}


class Sequence_(list[Any]):  # noqa: N801
    """A list and the line of each of its members."""

    def __init__(self) -> None:
        super().__init__()
        self.lines: list[int] = []


def read_yaml(text: str, report: Report, first_line: int = 1) -> "Fields":
    """The mapping that a YAML text holds. `first_line` is where the text starts in its file."""
    before = first_line - 1
    try:
        node = yaml.compose(text, Loader=_LOADER)
    except yaml.MarkedYAMLError as problem:
        line = problem.problem_mark.line + first_line if problem.problem_mark else first_line
        report.say(
            line, f"This is not YAML: {problem.problem}.", "Put a text that holds : # ? or [ in quotes."
        )
        return Fields(Mapping_(), report)
    value = _value(node, report, before) if node else Mapping_()
    if not isinstance(value, Mapping_):
        report.say(first_line, "A mapping is expected here: name: value, one a line.")
        value = Mapping_()
    value.line = value.line or first_line
    return Fields(value, report)


def _value(node: Node, report: Report, before: int) -> Any:
    if isinstance(node, MappingNode):
        return _mapping(node, report, before)
    if isinstance(node, SequenceNode):
        items = Sequence_()
        for child in node.value:
            items.append(_value(child, report, before))
            items.lines.append(child.start_mark.line + 1 + before)
        return items
    assert isinstance(node, ScalarNode)
    return yaml.constructor.SafeConstructor().construct_object(node)


def _mapping(node: MappingNode, report: Report, before: int) -> Mapping_:
    result = Mapping_()
    result.line = node.start_mark.line + 1 + before
    for key_node, value_node in node.value:
        line = key_node.start_mark.line + 1 + before
        key = str(key_node.value)
        if key in result:
            report.say(line, f"{key!r} stands here twice.")
        result[key] = _value(value_node, report, before)
        result.lines[key] = line
    return result


class Fields:
    """One mapping, read field by field. Call `done` at the end: a field that nobody asked for is a problem."""

    def __init__(self, data: Mapping_, report: Report) -> None:
        self.data, self.report, self.line = data, report, data.line
        self._asked: set[str] = set()

    def line_of(self, name: str) -> int:
        return self.data.lines.get(name, self.line)

    def say(self, name: str, message: str, hint: str = "") -> None:
        self.report.say(self.line_of(name), message, hint)

    def has(self, name: str) -> bool:
        return name in self.data

    def _get(self, name: str, kinds: tuple[type, ...], what: str, start: Any) -> Any:
        self._asked.add(name)
        if name not in self.data:
            if start is None:
                self.report.say(self.line, f"{name!r} is missing: {what}.")
            return start
        value = self.data[name]
        if isinstance(value, kinds) and (bool in kinds or not isinstance(value, bool)):
            return value
        self.say(name, f"{name!r} must be {what}.")
        return start

    def text(self, name: str, start: str | None = None) -> str:
        value = self._get(name, (str, int, float), "a text", start)
        return "" if value is None else str(value).strip()

    def raw(self, name: str) -> str:
        """A text as it stands, with its spaces and line ends."""
        return str(self._get(name, (str,), "a text", None) or "")

    def whole(self, name: str, start: int | None = None) -> int:
        return int(self._get(name, (int,), "a whole number", start) or 0)

    def number(self, name: str, start: float | None = None) -> float:
        return float(self._get(name, (int, float), "a number", start) or 0.0)

    def flag(self, name: str) -> bool:
        return bool(self._get(name, (bool,), "true or false", False))

    def texts(self, name: str, start: Iterable[str] | None = None) -> tuple[str, ...]:
        """A list of texts (numbers are taken as they are written by YAML)."""
        value = self._get(name, (Sequence_,), "a list: [a, b]", None if start is None else list(start))
        return tuple(str(item).strip() for item in value or ())

    def numbers(self, name: str) -> tuple[float, ...]:
        values = self._get(name, (Sequence_,), "a list of numbers", None) or Sequence_()
        good = [value for value in values if isinstance(value, int | float) and not isinstance(value, bool)]
        if len(good) < len(values):
            self.say(name, f"{name!r} must hold numbers only.")
        return tuple(map(float, good))

    def rows(self, name: str, required: bool = True) -> Iterator["Fields"]:
        """The mappings of a list, one by one."""
        items = self._get(name, (Sequence_,), "a list of mappings", None if required else Sequence_())
        for item, line in zip(items or (), getattr(items, "lines", ()), strict=True):
            if isinstance(item, Mapping_):
                yield Fields(item, self.report)
            else:
                self.report.say(line, f"Each item of {name!r} must be a mapping: {{name: value}}.")

    def part(self, name: str, required: bool = True) -> "Fields":
        """A mapping inside this one; an empty one if it is not there."""
        value = self._get(name, (Mapping_,), "a mapping", None if required else Mapping_())
        if value is None:
            value = Mapping_()
        value.line = value.line or self.line_of(name)
        return Fields(value, self.report)

    def parts(self) -> Iterator[tuple[str, "Fields"]]:
        """Every member, each a mapping of its own: a table by name."""
        for name in self.data:
            yield name, self.part(name)

    def done(self) -> None:
        for name in self.data:
            if name not in self._asked:
                self.say(name, f"Nothing reads {name!r} here.", f"Known: {', '.join(sorted(self._asked))}.")
