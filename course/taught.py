"""What became of each point of the source notes: its lessons, their labs and questions, and what was put right. Pure.

Invariant: a row for each point, in the order of the notes; an erratum stands in the row in whose lines it is marked.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from course.catalog.notes import Notes
from course.lesson import Course, Lesson
from course.questions.collection import Bank
from simulator.engine.experiments import EXPERIMENTS


@dataclass(frozen=True, slots=True)
class Taught:
    """One point of the notes. words: as they came, on one line. errata: their ids."""

    point: str
    words: str
    lessons: tuple[Lesson, ...]
    errata: tuple[str, ...]

    @property
    def labs(self) -> tuple[str, ...]:
        """The titles of the labs."""
        return tuple(EXPERIMENTS[lesson.experiment].title for lesson in self.lessons if lesson.experiment)


def taught(course: Course) -> tuple[Taught, ...]:
    """A row for each point."""
    notes: Notes = course.details["notes"]
    carriers = course.details["seed_points"]
    return tuple(
        Taught(
            point,
            words_of(notes, point),
            tuple(course.lessons[one] for one in carriers[point]),
            tuple(sorted(set(_errata(notes, point)), key=lambda erratum: int(erratum[1:]))),
        )
        for point in notes.points
    )


def words_of(notes: Notes, point: str) -> str:
    first, last = notes.points[point]
    return " ".join(" ".join(notes.seed.splitlines()[first - 1 : last]).split())


def _errata(notes: Notes, point: str) -> Iterator[str]:
    first, last = notes.points[point]
    for mark in notes.marks:
        if first <= notes.seed.count("\n", 0, mark.start) + 1 <= last:
            yield mark.erratum


def questions_of(bank: Bank, lesson: Lesson) -> str:
    """The questions of a lesson: "L13-Q1 to Q7"."""
    ids = [item.ask.id for item in bank.of_lesson(lesson.id)]
    return f"{ids[0]} to {ids[-1].rpartition('-')[2]}" if ids else ""


def as_markdown(course: Course, bank: Bank) -> str:
    """The table of docs/taught.md."""
    lines = [
        "# What is taught of the source notes, and where",
        "",
        "Printed by `python manage.py taught`; a test compares this page with what the command prints.",
        "",
        "| point | the notes say | lesson | lab | questions | put right |",
        "|---|---|---|---|---|---|",
    ]
    for row in taught(course):
        cells = (
            row.point,
            row.words.replace("|", "\\|"),
            "<br>".join(f"{lesson.id} {lesson.title}" for lesson in row.lessons),
            "<br>".join(row.labs),
            "<br>".join(questions_of(bank, lesson) for lesson in row.lessons),
            ", ".join(row.errata),
        )
        lines.append(f"| {' | '.join(cells)} |")
    return "\n".join(lines) + "\n"
