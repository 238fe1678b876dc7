"""How hard a text is to read: the grade of Flesch and Kincaid.

    grade = 0.39 words/sentences + 11.8 syllables/words - 15.59       (Kincaid et al. 1975)

Invariant: the same text has the same grade. Syllables are counted by rule, so a grade is a guide, not a measurement.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from course.lesson import Lesson
from course.plain_words import paragraphs

TARGET = 9.0  # above it a lesson is too hard
LONGEST_STORY = 90  # words
LONGEST_SENTENCE = 25  # words

_WORD = re.compile(r"[^\W_]+(?:['’.,][^\W_]+)*")
_SENTENCE = re.compile(r"(?<=[.!?])[”’\"')]*\s+")
_VOWELS = re.compile(r"[aeiouy]+")
_SILENT = re.compile(r"(?:[^aeiouy]e|[^aeiouytd]ed|[^aeioulsxzc]es)$")


@dataclass(frozen=True, slots=True)
class Reading:
    """words, sentences and syllables of a text, and the length of its longest sentence in words."""

    words: int
    sentences: int
    syllables: int
    longest: int

    @property
    def grade(self) -> float:
        """0 for a text without words."""
        if not self.words:
            return 0.0
        return 0.39 * self.words / self.sentences + 11.8 * self.syllables / self.words - 15.59


def syllables(word: str) -> int:
    """How many syllables a word has, by its groups of vowels; a number counts as one."""
    word = word.casefold()
    count = len(_VOWELS.findall(word))
    if count > 1 and _SILENT.search(word) and not word.endswith("le"):
        count -= 1
    return max(count, 1)


def read(texts: Iterable[str]) -> Reading:
    """Measure paragraphs. Each ends a sentence, whatever stands at its end."""
    lengths, spoken = [], 0
    for text in texts:
        for sentence in _SENTENCE.split(text):
            words = _WORD.findall(sentence)
            if words:
                lengths.append(len(words))
                spoken += sum(map(syllables, words))
    return Reading(sum(lengths), len(lengths), spoken, max(lengths, default=0))


def section(lesson: Lesson, section_id: str) -> Reading:
    """One section of a lesson, asides included."""
    return read(text for block in lesson.section(section_id).blocks for text in paragraphs(block.html))


def whole(lesson: Lesson) -> Reading:
    """All of a lesson that is read."""
    blocks = (block for part in lesson.sections for block in part.blocks)
    return read(text for block in blocks for text in paragraphs(block.html))
