"""L13, "Dealer's choice": ten chefs, one of them slow, and every rule on the same orders.

Invariant: the orders depend on the seed, the load and the sizes alone, so what differs differs by the rule. The load
is the share of what all chefs can cook together: one order a minute each, Gus a quarter of one if his wrist hurts.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial
from typing import Annotated

import numpy as np

from ..lens import Lens, Pin
from ..outcome import Finding, Outcome
from ..queues import POLICIES, Dealt, Dice, Orders, deal, draw_orders, stream, theory
from .chefs import HOUR, NAMES, takes
from .dealers_charts import dealt_chart, policy_table, queue_chart, times_chart
from .dealers_words import Evening, end_sentence, say
from .experiment import Experiment, Tick
from .parameters import Choice, Flag, Whole

GUS = NAMES.index("Gus")
QUARTER = 0.25
_PAGE = 8_000  # orders that a page waits for


@dataclass(frozen=True, slots=True)
class Settings:
    policy: Annotated[
        str, Choice("Rule", tuple((policy.name, policy.label) for policy in POLICIES.values()))
    ] = "round-robin"
    load: Annotated[int, Whole("Load", 10, 150, unit="%", note="Of what all chefs can cook together.")] = 80
    slow: Annotated[bool, Flag("Gus works at a quarter of his speed")] = True
    sizes: Annotated[
        str,
        Choice(
            "Order sizes",
            (
                ("even", "All the same: 1 min"),
                ("random", "By chance, 1 min on average"),
                ("wild", "One in ten is very long"),
            ),
            more=True,
        ),
    ] = "random"
    weight: Annotated[
        int,
        Whole("Weight of Gus, where the others have 4", 1, 8, note="For weighted round robin.", more=True),
    ] = 1
    limit: Annotated[
        int,
        Whole(
            "Chefs refuse what comes when they have so many", 0, 50, note="0: nobody ever refuses.", more=True
        ),
    ] = 0
    hours: Annotated[int, Whole("Length of the evening", 1, 300, unit="h", log=True, more=True)] = 6

    @property
    def speeds(self) -> tuple[float, ...]:
        """Orders a minute that each chef can cook."""
        return tuple(QUARTER if self.slow and chef == GUS else 1.0 for chef in range(len(NAMES)))

    @property
    def weights(self) -> tuple[float, ...]:
        return tuple(float(self.weight) if chef == GUS else 4.0 for chef in range(len(NAMES)))

    @property
    def rate(self) -> float:
        """Orders a minute that come."""
        return self.load / 100 * sum(self.speeds)

    @property
    def count(self) -> int:
        return max(1, round(self.rate * HOUR * self.hours))


def orders_of(settings: Settings, seed: int) -> Orders:
    return draw_orders(seed, settings.count, gap=1 / settings.rate, work=1.0, works=settings.sizes)


def evening_of(settings: Settings, seed: int, orders: Orders, name: str) -> Dealt:
    """The orders under one rule. Each rule has dice of its own, so that none disturbs another's."""
    number = 2 + list(POLICIES).index(name)
    return deal(
        orders,
        settings.speeds,
        POLICIES[name],
        Dice(stream(seed, number)),
        weights=settings.weights,
        limit=settings.limit,
    )


def run(settings: Settings, seed: int, tick: Tick) -> Outcome:
    """All rules on the same orders; the one that was chosen is told in full."""
    orders = orders_of(settings, seed)
    evenings: dict[str, Dealt] = {}
    for done, name in enumerate(POLICIES):
        tick(done, len(POLICIES))
        evenings[name] = evening_of(settings, seed, orders, name)
    chosen = evenings[settings.policy]
    evening = Evening(
        settings.policy, GUS if settings.slow else -1, settings.speeds, drifts(settings), settings.load
    )
    played = takes(
        evenings,
        settings.policy,
        tuple(float(minute) for minute in range(0, 61, 10)),
        partial(say, evening),
        {"Gus": "quarter speed"} if settings.slow else {},
    )
    means = {name: float(one.inside.mean()) for name, one in evenings.items()}
    return Outcome(
        end_sentence(evening, chosen),
        _findings(settings, chosen, means),
        (
            queue_chart(evening, chosen),
            times_chart(evenings, _theory(settings)),
            dealt_chart(evening, chosen),
        ),
        (policy_table(evenings, GUS),),
        trace=played[0].trace,
        takes=played,
    )


def drifts(settings: Settings) -> dict[str, float]:
    """By rule, the orders a minute by which the queue of Gus grows for ever. Only rules that do not look."""
    if not settings.slow or settings.limit:
        return {}
    weighted = settings.weights[GUS] / sum(settings.weights)
    shares = {"random": 1 / len(NAMES), "round-robin": 1 / len(NAMES), "weighted": weighted}
    grows = {name: settings.rate * share - QUARTER for name, share in shares.items()}
    return {name: drift for name, drift in grows.items() if drift > 0}


def _theory(settings: Settings) -> dict[str, float]:
    """Mean time in the long run by rule, where there is a formula: equal chefs, sizes by chance, no limit."""
    rho = settings.load / 100
    if settings.slow or settings.sizes != "random" or settings.limit or rho >= 1:
        return {}
    turns = theory.mean_inside_by_turns(len(NAMES), rho)
    known = {
        "random": theory.mean_inside(1, rho),
        "round-robin": turns,
        "shared": theory.mean_inside(len(NAMES), rho),
    }
    return known | ({"weighted": turns} if settings.weight == 4 else {})


_SOURCES = {
    "random": "1/(1 − load), in the long run",
    "round-robin": "GI/M/1, in the long run (Kleinrock I, 6.4)",
    "weighted": "GI/M/1, in the long run (Kleinrock I, 6.4)",
    "shared": "Erlang C, in the long run",
}


def _findings(settings: Settings, chosen: Dealt, means: Mapping[str, float]) -> tuple[Finding, ...]:
    end = float(chosen.arrive[-1])
    waits = chosen.waiting_at(np.array([min(HOUR, end), end]))
    others = [chef for chef in range(len(NAMES)) if chef != GUS]
    counts = chosen.counts
    drift = drifts(settings).get(settings.policy, 0.0)
    source = "(orders dealt to him − orders he can cook) × time"
    return (
        *_moved(chosen),
        Finding("his_queue", "What the queue of Gus does", trend(chosen)),
        Finding("gus_hour", "Orders that wait for Gus after an hour", float(waits[GUS, 0]), "orders", 0),
        Finding(
            "gus_waiting",
            "Orders that wait for Gus at the end",
            float(waits[GUS, 1]),
            "orders",
            0,
            drift * end if drift else None,
            source if drift else "",
        ),
        Finding("others_waiting", "Longest other queue", float(waits[others, 1].max()), "orders", 0),
        Finding(
            "all_waiting", "Orders that wait at the end, all chefs", float(waits[:, 1].sum()), "orders", 0
        ),
        Finding("dealt_gus", "Orders that Gus took", float(counts[GUS]), "orders", 0),
        Finding("dealt_most", "Orders that the busiest chef took", float(counts.max()), "orders", 0),
        Finding(
            "overload", "Orders for Gus beside what he can cook", _overload(settings, chosen), "times", 1
        ),
        Finding("refused", "Orders refused", 100 * float(chosen.lost.mean()), "%", 1),
        *_means(settings, means),
    )


def _means(settings: Settings, means: Mapping[str, float]) -> tuple[Finding, ...]:
    expected = _theory(settings)
    return tuple(
        Finding(
            f"mean_{name.replace('-', '_')}",
            f"Mean time: {POLICIES[name].label.lower()}",
            mean,
            "min",
            1,
            expected.get(name),
            _SOURCES[name] if name in expected else "",
        )
        for name, mean in means.items()
    )


def trend(chosen: Dealt) -> str:
    """What the queue of Gus does from the second quarter of the evening to the last: short, steady or growing."""
    quarters = (
        chosen.waiting_at(np.linspace(0.0, float(chosen.arrive[-1]), 400))[GUS].reshape(4, 100).mean(axis=1)
    )
    if quarters[3] < 5:
        return "short"
    return "growing" if quarters[3] > 1.5 * quarters[1] else "steady"


def _moved(chosen: Dealt) -> tuple[Finding, ...]:
    inside = chosen.inside
    return (
        Finding("mean", "Mean time in the shop", float(inside.mean()), "min", 1),
        Finding("p99", "99 of 100 are out after", float(np.quantile(inside, 0.99)), "min", 1),
    )


def _overload(settings: Settings, chosen: Dealt) -> float:
    dealt = float((chosen.server == GUS).sum())
    return dealt / (settings.speeds[GUS] * float(chosen.arrive[-1]))


def sample(settings: Settings, seed: int) -> Mapping[str, float]:
    """Mean time and the queue of Gus under the chosen rule, without the other rules."""
    chosen = evening_of(settings, seed, orders_of(settings, seed), settings.policy)
    end = np.array([chosen.arrive[-1]])
    return {"mean": float(chosen.inside.mean()), "gus_waiting": float(chosen.waiting_at(end)[GUS, 0])}


LENS = Lens(
    words=(
        ("shop", "system"),
        ("the door opens", "traffic begins"),
        ("cooks at a quarter of the speed", "works at a quarter of the speed"),
        ("works at a quarter of his speed", "works at a quarter of its speed"),
        ("for him", "for it"),
        ("his queue", "its queue"),
        ("he", "it"),
        ("his", "its"),
        ("him", "it"),
    ),
    pins=(
        Pin("chef", "A chef gets tired in a long queue. A server does not, but it may run out of memory."),
        Pin("order", "Hungry people wait, or leave. A client that waits too long sends its request again."),
        Pin(
            "cook",
            "A chef who cannot cook says so. A broken server may answer at once with an error, and looks quick.",
        ),
    ),
)

EXPERIMENT = Experiment(
    "dealers-choice",
    "Dealer’s choice",
    Settings,
    run,
    headline=("mean", "gus_waiting"),
    slow=lambda settings: settings.count > _PAGE,
    sample=sample,
    lens=LENS,
)
