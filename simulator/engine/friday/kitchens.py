"""Kitchens: in each shop one line of orders and some chefs; the next free chef takes the next order.

Invariant: no order waits in a shop where a chef is free. chefs = idle + at work - those who leave when they are done.
"""

from collections import deque
from dataclasses import dataclass, field

SMOOTHING = 0.25  # of the time that a shop's orders took


@dataclass(slots=True)
class Kitchen:
    """reply: smoothed minutes from the line to the oven. leaving: chefs who go as soon as their pizza is done."""

    chefs: int
    idle: int
    line: deque[int] = field(default_factory=deque)
    speed: float = 1.0
    drained: bool = False
    open: int = 0
    dealt: int = 0
    reply: float = 1.0
    leaving: int = 0

    @property
    def busy(self) -> int:
        return self.open - len(self.line)

    def send_away(self, count: int) -> int:
        """How many chefs leave, now or after the pizza in their hands. One always stays."""
        count = min(count, self.chefs - 1)
        self.chefs -= count
        at_once = min(count, self.idle)
        self.idle -= at_once
        self.leaving += count - at_once
        return count

    def free_a_chef(self) -> None:
        """A pizza is done: its chef is free, or goes."""
        if self.leaving:
            self.leaving -= 1
        else:
            self.idle += 1

    def answered(self, minutes: float) -> None:
        self.reply += SMOOTHING * (minutes - self.reply)
