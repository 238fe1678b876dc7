"""The questions of each lesson, quiz.yaml beside its text, read into one bank.

Invariant: what stands in the bank can be drawn and judged, its answer is what its own calculation or walk gives,
and every name it mentions exists. Whatever else is wrong is told with its line, and the rest is read all the same.
"""

import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

from course.arithmetic import work_out
from course.lesson import SECTIONS, Lesson
from course.names import Names
from course.questions.collection import Bank, Objective, bank_of
from course.questions.question import Item
from course.report import Report

from .lined import Fields, Mapping_, Sequence_, read_yaml
from .quiz_rows import read_row

FILE = "quiz.yaml"
OBJECTIVES = range(2, 5)  # so many a lesson: each becomes a card of the review
_CLOSE = 5e-7  # the bank prints six decimals


def read_quizzes(folder: Path, names: Names, report: Report) -> Bank:
    """The bank of the whole course; a lesson without the file has no questions."""
    items: dict[str, Item] = {}
    objectives: dict[str, Objective] = {}
    for lesson in names.lessons.values():
        file = folder / lesson.slug / FILE
        if not file.is_file():
            continue
        here = report.about(f"{lesson.slug}/{FILE}")
        try:
            text = file.read_text(encoding="utf-8")
        except (OSError, UnicodeDecodeError) as problem:
            here.say(0, f"This file cannot be read: {problem}.")
            continue
        own, aims = read_quiz(read_yaml(text, here), lesson, names)
        items |= own
        objectives |= aims
    return bank_of(items.values(), objectives.values())


def read_quiz(fields: Fields, lesson: Lesson, names: Names) -> tuple[dict[str, Item], dict[str, Objective]]:
    """The items and the objectives of one lesson, by id."""
    items = _read_questions(fields, lesson, names)
    objectives = _read_objectives(fields, lesson, items)
    fields.done()
    return items, objectives


def _read_questions(fields: Fields, lesson: Lesson, names: Names) -> dict[str, Item]:
    items: dict[str, Item] = {}
    for row in fields.rows("questions"):
        item = read_row(row, lesson.id)
        _check_id(row, lesson, items)
        _check_names(row, names)
        _check_words(row)
        if item:
            items[item.ask.id] = item
            _check_numbers(row)
            _check_walk(row)
    return items


def _check_id(row: Fields, lesson: Lesson, items: dict[str, Item]) -> None:
    name = str(row.data.get("id", ""))
    if not re.fullmatch(rf"{lesson.id}-Q[1-9]\d?", name):
        row.say("id", f"{name!r} is no id of a question here.", f"{lesson.id}-Q1, {lesson.id}-Q2, and so on.")
    if name in items:
        row.say("id", f"{name} stands here twice.")


def _check_names(row: Fields, names: Names) -> None:
    lesson, _, section = str(row.data.get("link", "")).partition("#")
    if lesson not in names.lessons or section not in SECTIONS:
        row.say(
            "link", f"The link to {row.data.get('link')!r} leads nowhere.", "A lesson#section: L21#explain."
        )
    for line, code in _values(row.data, "code"):
        if code is not None and code not in names.misconceptions:
            row.report.say(line, f"There is no misconception {code!r}.")


def _check_words(row: Fields) -> None:
    """No text is empty: not a hint, not what is said to an answer. Only a generator writes its own stem."""
    spoken = ("hint", "says", "text", "right", "wrong", "other", "stem")
    for name in spoken:
        for line, text in _values(row.data, name):
            if isinstance(text, str) and not text.strip():
                row.report.say(line, f"{name!r} is empty.")
    if row.data.get("kind") != "generated" and not row.data.get("stem"):
        row.say("stem", f"{row.data.get('id')} asks nothing: 'stem' is missing.")


def _check_numbers(row: Fields) -> None:
    """Works out what a numeric answer, and each usual slip, comes from."""
    if row.data.get("kind") != "numeric":
        return
    _check_number(row, "answer")
    for slip in row.rows("slips", required=False):
        _check_number(slip, "value")


def _check_number(fields: Fields, name: str) -> None:
    stated = float(fields.data[name])
    expression = str(fields.data.get("expr", ""))
    if not expression.strip():
        fields.say(
            name, f"{stated:g} does not say where it comes from.", "Give its calculation: expr: 30*20/60."
        )
        return
    try:
        worked = work_out(expression)
    except ValueError as problem:
        fields.say("expr", str(problem))
        return
    if abs(worked - stated) > _CLOSE * max(1.0, abs(worked)):
        fields.say("expr", f"{expression} is {worked:.10g}, not {stated:.10g}.")


def _check_walk(row: Fields) -> None:
    """Walks the ring: from the key clockwise, each server once."""
    if row.data.get("kind") != "ring" or row.data.get("key") is None:
        return
    points = sorted((int(place), str(name)) for place, name in row.data["points"].items())
    start = int(row.data["key"])
    walk = [name for place, name in points if place >= start] + [
        name for place, name in points if place < start
    ]
    answer = list(row.data["answer"])
    found = list(dict.fromkeys(walk))[: len(answer)]
    if found != answer:
        row.say("answer", f"From {start} clockwise comes {', '.join(found)}, not {', '.join(answer)}.")


def _values(value: Any, name: str) -> Iterator[tuple[int, Any]]:
    """Every value under a key of this name, however deep, with its line."""
    if isinstance(value, Mapping_):
        if name in value:
            yield value.lines[name], value[name]
        value = list(value.values())
    if isinstance(value, list):
        for inner in value:
            if isinstance(inner, Mapping_ | Sequence_):
                yield from _values(inner, name)


def _read_objectives(fields: Fields, lesson: Lesson, items: dict[str, Item]) -> dict[str, Objective]:
    """The objectives of a lesson; together they use every item of it."""
    found: dict[str, Objective] = {}
    asked = {str(row.data.get("id")) for row in fields.rows("questions")}
    for row in fields.rows("objectives"):
        each = Objective(row.text("id"), lesson.id, row.text("text"), row.texts("items"))
        if not re.fullmatch(rf"{lesson.id}-[a-z]", each.id):
            row.say("id", f"{each.id!r} is no id of an objective here.", f"{lesson.id}-a, {lesson.id}-b, ...")
        if each.id in found:
            row.say("id", f"{each.id} stands here twice.")
        for item in each.items:
            if item not in asked:
                row.say("items", f"There is no question {item!r} in this lesson.")
        if not each.items or not each.text:
            row.say("items", f"{each.id} needs a text, and at least one question.")
        row.done()
        found[each.id] = replace(each, items=tuple(item for item in each.items if item in items))
    used = {item for each in found.values() for item in each.items}
    for item in items:
        if item not in used:
            fields.say("objectives", f"No objective of {lesson.id} uses {item}.")
    if len(found) not in OBJECTIVES:
        fields.say("objectives", f"A lesson has two to four objectives; {lesson.id} has {len(found)}.")
    return found
