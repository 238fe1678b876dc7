"""What the map shows: the course and one learner's way through it. Pure.

Invariant: every number here is counted from the course and from what was stored; nothing is set by hand.
"""

from dataclasses import dataclass
from math import ceil

from course.lesson import Course, Lesson, Module
from course.pizza import slices
from course.progress import Progress
from course.routes import Routes, Stop, routes


@dataclass(frozen=True, slots=True)
class Row:
    """A lesson in its module's card. slice: its SVG path. after: "L06 and L13", empty for the first of all."""

    lesson: Lesson
    state: str
    slice: str
    after: str


@dataclass(frozen=True, slots=True)
class Card:
    """A module. minutes: of all its lessons; done: how many of them are."""

    module: Module
    rows: tuple[Row, ...]
    minutes: int
    done: int


@dataclass(frozen=True, slots=True)
class Going:
    """Where to go from here. why: "begun", "next" or "first"; minutes: what is left of the lesson."""

    why: str
    lesson: Lesson
    minutes: int


@dataclass(frozen=True, slots=True)
class ShortCut:
    """Into the last module at once. needs: the lessons that its first one takes up."""

    lesson: Lesson
    needs: tuple[Lesson, ...]


@dataclass(frozen=True, slots=True)
class CourseMap:
    """The whole map. stops: of the drawing, each with its state or "unwritten".

    going: None when everything that is written is done.
    """

    course: Course
    cards: tuple[Card, ...]
    routes: Routes
    stops: tuple[tuple[Stop, str], ...]
    going: Going | None
    short_cut: ShortCut | None
    duration: str
    done: int
    begun: int
    written: int


def course_map(course: Course, progress: Progress) -> CourseMap:
    """The map of a course for someone who has come so far."""
    lessons = course.lessons.values()
    states = [progress.of(lesson.id).state for lesson in lessons]
    drawing = routes(course)
    return CourseMap(
        course=course,
        cards=tuple(card(course, module, progress) for module in course.modules),
        routes=drawing,
        stops=tuple((stop, state_of(stop.lesson, progress)) for stop in drawing.stops),
        going=going(course, progress),
        short_cut=short_cut(course, progress),
        duration=duration(sum(lesson.minutes for lesson in lessons)),
        done=states.count("done"),
        begun=states.count("started"),
        written=sum(lesson.written for lesson in lessons),
    )


def state_of(lesson: Lesson, progress: Progress) -> str:
    """As the map marks it."""
    return progress.of(lesson.id).state if lesson.written else "unwritten"


def card(course: Course, module: Module, progress: Progress) -> Card:
    """One module's card."""
    lessons = [course.lessons[lesson] for lesson in module.lessons]
    rows = tuple(
        Row(lesson, state_of(lesson, progress), path, listed(lesson.prerequisites))
        for lesson, path in zip(lessons, slices(len(lessons)), strict=True)
    )
    done = sum(row.state == "done" for row in rows)
    return Card(module, rows, sum(lesson.minutes for lesson in lessons), done)


def going(course: Course, progress: Progress) -> Going | None:
    """The lesson one left; else the first one that is not done after the one that was opened last; else the first."""
    left = course.lessons.get(progress.current or "")
    if left is not None and left.written:
        minutes = max(1, ceil(left.minutes * (1 - progress.of(left.id).share)))
        return Going("begun", left, minutes)
    ids = list(course.lessons)
    place = ids.index(progress.latest) + 1 if progress.latest and progress.latest in ids else 0
    for lesson_id in ids[place:] + ids[:place]:
        lesson = course.lessons[lesson_id]
        if lesson.written and progress.of(lesson_id).state == "new":
            return Going("next" if progress.lessons else "first", lesson, lesson.minutes)
    return None


def short_cut(course: Course, progress: Progress) -> ShortCut | None:
    """For those who came for the last module alone, until they have begun it."""
    if not course.modules or not course.modules[-1].lessons:
        return None
    lesson = course.lessons[course.modules[-1].lessons[0]]
    if not lesson.written or progress.of(lesson.id).state != "new":
        return None
    return ShortCut(lesson, tuple(course.lessons[one] for one in lesson.prerequisites))


def listed(words: tuple[str, ...]) -> str:
    """("L06", "L13") -> "L06 and L13"."""
    return " and ".join(filter(None, [", ".join(words[:-1]), *words[-1:]]))


def duration(minutes: int) -> str:
    """An estimate is rounded: 312 -> "5 hours", 330 -> "5½ hours", 40 -> "40 minutes"."""
    if minutes < 60:
        return f"{minutes} minute{'' if minutes == 1 else 's'}"
    whole, half = divmod(round(minutes / 30), 2)
    return f"{whole}{'½' * half} hour{'' if (whole, half) == (1, 0) else 's'}"
