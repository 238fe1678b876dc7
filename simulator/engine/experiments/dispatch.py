"""L15, "Dispatch": three shops, one phone number. Which shop takes an order, and what a fire takes.

Invariant: every rule meets the same calls. The evening begins with orders that wait already, and with a call from the
Old Town: that one is the question of the lesson.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated

import numpy as np

from ..lens import Lens, Pin
from ..outcome import Finding, Outcome
from ..queues import Dice, stream
from ..words import count_of
from .dispatch_charts import districts_chart, local_share, open_chart, rules_table
from .dispatch_evening import RULES, Calls, Evening, Fire, draw_calls, minutes, play
from .dispatch_scene import town_of
from .dispatch_takes import takes_of
from .experiment import Experiment, Tick
from .parameters import Choice, Flag, Real, Whole, Wholes
from .town import COOK, NEAREST, OVENS, RIDES, SHOPS, to_the_door

_NIGHTS = 20_000


@dataclass(frozen=True, slots=True)
class Settings:
    rule: Annotated[str, Choice("Rule", tuple((rule.name, rule.label) for rule in RULES.values()))] = (
        "nearest"
    )
    age: Annotated[
        int, Whole("A new list of the queues every", 0, 60, unit="min", note="0: it is always true.")
    ] = 0
    fire: Annotated[
        str,
        Choice(
            "A fire after an hour",
            (("none", "None"), *((str(number), f"At the {shop.name}") for number, shop in enumerate(SHOPS))),
        ),
    ] = "none"
    copies: Annotated[bool, Flag("A second shop keeps a copy of each order", more=True)] = False
    both: Annotated[int, Whole("Orders that need two shops", 0, 100, unit="%", more=True)] = 0
    load: Annotated[int, Whole("Load of all three shops", 10, 120, unit="%", more=True)] = 75
    waiting: Annotated[
        tuple[int, ...],
        Wholes("Waiting at the start, shop by shop", 0, 40, 3, 3, note="Harbour, Market, Hill", more=True),
    ] = (9, 5, 2)
    up: Annotated[float, Real("A shop is open on", 50, 100, 0.1, unit="% of nights", more=True)] = 99.0
    hours: Annotated[int, Whole("Length of the evening", 2, 60, unit="h", log=True, more=True)] = 4

    @property
    def rate(self) -> float:
        """Orders a minute."""
        return self.load / 100 * len(SHOPS) * OVENS / COOK

    @property
    def blaze(self) -> Fire:
        return Fire(int(self.fire) if self.fire != "none" else -1, copies=self.copies)


def calls_of(settings: Settings, seed: int) -> Calls:
    return draw_calls(seed, round(settings.rate * 60 * settings.hours), settings.rate, settings.both / 100)


def evening_of(settings: Settings, seed: int, calls: Calls, name: str) -> Evening:
    dice = Dice(stream(seed, 3 + list(RULES).index(name)))
    return play(RULES[name], dice, calls, settings.waiting, age=float(settings.age), fire=settings.blaze)


def run(settings: Settings, seed: int, tick: Tick) -> Outcome:
    """The calls of an evening under every rule, and nights on which shops are closed."""
    calls = calls_of(settings, seed)
    evenings: dict[str, Evening] = {}
    for done, name in enumerate(RULES):
        tick(done, len(RULES))
        evenings[name] = evening_of(settings, seed, calls, name)
    chosen = evenings[settings.rule]
    nights = _nights(settings, seed)
    played = takes_of(calls, evenings, settings.rule, settings.blaze)
    return Outcome(
        _sentence(settings, calls, evenings),
        _findings(settings, calls, evenings, nights),
        (districts_chart(calls, evenings), open_chart(nights, settings.up / 100)),
        (rules_table(calls, evenings),),
        town_of(calls, chosen, settings.waiting, settings.blaze.shop),
        played[0].trace,
        played,
    )


def _nights(settings: Settings, seed: int) -> Mapping[str, float]:
    """Shares of nights, each shop open or closed by itself: all are open, one that is needed is, any is."""
    is_open = stream(seed, 9).random((_NIGHTS, len(SHOPS))) < settings.up / 100
    return {
        "all": float(is_open.all(axis=1).mean()),
        "one": float(is_open[:, 0].mean()),
        "any": float(is_open.any(axis=1).mean()),
    }


def _mean(calls: Calls, evening: Evening) -> float:
    return float(np.mean(list(minutes(calls, evening).values())))


def _sentence(settings: Settings, calls: Calls, evenings: Mapping[str, Evening]) -> str:
    chosen = evenings[settings.rule]
    names = ("nearest shop", "shortest queue", "soonest at the door", "sooner of two")
    label = dict(zip(RULES, names, strict=True))[settings.rule]
    others = [name for name in RULES if name != settings.rule]
    best = min(others, key=lambda name: _mean(calls, evenings[name]))
    told = (
        f"Rule “{label}”: a pizza is at the door after {_mean(calls, chosen):.0f} min on average, and "
        f"{local_share(calls, chosen):.0%} of the orders are served by their nearest shop. On the same calls "
        f"“{dict(zip(RULES, names, strict=True))[best]}” takes {_mean(calls, evenings[best]):.0f} min."
    )
    if settings.fire == "none":
        return told
    shop = SHOPS[settings.blaze.shop].name
    burnt = len({part.order for part in chosen.parts if part.burnt and part.order >= 0})
    fate = "is made again elsewhere" if settings.copies else "is lost"
    return f"{told} The fire at the {shop} takes {count_of(burnt, 'order')}. What burns {fate}."


def _findings(
    settings: Settings, calls: Calls, evenings: Mapping[str, Evening], nights: Mapping[str, float]
) -> tuple[Finding, ...]:
    chosen = evenings[settings.rule]
    times = [to_the_door(waits, ride) for waits, ride in zip(settings.waiting, RIDES[0], strict=True)]
    first = minutes(calls, chosen).get(0)
    formula = "waiting × 2 + 6 + ride"
    near, middle, far = times
    burnt = len({part.order for part in chosen.parts if part.burnt and part.order >= 0})
    return (
        Finding("near", "The first call, if the Harbour takes it", near, "min", 0),
        Finding("middle", "The first call, if the Market takes it", middle, "min", 0),
        Finding("far", "The first call, if the Hill takes it", far, "min", 0),
        Finding("soonest", "Soonest at its door", SHOPS[times.index(min(times))].name),
        *(
            (
                Finding(
                    "first",
                    "What the first call really took",
                    first,
                    "min",
                    0,
                    _told(settings, times),
                    formula,
                ),
            )
            if first is not None
            else ()
        ),
        Finding("mean", "Mean time to the door", _mean(calls, chosen), "min", 1),
        Finding("local", "Orders served by their nearest shop", 100 * local_share(calls, chosen), "%", 0),
        Finding("burnt", "Orders that the fire took", float(burnt), "orders", 0),
        Finding("lost", "Orders lost", float(len(chosen.lost)), "orders", 0),
        *(
            Finding(f"mean_{name}", f"Mean time: {RULES[name].label.lower()}", _mean(calls, one), "min", 1)
            for name, one in evenings.items()
        ),
        *_ups(settings, nights),
    )


def _ups(settings: Settings, nights: Mapping[str, float]) -> tuple[Finding, ...]:
    up = settings.up / 100
    return (
        Finding(
            "all_up", "Nights on which all three are open", 100 * nights["all"], "%", 2, 100 * up**3, "up³"
        ),
        Finding(
            "one_up",
            "Nights on which a certain one is open",
            100 * nights["one"],
            "%",
            2,
            100 * up,
            "up",
        ),
        Finding(
            "any_up",
            "Nights on which at least one is open",
            100 * nights["any"],
            "%",
            4,
            100 * (1 - (1 - up) ** 3),
            "1 − (1 − up)³",
        ),
    )


def _told(settings: Settings, times: list[float]) -> float | None:
    """What the formula says of the first call, where the rule leaves no choice to chance."""
    if settings.rule == "nearest":
        return times[NEAREST[0]]
    return min(times) if settings.rule == "expected" else None


def sample(settings: Settings, seed: int) -> Mapping[str, float]:
    calls = calls_of(settings, seed)
    return {"mean": _mean(calls, evening_of(settings, seed, calls, settings.rule))}


LENS = Lens(
    words=(
        ("a fire", "an outage"),
        ("what burns", "what fails"),
        ("burnt down", "down"),
        ("on the road", "on the network"),
        ("shop", "data centre"),
        ("shops", "data centres"),
        ("list", "load report"),
        ("call", "request"),
        ("calls", "requests"),
        ("rider", "network"),
        ("ride", "network path"),
        ("the door", "the client"),
        ("its door", "its client"),
        ("door", "client"),
        ("fire", "outage"),
        ("burnt", "failed"),
        ("night", "day"),
        ("nights", "days"),
        ("a pizza", "a response"),
    ),
    pins=(
        Pin("ride", "A ride takes minutes, a packet milliseconds. But distance costs time in both worlds."),
        Pin(
            "fire",
            "A burnt shop is seen from afar. A silent server may be dead, or slow.",
        ),
    ),
)

EXPERIMENT = Experiment(
    "dispatch",
    "Dispatch",
    Settings,
    run,
    headline=("mean",),
    slow=lambda settings: settings.hours > 24,
    sample=sample,
    lens=LENS,
)
