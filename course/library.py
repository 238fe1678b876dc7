"""The course as the pages have it: loaded once, and again when a file changed if DEBUG is on.

Invariant: a page never fails for a problem of the content. `manage.py check` and the log name the problems.
"""

import threading
from pathlib import Path

import structlog
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

from course.catalog import Problem, load
from course.lesson import Course

CONTENT = Path(__file__).resolve().parent / "content"
log = structlog.get_logger(__name__)


class Library:
    """Holds one loaded course. `stamp` says which files, of which age and size, it was loaded from."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.lock = threading.Lock()
        self.stamp: tuple[object, ...] = ()
        self.held: Course | None = None
        self.problems: tuple[Problem, ...] = ()

    def get(self, look_again: bool) -> Course:
        """The course. look_again: whether files may have changed. Raises `ImproperlyConfigured` if none is there."""
        if self.held is None or look_again:
            with self.lock:
                self._refresh()
        if self.held is None:
            raise ImproperlyConfigured("\n".join(map(str, self.problems)) or "The course has no content.")
        return self.held

    def _refresh(self) -> None:
        stamp = tuple(
            (str(path), path.stat().st_mtime_ns, path.stat().st_size)
            for path in sorted(self.folder.rglob("*"))
            if path.suffix in (".md", ".yaml")
        )
        if self.held is not None and stamp == self.stamp:
            return
        self.held, self.problems = load(self.folder)
        self.stamp = stamp
        for problem in self.problems:
            log.error("course.problem", file=problem.file, line=problem.line, message=problem.message)


_library = Library(CONTENT)


def course() -> Course:
    """The course, as it is now."""
    return _library.get(look_again=settings.DEBUG)


def problems() -> tuple[Problem, ...]:
    """What is wrong with the course, as it is now."""
    _library.get(look_again=settings.DEBUG)
    return _library.problems
