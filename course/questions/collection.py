"""The bank as a whole: every item, and what each objective asks.

Invariant: each item belongs to one lesson and to one objective of that lesson at least, and no objective is empty
(course/catalog/quizzes.py says so where it does not hold).
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from .codes import codes_of
from .question import Item


@dataclass(frozen=True, slots=True)
class Objective:
    """What a learner can do after a lesson, and the ids of the items that show it. A review card stands for one."""

    id: str
    lesson: str
    text: str
    items: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Bank:
    """Items and objectives by id, in the order of the course."""

    items: Mapping[str, Item] = field(default_factory=dict)
    objectives: Mapping[str, Objective] = field(default_factory=dict)
    codes: Mapping[str, tuple[Item, ...]] = field(default_factory=dict)

    def of_lesson(self, lesson: str) -> tuple[Item, ...]:
        """The items of a lesson, in the order of its file."""
        return tuple(item for item in self.items.values() if item.ask.lesson == lesson)

    def objectives_of(self, lesson: str) -> tuple[Objective, ...]:
        """The objectives of a lesson, in the order of its file."""
        return tuple(each for each in self.objectives.values() if each.lesson == lesson)

    def by_code(self, code: str) -> tuple[Item, ...]:
        """The items in which a wrong answer can show this misconception, such as "MC-36"."""
        return self.codes.get(code, ())


def bank_of(items: Iterable[Item], objectives: Iterable[Objective]) -> Bank:
    """A bank of these, with the misconceptions looked up."""
    known = {item.ask.id: item for item in items}
    codes: dict[str, tuple[Item, ...]] = {}
    for item in known.values():
        for code in sorted(codes_of(item)):
            codes[code] = (*codes.get(code, ()), item)
    return Bank(known, {each.id: each for each in objectives}, dict(sorted(codes.items())))
