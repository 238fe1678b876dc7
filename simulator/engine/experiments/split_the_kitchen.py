"""L16, "Split the kitchen": ten chefs at one queue, or two teams of specialists, on the same dishes.

Invariant: see split_kitchen.py; a specialist's gain and the words between the teams change the work in a dish,
never when it comes.
"""

from dataclasses import dataclass
from typing import Annotated

import numpy as np

from ..lens import Lens, Pin
from ..outcome import Finding, Outcome
from ..queues import serve
from .experiment import Experiment, Tick
from .parameters import Real, Whole
from .split_evening import takes
from .split_kitchen import (
    CHEFS,
    MINUTES,
    Played,
    Split,
    Team,
    break_even,
    draw_dishes,
    idle_when,
    one_team,
    play,
    split,
)
from .split_pictures import charts, tables

_ERLANG = "Erlang C, random gaps and random work"
_NEVER = "never: it grows for ever"


@dataclass(frozen=True, slots=True)
class Settings:
    """garlic_chefs: 0 is the kitchen in one team. call: minutes of a chef that a word with the other team takes."""

    garlic_chefs: Annotated[int, Whole("Chefs who make garlic bread only", 0, 5, note="of ten")] = 3
    gain: Annotated[int, Whole("A specialist is faster by", 0, 30, unit="%")] = 0
    garlic: Annotated[float, Real("Garlic breads an hour", 1, 60, 0.5)] = 24.0
    pizza: Annotated[float, Real("Pizzas an hour", 1, 90, 0.5, more=True)] = 56.0
    call: Annotated[float, Real("A word with the other team takes", 0, 5, 0.1, unit="min", more=True)] = 0.0
    asks: Annotated[int, Whole("Dishes that need such a word", 0, 100, unit="%", more=True)] = 20
    changes: Annotated[int, Whole("Changes of a garlic recipe a month", 0, 30, more=True)] = 4
    dishes: Annotated[int, Whole("Dishes in the run", 2_000, 100_000, log=True, more=True)] = 40_000

    @property
    def whole(self) -> bool:
        """Whether the kitchen is one team."""
        return self.garlic_chefs == 0

    @property
    def name(self) -> str:
        return f"{CHEFS - self.garlic_chefs} + {self.garlic_chefs}"


def run(settings: Settings, seed: int, tick: Tick) -> Outcome:
    dishes = draw_dishes(seed, settings.dishes, settings.pizza, settings.garlic, settings.asks / 100)
    # A kitchen of one team is still drawn beside the split of the lesson, so that there is something to compare.
    chefs = settings.garlic_chefs or 3
    played = play(dishes, chefs, settings.gain, settings.call)
    one = one_team(settings.pizza, settings.garlic)
    two = split(chefs, settings.pizza, settings.garlic, settings.gain)
    evening = takes(dishes, settings.garlic_chefs, settings.gain, settings.call)
    return Outcome(
        _sentence(settings, played, one, two),
        _findings(settings, played, one, two),
        charts(played, one, two, settings.gain),
        tables(settings.garlic_chefs, settings.pizza, settings.garlic, settings.gain, _prices(settings)),
        trace=evening[0].trace,
        takes=evening,
    )


def _sentence(settings: Settings, played: Played, one: Team, two: Split) -> str:
    waits = float(played.one.wait.mean())
    if settings.whole:
        ever = (
            "" if one.busy < 1 else " More comes than ten chefs can make, so the queue never stops growing."
        )
        return f"One queue, ten chefs: a dish waits {waits:.1f} min on average.{ever}"
    lost = [name for name, team in zip(("pizza", "garlic"), two.teams, strict=True) if team.busy >= 1]
    head = (
        f"One queue of ten: a dish waits {waits:.1f} min. Split {settings.name}: "
        f"{played.split_wait:.1f} min, which is {played.pizza.wait.mean():.1f} for pizzas and "
        f"{played.garlic.wait.mean():.1f} for garlic breads."
    )
    if lost:
        return f"{head} The {' and the '.join(lost)} team gets more than it can make, so its queue never stops growing."
    idle = float(_idle(played, settings).mean()) if _idle(played, settings).size else 0.0
    return f"{head} While a garlic bread waits, {idle:.1f} pizza chefs have nothing to do, on average."


def _idle(played: Played, settings: Settings) -> np.ndarray[tuple[int], np.dtype[np.float64]]:
    """The idle pizza chefs at the moments when a garlic bread comes and has to wait."""
    waiting = played.garlic.arrive[played.garlic.wait > 0]
    return idle_when(waiting, played.pizza, CHEFS - (settings.garlic_chefs or 3))


def _findings(settings: Settings, played: Played, one: Team, two: Split) -> tuple[Finding, ...]:
    known = settings.call == 0 or settings.asks == 0 or settings.whole
    if settings.whole:
        waits = float(played.one.wait.mean())
        inside = float(played.one.inside.mean())
        return (
            Finding("wait_one", "Wait in one queue of ten", waits, "min", 2, one.wait, _ERLANG),
            Finding("wait_split", "Wait in the kitchen as you split it", waits, "min", 2, one.wait),
            Finding("total_one", "Wait and work, one queue", inside, "min", 2, _plus(one.wait, MINUTES)),
            *_people(settings),
        )
    mean = {"one": float(played.one.wait.mean()), "split": played.split_wait}
    times = mean["split"] / mean["one"]
    idle = _idle(played, settings)
    fair = two.wait / one.wait if known and two.wait and one.wait else None
    return (
        Finding("wait_one", "Wait in one queue of ten", mean["one"], "min", 2, one.wait, _ERLANG),
        _wait("wait_split", "Wait in the kitchen as you split it", mean["split"], two.wait, known),
        Finding("times", "Two teams beside one queue", times, "times", 2, fair),
        _wait("wait_pizza", "Wait for a pizza", float(played.pizza.wait.mean()), two.pizza.wait, known),
        _wait("wait_garlic", "Wait for a garlic bread", _mean(played.garlic.wait), two.garlic.wait, known),
        Finding(
            "total_one",
            "Wait and work, one queue",
            float(played.one.inside.mean()),
            "min",
            2,
            _plus(one.wait, MINUTES),
        ),
        Finding(
            "total_split",
            "Wait and work, two teams",
            played.split_inside,
            "min",
            2,
            two.inside if known else None,
        ),
        Finding(
            "idle",
            "Idle pizza chefs while a garlic bread waits",
            _mean(idle),
            "chefs",
            1,
            two.pizza.chefs * (1 - two.pizza.busy) if known and two.pizza.busy < 1 else None,
            "the teams know nothing of each other: chefs × (1 − busy share)",
        ),
        *_in_the_long_run(settings, one, two),
        *_people(settings),
    )


def _in_the_long_run(settings: Settings, one: Team, two: Split) -> tuple[Finding, ...]:
    """By formula alone, without a word between the teams."""
    gain = break_even(two.garlic.chefs, settings.pizza, settings.garlic)
    return (
        Finding(
            "break_even",
            "Specialists must be faster by, to be as quick as one queue",
            "more than 100%" if gain is None else gain,
            "%" if gain is not None else "",
            1,
            source=_ERLANG,
        ),
        _ever("ever_one", "If it stays so: wait in one queue", one.wait),
        _ever("ever_split", "If it stays so: wait in two teams", two.wait),
        _ever("ever_pizza", "If it stays so: wait for a pizza", two.pizza.wait),
        _ever("ever_garlic", "If it stays so: wait for a garlic bread", two.garlic.wait),
        _ever("ever_total", "If it stays so: wait and work, two teams", two.inside),
        _ever("ever_total_one", "If it stays so: wait and work, one queue", _plus(one.wait, MINUTES)),
    )


def _ever(name: str, label: str, wait: float | None) -> Finding:
    return Finding(name, label, _NEVER if wait is None else wait, "min" if wait is not None else "", 2)


def _wait(name: str, label: str, measured: float, theory: float | None, known: bool) -> Finding:
    return Finding(name, label, measured, "min", 2, theory if known else None)


def _people(settings: Settings) -> tuple[Finding, ...]:
    told = settings.garlic_chefs or CHEFS
    calls = 0.0 if settings.whole else settings.asks / 100
    return (
        Finding("told", "Chefs whom a new garlic recipe concerns", told, "chefs", 0),
        Finding("told_month", "Tellings a month", float(told * settings.changes), "tellings", 0),
        Finding("calls", "Words between teams for each dish", calls, "", 2),
    )


def _prices(settings: Settings) -> tuple[tuple[str, str, str], ...]:
    """(what, one team, two teams)."""
    told = settings.garlic_chefs or 3
    return (
        ("Queues", "1", "2"),
        ("Chefs whom a new garlic recipe concerns", str(CHEFS), str(told)),
        ("Tellings a month", str(CHEFS * settings.changes), str(told * settings.changes)),
        ("Words between teams for each dish", "0", f"{settings.asks / 100:g}"),
        ("Minutes that such a word takes", "0", f"{settings.call:g}"),
        ("Chefs for a garlic bread", str(CHEFS), str(told)),
        ("Places where the recipes are kept", "1", "2"),
    )


def _plus(wait: float | None, minutes: float) -> float | None:
    return None if wait is None else wait + minutes


def _mean(values: np.ndarray[tuple[int], np.dtype[np.float64]]) -> float:
    return float(values.mean()) if values.size else 0.0


def sample(settings: Settings, seed: int) -> dict[str, float]:
    """The waits alone."""
    dishes = draw_dishes(seed, settings.dishes, settings.pizza, settings.garlic, settings.asks / 100)
    if settings.whole:
        wait = float(serve(dishes.orders, CHEFS).wait.mean())
        return {"wait_one": wait, "wait_split": wait}
    played = play(dishes, settings.garlic_chefs, settings.gain, settings.call)
    return {"wait_one": float(played.one.wait.mean()), "wait_split": played.split_wait}


LENS = Lens(
    words=(
        ("dish", "request"),
        ("dishes", "requests"),
        ("a dish", "a request"),
        ("pizza", "search"),
        ("pizzas", "searches"),
        ("pizza chef", "search server"),
        ("garlic", "payment"),
        ("garlic bread", "payment"),
        ("garlic breads", "payments"),
        ("garlic recipe", "payment rule"),
        ("recipe", "rule"),
        ("recipes", "rules"),
        ("team", "pool"),
        ("teams", "pools"),
        ("a word", "a call"),
        ("words", "calls"),
        ("such a word", "such a call"),
        ("specialist", "dedicated server"),
        ("specialists", "dedicated servers"),
        ("whom", "that"),
        ("make", "handle"),
        ("makes", "handles"),
        ("made", "handled"),
        ("tellings", "updates"),
        ("kitchen", "system"),
        ("being made", "at work"),
    ),
    pins=(
        Pin(
            "chef",
            "A chef who does one dish all day gets faster. A server does not: it runs the same code at the same "
            "speed, and gains only if its memory now holds what it needs.",
        ),
        Pin(
            "a word",
            "A word across the kitchen can be repeated at once. A call over the network can be late or lost, and "
            "the caller cannot tell which.",
        ),
        Pin(
            "team",
            "A team of chefs is hired for months. A pool of servers can be made larger in minutes, so a mix that "
            "drifts need not hurt for long.",
        ),
    ),
)


EXPERIMENT = Experiment(
    "split-the-kitchen",
    "Split the kitchen",
    Settings,
    run,
    headline=("wait_one", "wait_split"),
    sample=sample,
    lens=LENS,
)
