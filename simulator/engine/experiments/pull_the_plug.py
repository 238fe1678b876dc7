"""L09, "Pull the plug": can the other shops carry the load, and do the callers let them?

Invariant: see plug_evening.py; every rule of the callers meets the same orders and the same power cut.
"""

from dataclasses import dataclass
from typing import Annotated

import numpy as np

from ..outcome import Finding, Outcome
from ..queues import Orders, draw_orders, stream
from ..words import count_of
from .experiment import Experiment, Tick
from .parameters import Choice, Flag, Real, Whole
from .plug_charts import charts, tables
from .plug_evening import CALLS, Callers, Evening, Shops, play
from .plug_lens import LENS
from .plug_takes import takes
from .plug_together import BETA_FACTOR, all_down, calls_expected, drawn_down, safe_share

_PAGE = 180_000  # load x shops x ovens x minutes that a page waits for
PULLED = 10.0  # minutes after the opening
BAKING = 2.0
_DOUBLINGS = (1.0, 2.0, 4.0)
_RULES = (("wait", "Wait"), ("once", "Call again at once"), ("back-off", "Back off, then call again"))


@dataclass(frozen=True, slots=True)
class Settings:
    shops: Annotated[int, Whole("Shops", 1, 8)] = 4
    load: Annotated[int, Whole("Busy before the cut", 10, 100, unit="%")] = 70
    callers: Annotated[str, Choice("If no answer comes, callers", _RULES)] = "wait"
    stopped: Annotated[int, Whole("Shops that lose power", 1, 8, more=True)] = 1
    outage: Annotated[int, Whole("The power is away for", 1, 240, unit="min", more=True)] = 60
    notice: Annotated[float, Real("The dealer notices after", 0, 30, 0.5, unit="min", more=True)] = 2.0
    shared: Annotated[
        int,
        Whole("Failures with a shared cause", 0, 100, unit="%", note="Of two ovens in one shop", more=True),
    ] = 10
    patience: Annotated[
        float, Real("A caller takes it that no answer comes after", 1, 30, 0.5, unit="min", more=True)
    ] = 5.0
    pause: Annotated[
        float, Real("First pause of those who back off", 0.5, 30, 0.5, unit="min", more=True)
    ] = 10.0
    forget: Annotated[bool, Flag("Shops throw away slips that cannot be ready in time", more=True)] = False
    ovens: Annotated[int, Whole("Ovens in each shop", 1, 8, more=True)] = 4
    watch: Annotated[int, Whole("Orders come for", 20, 240, unit="min", more=True)] = 90

    @property
    def dark(self) -> int:
        """How many shops lose power."""
        return min(self.stopped, self.shops)

    @property
    def capacity(self) -> float:
        """Pizzas a minute that one shop can bake."""
        return self.ovens / BAKING

    @property
    def survivors(self) -> float:
        """Load on the shops with power, as a share of what they can bake; with none, endless."""
        lit = self.shops - self.dark
        return self.load / 100 * self.shops / lit if lit else float("inf")

    @property
    def place(self) -> Shops:
        back = PULLED + self.outage
        return Shops(self.shops, self.ovens, self.dark, PULLED, back, self.notice, self.forget)

    @property
    def rules(self) -> tuple[Callers, ...]:
        """All three, the chosen one first. Who waits does so for as long as the others with all their calls."""
        pauses = tuple(times * self.pause / self.patience for times in _DOUBLINGS)
        every = (
            Callers("wait", "Wait", CALLS * self.patience),
            Callers("once", "Call again at once", self.patience, CALLS),
            Callers("back-off", "Back off", self.patience, CALLS, pauses),
        )
        return tuple(sorted(every, key=lambda one: one.id != self.callers))


def run(settings: Settings, seed: int, tick: Tick) -> Outcome:
    orders, luck = draw(settings, seed)
    evenings = []
    for number, callers in enumerate(settings.rules, start=1):
        evenings.append(play(settings.place, orders, callers, luck))
        tick(number, len(settings.rules))
    every = takes(evenings)
    return Outcome(
        _sentence(settings, evenings[0]),
        _findings(settings, evenings[0], seed),
        charts(settings.survivors, settings.shared / 100, evenings, seed),
        tables(settings.load / 100, settings.shops),
        trace=every[0].trace,
        takes=every,
    )


def draw(settings: Settings, seed: int) -> tuple[Orders, list[list[float]]]:
    """The orders of the evening, as many as the load says, the last at its end; and the luck of their pauses."""
    rate = settings.load / 100 * settings.shops * settings.capacity
    count = max(1, round(rate * settings.watch))
    drawn = draw_orders(seed, count, gap=1 / rate, work=BAKING, works="even")
    orders = Orders(drawn.arrive * (settings.watch / drawn.arrive[-1]), drawn.work)
    luck: list[list[float]] = stream(seed, 2).random((count, CALLS - 1)).tolist()
    return orders, luck


def _sentence(settings: Settings, evening: Evening) -> str:
    lit = settings.shops - settings.dark
    count = len(evening.orders)
    are = "is" if settings.dark == 1 else "are"
    head = f"{settings.dark} of {count_of(settings.shops, 'shop')} {are} without power for {settings.outage} min. "
    if lit:
        asked = f"asked for {100 * settings.survivors:.1f}% of what"
        head += (
            f"The others are then {asked} they can bake. "
            if lit > 1
            else f"The other is then {asked} it can bake. "
        )
    tries = len(evening.calls) / count
    return (
        f"{head}{evening.lost:,} of {count_of(count, 'order')} are lost, with {tries:.2f} calls for each order, and "
        f"{count_of(evening.wasted, 'pizza')} {'is' if evening.wasted == 1 else 'are'} baked for nobody."
    )


def _findings(settings: Settings, evening: Evening, seed: int) -> tuple[Finding, ...]:
    count = len(evening.orders)
    lit = settings.shops - settings.dark
    ordered = float(evening.orders.work.sum()) / settings.watch / settings.ovens
    callers = evening.callers
    longest = callers.patience * (callers.calls + 1.5 * sum(callers.pauses))
    always = lit == 0 and settings.outage + PULLED > settings.watch + longest
    return (
        Finding("lost", "Orders lost", 100 * evening.lost / count, "%", 1),
        Finding("lost_orders", "Orders lost, in number", float(evening.lost), "orders", 0),
        *_survivors(settings, ordered, lit),
        Finding(
            "safe",
            f"Busy at most, to live through the loss of {settings.dark}",
            100 * safe_share(settings.shops, settings.dark),
            "%",
            1,
        ),
        Finding(
            "calls_away",
            "Calls for each order that came while the power was away",
            _calls_away(evening),
            "calls",
            2,
            calls_expected(1.0) if always and callers.calls == CALLS else None,
            "1 + f + f² + f³, if a call fails with the chance f",
        ),
        Finding("calls", "Calls for each order", len(evening.calls) / count, "calls", 2),
        Finding("peak", "Most calls in five minutes, beside the orders", peak(evening), "times", 1),
        Finding("wasted", "Pizzas baked for nobody", float(evening.wasted), "pizzas", 0),
        Finding("orders", "Orders", float(count), "orders", 0),
        *_together(settings.shared / 100, seed),
    )


def _together(shared: float, seed: int) -> tuple[Finding, ...]:
    """Two ovens that share causes. shared: from 0 to 1."""
    both = drawn_down(shared, seed)
    return (
        Finding("both", "Both ovens down", 100 * both, "%", 4, 100 * all_down(2, shared), BETA_FACTOR),
        Finding("apart", "Both ovens down, if nothing is shared", 100 * all_down(2, 0.0), "%", 4),
        Finding(
            "factor",
            "More often than without a shared cause",
            both / all_down(2, 0.0),
            "times",
            1,
            all_down(2, shared) / all_down(2, 0.0),
        ),
        Finding("about", "The same, rounded", f"{all_down(2, shared) / all_down(2, 0.0):.0f}×"),
    )


def _survivors(settings: Settings, ordered: float, lit: int) -> tuple[Finding, ...]:
    label = "Load on the other shops"
    if not lit:
        return (Finding("survivors", label, "no other shop is open"),)
    formula = "load × shops ÷ shops that are left"
    return (Finding("survivors", label, 100 * ordered / lit, "%", 1, 100 * settings.survivors, formula),)


def _calls_away(evening: Evening) -> float:
    shops = evening.shops
    came = evening.orders.arrive
    away = set(np.flatnonzero((came >= shops.pulled) & (came < shops.back)).tolist())
    return sum(call.order in away for call in evening.calls) / max(1, len(away))


def peak(evening: Evening) -> float:
    """The busiest five minutes of calls, beside as long a part of an even evening."""
    span = 5.0
    minutes = float(evening.orders.arrive[-1])
    counts: dict[int, int] = {}
    for call in evening.calls:
        slot = int(call.at // span)
        counts[slot] = counts.get(slot, 0) + 1
    return max(counts.values()) / (len(evening.orders) * span / minutes)


def sample(settings: Settings, seed: int) -> dict[str, float]:
    """The chosen rule alone."""
    orders, luck = draw(settings, seed)
    evening = play(settings.place, orders, settings.rules[0], luck)
    return {"lost": 100 * evening.lost / len(orders), "calls": len(evening.calls) / len(orders)}


EXPERIMENT = Experiment(
    "pull-the-plug",
    "Pull the plug",
    Settings,
    run,
    headline=("lost", "calls"),
    slow=lambda settings: settings.load * settings.shops * settings.ovens * settings.watch > _PAGE,
    sample=sample,
    lens=LENS,
)
