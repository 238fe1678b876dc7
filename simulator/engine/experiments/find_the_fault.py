"""L18, "Find the fault": buy three instruments of ten, look, and name what is wrong.

Invariant: see fault_search.py; the settings never say which fault it is unless a person chose its kind.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated

from ..lens import Lens, Pin
from ..outcome import Axis, Chart, Finding, Line, Outcome, Table
from ..words import listed
from .experiment import Experiment, Tick
from .fault_instruments import INSTRUMENT, INSTRUMENTS, reading
from .fault_numbers import (
    Budget,
    budget_chart,
    budget_findings,
    burnt,
    hidden_findings,
    merged_chart,
    merged_findings,
)
from .fault_scene import MOST, FaultScene, Panel, shelf
from .fault_search import Search, good_set, left_after_one_look, measured, search
from .fault_shop import SUSPECT, SUSPECTS, Suspect, hidden
from .fault_views import View
from .parameters import Choice, Real, Whole, Wholes

WRONG = 10.0  # minutes that a wrong name costs
_TARGETS = (("99", "99%"), ("99.9", "99.9%"), ("99.95", "99.95%"), ("99.99", "99.99%"))
_PHASES = {"notice": "to notice", "look": "to look", "walk": "to go and see", "why": "to know why"}


@dataclass(frozen=True, slots=True)
class Settings:
    """instruments: bought, by number, in their order. guess: the suspect that is named."""

    instruments: Annotated[
        tuple[int, ...],
        Wholes(
            "Instruments, by number",
            1,
            len(INSTRUMENTS),
            0,
            MOST,
            distinct=True,
            note="At most three: 1, 8, 9",
        ),
    ] = (1,)
    guess: Annotated[str, Choice("It is", FaultScene.options)] = "none"
    fault: Annotated[
        str,
        Choice(
            "The fault",
            (
                ("seed", "Hidden: the seed knows"),
                ("oven", "A slow oven"),
                ("rail", "A full rail"),
                ("shop", "One bad shop"),
                ("release", "A new version"),
            ),
        ),
    ] = "seed"
    target: Annotated[str, Choice("Target", _TARGETS, more=True)] = "99.9"
    failing: Annotated[float, Real("Orders that fail", 0, 10, 0.01, unit="%", more=True)] = 1.44
    hours: Annotated[float, Real("For so long", 0.5, 60, 0.5, unit="h", more=True)] = 1.0
    slow: Annotated[int, Whole("Slow customers at counter B, of 100", 0, 100, more=True)] = 10

    @property
    def budget(self) -> Budget:
        return Budget(float(self.target), self.failing, self.hours)


def run(settings: Settings, seed: int, tick: Tick) -> Outcome:
    readings, views, bad = measured(seed)
    fault = hidden(seed, settings.fault)
    best = good_set(readings)
    yours, good = search(readings, fault, settings.instruments), search(readings, fault, best)
    lost = 0.0 if settings.guess in ("none", fault.id) else WRONG
    scene = FaultScene(
        shelf(settings.instruments),
        _panels(settings.instruments, fault, views),
        settings.guess,
        settings.guess == fault.id,
        lost,
        _verdict(settings, fault),
        yours,
        good,
        tuple(INSTRUMENT[number].name for number in best),
        len(SUSPECTS),
    )
    return Outcome(
        _sentence(yours, good, lost, scene),
        _findings(settings, yours=yours, good=good, lost=lost, bad=bad[fault.id], seed=seed),
        (merged_chart(settings.slow), budget_chart(settings.budget), _paths(yours, good, lost)),
        _tables(yours, good, seed),
        scene,
    )


def _panels(
    bought: tuple[int, ...], fault: Suspect, views: Mapping[str, tuple[View, ...]]
) -> tuple[Panel, ...]:
    """What the bought ones show, with the suspects under which all of them would show the same."""
    left = set(SUSPECT)
    panels = []
    for number in bought:
        seen = views[fault.id][number - 1]
        left = {one for one in left if reading(views[one][number - 1]) == reading(seen)}
        panels.append(Panel(INSTRUMENT[number], seen, len(left)))
    return tuple(panels)


def _sentence(yours: Search, good: Search, lost: float, scene: FaultScene) -> str:
    left = scene.panels[-1].left if scene.panels else scene.suspects
    fit = "1 suspect fits" if left == 1 else f"{left} of {scene.suspects} suspects fit"
    wrong = f" The wrong name costs {lost:.0f} min on top." if lost else ""
    return (
        f"{fit} what your instruments show. With them the fault is found and mended after "
        f"{yours.minutes + lost:.0f} min. The set that is best over all faults needs {good.minutes:.0f}.{wrong}"
    )


def _verdict(settings: Settings, fault: Suspect) -> str:
    if settings.guess == "none":
        return "Name the fault when one suspect is left, or when you dare."
    if settings.guess == fault.id:
        return f"That is it. {fault.name}. The log says: {fault.why}."
    return f"You go and see, and it is not that. {WRONG:.0f} minutes are gone."


def _findings(
    settings: Settings, *, yours: Search, good: Search, lost: float, bad: float, seed: int
) -> tuple[Finding, ...]:
    readings = measured(seed)[0]
    target = float(settings.target)
    minutes = yours.minutes + lost
    return (
        Finding("minutes", "Found and mended after", minutes, "min", 0),
        Finding("minutes_good", "With the set that is best over all faults", good.minutes, "min", 0),
        Finding("burnt", "Error budget of the month burnt", burnt(target, bad, minutes), "%", 1),
        Finding("burnt_good", "Budget burnt with the best set", burnt(target, bad, good.minutes), "%", 1),
        Finding("bad", "Orders that go wrong meanwhile", 100 * bad, "%", 0),
        Finding(
            "left_mean",
            "Suspects left after a look at the mean",
            left_after_one_look(readings, 1),
            "of 13",
            1,
        ),
        Finding(
            "left_p99", "Suspects left after a look at p99", left_after_one_look(readings, 2), "of 13", 1
        ),
        Finding(
            "left_red", "Suspects left after a look at RED", left_after_one_look(readings, 5), "of 13", 1
        ),
        Finding(
            "left_trace", "Suspects left after a look at traces", left_after_one_look(readings, 8), "of 13", 1
        ),
        *hidden_findings(),
        *merged_findings(settings.slow),
        *budget_findings(settings.budget),
    )


def _paths(yours: Search, good: Search, lost: float) -> Chart:
    names = ("your instruments", "best over all faults")
    rows = {words: (yours.phase(phase), good.phase(phase)) for phase, words in _PHASES.items()}
    if lost:
        rows["a wrong name"] = (lost, 0.0)
    return Chart(
        "paths",
        "Where the minutes go",
        f"With your instruments {rows['to notice'][0]:.0f} min pass until somebody notices, and "
        f"{yours.minutes + lost - rows['to notice'][0]:.0f} more until it is mended.",
        Axis(""),
        Axis("minutes", "min", low=0.0),
        tuple(Line(words, names, values, "measured", "bars") for words, values in rows.items()),
    )


def _tables(yours: Search, good: Search, seed: int) -> tuple[Table, ...]:
    readings = measured(seed)[0]
    looks = tuple(
        (
            f"{one.number}. {one.name}",
            one.kind,
            f"{one.minutes:.0f} min",
            f"{left_after_one_look(readings, one.number):.1f}",
        )
        for one in INSTRUMENTS
    )
    columns = ("Step", "Minutes", "Suspects left")
    return (
        Table("yours", "The search with your instruments", columns, _steps(yours)),
        Table(
            "good",
            f"The search with the set that is best over all faults: {listed(_names(seed))}",
            columns,
            _steps(good),
        ),
        Table(
            "looks", "What one look leaves, on average", ("Instrument", "Kind", "A look", "Left of 13"), looks
        ),
    )


def _names(seed: int) -> list[str]:
    return [INSTRUMENT[number].name for number in good_set(measured(seed)[0])]


def _steps(one: Search) -> tuple[tuple[str, ...], ...]:
    return tuple((step.what, f"{step.minutes:.0f}", str(step.left)) for step in one.steps)


def sample(settings: Settings, seed: int) -> dict[str, float]:
    """The minutes alone."""
    fault = hidden(seed, settings.fault)
    lost = 0.0 if settings.guess in ("none", fault.id) else WRONG
    return {"minutes": search(measured(seed)[0], fault, settings.instruments).minutes + lost}


LENS = Lens(
    words=(
        ("oven", "database"),
        ("ovens", "databases"),
        ("burner 2 does not light, baking at low heat", "disk 2 does not answer, reading from the slow copy"),
        ("rider 4 has a flat tyre", "consumer 4 has stopped"),
        ("rails", "queues"),
        ("full rail", "full queue"),
        ("slow oven", "slow database"),
        ("parcels", "messages"),
        ("card reader", "payment gateway"),
        ("turns customers away", "refuses clients"),
        ("topping", "field"),
        ("order book", "order service"),
        ("counter", "front end"),
        ("counters", "front ends"),
        ("thrown away", "dropped"),
        ("new menus printed", "new start page"),
        ("new phone at the counter", "new keys for the front end"),
        ("warm, 240 degrees", "healthy"),
        ("go and see", "log in and look"),
        ("ride", "delivery"),
        ("mended", "fixed"),
        ("mend", "fix"),
    ),
    pins=(
        Pin(
            "log",
            "A shop writes a few lines a minute. A data centre writes millions, and to keep and search them costs "
            "money: most are thrown away after days.",
        ),
        Pin(
            "trace",
            "You can follow a pizza with your eyes. A request must carry its ID through every call, and one service "
            "that does not pass it on breaks the trace.",
        ),
        Pin(
            "oven",
            "A cold oven is felt by hand. A slow machine looks like any other from outside: only its numbers tell.",
        ),
    ),
)

EXPERIMENT = Experiment(
    "find-the-fault",
    "Find the fault",
    Settings,
    run,
    headline=("minutes",),
    sample=sample,
    lens=LENS,
)
