"""Where a lesson stands: in its module, between its neighbours, and what of it has been read. Pure.

Invariant: every section of the lesson is named, whether it is open yet or not.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from course.lesson import SECTIONS, Course, Lesson, Module
from course.progress import LessonProgress, Progress

TITLES: Mapping[str, str] = {
    "story": "The story",
    "predict": "Your guess",
    "lab": "Run it",
    "explain": "Why it is so",
    "worked": "A worked example",
    "notes": "What the notes got wrong",
    "check": "Check yourself",
}
# What is open at each stage; before the guess, only what leads to it.
OPEN: Mapping[str, frozenset[str]] = {
    "ask": frozenset({"story", "predict"}),
    "run": frozenset({"story", "predict", "lab"}),
    "open": frozenset(SECTIONS),
}


@dataclass(frozen=True, slots=True)
class Place:
    """A lesson in the list. part: how much of it is done, 0 to 100; words: the same for those who cannot see it."""

    lesson: Lesson
    here: bool
    state: str
    part: int
    words: str


@dataclass(frozen=True, slots=True)
class Part:
    """A section in the list: open, locked, or seen."""

    id: str
    title: str
    locked: bool
    seen: bool


@dataclass(frozen=True, slots=True)
class Contents:
    """number: the lesson's place in its module, counted from 1."""

    module: Module
    number: int
    lessons: tuple[Place, ...]
    parts: tuple[Part, ...]
    modules: tuple[tuple[Module, str, str], ...]
    before: Lesson | None
    after: Lesson | None


def contents_of(course: Course, lesson: Lesson, progress: Progress, stage: str) -> Contents:
    module = next(module for module in course.modules if lesson.id in module.lessons)
    order = [one for part in course.modules for one in part.lessons]
    written = [one for one in order if course.lessons[one].written]
    place = written.index(lesson.id) if lesson.id in written else -1
    return Contents(
        module,
        module.lessons.index(lesson.id) + 1,
        tuple(_place(course.lessons[one], lesson, progress.of(one)) for one in module.lessons),
        tuple(_part(one.id, one.title, stage, progress.of(lesson.id)) for one in lesson.sections),
        tuple(_module(one, progress) for one in course.modules if one != module),
        course.lessons[written[place - 1]] if place > 0 else None,
        course.lessons[written[place + 1]] if 0 <= place < len(written) - 1 else None,
    )


def _place(one: Lesson, here: Lesson, done: LessonProgress) -> Place:
    part = 100 if done.state == "done" else round(100 * done.share)
    words = {"done": "done", "started": f"{part}% read", "new": "not begun"}[done.state]
    return Place(one, one.id == here.id, done.state, part, words if one.written else "to come")


def _part(section: str, title: str, stage: str, done: LessonProgress) -> Part:
    return Part(section, title or TITLES[section], section not in OPEN[stage], section in done.sections)


def _module(module: Module, progress: Progress) -> tuple[Module, str, str]:
    """The module, its state, and the state in words."""
    done = sum(progress.of(one).state == "done" for one in module.lessons)
    state = "done" if done == len(module.lessons) else "started" if done else "new"
    return module, state, f"{done} of {len(module.lessons)} lessons done"
