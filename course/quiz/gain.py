"""The gain from a first test to a last one. Pure.

Invariant: a gain is given only where it is defined, and never without the two scores that it comes from.

Normalised gain: g = (post - pre) / (100 - pre), the part of what could be gained that was gained (Hake, Am. J. Phys.
66, 1998). For a group it is taken from the mean scores, not as the mean of gains.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from math import sqrt
from statistics import fmean, stdev

LOW, HIGH = 30.0, 70.0  # per cent: below is a low gain, above a high one (Hake 1998)
FEWEST = 20  # learners with both tests, before a mean of theirs is shown


@dataclass(frozen=True, slots=True)
class Score:
    """So many right of so many."""

    right: int
    items: int

    @property
    def percent(self) -> float:
        return 100 * self.right / self.items

    @property
    def centre(self) -> float:
        """The share in per cent with two right and two wrong added, so that chance can be told of 0 and 100% too.

        Agresti and Coull, The American Statistician 52(2), 1998.
        """
        return 100 * (self.right + 2) / (self.items + 4)

    @property
    def error(self) -> float:
        """How far a score of so few items may be off by chance: one standard error round `centre`, in points of 100."""
        return sqrt(self.centre * (100 - self.centre) / (self.items + 4))


@dataclass(frozen=True, slots=True)
class Means:
    """Of a group: mean scores and their standard deviations in per cent, and the gain of the means."""

    learners: int
    before: float
    after: float
    spread_before: float
    spread_after: float
    gain: float | None


def gain(before: float, after: float) -> float | None:
    """The normalised gain in per cent of what could be gained; None where nothing could. Scores in per cent."""
    return None if before >= 100 else 100 * (after - before) / (100 - before)


def words(before: Score, after: Score) -> str:
    """What two scores of one person say, and how much of it may be chance."""
    scores = (
        f"You had {before.right} of {before.items} right at first, and {after.right} of {after.items} now."
    )
    found = gain(before.percent, after.percent)
    if found is None:
        return f"{scores} There was nothing left to gain."
    if found < 0:
        return f"{scores} That is fewer than before. {_noise(before, after)}"
    if after.right == before.right:
        return f"{scores} No change. {_noise(before, after)}"
    told = f"Of what there was to gain, you gained {found:.0f}%: a {_size(found)} gain."
    return f"{scores} {told} {_noise(before, after)}"


def _size(found: float) -> str:
    return "low" if found < LOW else "medium" if found <= HIGH else "high"


def _noise(before: Score, after: Score) -> str:
    error = sqrt(before.error**2 + after.error**2)
    change = abs(after.percent - before.percent)
    told = f"By chance alone, a difference of {2 * error:.0f} points of 100 can come from {after.items} questions"
    return f"{told}; yours is {change:.0f}."


def means(pairs: Sequence[tuple[Score, Score]]) -> Means | None:
    """Of a group of learners with both tests; None while they are fewer than `FEWEST`."""
    if len(pairs) < FEWEST:
        return None
    befores = [before.percent for before, _ in pairs]
    afters = [after.percent for _, after in pairs]
    before, after = fmean(befores), fmean(afters)
    return Means(len(pairs), before, after, stdev(befores), stdev(afters), gain(before, after))
