"""What an instrument shows: a graph, a grid, a few traces or a few lines of a log. Numbers and words only.

red: that is beyond its limit, and a lamp would be on.
"""

from dataclasses import dataclass
from typing import ClassVar


@dataclass(frozen=True, slots=True)
class Row:
    """One row of numbers over time, in `unit` of its graph."""

    name: str
    values: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Graph:
    """Rows over the hour, one value for each piece of time; `limit` is the line that must not be crossed."""

    kind: ClassVar[str] = "graph"
    unit: str
    limit: float
    rows: tuple[Row, ...]
    high: float

    @property
    def red(self) -> bool:
        return any(max(row.values) > self.limit for row in self.rows)


@dataclass(frozen=True, slots=True)
class Cell:
    text: str
    red: bool = False


@dataclass(frozen=True, slots=True)
class Grid:
    """A row for each shop or oven."""

    kind: ClassVar[str] = "grid"
    columns: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]

    @property
    def red(self) -> bool:
        return any(cell.red for row in self.rows for cell in row)


@dataclass(frozen=True, slots=True)
class Span:
    """One step of an order: where, from when, how long; minutes. lost: here the order was lost."""

    place: str
    start: float
    minutes: float
    red: bool = False
    lost: bool = False


@dataclass(frozen=True, slots=True)
class Path:
    name: str
    end: str
    red: bool
    spans: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Traces:
    """The paths of a few orders, on one scale of `high` minutes."""

    kind: ClassVar[str] = "traces"
    paths: tuple[Path, ...]
    high: float

    @property
    def red(self) -> bool:
        return any(path.red for path in self.paths)


@dataclass(frozen=True, slots=True)
class LogLine:
    time: str
    text: str
    red: bool = False


@dataclass(frozen=True, slots=True)
class Log:
    """Some of `count` lines."""

    kind: ClassVar[str] = "log"
    lines: tuple[LogLine, ...]
    count: int

    @property
    def red(self) -> bool:
        return any(line.red for line in self.lines)


View = Graph | Grid | Traces | Log
