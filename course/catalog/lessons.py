"""The lessons' own files."""

from pathlib import Path

from course.lesson import Lesson

from .names import Names
from .problem import Report


def read_lessons(folder: Path, names: Names, report: Report) -> dict[str, Lesson]:
    return dict(names.lessons)
