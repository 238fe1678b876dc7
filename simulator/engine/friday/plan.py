"""The plan: what a learner sets before the evening begins.

Invariant: a plan is its link, like the settings of a lab (experiments/parameters.py).
"""

from dataclasses import dataclass
from typing import Annotated

from ..experiments.parameters import Choice, Whole
from ..queues import POLICIES
from .town import SHOPS

NO_LIMIT = "none"
CHEFS = (2, 14)  # least and most in a shop
RULES = tuple((policy.name, policy.label) for policy in POLICIES.values() if not policy.ideal)
LIMITS = (("1.1", "1.1 times its share"), ("1.25", "1.25 times"), ("1.5", "1.5 times"), ("2", "2 times"),
          (NO_LIMIT, "no limit"))  # fmt: skip
QUORUM = tuple((str(count), f"{count} of 3") for count in (1, 2, 3))
OFF = "off"


@dataclass(frozen=True, slots=True)
class Plan:
    """Chefs in each shop; how orders are dealt; how the book is written and read; what to be told."""

    harbour: Annotated[int, Whole(SHOPS[0], *CHEFS, unit="chefs")] = 6
    mill: Annotated[int, Whole(SHOPS[1], *CHEFS, unit="chefs")] = 6
    station: Annotated[int, Whole(SHOPS[2], *CHEFS, unit="chefs")] = 6
    market: Annotated[int, Whole(SHOPS[3], *CHEFS, unit="chefs")] = 6
    hill: Annotated[int, Whole(SHOPS[4], *CHEFS, unit="chefs")] = 6
    rule: Annotated[
        str, Choice("Rule", RULES, note="Picks one of the three shops that keep the pizza’s dough.")
    ] = "round-robin"
    c: Annotated[
        str, Choice("Limit (c)", LIMITS, note="A shop with more open orders than this is passed over.")
    ] = NO_LIMIT
    flags: Annotated[
        str,
        Choice(
            "Flags a shop (V)",
            (("1", "1"), ("8", "8"), ("64", "64"), ("256", "256")),
            note="Where each pizza’s dough is kept.",
        ),
    ] = "8"
    w: Annotated[
        str, Choice("Write (W)", QUORUM, note="Books that must have the order before it counts.")
    ] = "2"
    r: Annotated[str, Choice("Read (R)", QUORUM, note="Books that are asked before anyone rides.")] = "2"
    told_queue: Annotated[
        str,
        Choice("Orders waiting in one shop", ((OFF, "off"), ("10", "10"), ("25", "25"), ("50", "50"))),
    ] = OFF
    told_failed: Annotated[
        str,
        Choice(
            "Orders that fail within 10 minutes",
            ((OFF, "off"), ("1", "1 order"), ("2", "2 orders"), ("5", "5 orders")),
        ),
    ] = OFF
    told_line: Annotated[
        str,
        Choice("A shop out of reach", ((OFF, "off"), ("1", "for 1 minute"), ("5", "for 5 minutes"))),
    ] = OFF
    told_hot: Annotated[
        str,
        Choice("One pizza’s part of all orders", ((OFF, "off"), ("20", "20%"), ("30", "30%"))),
    ] = OFF

    @property
    def chefs(self) -> tuple[int, ...]:
        return (self.harbour, self.mill, self.station, self.market, self.hill)

    @property
    def told(self) -> tuple[str, ...]:
        """The alarms, off or not."""
        return (self.told_queue, self.told_failed, self.told_line, self.told_hot)


def limit_of(c: str) -> float | None:
    """ "1.25" -> 1.25; None for no limit."""
    return None if c == NO_LIMIT else float(c)
