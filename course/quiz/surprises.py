"""Surprises: wrong though certain. They are the errors that are corrected best once they are seen. Pure.

Invariant: one idea is one surprise, however often it came; it is settled by a right answer to the same question, sure
of it, on a later day.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from course.quiz.history import Given

CERTAIN = 3


@dataclass(frozen=True, slots=True)
class Surprise:
    """code: the misconception, "" where the answer showed none. item: where it came last. times: how often.

    settled: when it was put right, None if it still stands.
    """

    code: str
    item: str
    times: int
    last_at: datetime
    settled: datetime | None = None


def surprises(tries: Iterable[Given]) -> tuple[Surprise, ...]:
    """Every surprise, those that still stand first, and of these the oldest first."""
    in_order = sorted(tries, key=lambda one: one.at)
    ideas: dict[str, list[Given]] = {}
    for one in in_order:
        if not one.right and one.certainty == CERTAIN:
            ideas.setdefault(one.code or one.item, []).append(one)
    found = [_surprise(those, in_order) for those in ideas.values()]
    return tuple(sorted(found, key=lambda one: (one.settled is not None, one.last_at)))


def _surprise(those: Sequence[Given], in_order: Sequence[Given]) -> Surprise:
    last = those[-1]
    items = {one.item for one in those}
    settled = next((one.at for one in in_order if one.item in items and _settles(one, last)), None)
    return Surprise(last.code, last.item, len(those), last.at, settled)


def _settles(one: Given, last: Given) -> bool:
    return one.right and one.certainty > 1 and one.at.date() > last.at.date()
