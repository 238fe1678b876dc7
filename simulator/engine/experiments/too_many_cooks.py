"""L07, "Too many cooks": chefs share a salt cellar and tell each other what they cook. How much do N of them get done?

Invariant: every kitchen that is compared meets the same luck; see crowded_kitchen.py for what a round is.
"""

from dataclasses import dataclass
from math import isfinite
from typing import Annotated

from ..lens import Lens, Pin
from ..outcome import Finding, Outcome
from ..words import count_of
from .crowded_kitchen import ALONE, MOST, TEAM, Kitchen, amdahl, measured, usl
from .crowded_pictures import CooksScene, charts, scene_of, tables, takes_of
from .experiment import Experiment, Tick
from .parameters import Flag, Real, Whole

_USL = "N/(1 + α(N − 1) + βN(N − 1))"
_ROUNDS = 50


@dataclass(frozen=True, slots=True)
class Settings:
    """salt is alpha and tell is beta, in per cent."""

    chefs: Annotated[int, Whole("Chefs", 1, MOST)] = 44
    salt: Annotated[
        float, Real("Needs the salt (α)", 0, 50, 0.5, unit="%", note="of the work in an order")
    ] = 5.0
    tell: Annotated[
        float, Real("Telling one other chef (β)", 0, 1, 0.01, unit="%", note="of the work in an order")
    ] = 0.05
    second: Annotated[bool, Flag("A second salt cellar", more=True)] = False
    teams: Annotated[bool, Flag(f"Talk only within teams of {TEAM}", more=True)] = False
    rounds: Annotated[int, Whole("Rounds in the measurement", 5, 2_000, log=True, more=True)] = _ROUNDS

    @property
    def kitchen(self) -> Kitchen:
        return self.changed(self.second, self.teams)

    def changed(self, second: bool, teams: bool) -> Kitchen:
        """The same kitchen with other changes."""
        return Kitchen(self.salt / 100, self.tell / 100, 2 if second else 1, TEAM if teams else 0)


def run(settings: Settings, seed: int, tick: Tick) -> Outcome:
    kitchen = settings.kitchen
    tick(0, 2)
    capacity = measured(kitchen, settings.chefs, settings.rounds, seed)
    kitchens = {
        "As it is": settings.changed(second=False, teams=False),
        "Second salt cellar": settings.changed(second=True, teams=False),
        f"Teams of {TEAM}": settings.changed(second=False, teams=True),
        "Both": settings.changed(second=True, teams=True),
    }
    tick(1, 2)
    played = takes_of(kitchens, kitchen, settings.chefs, settings.rounds, seed)
    scene = scene_of(kitchen, settings.chefs, capacity)
    return Outcome(
        _sentence(settings, capacity, scene),
        _findings(settings, capacity),
        charts(kitchen, kitchens, settings.rounds, seed),
        tables(kitchen),
        scene,
        played[0].trace,
        played,
    )


def _sentence(settings: Settings, capacity: float, scene: CooksScene) -> str:
    chefs = settings.chefs
    head = f"{count_of(chefs, 'chef')} {'does' if chefs == 1 else 'do'} the work of {capacity:.1f}."
    if scene.peak is None:
        if not isfinite(settings.kitchen.limit):
            return f"{head} Nothing is shared and nobody is told, so every chef counts in full."
        return f"{head} Each further chef helps a little, but never past the work of {settings.kitchen.limit:.1f}."
    best = settings.kitchen.capacity(scene.peak)
    if chefs > scene.peak:
        return f"{head} {count_of(scene.peak, 'chef')} would do the work of {best:.1f}: past that, each one more costs."
    if chefs < scene.peak:
        return f"{head} The most is the work of {best:.1f}, with {count_of(scene.peak, 'chef')}."
    return f"{head} That is the peak: more chefs do not help."


def _findings(settings: Settings, capacity: float) -> tuple[Finding, ...]:
    kitchen, chefs = settings.kitchen, settings.chefs
    alpha, beta = settings.salt / 100, settings.tell / 100
    plain = not settings.second and not settings.teams
    top = usl(alpha, beta, kitchen.peak) if plain and isfinite(kitchen.peak) else None
    source = _USL if plain else "the length of a round, worked out"
    return (
        Finding(
            "capacity", "Work done, in chefs alone", capacity, "chefs", 2, kitchen.capacity(chefs), source
        ),
        Finding("each", "What each chef still gets done", 100 * capacity / chefs, "%", 0),
        _chefs("peak", "Most work with so many chefs, N*", kitchen.peak, source="√((1 − α)/β)"),
        _chefs("top", "The work at N*", top, digits=2, source=_USL),
        Finding("amdahl", "If nobody had to be told (Amdahl)", amdahl(alpha, chefs), "chefs", 2),
        _chefs("amdahl_limit", "Amdahl’s limit", 1 / alpha if alpha else None, source="1/α"),
        _chefs("limit", "Never more than", kitchen.limit),
        Finding("round", "A round takes", ALONE * kitchen.round(chefs), "min", 1),
        Finding("tellings", "Tellings in a round", float(chefs * kitchen.told(chefs)), "", 0),
    )


def _chefs(name: str, label: str, value: float | None, *, digits: int = 1, source: str = "") -> Finding:
    """A number of chefs, or the word that there is none."""
    if value is None or not isfinite(value):
        return Finding(name, label, "none")
    return Finding(name, label, value, "chefs", digits, source=source)


def sample(settings: Settings, seed: int) -> dict[str, float]:
    """The measurement alone."""
    return {"capacity": measured(settings.kitchen, settings.chefs, settings.rounds, seed)}


LENS = Lens(
    words=(
        ("salt", "lock"),
        ("the salt", "the lock"),
        ("salt cellar", "lock"),
        ("salt cellars", "locks"),
        ("salting", "holding the lock"),
        ("salted", "updated"),
        ("an order", "a request"),
        ("a chef", "a server"),
        ("tell", "notify"),
        ("telling", "notifying"),
        ("told", "notified"),
        ("tellings", "messages"),
        ("nobody", "no server"),
        ("each one more", "each one more"),
        ("cook", "process"),
        ("at the stove", "at work"),
        ("team", "group"),
        ("teams", "groups"),
        ("tells", "notifies"),
    ),
    pins=(
        Pin(
            "chef",
            "A chef who waits for the salt can chop onions meanwhile. A thread that waits for a lock can do nothing, "
            "unless its program was written for that.",
        ),
        Pin(
            "telling",
            "A shout reaches all the chefs at once. On a network each message goes to one machine, and may have to be "
            "sent again.",
        ),
    ),
)

EXPERIMENT = Experiment(
    "too-many-cooks",
    "Too many cooks",
    Settings,
    run,
    headline=("capacity",),
    slow=lambda settings: settings.rounds > 300,
    sample=sample,
    lens=LENS,
)
