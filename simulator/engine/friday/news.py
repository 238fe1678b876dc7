"""News: what a learner hears during the evening. An alarm tells at once; without it, customers tell later.

Invariant: news of minute t follow from what stands at t. An alarm rings again for the same thing after 20 minutes at
the earliest.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from .faults import Faults
from .night import LOST, REFUSED, Night
from .plan import OFF, Plan
from .town import SHOPS

QUIET = 20  # minutes
WINDOW = 10  # minutes over which failures are counted
# What the log says beside a failed order.
WHY = {
    LOST: "The log says: the new release cannot read this order.",
    REFUSED: "The log says: the customer did not get through.",
}


@dataclass(frozen=True, slots=True)
class News:
    """kind: "alarm", "customers" or "done". about: "failed", "queue", "line" or "hot"; "" for the rest."""

    minute: int
    kind: str
    says: str
    about: str = ""


class Ear:
    """Listens to a night, minute by minute."""

    def __init__(self, plan: Plan) -> None:
        self.plan = plan
        self.heard: dict[str, int] = {}
        self.told: set[str] = set()

    def listen(self, night: Night) -> Iterator[News]:
        """What is new at this minute."""
        for about, says in (
            *self._queues(night),
            *self._failed(night),
            *self._line(night),
            *self._hot(night),
        ):
            if night.minute - self.heard.get(about, -QUIET) >= QUIET:
                self.heard[about] = night.minute
                yield News(night.minute, "alarm", says, about.partition(" ")[0])
        for minute, about, says in _from_customers(night, night.faults):
            if night.minute == minute and not self._knows(about):
                yield News(minute, "customers", says, about)
        if night.minute - 1 in night.rolled_back_nothing:
            yield News(
                night.minute, "done", "No new release has gone out yet, so there was nothing to roll back."
            )

    def _knows(self, about: str) -> bool:
        return any(one.partition(" ")[0] == about for one in self.heard)

    def _queues(self, night: Night) -> Iterator[tuple[str, str]]:
        if self.plan.told_queue == OFF:
            return
        for shop, kitchen in enumerate(night.kitchens):
            if len(kitchen.line) >= int(self.plan.told_queue):
                yield f"queue {shop}", f"{len(kitchen.line)} orders wait at {SHOPS[shop]}."

    def _failed(self, night: Night) -> Iterator[tuple[str, str]]:
        if self.plan.told_failed == OFF:
            return
        since = night.minute - WINDOW
        fates = [fate for at, fate in night.failures if at >= since]
        if len(fates) >= int(self.plan.told_failed):
            orders = "1 order has" if len(fates) == 1 else f"{len(fates)} orders have"
            why = WHY[LOST if LOST in fates else REFUSED]
            yield "failed", f"{orders} failed in the last {WINDOW} minutes. {why}"

    def _line(self, night: Night) -> Iterator[tuple[str, str]]:
        if self.plan.told_line == OFF or not night.cut:
            return
        if night.minute - night.faults.cut_from >= int(self.plan.told_line):
            yield "line", "Harbour and Mill cannot reach the other shops. The line is cut."

    def _hot(self, night: Night) -> Iterator[tuple[str, str]]:
        kind, part = night.hottest()
        if self.plan.told_hot != OFF and len(night.recent) >= 30 and part >= int(self.plan.told_hot) / 100:
            yield "hot", f"{part:.0%} of all orders ask for pizza {kind + 1}."


def _from_customers(night: Night, faults: Faults) -> Iterator[tuple[int, str, str]]:
    """(minute, about, words) of what comes out without an alarm."""
    if any(fate == LOST for _, fate in night.failures):
        yield faults.release_at + 25, "failed", "Customers call Rosa: “I paid, and nobody knows my order.”"
    yield (
        faults.slow_from + 25,
        "queue",
        f"A customer calls Rosa: “What is wrong with {SHOPS[faults.slow_shop]}?”",
    )
    yield faults.hot_from + 25, "hot", f"A chef calls Rosa: “Everyone wants pizza {faults.hot_kind + 1}.”"
    if night.cut:
        yield faults.cut_from + 12, "line", "Customers call Rosa: “They say that they cannot take my order.”"
