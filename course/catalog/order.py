"""The order of the lessons: what must come before what."""

from course.report import Report

from .tables import Outline


def check_order(outline: Outline, report: Report) -> None:
    """Every prerequisite exists, none leads back to where it started, and each comes earlier in the course."""
    places = {lesson_id: place for place, lesson_id in enumerate(outline.lessons)}
    slugs: dict[str, str] = {}
    for lesson in outline.lessons.values():
        line = outline.lines[lesson.id]
        if slugs.setdefault(lesson.slug, lesson.id) != lesson.id:
            report.say(line, f"{lesson.id} and {slugs[lesson.slug]} have the same slug.")
        for before in lesson.prerequisites:
            if before not in places:
                report.say(line, f"{lesson.id} needs {before!r}, and there is no such lesson.")
            elif places[before] >= places[lesson.id]:
                report.say(line, f"{lesson.id} needs {before}, which comes later in the course.")
    for circle in _circles(outline):
        report.say(outline.lines[circle[0]], f"These lessons need each other: {' needs '.join(circle)}.")


def _circles(outline: Outline) -> list[tuple[str, ...]]:
    """Each circle of prerequisites once, from its first lesson to itself."""
    found: dict[frozenset[str], tuple[str, ...]] = {}
    done: set[str] = set()

    def walk(lesson_id: str, path: tuple[str, ...]) -> None:
        if lesson_id in path:
            circle = path[path.index(lesson_id) :]
            found.setdefault(frozenset(circle), (*circle, lesson_id))
            return
        if lesson_id in done or lesson_id not in outline.lessons:
            return
        for before in outline.lessons[lesson_id].prerequisites:
            walk(before, (*path, lesson_id))
        done.add(lesson_id)

    for lesson_id in outline.lessons:
        walk(lesson_id, ())
    return list(found.values())
