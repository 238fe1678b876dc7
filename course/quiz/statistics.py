"""How good each item is, from first answers: difficulty, discrimination, point-biserial, distractors. Pure.

Invariant: an item is never compared with itself. Learners are ranked by the share that they have right of all other
items; who answered no other item counts for the difficulty alone. Under `ENOUGH` answers there are no figures.

Sources: Ebel and Frisbie, Essentials of Educational Measurement, 1991, chapter 13; upper and lower 27%: Kelley,
Journal of Educational Psychology 30, 1939. 97 answers give a difficulty within 0.10, 95 times in 100, at worst.
"""

import math
from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass

ENOUGH = 97
TAIL = 0.27
RARE = 0.05  # a distractor that fewer choose does no work


@dataclass(frozen=True, slots=True)
class Answered:
    """A learner's first answer to an item. picks: what they chose, by the labels of the item."""

    learner: Hashable
    item: str
    right: bool
    picks: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Label:
    """Something that can be chosen, and whether it is right to choose it.

    lure: whether it was written to draw those who do not know, as an option is. A slip that nobody makes is no fault.
    """

    text: str
    right: bool
    lure: bool = False


@dataclass(frozen=True, slots=True)
class Picked:
    """How many chose a label: count, share of all, and share among the lower and the upper 27% (0 to 1)."""

    label: Label
    count: int
    share: float
    lower: float | None
    upper: float | None


@dataclass(frozen=True, slots=True)
class ItemStatistics:
    """difficulty: share right, 0 to 1. discrimination and point_biserial: -1 to 1; None where they have no value.

    Under `ENOUGH` answers all three are None, and `picked` is empty.
    """

    item: str
    answers: int
    enough: bool
    difficulty: float | None = None
    discrimination: float | None = None
    point_biserial: float | None = None
    picked: tuple[Picked, ...] = ()

    @property
    def advice(self) -> tuple[str, ...]:
        """What to repair; "keep" for an item that does its work."""
        if not self.enough:
            return ("too few answers",)
        repairs = [says for meets, says in _ADVICE if meets(self)]
        return (*repairs, *_about_distractors(self.picked)) or ("keep",)


def statistics(
    answers: Iterable[Answered], labels: Mapping[str, Sequence[Label]], enough: int = ENOUGH
) -> tuple[ItemStatistics, ...]:
    """One for each item of `labels`, in that order. Of several answers to an item by a learner the first counts."""
    first: dict[str, dict[Hashable, Answered]] = defaultdict(dict)
    for one in answers:
        first[one.item].setdefault(one.learner, one)
    right: dict[Hashable, int] = defaultdict(int)
    count: dict[Hashable, int] = defaultdict(int)
    for given in first.values():
        for one in given.values():
            right[one.learner] += one.right
            count[one.learner] += 1

    def rest(one: Answered) -> float | None:
        """The share right of all other items; None without any."""
        others = count[one.learner] - 1
        return (right[one.learner] - one.right) / others if others else None

    return tuple(_of(item, list(first[item].values()), own, rest, enough) for item, own in labels.items())


def _of(
    item: str,
    given: list[Answered],
    labels: Sequence[Label],
    rest: Callable[[Answered], float | None],
    enough: int,
) -> ItemStatistics:
    if len(given) < max(enough, 1):
        return ItemStatistics(item, len(given), enough=False)
    ranked = sorted(
        ((ability, one) for one in given if (ability := rest(one)) is not None), key=lambda pair: pair[0]
    )
    return ItemStatistics(
        item,
        len(given),
        enough=True,
        difficulty=sum(one.right for one in given) / len(given),
        discrimination=_spread(ranked, lambda one: one.right),
        point_biserial=correlation([ability for ability, _ in ranked], [one.right for _, one in ranked]),
        picked=tuple(_picked(label, given, ranked) for label in labels),
    )


Ranked = Sequence[tuple[float, Answered]]


def _picked(label: Label, given: Sequence[Answered], ranked: Ranked) -> Picked:
    count = sum(label.text in one.picks for one in given)
    lower, upper = tails(ranked, lambda one: label.text in one.picks) if ranked else (None, None)
    return Picked(label, count, count / len(given), lower, upper)


def _spread(ranked: Ranked, meets: Callable[[Answered], bool]) -> float | None:
    if not ranked:
        return None
    lower, upper = tails(ranked, meets)
    return upper - lower


def tails(ranked: Ranked, meets: Callable[[Answered], bool]) -> tuple[float, float]:
    """The share that meets it among the lower and the upper 27%, of learners ranked from low to high.

    Where learners of equal rank stand on the border, each of them counts in part: the order of rows decides nothing.
    """
    size = TAIL * len(ranked)
    return _tail(ranked, meets, size), _tail(ranked[::-1], meets, size)


def _tail(ranked: Ranked, meets: Callable[[Answered], bool], size: float) -> float:
    groups: dict[float, list[bool]] = {}
    for ability, one in ranked:
        groups.setdefault(ability, []).append(meets(one))
    found, room = 0.0, size
    for group in groups.values():
        taken = min(room, float(len(group)))
        found += taken * sum(group) / len(group)
        room -= taken
        if room <= 0:
            break
    return found / size


def correlation(one: Sequence[float], other: Sequence[float]) -> float | None:
    """Pearson's r; with yes and no on one side it is the point-biserial. None if a side does not vary."""
    if len(one) < 2:
        return None
    mean_one, mean_other = math.fsum(one) / len(one), math.fsum(other) / len(other)
    pairs = [(left - mean_one, right - mean_other) for left, right in zip(one, other, strict=True)]
    square = math.fsum(left**2 for left, _ in pairs) * math.fsum(right**2 for _, right in pairs)
    if square <= 1e-18:
        return None
    return math.fsum(left * right for left, right in pairs) / math.sqrt(square)


def _about_distractors(picked: Sequence[Picked]) -> Iterable[str]:
    for each in picked:
        if each.label.right or not each.label.lure:
            continue
        if each.count == 0:
            yield f"never chosen, replace: {each.label.text}"
        elif each.lower is not None and each.upper is not None and each.upper > each.lower + RARE:
            yield f"draws the stronger learners: {each.label.text}"


_ADVICE: tuple[tuple[Callable[[ItemStatistics], bool], str], ...] = (
    (lambda each: (each.difficulty or 0) < 0.2, "too hard: repair"),
    (lambda each: (each.difficulty or 0) > 0.95, "too easy: repair"),
    (lambda each: (each.discrimination or 0) < 0, "stronger learners miss it: check the key"),
    (lambda each: 0 <= (1 if each.discrimination is None else each.discrimination) < 0.2, "rewrite"),
    (lambda each: (1 if each.point_biserial is None else each.point_biserial) < 0.1, "goes against the rest"),
)
