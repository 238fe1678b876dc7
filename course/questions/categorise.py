"""Categorise: every item goes into one of a few categories; each item has its own feedback."""

from dataclasses import dataclass, field
from typing import Any, ClassVar

from .options import Shown
from .question import LETTERS, Ask, BadAnswer, Part, Verdict, mapping_of, one_of, shuffled


@dataclass(frozen=True, slots=True)
class Sorted:
    """An item of the bank, and where it belongs."""

    text: str
    category: str
    feedback: str
    code: str | None = None


@dataclass(frozen=True, slots=True)
class CategoriseQuestion:
    ask: Ask
    categories: tuple[Shown, ...]
    items: tuple[Shown, ...]
    key: tuple[Sorted, ...] = field(repr=False)  # in the order of `items`

    def grade(self, answer: Any) -> Verdict:
        given = mapping_of(answer)
        known = [shown.id for shown in self.categories]
        missing = [shown for shown in self.items if not given.get(shown.id)]
        if missing:
            raise BadAnswer("Please choose a category for every item.")
        titles = {shown.id: shown.text for shown in self.categories}
        chosen = [titles[one_of(given[shown.id], known)] for shown in self.items]
        parts, codes = [], []
        for shown, item, title in zip(self.items, self.key, chosen, strict=True):
            well = title == item.category
            parts.append(Part(shown.id, well, item.feedback))
            codes += [] if well else [item.code]
        wrong = len(codes)
        count = len(self.items)
        said = "Yes, all of them." if not wrong else f"{count - wrong} of {count} are where they belong."
        code = next((code for code in codes if code), None)
        return Verdict(not wrong, 1 - wrong / count, said, self._worked(), code, tuple(parts))

    def solution(self) -> dict[str, str]:
        letters = {shown.text: shown.id for shown in self.categories}
        return {shown.id: letters[item.category] for shown, item in zip(self.items, self.key, strict=True)}

    def _worked(self) -> str:
        return " ".join(f"{item.text}: {item.category}. {item.feedback}" for item in self.key)


@dataclass(frozen=True, slots=True)
class Categorise:
    kind: ClassVar[str] = "categorise"
    ask: Ask
    categories: tuple[str, ...]
    items: tuple[Sorted, ...]

    def draw(self, seed: int) -> CategoriseQuestion:
        """Categories keep their order; the items are shuffled."""
        order = shuffled(self.items, self.ask.id, seed)
        titles = tuple(Shown(f"{place}", title) for place, title in enumerate(self.categories, 1))
        items = tuple(Shown(letter, item.text) for letter, item in zip(LETTERS, order, strict=False))
        return CategoriseQuestion(self.ask, titles, items, order)
