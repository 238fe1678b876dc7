"""YAML from others into rows as quiz.yaml has them.

Invariant: no aliases, no great depth, no tags that make objects: a file costs no more than it is long. (Nine lines of
aliases can stand for a thousand million words.)
"""

from typing import Any

import yaml

_LONGEST = 1_000_000  # characters
_DEEPEST = 20  # a row of quiz.yaml is 5 deep

Row = dict[str, Any]


def from_yaml(text: str) -> list[Row]:
    """The rows under `questions:`. Raises `ValueError` in words."""
    if len(text) > _LONGEST:
        raise ValueError("A file of up to one million characters is wanted.")
    try:
        _check_shape(text)
        held = yaml.safe_load(text)
    except yaml.YAMLError as problem:
        raise ValueError(f"This is not YAML: {problem}") from None
    asked = held.get("questions") if isinstance(held, dict) else None
    rows = isinstance(asked, list) and all(isinstance(row, dict) for row in asked)
    if not rows:
        raise ValueError("A list of mappings under `questions:` is wanted.")
    return list(asked or ())


def _check_shape(text: str) -> None:
    depth = 0
    for event in yaml.parse(text, Loader=yaml.SafeLoader):
        if isinstance(event, yaml.AliasEvent):
            raise ValueError("A file without aliases (*name) is wanted.")  # noqa: TRY004  it is the file that is wrong
        depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
        if depth > _DEEPEST:
            raise ValueError(f"A file of at most {_DEEPEST} levels is wanted.")
