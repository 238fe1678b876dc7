"""Find the error: mark the words of the notes that are wrong, then choose what repairs them."""

from dataclasses import dataclass, field
from typing import Any, ClassVar

from .options import Option, Shown, ended, lettered
from .question import LETTERS, Ask, BadAnswer, Part, Verdict, mapping_of, one_of, texts_of


@dataclass(frozen=True, slots=True)
class Words:
    """A stretch of the notes."""

    text: str
    wrong: bool
    feedback: str


@dataclass(frozen=True, slots=True)
class FindErrorQuestion:
    """`spans` stand in the order of the sentence; `fixes` are shuffled."""

    ask: Ask
    spans: tuple[Shown, ...]
    fixes: tuple[Shown, ...]
    key: tuple[tuple[Words, ...], tuple[Option, ...]] = field(repr=False)

    def grade(self, answer: Any) -> Verdict:
        given = mapping_of(answer)
        marked = texts_of(given.get("spans", []), [shown.id for shown in self.spans])
        if not marked:
            raise BadAnswer("Please mark the words that are wrong.")
        letters = [shown.id for shown in self.fixes]
        words, options = self.key
        fix = options[letters.index(one_of(given.get("fix"), letters))]
        found = {shown.id for shown, word in zip(self.spans, words, strict=True) if word.wrong}
        well = set(marked) == found
        parts = [
            Part(shown.id, word.wrong, word.feedback)
            for shown, word in zip(self.spans, words, strict=True)
            if shown.id in marked
        ]
        parts.append(Part(str(given["fix"]), fix.correct, fix.feedback))
        said = fix.feedback if well else self._about_marks(set(marked), found)
        right = well and fix.correct
        return Verdict(right, (well + fix.correct) / 2, said, self._worked(), fix.code, tuple(parts))

    def solution(self) -> dict[str, Any]:
        words, options = self.key
        marked = [shown.id for shown, word in zip(self.spans, words, strict=True) if word.wrong]
        fix = next(shown.id for shown, option in zip(self.fixes, options, strict=True) if option.correct)
        return {"spans": marked, "fix": fix}

    def _about_marks(self, marked: set[str], found: set[str]) -> str:
        if marked & found:
            return "You are close: some of the marked words are fine, or some wrong ones are not marked yet."
        return "Those words are fine. The error is elsewhere in the sentence."

    def _worked(self) -> str:
        words, options = self.key
        wrong = " ".join(f"“{word.text}”: {word.feedback}" for word in words if word.wrong)
        fix = next(option for option in options if option.correct)
        return f"{wrong} Better: {ended(fix.text)} {fix.feedback}"


@dataclass(frozen=True, slots=True)
class FindError:
    kind: ClassVar[str] = "find-error"
    ask: Ask
    words: tuple[Words, ...]
    fixes: tuple[Option, ...]

    def draw(self, seed: int) -> FindErrorQuestion:
        pairs = lettered(self.fixes, self.ask.id, seed)
        spans = tuple(
            Shown(f"w{letter}", word.text) for letter, word in zip(LETTERS, self.words, strict=False)
        )
        fixes = tuple(Shown(f"f{shown.id}", shown.text) for shown, _ in pairs)
        return FindErrorQuestion(self.ask, spans, fixes, (self.words, tuple(option for _, option in pairs)))
