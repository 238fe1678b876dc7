"""The catalog: the folder of the content, read and validated into a `Course`. Pure: files in, values out.

Invariant: `load` names every problem at once, and what it returns holds nothing that a problem was found in
except words; a lesson whose file cannot be read stands in the course as one that is not written.
"""

from pathlib import Path

from course.lesson import Course, Lesson
from course.names import Names
from course.report import Problem, Report

from .lessons import read_lessons
from .lined import Fields, read_yaml
from .notes import Mark, Notes, Repaired, read_notes
from .order import check_order
from .quizzes import read_quizzes
from .tables import read_glossary, read_misconceptions, read_outline, read_sources

__all__ = ["Mark", "Notes", "Problem", "Repaired", "Report", "load"]


def load(folder: Path) -> tuple[Course | None, tuple[Problem, ...]]:
    """The course in `folder`, and what is wrong with it. No course only if there is no lesson to speak of."""
    report = Report("")
    outline = read_outline(_table(folder, "course.yaml", report))
    if not outline.lessons:
        return None, _in_order(report)
    check_order(outline, report.about("course.yaml"))
    glossary = read_glossary(_table(folder, "glossary.yaml", report), outline.lessons)
    notes = read_notes(_table(folder, "notes.yaml", report), outline.lessons)
    sources = read_sources(_table(folder, "sources.yaml", report))
    misconceptions = read_misconceptions(_table(folder, "misconceptions.yaml", report))
    names = Names(outline.lessons, glossary, sources, notes.errata, misconceptions, outline.seed_points)
    lessons: dict[str, Lesson] = read_lessons(folder, names, report)
    bank = read_quizzes(folder, names, report)
    course = Course(
        title=outline.title,
        modules=outline.modules,
        lessons=lessons,
        terms=glossary.terms,
        errata=notes.errata,
        sources=sources,
        misconceptions=misconceptions,
        seed_notes=notes.seed,
        details={
            "notes": notes,
            "glossary": glossary,
            "seed_points": outline.seed_points,
            "bank": bank,
            "names": names,
        },
    )
    return course, _in_order(report)


def _table(folder: Path, name: str, report: Report) -> Fields:
    here = report.about(name)
    try:
        text = (folder / name).read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as problem:
        here.say(0, f"This file cannot be read: {problem}.")
        text = ""
    return read_yaml(text, here)


def _in_order(report: Report) -> tuple[Problem, ...]:
    return tuple(sorted(report.problems))
