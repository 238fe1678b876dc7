"""What the generators share: numbers from a seed, the cast, a ring to put them on, questions made whole.

The generator of numbers is mulberry32, which any language has in five lines, so that a teacher can reproduce a
question anywhere.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import TypeVar

from ..numeric import NumericKey, NumericQuestion, Slip
from ..options import Option, Shown
from ..question import LETTERS, Ask, Question
from ..ring import RingKey, RingQuestion
from ..single import SingleQuestion

T = TypeVar("T")
NAMES = ("Ada", "Bo", "Cy", "Di", "Eli", "Flo", "Gus", "Hana")
MASK = 0xFFFFFFFF
OTHER = "Not one of the usual slips. Write each number down with its unit, then work it out again."
OTHER_SERVER = "No. Start at the key and walk clockwise, one server at a time."

Points = Mapping[int, str]  # place -> server
Diagnosis = tuple[float, str, str]  # a wrong value, its misconception, what is said to it
Generator = Callable[[Ask, "Draw"], Question]


class Draw:
    """mulberry32 from a seed."""

    def __init__(self, seed: int) -> None:
        self.state = seed & MASK

    def uniform(self) -> float:
        """In [0, 1)."""
        self.state = (self.state + 0x6D2B79F5) & MASK
        word = self.state
        word = ((word ^ (word >> 15)) * (word | 1)) & MASK
        word ^= (word + (((word ^ (word >> 7)) * (word | 61)) & MASK)) & MASK
        return ((word ^ (word >> 14)) & MASK) / 2**32

    def whole(self, low: int, high: int) -> int:
        """From low to high, both included."""
        return low + int(self.uniform() * (high - low + 1))

    def one_of(self, things: Sequence[T]) -> T:
        return things[self.whole(0, len(things) - 1)]

    def shuffled(self, things: Sequence[T]) -> list[T]:
        order = list(things)
        for last in range(len(order) - 1, 0, -1):
            other = int(self.uniform() * (last + 1))
            order[last], order[other] = order[other], order[last]
        return order

    def places(self, count: int, size: int, gap: int) -> list[int]:
        """So many places on a ring of `size`, sorted, no two nearer than `gap`."""
        while True:
            places = sorted(self.whole(0, size - 1) for _ in range(count))
            gaps = [(places[(nth + 1) % count] - place) % size for nth, place in enumerate(places)]
            if min(gaps) >= gap:
                return places


def with_lab(ask: Ask, **settings: object) -> Ask:
    """The words, with the settings that put the drawn numbers into the lesson's lab."""
    return replace(ask, lab=tuple((name, str(value)) for name, value in settings.items()))


def walk(points: Points, key: int, size: int) -> list[str]:
    """The servers at the points clockwise from a key, at or after it first."""
    order = sorted(points, key=lambda place: (place - key) % size)
    return [points[place] for place in order]


def distinct(servers: Sequence[str], count: int) -> list[str]:
    """The first `count` different servers of a walk."""
    return list(dict.fromkeys(servers))[:count]


def apart(points: Points, place: int, size: int) -> int:
    """How far the nearest point is."""
    return min(min((point - place) % size, (place - point) % size) for point in points)


def listed(points: Points) -> str:
    """Ada=5, Bo=28"""
    return ", ".join(f"{name}={place}" for place, name in sorted(points.items()))


def numeric(  # noqa: PLR0917  in the order in which a question is thought of
    ask: Ask,
    stem: str,
    answer: float,
    explain: str,
    diagnoses: Sequence[Diagnosis],
    tolerance: float = 0.0,
    unit: str = "",
    points: Points | None = None,
) -> NumericQuestion:
    """A number question. A slip that leads to the right number, or to one met already, is left out."""
    slips: list[Slip] = []
    for value, code, text in diagnoses:
        near = abs(value - answer) <= 2 * tolerance
        if not near and all(abs(value - slip.value) > 1e-9 for slip in slips):
            slips.append(Slip(value, text, code))
    key = NumericKey(answer, tolerance, tuple(slips), explain, OTHER)
    ring = tuple(sorted(points.items())) if points else ()
    return NumericQuestion(replace(ask, stem=stem), unit, key, ring)


def ring(  # noqa: PLR0917
    ask: Ask,
    stem: str,
    points: Points,
    answer: Sequence[str],
    explain: str,
    diagnoses: Sequence[tuple[Sequence[str], str, str]],
    key: int | None = None,
    size: int = 100,
    loads: Mapping[str, int] | None = None,
) -> RingQuestion:
    """A question to click: one server, or several in order."""
    wanted = tuple(answer)
    wrong: dict[tuple[str, ...], tuple[str, str | None]] = {}
    for names, code, text in diagnoses:
        if tuple(names) != wanted:
            wrong.setdefault(tuple(names), (text, code))
    told = tuple((names, text, code) for names, (text, code) in wrong.items())
    answers = RingKey(wanted, explain, told, OTHER_SERVER)
    return RingQuestion(
        replace(ask, stem=stem),
        size,
        tuple(sorted(points.items())),
        key,
        len(wanted) > 1,
        answers,
        tuple((loads or {}).items()),
    )


def single(  # noqa: PLR0917
    ask: Ask,
    stem: str,
    texts: Sequence[str],
    answer: str,
    explain: str,
    diagnoses: Mapping[str, tuple[str, str]],
) -> SingleQuestion:
    """A choice among names, which keep their order. diagnoses: text -> (misconception, what is said)."""
    shown = tuple(Shown(letter, text) for letter, text in zip(LETTERS, texts, strict=False))
    key = tuple(
        Option(text, True, explain) if text == answer else Option(text, False, *_said(text, diagnoses))
        for text in texts
    )
    return SingleQuestion(replace(ask, stem=stem), shown, key, explain)


def _said(text: str, diagnoses: Mapping[str, tuple[str, str]]) -> tuple[str, str | None]:
    code, said = diagnoses.get(
        text, (None, "Not this one. Follow the rule one step at a time and write down each step.")
    )
    return said, code
