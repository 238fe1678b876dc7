"""The score: the promise, the cost, and orders lost or doubled, in 100 points.

Invariant: each part is from 0 to its most, and all are known to the learner before the evening begins.
"""

from dataclasses import dataclass

from .budget import BUDGET, cost_of
from .evening import Evening
from .town import END, ON_TIME, SERVED


@dataclass(frozen=True, slots=True)
class Scale:
    """Points grow in a straight line from `none` to `all`."""

    most: int
    none: float
    all: float
    rule: str


POINTS = (
    Scale(40, 0.90, ON_TIME, "all at 99%, none at 90%"),
    Scale(30, 0.97, SERVED, "all at 99.9%, none at 97%"),
    Scale(15, 40, 0, "all at none, none at 40"),
    Scale(15, BUDGET, 0.75 * BUDGET, f"all at {0.75 * BUDGET:.0f}, none at {BUDGET}"),
)


@dataclass(frozen=True, slots=True)
class Part:
    """value: what was reached, in words; rule: how the points come about."""

    label: str
    value: str
    rule: str
    points: float
    most: int


@dataclass(frozen=True, slots=True)
class Score:
    """on_time and served are shares of all orders; lost: those that failed, refused ones among them."""

    on_time: float
    served: float
    lost: int
    doubled: int
    cost: int
    parts: tuple[Part, ...]

    @property
    def kept(self) -> bool:
        """Whether the promise was kept: 99% within 30 minutes, 99.9% served."""
        return self.on_time >= ON_TIME and self.served >= SERVED

    @property
    def points(self) -> int:
        return round(sum(part.points for part in self.parts))


def score_of(evening: Evening) -> Score:
    """The score of a whole evening."""
    on_time, served = evening.kept(END), evening.made / evening.orders
    lost, doubled = evening.orders - evening.made, int(evening.doubled[END])
    cost = cost_of(evening.plan, evening.actions)
    return Score(
        on_time,
        served,
        lost,
        doubled,
        cost,
        (
            _part("Within 30 minutes", percent(on_time), on_time, POINTS[0]),
            _part("Served", percent(served), served, POINTS[1]),
            _part("Lost or doubled", f"{lost} lost, {doubled} doubled", lost + doubled, POINTS[2]),
            _part("Cost", f"{cost} of {BUDGET}", cost, POINTS[3]),
        ),
    )


def _part(label: str, value: str, reached: float, scale: Scale) -> Part:
    share = (reached - scale.none) / (scale.all - scale.none)
    return Part(label, value, scale.rule, scale.most * min(1.0, max(0.0, share)), scale.most)


def percent(share: float) -> str:
    """0.99873 -> "99.87%". Never rounded up to what was not reached."""
    return f"{int(share * 10_000 + 1e-6) / 100:.2f}%"
