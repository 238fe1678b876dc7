"""One question of a quiz.yaml: its plain data to an item, and what is wrong with it to the line that it is about."""

import re
from typing import Any

from course.questions import Item, read_question

from .lined import Fields, Mapping_, Sequence_

_PLACE = re.compile(r" - at (?:`key` in )?`\$(?P<path>[^`]*)`$")
_STEP = re.compile(r"\.(\w+)|\[(\d+|\.\.\.)\]")


def read_row(row: Fields, lesson: str) -> Item | None:
    """The item, or None after its problem was told."""
    try:
        return read_question(lesson, plain_of(row.data))
    except ValueError as problem:
        words = str(problem)
        place = _PLACE.search(words)
        line = (
            _line_of_path(row.data, place["path"]) if place else _line_of_words(row.data, words) or row.line
        )
        row.report.say(line, f"{_PLACE.sub('', words)}.")
        return None


def plain_of(data: Mapping_) -> dict[str, Any]:
    """The question as its reader wants it: lined YAML has texts for all keys, and a place on a ring is a number."""
    plain = dict(data)
    if isinstance(points := plain.get("points"), dict):
        plain["points"] = {int(place) if place.isdecimal() else place: name for place, name in points.items()}
    return plain


def _line_of_path(data: Mapping_, path: str) -> int:
    """The line of `.options[1].code`; where a step is unknown, that of the last known one."""
    line: int = data.line
    value: Any = data
    for name, index in _STEP.findall(path):
        if isinstance(value, Mapping_) and name in value:
            line, value = value.lines[name], value[name]
        elif isinstance(value, Sequence_) and index.isdigit() and int(index) < len(value):
            line, value = value.lines[int(index)], value[int(index)]
    return line


def _line_of_words(value: Any, words: str) -> int:
    """The line of the first text that is quoted in the words; 0 if none is."""
    if isinstance(value, Mapping_):
        places = [(value.lines[name], inner) for name, inner in value.items() if name != "kind"]
    elif isinstance(value, Sequence_):
        places = list(zip(value.lines, value, strict=True))
    else:
        return 0
    for line, inner in places:
        found = line if isinstance(inner, str) and repr(inner) in words else _line_of_words(inner, words)
        if found:
            return found
    return 0
