"""Single choice: one option of a few. The feedback belongs to the option that was chosen."""

from dataclasses import dataclass, field
from typing import Any, ClassVar

from .options import Option, Shown, ended, lettered
from .question import Ask, Part, Verdict, one_of


@dataclass(frozen=True, slots=True)
class SingleQuestion:
    ask: Ask
    options: tuple[Shown, ...]
    key: tuple[Option, ...] = field(repr=False)  # in the order of `options`
    worked: str = field(default="", repr=False)

    def grade(self, answer: Any) -> Verdict:
        letters = [shown.id for shown in self.options]
        letter = one_of(answer, letters)
        option = self.key[letters.index(letter)]
        part = Part(letter, option.correct, option.feedback)
        return Verdict(
            option.correct, float(option.correct), option.feedback, self._worked(), option.code, (part,)
        )

    def solution(self) -> str:
        return next(shown.id for shown, option in zip(self.options, self.key, strict=True) if option.correct)

    def _worked(self) -> str:
        right = next(option for option in self.key if option.correct)
        return self.worked or f"{ended(right.text)} {right.feedback}"


@dataclass(frozen=True, slots=True)
class Single:
    kind: ClassVar[str] = "single"
    ask: Ask
    options: tuple[Option, ...]

    def draw(self, seed: int) -> SingleQuestion:
        pairs = lettered(self.options, self.ask.id, seed)
        return SingleQuestion(
            self.ask, tuple(shown for shown, _ in pairs), tuple(option for _, option in pairs)
        )
