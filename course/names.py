"""Everything that a lesson may mention by name, and the one place that says how a word is looked up."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from course.lesson import Erratum, Lesson, Source, Term


@dataclass(frozen=True, slots=True)
class Glossary:
    """terms by slug, in the order of the alphabet; `words`: what [[...]] may say, folded, to the slug."""

    terms: Mapping[str, Term]
    words: Mapping[str, str]

    def find(self, word: str) -> Term | None:
        slug = self.words.get(fold(word))
        return self.terms[slug] if slug else None


@dataclass(frozen=True, slots=True)
class Names:
    """lessons: without their text. seed_points: which lessons carry a point of the source notes."""

    lessons: Mapping[str, Lesson]
    glossary: Glossary
    sources: Mapping[str, Source]
    errata: Mapping[str, Erratum]
    misconceptions: Mapping[str, str]
    seed_points: Mapping[str, tuple[str, ...]]


def fold(word: str) -> str:
    """A word as look-ups compare it: small letters, straight apostrophes, single spaces."""
    return " ".join(word.replace("’", "'").casefold().split())


def slugged(word: str) -> str:
    """A word as an anchor: "Little’s law" is "littles-law"."""
    return re.sub(r"[^a-z0-9]+", "-", fold(word).replace("'", "")).strip("-")
