"""The night: every order on its way through the shops, minute by minute.

Invariant: whatever stands at minute t follows from the demand, the plan, and the actions before t. Faults, actions and
alarms happen on whole minutes, before the orders of that minute.
"""

import heapq
from collections import Counter, deque
from collections.abc import Sequence
from itertools import count

import numpy as np

from . import book, dispatch
from .actions import BRIDGE, MOVED, RIDE, SHED, SHED_FOR, Action
from .demand import Demand
from .faults import Faults
from .kitchens import Kitchen
from .plan import Plan, limit_of
from .town import COLD, COPIES, ROAD, SLOWED, WORK

CALL, DONE, AGAIN, GIVES_UP, CHEFS_COME = range(5)
COMING, MADE, LOST, REFUSED = range(4)  # fates
NEVER = 10_000


class Night:
    """Orders are numbered; those past the demand's are second ones of the same customer."""

    def __init__(self, plan: Plan, demand: Demand, faults: Faults, seed: int) -> None:
        self.plan, self.demand, self.faults, self.seed = plan, demand, faults, seed
        self.walks = dispatch.walks(seed, int(plan.flags))
        self.kitchens = [Kitchen(chefs, chefs) for chefs in plan.chefs]
        self.how = dispatch.How(plan.rule, limit_of(plan.c))
        self.w, self.r = int(plan.w), int(plan.r)
        self.minute, self.now = 0, 0.0
        self.release_until, self.line_at, self.shed_until = NEVER, faults.cut_to, -1
        self.rolled_back_nothing: set[int] = set()  # minutes
        self.everywhere: set[int] = set()  # pizzas whose dough is in all shops
        many = len(demand)
        self.fate = [COMING] * many
        self.arrived = [float("inf")] * many  # at the customer's door
        self.doubled: list[float] = []
        self.kind, self.work = demand.kind.tolist(), demand.work.tolist()
        self.first = list(range(many))  # whose order this is
        self.failures: list[tuple[float, int]] = []  # (when, fate)
        self.written: dict[int, frozenset[int]] = {}  # of those taken during the cut
        self.held: list[tuple[int, int]] = []  # (order, door): the book cannot be written
        self.unread: list[int] = []  # made, but nobody may ride
        self.since: dict[int, float] = {}  # when an order joined its line
        self.turn = 0
        self.recent: deque[tuple[float, int]] = deque()
        self.asked: Counter[int] = Counter()
        self._numbers = count()
        self.events = [
            (at, next(self._numbers), CALL, order, 0) for order, at in enumerate(demand.arrive.tolist())
        ]
        self._doors = demand.door.tolist()
        self._throws = demand.throws.tolist()
        self._broken, self._patience = demand.broken.tolist(), demand.patience.tolist()
        again = demand.again.tolist()
        self.events += [
            (again[order], next(self._numbers), AGAIN, order, 0)
            for order in np.flatnonzero(~np.isnan(demand.again)).tolist()
        ]
        heapq.heapify(self.events)

    @property
    def cut(self) -> bool:
        return self.faults.cut_from <= self.minute < self.line_at

    # -- minutes -----------------------------------------------------------------------------------------

    def begin(self, minute: int) -> None:
        """The faults of this minute begin and end."""
        was_cut, self.minute, self.now = self.cut, minute, float(minute)
        faults = self.faults
        if minute in (faults.slow_from, faults.slow_to):
            self.kitchens[faults.slow_shop].speed = SLOWED if minute == faults.slow_from else 1.0
        if was_cut and not self.cut:
            self._heal()

    def pass_to(self, minute: float) -> None:
        """Everything that happens before this minute."""
        while self.events and self.events[0][0] < minute:
            self.now, _, event, order, place = heapq.heappop(self.events)
            HAPPENS[event](self, order, place)
        self.now = float(minute)

    def _later(self, at: float, event: int, order: int, place: int) -> None:
        heapq.heappush(self.events, (at, next(self._numbers), event, order, place))

    # -- orders ------------------------------------------------------------------------------------------

    def call(self, order: int, place: int) -> None:
        self.turn += 1
        self.recent.append((self.now, self.kind[order]))
        self.asked[self.kind[order]] += 1
        if self.minute < self.shed_until and self.turn % SHED == 0:
            self._fail(order, REFUSED)
        elif self._broken[order] and self.faults.release_at <= self.minute < self.release_until:
            self._fail(order, LOST)
        else:
            self._take(order, self._doors[order])

    def _fail(self, order: int, fate: int) -> None:
        self.fate[order] = fate
        self.failures.append((self.now, fate))

    def _take(self, order: int, door: int) -> None:
        reached = book.reach(door, self.cut)
        keepers = self.walks[self.kind[order]][:COPIES]
        if not book.can(self.w, keepers, reached):
            self.held.append((order, door))
            self._later(self.now + self._patience[self.first[order]], GIVES_UP, order, door)
            return
        if self.cut:
            self.written[order] = reached & frozenset(keepers)
        self._deal(order, keepers, reached)

    def _deal(self, order: int, keepers: Sequence[int], reached: frozenset[int]) -> None:
        kind = self.kind[order]
        walk = self.walks[kind]
        there = [shop for shop in walk if shop in reached]
        warm = walk if kind in self.everywhere else keepers
        chance = dispatch.Chance(dispatch.Throws(self._throws[self.first[order]]), self.turn)
        shop = dispatch.choose(self.kitchens, there, warm, self.how, chance)
        kitchen = self.kitchens[shop]
        kitchen.open += 1
        kitchen.dealt += 1
        self.since[order] = self.now
        if shop not in warm:
            self.work[order] *= COLD
        kitchen.line.append(order)
        self._cook(shop)

    def _cook(self, shop: int) -> None:
        kitchen = self.kitchens[shop]
        while kitchen.idle and kitchen.line:
            order = kitchen.line.popleft()
            kitchen.idle -= 1
            self._later(self.now + self.work[order] / kitchen.speed, DONE, order, shop)

    def done(self, order: int, shop: int) -> None:
        kitchen = self.kitchens[shop]
        kitchen.open -= 1
        kitchen.answered((self.now - self.since[order]) / WORK)
        kitchen.free_a_chef()
        self._cook(shop)
        keepers = self.walks[self.kind[order]][:COPIES]
        if book.can(self.r, keepers, book.reach(shop, self.cut)):
            self._ride(order)
        else:
            self.unread.append(order)

    def _ride(self, order: int) -> None:
        first = self.first[order]
        if self.fate[first] == COMING:
            self.fate[first], self.arrived[first] = MADE, self.now + ROAD

    def again(self, order: int, place: int) -> None:
        """The customer calls a second time. Who finds no such order takes it again."""
        if self.fate[order] in (LOST, REFUSED) or self.arrived[order] <= self.now:
            return
        door = int(self.demand.again_door[order])
        walk = self.walks[self.kind[order]]
        reached = book.reach(door, self.cut)
        there = [shop for shop in walk[:COPIES] if shop in reached]
        if len(there) < self.r or order not in self.written or not self.cut:
            return  # nobody can look, so nobody takes it again; or all books have it by now
        if book.stale(there[: self.r], self.written[order]):
            self._double(order, door)

    def _double(self, order: int, door: int) -> None:
        self.doubled.append(self.now)
        self.kind.append(self.kind[order])
        self.work.append(float(self.demand.work[order]))
        self.first.append(order)
        self._take(len(self.first) - 1, door)

    def gives_up(self, order: int, door: int) -> None:
        if (order, door) in self.held:
            self.held.remove((order, door))
            if self.first[order] == order and self.fate[order] == COMING:
                self._fail(order, REFUSED)

    def _heal(self) -> None:
        """The line is back: what waited for it goes on, first come first."""
        self.written.clear()
        held, self.held = self.held, []
        unread, self.unread = self.unread, []
        for order, door in held:
            self._take(order, door)
        for order in unread:
            self._ride(order)

    def chefs_come(self, count_of_chefs: int, shop: int) -> None:
        kitchen = self.kitchens[shop]
        kitchen.chefs += count_of_chefs
        kitchen.idle += count_of_chefs
        self._cook(shop)

    # -- actions -----------------------------------------------------------------------------------------

    def act(self, action: Action) -> None:
        """Carry it out now, at the beginning of its minute."""
        ACTS[action.do](self, action)

    def _roll_back(self, action: Action) -> None:
        if self.minute < self.faults.release_at:
            self.rolled_back_nothing.add(self.minute)  # the release is still to come
        else:
            self.release_until = min(self.release_until, self.minute + 1)

    def _open_line(self, action: Action) -> None:
        if self.cut:
            self.line_at = min(self.line_at, self.minute + BRIDGE)

    def _dough(self, action: Action) -> None:
        if self.asked:
            self.everywhere.add(self.hottest()[0])

    def _drain(self, action: Action) -> None:
        self.kitchens[action.shop].drained = True

    def _move(self, action: Action) -> None:
        gone = self.kitchens[action.shop].send_away(MOVED)
        if gone:
            self._later(self.now + RIDE, CHEFS_COME, gone, action.to)

    def _shed(self, action: Action) -> None:
        self.shed_until = self.minute + SHED_FOR

    def _set_c(self, action: Action) -> None:
        self.how = self.how._replace(c=limit_of(action.value))

    def _set_rule(self, action: Action) -> None:
        self.how = self.how._replace(rule=action.value)

    def _set_w(self, action: Action) -> None:
        self.w = int(action.value)
        held, self.held = self.held, []
        for order, door in held:
            self._take(order, door)

    def _set_r(self, action: Action) -> None:
        self.r = int(action.value)

    # -- what can be seen ---------------------------------------------------------------------------------

    def hottest(self) -> tuple[int, float]:
        """The pizza that most asked for in the last ten minutes, and its part of them; (-1, 0.0) for none."""
        while self.recent and self.recent[0][0] < self.now - 10:
            self.asked[self.recent.popleft()[1]] -= 1
        if not self.recent:
            return -1, 0.0
        kind, asked = max(self.asked.items(), key=lambda item: (item[1], -item[0]))
        return kind, asked / len(self.recent)


HAPPENS = {
    CALL: Night.call,
    DONE: Night.done,
    AGAIN: Night.again,
    GIVES_UP: Night.gives_up,
    CHEFS_COME: Night.chefs_come,
}
ACTS = {
    "roll_back": Night._roll_back,
    "open_line": Night._open_line,
    "dough": Night._dough,
    "drain": Night._drain,
    "move": Night._move,
    "shed": Night._shed,
    "c": Night._set_c,
    "rule": Night._set_rule,
    "w": Night._set_w,
    "r": Night._set_r,
}
