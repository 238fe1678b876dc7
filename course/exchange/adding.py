"""New questions at the end of a quiz.yaml, which otherwise stays as its authors wrote it.

Invariant: the text that comes out was read by the catalog as a whole; with a problem in it, it is not for writing.
"""

import re
from typing import Any

import yaml

from course.catalog.lined import read_yaml
from course.catalog.quizzes import read_quiz
from course.lesson import Lesson
from course.names import Names
from course.report import Problem, Report

Row = dict[str, Any]


class _Indented(yaml.SafeDumper):
    """Lists stand indented below their name, as in the rest of the file."""

    def increase_indent(self, flow: bool = False, indentless: bool = False) -> None:
        super().increase_indent(flow, False)


def added(
    text: str, rows: list[Row], objective: str, lesson: Lesson, names: Names
) -> tuple[str, tuple[str, ...], tuple[Problem, ...]]:
    """The new text of the file, the ids that the rows got, and what is wrong. Raises `ValueError` in words."""
    numbers = [int(number) for number in re.findall(rf"^  - id: {lesson.id}-Q(\d+)\s*$", text, re.MULTILINE)]
    first = max(numbers, default=0) + 1
    ids = tuple(f"{lesson.id}-Q{number}" for number in range(first, first + len(rows)))
    whole = [
        {"id": name, "link": f"{lesson.id}#explain"} | row | {"id": name}
        for name, row in zip(ids, rows, strict=True)
    ]
    new = _bound(text.rstrip() + "\n", objective, ids) + "".join(f"\n{_entry(row)}" for row in whole)
    report = Report(f"{lesson.slug}/quiz.yaml")
    read_quiz(read_yaml(new, report), lesson, names)
    return new, ids, tuple(sorted(report.problems))


def _bound(text: str, objective: str, ids: tuple[str, ...]) -> str:
    """The text with the ids named under their objective."""
    line = re.compile(rf"^(  - \{{id: {re.escape(objective)}, .*items: \[[^\]]*)(\].*)$", re.MULTILINE)
    if not line.search(text):
        raise ValueError(f"No line of the file holds the objective {objective!r} and its items: [...].")
    return line.sub(lambda found: f"{found[1]}, {', '.join(ids)}{found[2]}", text, count=1)


def _entry(row: Row) -> str:
    text = yaml.dump([row], Dumper=_Indented, allow_unicode=True, sort_keys=False, width=110)
    return "".join(f"  {line}\n" for line in text.splitlines())
