"""The tables of the course: modules and lessons in order, sources, misconceptions, words of the field."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from course.lesson import Lesson, Module, Source, Term
from course.names import Glossary, fold, slugged

from .lined import Fields

TAGS = "CVAM"  # computed, read in the source, second-hand, from memory
_LESSON = re.compile(r"L\d\d")
_SLUG = re.compile(r"l\d\d(-[a-z0-9]+)+")


@dataclass(frozen=True, slots=True)
class Outline:
    """title, modules and lessons without their text; `lines` is where each lesson stands in its file.

    seed_points: which lessons carry a point of the source notes.
    """

    title: str
    modules: tuple[Module, ...]
    lessons: Mapping[str, Lesson]
    lines: Mapping[str, int]
    seed_points: Mapping[str, tuple[str, ...]]


def read_outline(fields: Fields) -> Outline:
    modules: list[Module] = []
    lessons: dict[str, Lesson] = {}
    lines: dict[str, int] = {}
    title = fields.text("title")
    for number, row in enumerate(fields.rows("modules"), 1):
        ids = []
        for entry in row.rows("lessons"):
            lesson = _lesson(entry, number)
            if lesson.id in lessons:
                entry.say("id", f"{lesson.id} stands in the course twice.")
            lessons[lesson.id] = lesson
            lines[lesson.id] = entry.line
            ids.append(lesson.id)
        modules.append(Module(number, row.text("title"), row.text("about"), tuple(ids)))
        row.done()
    points = fields.part("seed_points")
    seed_points = {name: points.texts(name) for name in points.data}
    for name, carriers in seed_points.items():
        known(points, name, carriers, lessons, "lesson")
        if not carriers:
            points.say(name, f"No lesson carries the point {name!r} of the notes.")
    fields.done()
    return Outline(title, tuple(modules), lessons, lines, seed_points)


def _lesson(entry: Fields, module: int) -> Lesson:
    lesson = Lesson(
        id=entry.text("id"),
        slug=entry.text("slug"),
        title=entry.text("title"),
        minutes=entry.whole("minutes"),
        prerequisites=entry.texts("prerequisites", ()),
        module=module,
    )
    if not _LESSON.fullmatch(lesson.id):
        entry.say("id", f"{lesson.id!r} is no id of a lesson.", "An L and two digits: L07.")
    if not _SLUG.fullmatch(lesson.slug) or not lesson.slug.startswith(lesson.id.lower()):
        entry.say("slug", f"{lesson.slug!r} is no slug of {lesson.id}.", "The id, then words: l07-ten-chefs.")
    entry.done()
    return lesson


def read_sources(fields: Fields) -> dict[str, Source]:
    sources = {}
    for key, row in fields.parts():
        source = Source(key, row.text("text"), row.text("tag"))
        if source.tag[:1] not in TAGS:
            row.say("tag", f"The tag of {key} must begin with one of {', '.join(TAGS)}.")
        row.done()
        sources[key] = source
    return sources


def read_misconceptions(fields: Fields) -> dict[str, str]:
    return {code: fields.text(code) for code in fields.data}


def read_glossary(fields: Fields, lessons: Mapping[str, Lesson]) -> Glossary:
    terms: dict[str, Term] = {}
    words: dict[str, str] = {}
    for row in fields.rows("terms"):
        word = row.text("word")
        slug = row.text("slug", slugged(word))
        term = Term(word, slug, row.text("meaning"), row.texts("lessons"))
        known(row, "lessons", term.lessons, lessons, "lesson")
        for name in (word, slug, *row.texts("also", ())):
            if words.setdefault(fold(name), slug) != slug:
                row.say("word", f"{name!r} names two terms of the glossary.")
        row.done()
        terms[slug] = term
    fields.done()
    ordered = sorted(terms.values(), key=lambda term: fold(term.word))
    return Glossary({term.slug: term for term in ordered}, words)


def known(fields: Fields, name: str, asked: tuple[str, ...], there: Mapping[str, object], what: str) -> None:
    """Say which of the names that are `asked` for are not `there`."""
    for one in asked:
        if one not in there:
            fields.say(name, f"There is no {what} {one!r}.")
