"""Click the ring: one server, or a few in order (the preference list of a key)."""

from dataclasses import dataclass, field
from typing import Any, ClassVar

from .question import Ask, BadAnswer, Part, Verdict, one_of


@dataclass(frozen=True, slots=True)
class RingKey:
    """wrong: what is said to a usual wrong answer, with its misconception. other: to any other."""

    answer: tuple[str, ...]
    right: str
    wrong: tuple[tuple[tuple[str, ...], str, str | None], ...]
    other: str


@dataclass(frozen=True, slots=True)
class RingQuestion:
    """A ring of `size` places, clockwise, with servers at `points` (place, name); `place` is the key asked about.

    sequence: whether several servers are wanted, in order. loads: what each server carries, where it matters.
    """

    ask: Ask
    size: int
    points: tuple[tuple[int, str], ...]
    place: int | None
    sequence: bool
    key: RingKey = field(repr=False)
    loads: tuple[tuple[str, int], ...] = ()

    @property
    def servers(self) -> tuple[str, ...]:
        """Each server once, in the order of the ring."""
        return tuple(dict.fromkeys(name for _, name in self.points))

    @property
    def wanted(self) -> int:
        """How many servers an answer names."""
        return len(self.key.answer)

    def grade(self, answer: Any) -> Verdict:
        names = self._names(answer)
        key = self.key
        right = names == key.answer
        said, code = (key.right, None) if right else self._about(names)
        parts = tuple(Part(name, name == wanted, "") for name, wanted in zip(names, key.answer, strict=True))
        score = sum(part.right for part in parts) / len(parts)
        return Verdict(right, score, said, key.right, code, parts)

    def solution(self) -> Any:
        return list(self.key.answer) if self.sequence else self.key.answer[0]

    def _names(self, answer: Any) -> tuple[str, ...]:
        if not self.sequence:
            return (one_of(answer, self.servers),)
        if not isinstance(answer, list) or len(answer) != self.wanted:
            raise BadAnswer(f"Please choose {self.wanted} servers, in order.")
        return tuple(one_of(name, self.servers) for name in answer)

    def _about(self, names: tuple[str, ...]) -> tuple[str, str | None]:
        for wrong, text, code in self.key.wrong:
            if names == wrong:
                return text, code
        return self.key.other, None


@dataclass(frozen=True, slots=True)
class RingClick:
    """Of the bank: `ring-click` for one server, `ring-sequence` for several."""

    kind: ClassVar[str] = "ring"
    ask: Ask
    size: int
    points: tuple[tuple[int, str], ...]
    place: int | None
    sequence: bool
    key: RingKey = field(repr=False)

    def draw(self, seed: int) -> RingQuestion:
        return RingQuestion(self.ask, self.size, self.points, self.place, self.sequence, self.key)
