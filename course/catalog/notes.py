"""The source notes and what they got wrong: errata, the places where each stands, the table put right."""

from collections.abc import Mapping
from dataclasses import dataclass

from course.lesson import Erratum, Lesson

from .lined import Fields, Sequence_
from .tables import known


@dataclass(frozen=True, slots=True)
class Mark:
    """Where an erratum stands in the source notes: seed[start:end]."""

    erratum: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Repaired:
    """The scaling table of the notes, put right. The first cell names its row."""

    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Notes:
    """seed: word for word. points: point of the notes -> its first and last line in `seed`, counted from 1.
    missing: (what the notes leave out, the lessons that add it).
    """

    seed: str
    points: Mapping[str, tuple[int, int]]
    errata: Mapping[str, Erratum]
    marks: tuple[Mark, ...]
    repaired: Repaired
    missing: tuple[tuple[str, tuple[str, ...]], ...]


def read_notes(fields: Fields, lessons: Mapping[str, Lesson]) -> Notes:
    seed = fields.raw("seed")
    points = _points(fields.part("points"), len(seed.splitlines()))
    errata: dict[str, Erratum] = {}
    marks: list[Mark] = []
    for row in fields.rows("errata"):
        erratum = _erratum(row, lessons)
        errata[erratum.id] = erratum
        marks += [mark for place in row.texts("marks") if (mark := _mark(row, erratum.id, seed, place))]
        row.done()
    missing = []
    for row in fields.rows("missing"):
        missing.append((row.text("text"), row.texts("lessons")))
        known(row, "lessons", missing[-1][1], lessons, "lesson")
    repaired = _repaired(fields.part("repaired"))
    fields.done()
    return Notes(
        seed, points, errata, tuple(sorted(marks, key=lambda m: (m.start, -m.end))), repaired, tuple(missing)
    )


def _points(fields: Fields, lines: int) -> dict[str, tuple[int, int]]:
    points: dict[str, tuple[int, int]] = {}
    for name in fields.data:
        ends = fields.texts(name)
        if len(ends) != 2 or not all(end.isdigit() for end in ends) or int(ends[1]) > lines:
            fields.say(name, f"Say the first and the last line of {name!r}, from 1 to {lines}.")
            continue
        points[name] = (int(ends[0]), int(ends[1]))
    return points


def _erratum(row: Fields, lessons: Mapping[str, Lesson]) -> Erratum:
    erratum = Erratum(
        id=row.text("id"),
        says=row.text("says"),
        wrong=row.text("wrong"),
        better=row.text("better"),
        kind=row.text("kind"),
        lessons=row.texts("lessons"),
        models=row.texts("models", ()),
    )
    known(row, "lessons", erratum.lessons, lessons, "lesson")
    if erratum.wrong not in erratum.says:
        row.say("wrong", f"{erratum.id}: the wrong part is no part of what the notes say.")
    return erratum


def _mark(row: Fields, erratum: str, seed: str, place: str) -> Mark | None:
    """place: the words, or "what comes before | the words"."""
    before, _, words = place.rpartition(" | ")
    start = seed.find(words, max(seed.find(before), 0) + len(before))
    if start < 0 or (before and before not in seed):
        row.say("marks", f"{erratum}: {place!r} does not stand in the notes.")
        return None
    if not before and seed.count(words) > 1:
        row.say(
            "marks", f"{erratum}: {words!r} stands there more than once.", "Write: what comes before | it."
        )
    return Mark(erratum, start, start + len(words))


def _repaired(fields: Fields) -> Repaired:
    columns = fields.texts("columns")
    rows = fields.data.get("rows", Sequence_())
    cells = tuple(tuple(map(str, row)) for row in rows if isinstance(row, list))
    if not cells or any(len(row) != len(columns) for row in cells):
        fields.say("rows", f"Each row of the repaired table must have {len(columns)} cells.")
    return Repaired(columns, cells)
