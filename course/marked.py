"""The source notes with their wrong words marked: a text cut where a mark begins or ends.

Invariant: the pieces, put together, are the text; marks may lie inside one another or overlap.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from course.catalog import Mark
from course.lesson import Erratum


@dataclass(frozen=True, slots=True)
class Piece:
    """errata: which are wrong about this text. ends: those whose mark ends with it; their numbers stand behind it.

    begins: those whose first mark begins here; links from the list lead to it.
    """

    text: str
    errata: tuple[str, ...] = ()
    ends: tuple[str, ...] = ()
    begins: tuple[str, ...] = ()


def pieces(text: str, marks: Sequence[Mark]) -> tuple[Piece, ...]:
    """The text in pieces, each under the same errata from end to end."""
    cuts = sorted({0, len(text), *(mark.start for mark in marks), *(mark.end for mark in marks)})
    first: dict[str, int] = {}
    for mark in sorted(marks, key=lambda mark: mark.start):
        first.setdefault(mark.erratum, mark.start)
    found = []
    for start, end in pairwise(cuts):
        over = [mark for mark in marks if mark.start <= start and end <= mark.end]
        found.append(
            Piece(
                text[start:end],
                tuple(mark.erratum for mark in over),
                tuple(mark.erratum for mark in over if mark.end == end),
                tuple(erratum for erratum, place in first.items() if place == start),
            )
        )
    return tuple(found)


def cut(erratum: Erratum) -> tuple[tuple[str, bool], ...]:
    """What the notes say, as (words, whether they are the wrong ones)."""
    before, _, after = erratum.says.partition(erratum.wrong)
    return tuple(
        (words, wrong) for words, wrong in ((before, False), (erratum.wrong, True), (after, False)) if words
    )
