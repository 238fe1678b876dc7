"""Search over lessons and glossary, in memory: a few dozen documents need no engine.

Invariant: every word of the question is found in every result, the last one perhaps as the beginning of a word; the
same question has the same answer.
"""

import math
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from difflib import get_close_matches

from course.lesson import Course, Lesson, Section
from course.plain_words import plain

MOST = 30
LONGEST = 100
_WORD = re.compile(r"[^\W_]+(?:[’'][^\W\d_]+)?")
_WEIGHTS = {"title": 8.0, "about": 3.0, "text": 1.0}
_BEFORE, _AFTER = 60, 110


@dataclass(frozen=True, slots=True)
class Document:
    """Something to be found. kind: "lesson", "section" or "term". path: address. where: what stands above its title."""

    kind: str
    title: str
    where: str
    path: str
    about: str
    text: str = ""


@dataclass(frozen=True, slots=True)
class Hit:
    """A result. snippet: (words, whether they were asked for)."""

    document: Document
    snippet: tuple[tuple[str, bool], ...]


@dataclass(frozen=True, slots=True)
class Answer:
    """hits, best first. instead: words that are there, when nothing was found for those asked for."""

    question: str
    hits: tuple[Hit, ...] = ()
    instead: tuple[str, ...] = ()


def stem(word: str) -> str:
    """A word as it is compared: "Ovens", "oven" and "oven’s" are one; so are "copy" and "copies"."""
    word = word.casefold().replace("’", "'").removesuffix("'s")
    if len(word) > 4 and word.endswith("ies"):
        return f"{word[:-3]}y"
    return word[:-1] if len(word) > 3 and word.endswith("s") and not word.endswith(("ss", "us")) else word


def words_of(text: str) -> list[str]:
    return [stem(word) for word in _WORD.findall(text)]


class Index:
    """Counts of every word in every field of every document."""

    def __init__(self, documents: Iterable[Document]) -> None:
        self.documents = tuple(documents)
        self.counts = [
            {field: _counted(words_of(getattr(document, field))) for field in _WEIGHTS}
            for document in self.documents
        ]
        self.spread: dict[str, int] = {}
        for fields in self.counts:
            for word in set().union(*fields.values()):
                self.spread[word] = self.spread.get(word, 0) + 1

    def ask(self, question: str) -> Answer:
        """The documents that hold all words, best first; of a lesson and its sections, the best two."""
        question = " ".join(question[:LONGEST].split())
        asked = list(dict.fromkeys(words_of(question)))
        if not asked:
            return Answer(question)
        meant = [self._meant(word, last=word == asked[-1]) for word in asked]
        scored = []
        for place, fields in enumerate(self.counts):
            scores = [self._score(words, fields) for words in meant]
            if all(scores):
                scored.append((-sum(scores) - self._whole_title(asked, place), place))
        hits = [self._hit(self.documents[place], meant) for _, place in sorted(scored)]
        if not hits:
            return Answer(question, instead=self._instead(asked))
        return Answer(question, tuple(_few_of_each(hits))[:MOST])

    def _meant(self, word: str, *, last: bool) -> frozenset[str]:
        """The words of the index that a word stands for: itself; if it is the last, all that begin with it."""
        begun = (
            {known for known in self.spread if known.startswith(word)} if last and len(word) > 1 else set()
        )
        return frozenset(begun | {word})

    def _score(self, words: frozenset[str], fields: dict[str, dict[str, int]]) -> float:
        score = 0.0
        for field, weight in _WEIGHTS.items():
            for word in words & fields[field].keys():
                rare = math.log(1 + len(self.documents) / self.spread[word])
                count = fields[field][word]
                score += weight * rare * count / (count + 1.2)
        return score

    def _whole_title(self, asked: Sequence[str], place: int) -> float:
        """A document that is called as it was asked for stands first, a term before the lesson on it."""
        if set(asked) != set(words_of(self.documents[place].title)):
            return 0.0
        return 60.0 if self.documents[place].kind == "term" else 40.0

    def _hit(self, document: Document, meant: Sequence[frozenset[str]]) -> Hit:
        text = document.text or document.about
        return Hit(document, snippet(text, frozenset().union(*meant), document.about))

    def _instead(self, asked: Sequence[str]) -> tuple[str, ...]:
        unknown = [word for word in asked if word not in self.spread]
        return tuple(
            near for word in unknown for near in get_close_matches(word, self.spread, n=2, cutoff=0.75)
        )


def _counted(words: Iterable[str]) -> dict[str, int]:
    counts: dict[str, int] = {}
    for word in words:
        counts[word] = counts.get(word, 0) + 1
    return counts


def _few_of_each(hits: Sequence[Hit]) -> Iterable[Hit]:
    """At most two results from one lesson."""
    seen: dict[str, int] = {}
    for hit in hits:
        page = hit.document.path.partition("#")[0] if hit.document.kind != "term" else hit.document.path
        seen[page] = seen.get(page, 0) + 1
        if seen[page] <= 2:
            yield hit


def snippet(text: str, words: frozenset[str], otherwise: str) -> tuple[tuple[str, bool], ...]:
    """The stretch of a text round the first word that was asked for, cut at words, its finds marked."""
    finds = [found for found in _WORD.finditer(text) if stem(found[0]) in words]
    if not finds and otherwise:
        text, finds = otherwise, [found for found in _WORD.finditer(otherwise) if stem(found[0]) in words]
    place = finds[0].start() if finds else 0
    start = 0 if place <= _BEFORE else text.rfind(" ", 0, place - _BEFORE + 1) + 1
    end = len(text) if len(text) <= place + _AFTER else max(text.rfind(" ", 0, place + _AFTER), place)
    pieces: list[tuple[str, bool]] = [("… ", False)] if start else []
    at = start
    for found in finds:
        if start <= found.start() and found.end() <= end:
            pieces += [(text[at : found.start()], False), (found[0], True)]
            at = found.end()
    pieces.append((text[at:end] + (" …" if end < len(text) else ""), False))
    return tuple((words_, hit) for words_, hit in pieces if words_)


def documents_of(course: Course) -> Iterable[Document]:
    """Every term, every lesson, and every section that has words of its own."""
    for term in course.terms.values():
        yield Document("term", term.word, "Glossary", f"/glossary/#{term.slug}", f"{term.meaning}.")
    for lesson in course.lessons.values():
        where = f"Lesson {int(lesson.id[1:])}"
        yield _lesson(lesson, where)
        for section in lesson.sections:
            document = _section(lesson, section, where)
            if document.text:
                yield document


def _lesson(lesson: Lesson, where: str) -> Document:
    about = lesson.about or "This lesson is not written yet."
    path = f"/lessons/{lesson.slug}/" if lesson.written else "/lessons/"
    return Document("lesson", lesson.title, where, path, about, "; ".join(lesson.objectives))


def _section(lesson: Lesson, section: Section, where: str) -> Document:
    text = " ".join(plain(block.html) for block in section.blocks)
    path = f"/lessons/{lesson.slug}/#{section.id}"
    return Document("section", section.title, f"{where}, {lesson.title}", path, "", text)
