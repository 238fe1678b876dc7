"""What the course is made of: modules, lessons, sections, predictions, errata, terms. Frozen, and nothing else.

Invariant: everything here was validated when it was loaded (course/catalog.py): each name it mentions exists.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, ClassVar

SECTIONS = ("story", "predict", "lab", "explain", "worked", "notes", "check")
CERTAINTY = {1: "guessing", 2: "fairly sure", 3: "certain"}


@dataclass(frozen=True, slots=True)
class NumberQuestion:
    """A number is guessed, on a slider or typed. `answer` names the finding that it is compared with."""

    kind: ClassVar[str] = "number"
    question: str
    answer: str
    low: float
    high: float
    step: float
    unit: str = ""
    log: bool = False


@dataclass(frozen=True, slots=True)
class ChoiceQuestion:
    """One of a few. options: (value, label); the finding `answer` has the value of the right one, or a number,
    to which the nearest of numeric values is right. chart: of the outcome, a histogram in which the guess is drawn.
    """

    kind: ClassVar[str] = "choice"
    question: str
    answer: str
    options: tuple[tuple[str, str], ...]
    chart: str = ""


@dataclass(frozen=True, slots=True)
class CurveQuestion:
    """A curve is drawn: a y for each x. `answer` is "chart.line" of the outcome."""

    kind: ClassVar[str] = "curve"
    question: str
    answer: str
    x: tuple[float, ...]
    x_title: str
    y_title: str
    low: float
    high: float
    x_log: bool = False
    y_log: bool = False
    unit: str = ""


@dataclass(frozen=True, slots=True)
class SlotsQuestion:
    """Places on the ring are chosen. slots: (name, place); `size` places make a turn. The finding `answer` holds
    the names that are right. servers: (name, place) as they stand before the run.
    """

    kind: ClassVar[str] = "slots"
    question: str
    answer: str
    size: int
    slots: tuple[tuple[str, int], ...]
    servers: tuple[tuple[str, int], ...]


Question = NumberQuestion | ChoiceQuestion | CurveQuestion | SlotsQuestion


@dataclass(frozen=True, slots=True)
class Seen:
    """One answer to "What did you see?", and what we say to it."""

    text: str
    reply: str
    right: bool = False


@dataclass(frozen=True, slots=True)
class Block:
    """A stretch of a section: safe HTML from course/rendering.py, or a part that the page makes for each learner.

    embed: "" for HTML; "fix" (argument: an erratum), "figure" ("experiment.chart"), "experiment" (an id); with
    `settings` for the last two.
    """

    html: str = ""
    embed: str = ""
    argument: str = ""
    settings: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Section:
    """A part of a lesson; `line` is where it begins in its file."""

    id: str
    title: str
    blocks: tuple[Block, ...]
    line: int


@dataclass(frozen=True, slots=True)
class ProseNumber:
    """A number of the text that says where it comes from, to be worked out again (course/prose.py).

    kind: "calc" (`expression`), "from" (the finding `finding` of `experiment` at `settings` and `seed`) or "source"
    (a key of the sources). blank: the reader is asked for it. line: in the lesson's file.
    """

    line: int
    printed: str
    kind: str
    expression: str = ""
    finding: str = ""
    source: str = ""
    experiment: str = ""
    settings: Mapping[str, str] = field(default_factory=dict)
    seed: int = 7
    blank: bool = False


@dataclass(frozen=True, slots=True)
class Lesson:
    """slug: "l21-what-moved". experiment: its lab; settings and seed are how the lesson starts it.

    A lesson that is not written yet has no sections; the map says so.
    """

    id: str
    slug: str
    title: str
    minutes: int
    prerequisites: tuple[str, ...]
    module: int
    about: str = ""
    objectives: tuple[str, ...] = ()
    misconceptions: tuple[str, ...] = ()
    seed_points: tuple[str, ...] = ()
    experiment: str = ""
    settings: Mapping[str, str] = field(default_factory=dict)
    seed: int = 7
    question: Question | None = None
    seen_question: str = "What did you see?"
    seen: tuple[Seen, ...] = ()
    sections: tuple[Section, ...] = ()
    given: tuple[str, ...] = ()
    numbers: tuple[ProseNumber, ...] = ()
    text: str = ""  # plain words of all sections, for search and for the reading level

    @property
    def written(self) -> bool:
        return bool(self.sections)

    def section(self, section_id: str) -> Section:
        """The section with this id; raises `KeyError`."""
        for section in self.sections:
            if section.id == section_id:
                return section
        raise KeyError(section_id)


@dataclass(frozen=True, slots=True)
class Module:
    """A part of the course. lessons: their ids, in order."""

    number: int
    title: str
    about: str
    lessons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Term:
    """A word of the field with its plain meaning, and the lesson that teaches it. `slug` is its anchor."""

    word: str
    slug: str
    meaning: str
    lessons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Erratum:
    """An error of the source notes. `says` quotes them; `wrong` is the part of it that is struck out.

    kind: "wrong", "swapped", "too strong", ... models: ways to put it right, to compare one's own with.
    """

    id: str
    says: str
    wrong: str
    better: str
    kind: str
    lessons: tuple[str, ...]
    models: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Source:
    """Where a claim comes from. tag: C computed, V read, A second-hand, M from memory."""

    key: str
    text: str
    tag: str


@dataclass(frozen=True, slots=True)
class Course:
    """All of it. Mappings keep the order of the course. seed_notes: the source notes, as they came."""

    title: str
    modules: tuple[Module, ...]
    lessons: Mapping[str, Lesson]
    terms: Mapping[str, Term]
    errata: Mapping[str, Erratum]
    sources: Mapping[str, Source]
    misconceptions: Mapping[str, str]
    seed_notes: str
    details: Mapping[str, Any] = field(default_factory=dict)

    def by_slug(self, slug: str) -> Lesson:
        """The lesson at this address; raises `KeyError`."""
        for lesson in self.lessons.values():
            if lesson.slug == slug:
                return lesson
        raise KeyError(slug)
