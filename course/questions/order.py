"""Order: put the parts in their sequence. The score is the share of neighbours in the right order."""

from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any, ClassVar

from .options import Shown
from .question import LETTERS, Ask, BadAnswer, Part, Verdict, shuffled, texts_of


@dataclass(frozen=True, slots=True)
class OrderKey:
    sequence: tuple[str, ...]  # texts, first to last
    right: str
    wrong: str
    code: str | None


@dataclass(frozen=True, slots=True)
class OrderQuestion:
    ask: Ask
    items: tuple[Shown, ...]
    key: OrderKey = field(repr=False)

    def grade(self, answer: Any) -> Verdict:
        letters = texts_of(answer, [shown.id for shown in self.items])
        if len(letters) < len(self.items):
            raise BadAnswer("Please put all of them in order.")
        texts = {shown.id: shown.text for shown in self.items}
        ranks = [self.key.sequence.index(texts[letter]) for letter in letters]
        neighbours = [second == first + 1 for first, second in pairwise(ranks)]
        right = all(neighbours)
        parts = tuple(
            Part(letter, rank == place, "" if rank == place else "Not at this place.")
            for place, (letter, rank) in enumerate(zip(letters, ranks, strict=True))
        )
        key = self.key
        worked = f"{' → '.join(key.sequence)}. {key.right}"
        said, code = (key.right, None) if right else (key.wrong, key.code)
        return Verdict(right, sum(neighbours) / len(neighbours), said, worked, code, parts)

    def solution(self) -> list[str]:
        letters = {shown.text: shown.id for shown in self.items}
        return [letters[text] for text in self.key.sequence]


@dataclass(frozen=True, slots=True)
class Order:
    kind: ClassVar[str] = "order"
    ask: Ask
    key: OrderKey = field(repr=False)

    def draw(self, seed: int) -> OrderQuestion:
        order = self.key.sequence
        for attempt in range(20):  # never show the answer as it stands
            order = shuffled(self.key.sequence, f"{self.ask.id}.{attempt}", seed)
            if order != self.key.sequence:
                break
        items = tuple(Shown(letter, text) for letter, text in zip(LETTERS, order, strict=False))
        return OrderQuestion(self.ask, items, self.key)
