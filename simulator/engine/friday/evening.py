"""The evening: `play(plan, actions, seed)` gives back all that happened, minute by minute.

Invariant: the same arguments give the same evening. What stands in it up to minute t, t among them, is the same
whatever is done at t or later. Of the orders that came, each is made, lost or refused, and never two of these.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from ..arrays import Floats, Numbers
from .actions import Action, in_words
from .demand import demand_of
from .faults import faults_of
from .news import Ear, News
from .night import LOST, MADE, REFUSED, Night
from .plan import Plan
from .town import END, PROMISE

MINUTES = np.arange(END + 1)


@dataclass(frozen=True, slots=True, eq=False)
class Evening:
    """Rows of the first kind are (END + 1, 5), at each minute and shop: orders waiting, chefs at work, chefs, drained.

    The rest counts from the beginning of the evening: came, lost, refused, doubled as they happened; settled: orders
    whose 30 minutes are over, on_time and failed among them. made, took: of all orders in the end, in order of coming.
    """

    plan: Plan
    actions: tuple[Action, ...]
    seed: int
    waiting: Numbers
    busy: Numbers
    chefs: Numbers
    drained: Numbers
    came: Numbers
    lost: Numbers
    refused: Numbers
    doubled: Numbers
    settled: Numbers
    on_time: Numbers
    failed: Numbers
    news: tuple[News, ...]
    orders: int
    made: int
    took: Floats

    def kept(self, minute: int) -> float:
        """The share of settled orders that came on time, up to this minute; 1 before there are any."""
        settled = int(self.settled[minute])
        return int(self.on_time[minute]) / settled if settled else 1.0

    def served(self, minute: int) -> float:
        """The share of settled orders that did not fail."""
        settled = int(self.settled[minute])
        return 1.0 - int(self.failed[minute]) / settled if settled else 1.0


def play(plan: Plan, actions: Sequence[Action], seed: int) -> Evening:
    """The whole evening. The actions stand in the order of their minutes, and have passed `actions.check`."""
    demand = demand_of(seed)
    night, ear = Night(plan, demand, faults_of(seed), seed), Ear(plan)
    rows: list[list[tuple[int, ...]]] = []
    news: list[News] = []
    for minute in range(END + 1):
        night.begin(minute)
        news += ear.listen(night)
        rows.append(_row(night))
        for action in actions:
            if action.minute == minute:
                night.act(action)
                news.append(News(minute, "done", f"You: {in_words(action)}."))
        night.pass_to(minute + 1)
    night.pass_to(float("inf"))
    return _evening(night, tuple(actions), rows, tuple(news))


def _row(night: Night) -> list[tuple[int, ...]]:
    kitchens = night.kitchens
    return [
        tuple(len(one.line) for one in kitchens),
        tuple(one.busy for one in kitchens),
        tuple(one.chefs for one in kitchens),
        tuple(int(one.drained) for one in kitchens),
    ]


def _evening(
    night: Night, actions: tuple[Action, ...], rows: list[list[tuple[int, ...]]], news: tuple[News, ...]
) -> Evening:
    table = np.array(rows, np.int64)  # minute, what, shop
    arrive = night.demand.arrive
    fate, took = np.array(night.fate), np.array(night.arrived) - arrive
    deadline = arrive + PROMISE
    fails = {kind: np.array([at for at, one in night.failures if one == kind]) for kind in (LOST, REFUSED)}
    return Evening(
        night.plan,
        actions,
        night.seed,
        waiting=table[:, 0],
        busy=table[:, 1],
        chefs=table[:, 2],
        drained=table[:, 3],
        came=_until(arrive),
        lost=_until(fails[LOST]),
        refused=_until(fails[REFUSED]),
        doubled=_until(np.array(night.doubled)),
        settled=_until(deadline),
        on_time=_until(deadline[took <= PROMISE]),
        failed=_until(deadline[(fate == LOST) | (fate == REFUSED)]),
        news=news,
        orders=len(arrive),
        made=int((fate == MADE).sum()),
        took=took,
    )


def _until(times: Floats) -> Numbers:
    """How many of these times lie before each minute."""
    return np.searchsorted(np.sort(times), MINUTES, "left")
