"""Ten sentences about the shop: each says what it does, or how well.

Invariant: the answer to "how many say how well?" is counted from this list and stands nowhere else.
"""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Final

WHAT: Final = "what it does"
WELL: Final = "how well"


@dataclass(frozen=True, slots=True)
class Sentence:
    """kind: WHAT or WELL. why: what decides it, for one who sorted it wrongly."""

    number: int
    text: str
    kind: str
    why: str


SENTENCES = (
    Sentence(1, "Customers can order by phone.", WHAT, "The shop does it or does not."),
    Sentence(
        2, "95 of 100 orders are ready in 20 minutes.", WELL, "A share and a time: both can be measured."
    ),
    Sentence(
        3, "A customer can cancel before the baking starts.", WHAT, "A deed with a rule. There is no scale."
    ),
    Sentence(4, "At most 1 order in 10,000 gets lost.", WELL, "A share, so it can be measured."),
    Sentence(5, "The rider sees the name and the address.", WHAT, "The shop shows them or does not."),
    Sentence(6, "The shop can take 100 orders on a Friday.", WELL, "How much it can carry is a number."),
    Sentence(
        7, "If an oven breaks, baking goes on within 10 minutes.", WELL, "A time, so it can be measured."
    ),
    Sentence(8, "Customers can pay by card or in cash.", WHAT, "A deed. There is no scale."),
    Sentence(9, "The phone is picked up within 5 rings.", WELL, "A number of rings can be counted."),
    Sentence(
        10, "The order line works 99 hours out of 100.", WELL, "A share of time, so it can be measured."
    ),
)


@dataclass(frozen=True, slots=True)
class Sorted:
    """One sentence as a learner sorted it."""

    sentence: Sentence
    chosen: str
    right: bool


def how_many_say_how_well() -> int:
    return sum(sentence.kind == WELL for sentence in SENTENCES)


def sort(well: Collection[int]) -> tuple[Sorted, ...]:
    """Judge a sorting. well: the numbers of the sentences that a learner took for "how well"."""
    chosen = {sentence.number: WELL if sentence.number in well else WHAT for sentence in SENTENCES}
    return tuple(
        Sorted(sentence, chosen[sentence.number], chosen[sentence.number] == sentence.kind)
        for sentence in SENTENCES
    )
