"""GIFT, the text format that Moodle and others read: one question a paragraph.

Invariant: what stands in a text is escaped; a paragraph has no empty line. A pair has no feedback in GIFT, so what
is said to it stands in the general feedback. Source: "GIFT format" of the Moodle documentation.
"""

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from .moodle import marks
from .portable import Number, Options, Pairs, Portable

_ESCAPES = str.maketrans({sign: f"\\{sign}" for sign in "\\~=#{}:"} | {"\n": "\\n"})


def to_gift(questions: Iterable[Portable], titles: Mapping[str, str]) -> str:
    """All of them; each lesson is a category with its title."""
    parts = []
    lesson = ""
    for question in questions:
        head = question.head
        if head.lesson != lesson:
            lesson = head.lesson
            title = f"{lesson} {titles.get(lesson, '')}".strip().replace("/", "//")
            parts.append(f"$CATEGORY: $course$/top/Slicewise/{title}")
        answers = "\n".join(_WRITERS[type(question)](question))
        lines = f"::{_safe(head.name)}::[plain]{_safe(head.text)} {{{answers}\n####{_safe(head.worked)}\n}}"
        parts.append(lines)
    return "\n\n".join(parts) + "\n"


def _options(question: Options) -> Iterable[str]:
    yield ""
    for option, mark in zip(question.options, marks(question), strict=True):
        sign = f"~%{mark}%" if question.several else "=" if option.right else "~"
        yield f"{sign}{_safe(option.text)}#{_safe(option.says)}"


def _number(question: Number) -> Iterable[str]:
    yield "#"
    for value in question.values:
        weight = "" if value.right else "%0%"
        yield f"={weight}{value.value:.12g}:{value.tolerance:.12g}#{_safe(value.says)}"
    yield f"~#{_safe(question.other)}"


def _pairs(question: Pairs) -> Iterable[str]:
    yield ""
    for asked, answer in (*question.pairs, *(("", spare) for spare in question.spare)):
        yield f"={_safe(asked)} -> {_safe(answer)}"


def _safe(text: str) -> str:
    return text.replace("->", "→").translate(_ESCAPES)


_WRITERS: dict[type[Portable], Callable[[Any], Iterable[str]]] = {
    Options: _options,
    Number: _number,
    Pairs: _pairs,
}
