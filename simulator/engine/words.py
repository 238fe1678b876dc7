"""Small pieces of plain language: numbers, lists of names, plurals."""

from collections.abc import Sequence


def count_of(number: int, thing: str) -> str:
    """'1 key', '1,684 keys'."""
    return f"{number:,} {thing}" if number == 1 else f"{number:,} {thing}s"


def listed(words: Sequence[str]) -> str:
    """'a', 'a and b', 'a, b and c'."""
    *head, last = words
    return f"{', '.join(head)} and {last}" if head else last


def some_of(names: Sequence[str], of: int) -> str:
    """A few names in full; of more than three, how many of the `of` others they are."""
    if len(names) <= 3:
        return listed(names)
    return f"all {of} others" if len(names) == of else f"{len(names)} of the {of} others"


def turn(degrees: float) -> str:
    """A turn of the circle by signed degrees: '14 degrees clockwise'."""
    size = abs(degrees)
    shown = f"{size:.0f}" if size >= 1 or size == 0 else f"{size:.1g}"
    return f"{shown} {'degree' if shown == '1' else 'degrees'} {'clockwise' if degrees >= 0 else 'anticlockwise'}"
