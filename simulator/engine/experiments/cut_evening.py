"""Two shops, one list, and a line between them that may be cut: what each customer is told.

The list lies at Rosa's; Ada has a copy. While the line is whole, Ada either asks Rosa before each answer ("agree"), or
answers from her copy and tells Rosa later. While it is cut, she either refuses or answers from her copy; Rosa goes on.

Invariant: the customers come from the seed alone, so every rule meets the same ones; and what is counted is what
happened to them, one by one.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np

from ..arrays import Floats
from ..queues import stream

EVENING = 600.0  # seconds
CHANGES = tuple(range(30, int(EVENING), 60))  # seconds at which Rosa changes a price on the menu
Rule = Literal["refuse", "answer"]
Whole = Literal["agree", "later"]
Merge = Literal["add", "last"]
Fate = Literal["ok", "refused", "wrong"]


@dataclass(frozen=True, slots=True)
class Line:
    """Cut from `cut` to `mend` (seconds), never if they are equal. away: one way, in seconds."""

    cut: float
    mend: float
    away: float

    @property
    def ever(self) -> bool:
        return self.mend > self.cut

    def is_cut(self, time: float) -> bool:
        """Whether Ada can not ask: until the line is mended and the notes have come over it."""
        return self.ever and self.cut <= time < self.mend + self.away


@dataclass(frozen=True, slots=True)
class Customers:
    """When they come to each shop for one thing, in seconds, never falling."""

    rosa: Floats
    ada: Floats


@dataclass(frozen=True, slots=True)
class Told:
    """What became of the customers of one thing. apart: (from, until) of the times when the shops disagree.

    extra: milliseconds that an answer at Ada's takes longer while the line is whole.
    """

    rosa: tuple[tuple[float, Fate], ...]
    ada: tuple[tuple[float, Fate], ...]
    apart: tuple[tuple[float, float], ...]
    extra: float

    @property
    def refused(self) -> int:
        return sum(fate == "refused" for _, fate in (*self.rosa, *self.ada))

    @property
    def wrong(self) -> int:
        """Promised what is not there, forgotten, or shown what is old."""
        return sum(fate == "wrong" for _, fate in (*self.rosa, *self.ada))

    @property
    def seconds(self) -> float:
        return sum(end - start for start, end in self.apart)


def draw_customers(seed: int, thing: int, rate: float, standing: float | None = None) -> Customers:
    """`rate` a minute at each shop, by chance. standing: a time at which one more stands in each shop."""
    both = []
    for shop in range(2):
        rng = stream(seed, 10 * thing + shop)
        count = int(rng.poisson(rate * EVENING / 60))
        times = rng.uniform(0, EVENING, count)
        both.append(np.sort(times if standing is None else np.append(times, standing)))
    return Customers(both[0], both[1])


def sell_last(line: Line, customers: Customers, rule: Rule, whole: Whole) -> Told:
    """The last tiramisu. There are enough until `line.cut`; then one is left, and a customer stands in each shop."""
    left = {"rosa": 1, "ada": 1}  # what each list says
    fates: dict[str, list[tuple[float, Fate]]] = {"rosa": [], "ada": []}
    sales: list[float] = []
    for time, shop in _in_turn(customers):
        if time < line.cut:
            fates[shop].append((time, "ok"))
            continue
        if shop == "ada":
            if line.is_cut(time):
                if rule == "refuse":
                    fates[shop].append((time, "refused"))
                    continue
            elif whole == "agree" or (sales and time >= sales[0] + line.away):
                left["ada"] = left["rosa"]
        agreed = shop == "ada" and whole == "agree" and not line.is_cut(time)
        if sales and not line.is_cut(time) and time >= sales[0] + line.away:
            left["rosa"] = left["ada"] = 0
        if not left[shop]:
            fates[shop].append((time, "ok"))  # told that it is sold out, which is true
            continue
        left[shop] = 0
        if agreed:
            left["rosa"] = 0  # it is sold from Rosa's list
        fates[shop].append((time, "wrong" if sales else "ok"))
        sales.append(time)
    return _told(line, fates, whole, _apart(line, sales, rule, whole))


def count_likes(line: Line, customers: Customers, rule: Rule, whole: Whole, merge: Merge) -> Told:
    """Likes: each shop adds its own; after a cut they are added up, or the list that was written last wins."""
    fates: dict[str, list[tuple[float, Fate]]] = {"rosa": [], "ada": []}
    during = {shop: [t for t, s in _in_turn(customers) if s == shop and line.is_cut(t)] for shop in fates}
    loser = ""
    if rule == "answer" and merge == "last" and all(during.values()):
        loser = min(during, key=lambda shop: during[shop][-1])
    for time, shop in _in_turn(customers):
        fate: Fate = "ok"
        if line.is_cut(time):
            if shop == "ada" and rule == "refuse":
                fate = "refused"
            elif shop == loser:
                fate = "wrong"
        fates[shop].append((time, fate))
    changes = [time for time, _ in _in_turn(customers)]
    return _told(line, fates, whole, _apart(line, changes, rule, whole))


def show_menu(line: Line, customers: Customers, rule: Rule, whole: Whole) -> Told:
    """The menu: Rosa changes a price now and then; who looks at Ada's may see the old one."""
    apart = _apart(line, CHANGES, rule, whole)
    fates: dict[str, list[tuple[float, Fate]]] = {"rosa": [], "ada": []}
    for time, shop in _in_turn(customers):
        fate: Fate = "ok"
        if shop == "ada":
            if line.is_cut(time) and rule == "refuse":
                fate = "refused"
            elif any(start <= time < end for start, end in apart):
                fate = "wrong"
        fates[shop].append((time, fate))
    return _told(line, fates, whole, apart)


def _in_turn(customers: Customers) -> list[tuple[float, str]]:
    """All customers by time; of two at the same instant, Rosa's first."""
    rows = [(time, 0, "rosa") for time in customers.rosa.tolist()]
    rows += [(time, 1, "ada") for time in customers.ada.tolist()]
    return [(time, shop) for time, _, shop in sorted(rows)]


def _told(
    line: Line,
    fates: dict[str, list[tuple[float, Fate]]],
    whole: Whole,
    apart: tuple[tuple[float, float], ...],
) -> Told:
    extra = 2000 * line.away if whole == "agree" else 0.0
    return Told(tuple(fates["rosa"]), tuple(fates["ada"]), apart, extra)


def _apart(line: Line, changes: Sequence[float], rule: Rule, whole: Whole) -> tuple[tuple[float, float], ...]:
    """When the shops disagree: from a change until the other shop has heard of it. A shop that refuses, and one that
    asks before it answers, may have an old list, but never contradict the other.
    """
    spans: list[tuple[float, float]] = []
    for time in changes:
        cut = line.is_cut(time)
        if (cut and rule == "refuse") or (not cut and whole == "agree"):
            continue
        end = line.mend + line.away if cut else time + line.away
        if spans and time <= spans[-1][1]:
            spans[-1] = (spans[-1][0], max(end, spans[-1][1]))
        else:
            spans.append((float(time), end))
    return tuple(spans)
