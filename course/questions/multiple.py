"""Multiple choice: every option is judged, chosen or left; only all of them together are right."""

from dataclasses import dataclass, field
from typing import Any, ClassVar

from .options import Option, Shown, lettered
from .question import Ask, Part, Verdict, texts_of


@dataclass(frozen=True, slots=True)
class MultipleQuestion:
    ask: Ask
    options: tuple[Shown, ...]
    key: tuple[Option, ...] = field(repr=False)

    def grade(self, answer: Any) -> Verdict:
        chosen = texts_of(answer, [shown.id for shown in self.options])
        judged = [
            (shown, option, (shown.id in chosen) == option.correct)
            for shown, option in zip(self.options, self.key, strict=True)
        ]
        wrong = [(shown, option) for shown, option, well in judged if not well]
        parts = tuple(
            Part(shown.id, well, option.feedback) for shown, option, well in judged if shown.id in chosen
        )
        score = 1 - len(wrong) / len(judged)
        code = next((option.code for _, option in wrong if option.code), None)
        return Verdict(not wrong, score, self._said(chosen, wrong), self._worked(), code, parts)

    def solution(self) -> list[str]:
        return [shown.id for shown, option in zip(self.options, self.key, strict=True) if option.correct]

    def _said(self, chosen: tuple[str, ...], wrong: list[tuple[Shown, Option]]) -> str:
        if not wrong:
            return "Yes, those and no others."
        missed = sum(shown.id not in chosen for shown, _ in wrong)
        extra = len(wrong) - missed
        if missed and extra:
            return "Some of these do not belong, and something that belongs is missing."
        return "Something that belongs is missing." if missed else "Something here does not belong."

    def _worked(self) -> str:
        return " ".join(f"{option.text}: {option.feedback}" for option in self.key if option.correct)


@dataclass(frozen=True, slots=True)
class Multiple:
    kind: ClassVar[str] = "multiple"
    ask: Ask
    options: tuple[Option, ...]

    def draw(self, seed: int) -> MultipleQuestion:
        pairs = lettered(self.options, self.ask.id, seed)
        return MultipleQuestion(
            self.ask, tuple(shown for shown, _ in pairs), tuple(option for _, option in pairs)
        )
