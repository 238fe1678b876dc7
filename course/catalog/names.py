"""Everything that a lesson may mention by name."""

from collections.abc import Mapping
from dataclasses import dataclass

from course.lesson import Erratum, Lesson, Source

from .tables import Glossary


@dataclass(frozen=True, slots=True)
class Names:
    lessons: Mapping[str, Lesson]
    glossary: Glossary
    sources: Mapping[str, Source]
    errata: Mapping[str, Erratum]
    misconceptions: Mapping[str, str]
    seed_points: Mapping[str, tuple[str, ...]]
