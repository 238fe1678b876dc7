"""The lessons' own files: front matter and body, each told about in its own file's lines.

Invariant: a lesson stands in the course as written only if its sections could be read; problems in its words are
told and leave it written.
"""

import re
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

from course.lesson import Lesson, Seen
from course.names import Names
from course.prose import printed_value
from course.rendering import Context, Resolver, plain_sentence, render
from course.report import Report
from simulator.engine.experiments import SEED

from .lined import Fields, read_yaml
from .questions import read_question
from .tables import known

_FRONT = re.compile(r"\A---[ \t]*\n(?P<yaml>.*?)^---[ \t]*\n", re.DOTALL | re.MULTILINE)


def read_lessons(folder: Path, names: Names, report: Report) -> dict[str, Lesson]:
    """Every lesson, with the text of its folder if there is one."""
    files = {lesson.id: folder / lesson.slug / "lesson.md" for lesson in names.lessons.values()}
    written = frozenset(lesson_id for lesson_id, file in files.items() if file.is_file())
    slugs = {lesson.slug for lesson in names.lessons.values()}
    for path in sorted(folder.iterdir()):
        if path.is_dir() and path.name not in slugs:
            report.about(path.name).say(0, "No lesson of course.yaml has this slug.")
    return {
        lesson.id: _read(lesson, files[lesson.id], names, written, report) if lesson.id in written else lesson
        for lesson in names.lessons.values()
    }


def _read(lesson: Lesson, file: Path, names: Names, written: frozenset[str], report: Report) -> Lesson:
    here = report.about(f"{lesson.slug}/{file.name}")
    try:
        text = file.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as problem:
        here.say(0, f"This file cannot be read: {problem}.")
        return lesson
    front = _FRONT.match(text)
    if not front:
        here.say(1, "A lesson begins with its front matter: --- on a line, YAML, and --- again.")
        return lesson
    fields = read_yaml(front["yaml"], here, first_line=2)
    context = _context(lesson, fields, names, written)
    checked = Resolver(context, here).settings(
        context.experiment, context.settings, fields.line_of("settings" if context.settings else "lab")
    )
    settings = {name: value for name, value in (checked or {}).items() if name != "seed"}
    context = replace(context, settings=settings)
    resolver = Resolver(context, here)
    headed = _head(lesson, fields, context, resolver)
    body = text[front.end() :]
    rendered = render(body, text.count("\n", 0, front.end()) + 1, context, here)
    return replace(
        headed,
        sections=rendered.sections,
        numbers=(*resolver.numbers, *rendered.numbers),
        text=rendered.text,
    )


def _context(lesson: Lesson, fields: Fields, names: Names, written: frozenset[str]) -> Context:
    settings = fields.part("settings", required=False)
    seed = fields.whole("seed", 7)
    if not SEED.low <= seed <= SEED.high:
        fields.say("seed", f"The seed must be from {SEED.low} to {SEED.high:,}.")
        seed = 7
    return Context(
        names=names,
        lesson=lesson.id,
        experiment=fields.text("lab"),
        settings={name: _as_in_a_link(value) for name, value in settings.data.items()},
        seed=seed,
        given=_given(fields),
        written=written,
    )


def _as_in_a_link(value: object) -> str:
    if isinstance(value, bool):
        return "1" if value else "0"
    if isinstance(value, list):
        return ", ".join(map(str, value))
    return str(value)


def _given(fields: Fields) -> frozenset[Decimal]:
    numbers = set()
    for text in fields.texts("given", ()):
        try:
            numbers.add(printed_value(text)[0])
        except ValueError as problem:
            fields.say("given", f"given: {problem}")
    return frozenset(numbers)


def _head(lesson: Lesson, fields: Fields, context: Context, resolver: Resolver) -> Lesson:
    names = context.names
    misconceptions = fields.texts("misconceptions")
    known(fields, "misconceptions", misconceptions, names.misconceptions, "misconception")
    points = fields.texts("seed_points")
    known(fields, "seed_points", points, names.seed_points, "point of the notes")
    for point in points:
        if point in names.seed_points and lesson.id not in names.seed_points[point]:
            fields.say("seed_points", f"course.yaml does not name {lesson.id} under {point!r}.")
    predict = fields.part("predict")
    question = read_question(predict, resolver) if predict.data else None
    seen_question, seen = _seen(fields.part("seen"), resolver)
    headed = replace(
        lesson,
        about=plain_sentence(fields.text("about"), fields.line_of("about"), resolver),
        objectives=fields.texts("objectives"),
        misconceptions=misconceptions,
        seed_points=points,
        experiment=context.experiment,
        settings=context.settings,
        seed=context.seed,
        question=question,
        seen_question=seen_question,
        seen=seen,
        given=fields.texts("given", ()),
    )
    fields.done()
    return headed


def _seen(fields: Fields, resolver: Resolver) -> tuple[str, tuple[Seen, ...]]:
    if not fields.data:
        return "What did you see?", ()
    question = plain_sentence(
        fields.text("question", "What did you see?"), fields.line_of("question"), resolver
    )
    answers = []
    for row in fields.rows("options"):
        right = row.flag("right")
        text = plain_sentence(row.text("text"), row.line_of("text"), resolver, numbers=right)
        reply = plain_sentence(row.text("reply"), row.line_of("reply"), resolver)
        answers.append(Seen(text, reply, right))
        row.done()
    if sum(answer.right for answer in answers) != 1:
        fields.say("options", "Exactly one answer to what was seen must be right.", "Give it right: true.")
    fields.done()
    return question, tuple(answers)
