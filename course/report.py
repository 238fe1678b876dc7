"""A problem of the content: where it is and what to do. All are collected; none stops the search for the next.

Invariant: nobody raises for bad content. A reader says what is wrong to a `Report` and goes on with what it has.
"""

from dataclasses import dataclass, field
from pathlib import Path


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """file: relative to the folder of the content. line: from 1; 0 when the whole file is meant."""

    file: str
    line: int
    message: str
    hint: str = ""

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.message}" if self.line else f"{self.file}: {self.message}"


@dataclass(slots=True)
class Report:
    """Where the readers of one file say what is wrong with it. `problems` is shared by all files."""

    file: str
    problems: list[Problem] = field(default_factory=list)

    def say(self, line: int, message: str, hint: str = "") -> None:
        problem = Problem(self.file, line, message, hint)
        if problem not in self.problems:
            self.problems.append(problem)

    def about(self, file: str | Path) -> "Report":
        """A report on another file, into the same list."""
        return Report(str(file), self.problems)
