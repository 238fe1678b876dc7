"""What every question has in common: what is asked, what is answered, what is said to it.

Invariant: an `Ask` and the fields of a question beside `key` may be shown to anyone; the key, and whatever is made
from it, leaves the server only inside a `Verdict`.
"""

import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, ClassVar, Protocol, TypeVar

T = TypeVar("T")
LONGEST_ANSWER = 2_000  # characters, in any string of an answer
LETTERS = "abcdefghijklmnopqrstuvwxyz"


class BadAnswer(ValueError):  # noqa: N818
    """An answer that cannot be judged; its text says what to do. It does not count as a try."""


@dataclass(frozen=True, slots=True)
class Ask:
    """The words of a question. link: the part of the course that teaches it, such as "L21#explain".

    lab: (name, value) of settings that put the question's own numbers into the lab of its lesson; () for none.
    """

    id: str
    lesson: str
    kind: str
    stem: str
    hint: str
    link: str
    lab: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Part:
    """What is said to one option, item or word that the learner chose. `id` is as the page has it."""

    id: str
    right: bool
    feedback: str


@dataclass(frozen=True, slots=True)
class Verdict:
    """`score` from 0 to 1; `right` only for the whole. code: the misconception that the answer shows.

    worked: the right answer with its reason. Give it out only when it is due.
    """

    right: bool
    score: float
    feedback: str
    worked: str = field(repr=False)
    code: str | None = None
    parts: tuple[Part, ...] = ()


class Question(Protocol):
    """A question as drawn, and the judge of its answers. The answer is plain JSON from anyone."""

    @property
    def ask(self) -> Ask: ...

    def grade(self, answer: Any) -> Verdict:
        """Raises `BadAnswer` for what is no answer at all."""
        ...

    def solution(self) -> Any:
        """An answer that is right."""
        ...


class Item(Protocol):
    """A question of the bank. `draw` is pure: the same seed gives the same question."""

    kind: ClassVar[str]

    @property
    def ask(self) -> Ask: ...

    def draw(self, seed: int) -> Question: ...


def chance(item_id: str, seed: int) -> random.Random:
    """The randomness of one drawing: of this item with this seed, and of nothing else."""
    return random.Random(f"{item_id}/{seed}")  # noqa: S311  a shuffle, not a secret


def shuffled(things: Sequence[T], item_id: str, seed: int) -> tuple[T, ...]:
    """The things in an order that the seed fixes."""
    order = list(things)
    chance(item_id, seed).shuffle(order)
    return tuple(order)


def text_of(answer: Any) -> str:
    """A string of an answer; raises `BadAnswer` for anything else."""
    if not isinstance(answer, str):
        raise BadAnswer("Please choose an answer first.")
    if len(answer) > LONGEST_ANSWER:
        raise BadAnswer("This answer is too long.")
    return answer


def texts_of(answer: Any, known: Sequence[str]) -> tuple[str, ...]:
    """A list of strings, each of them known and none twice; raises `BadAnswer`."""
    if not isinstance(answer, list) or len(answer) > len(known):
        raise BadAnswer("Please choose from the list.")
    texts = tuple(one_of(each, known) for each in answer)
    if len(set(texts)) < len(texts):
        raise BadAnswer("Please choose each of them once.")
    return texts


def one_of(answer: Any, known: Sequence[str]) -> str:
    """A string that is one of those known; raises `BadAnswer`."""
    text = text_of(answer)
    if text not in known:
        raise BadAnswer("Please choose one of the answers.")
    return text


def mapping_of(answer: Any) -> Mapping[str, Any]:
    """An object of an answer; raises `BadAnswer`."""
    if not isinstance(answer, dict) or not all(isinstance(key, str) for key in answer):
        raise BadAnswer("Please answer every part.")
    return answer
