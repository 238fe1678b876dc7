"""L29: choose a scheme for each of six kitchens; each choice is simulated and measured against the kitchen's limits.

Invariant: the verdicts follow from the numbers beside them; see kitchens.py.
"""

from dataclasses import dataclass
from typing import Annotated, ClassVar

from ..outcome import Axis, Chart, Finding, Line, Outcome
from ..words import listed
from .experiment import Experiment, Tick
from .in_the_wild import ring_among, wild_table
from .kitchens import KITCHENS, MEASURES, Kitchen, Limit, Measured, best, broken, measured, peak
from .parameters import Choice
from .schemes import SCHEMES, Scheme

_OPTIONS = tuple((scheme.id, scheme.label) for scheme in SCHEMES)
_SCHEME = {scheme.id: scheme for scheme in SCHEMES}
_ASKED = ("redis", "cassandra", "kafka", "dynamo")
_KITCHEN = {kitchen.id: kitchen for kitchen in KITCHENS}
_TITLES = {kitchen.id: kitchen.title for kitchen in KITCHENS}
# What decides in each kitchen, of the chosen scheme.
_FOUND = (
    ("cache", "peak"),
    ("cache", "moved"),
    ("store", "read"),
    ("store", "moved"),
    ("web", "peak"),
    ("tcp", "steps"),
    ("tcp", "moved"),
    ("tcp", "disagree"),
    ("log", "strays"),
    ("shards", "moved"),
    ("shards", "peak"),
)
_SHOWN = ("moved", "peak", "steps")  # of every kitchen, whether it sets a limit or not


@dataclass(frozen=True, slots=True)
class Settings:
    """All wait behind "More settings": each kitchen's card has a menu of its own."""

    cache: Annotated[str, Choice("A cache in front of a database", _OPTIONS, more=True)] = "ring"
    store: Annotated[str, Choice("A store that holds the data", _OPTIONS, more=True)] = "ring"
    web: Annotated[str, Choice("Web servers without memory", _OPTIONS, more=True)] = "ring"
    tcp: Annotated[str, Choice("A balancer for connections", _OPTIONS, more=True)] = "ring"
    log: Annotated[str, Choice("A log in twelve rows", _OPTIONS, more=True)] = "ring"
    shards: Annotated[str, Choice("Ten shards that only grow", _OPTIONS, more=True)] = "ring"


@dataclass(frozen=True, slots=True)
class Row:
    """One measure in words: the limit ("" for none), the chosen scheme's value and the best one's."""

    label: str
    limit: str
    yours: str
    too_much: bool
    best: str


@dataclass(frozen=True, slots=True)
class Card:
    """One kitchen with the scheme that was chosen for it, an id. `why` is the verdict with its reason."""

    id: str
    title: str
    story: str
    change: str
    chosen: str
    yours_short: str
    fits: bool
    why: str
    best_short: str
    rows: tuple[Row, ...]

    @property
    def is_best(self) -> bool:
        return self.yours_short == self.best_short


@dataclass(frozen=True, slots=True)
class KitchensScene:
    kind: ClassVar[str] = "match-the-kitchen"
    options: ClassVar[tuple[tuple[str, str], ...]] = _OPTIONS
    cards: tuple[Card, ...]

    @property
    def fitting(self) -> int:
        return sum(card.fits for card in self.cards)


def run(settings: Settings, seed: int, tick: Tick) -> Outcome:
    results = measured(seed)
    tick(1, 1)
    chosen = {kitchen.id: _SCHEME[getattr(settings, kitchen.id)] for kitchen in KITCHENS}
    scene = KitchensScene(
        tuple(_card(kitchen, chosen[kitchen.id], results[kitchen.id]) for kitchen in KITCHENS)
    )
    return Outcome(
        sentence=_sentence(scene),
        findings=_findings(scene, chosen, results),
        charts=(_chart(results),),
        tables=(wild_table(),),
        scene=scene,
    )


def _sentence(scene: KitchensScene) -> str:
    unfit = [card.title.lower() for card in scene.cards if not card.fits]
    head = f"Your choices fit {scene.fitting} of the {len(scene.cards)} kitchens."
    return f"{head} They do not fit {listed(unfit)}." if unfit else f"{head} Every limit is kept."


def _card(kitchen: Kitchen, yours: Scheme, results: dict[str, Measured]) -> Card:
    top = best(kitchen, results)
    mine, its = results[yours.id], results[top.id]
    limits = {limit.measure: limit for limit in kitchen.limits}
    over = broken(kitchen, mine)
    names = dict.fromkeys((*_SHOWN, *limits, *kitchen.first))
    return Card(
        id=kitchen.id,
        title=kitchen.title,
        story=kitchen.story,
        change=kitchen.change,
        chosen=yours.id,
        yours_short=yours.short,
        fits=not over,
        why=_why(kitchen, yours, top, over, results),
        best_short=top.short,
        rows=tuple(
            Row(
                MEASURES[name].label,
                f"at most {limits[name].most:g}{MEASURES[name].words}" if name in limits else "",
                MEASURES[name].write(mine[name]),
                name in {limit.measure for limit in over},
                MEASURES[name].write(its[name]),
            )
            for name in names
        ),
    )


def _why(
    kitchen: Kitchen, yours: Scheme, top: Scheme, over: tuple[Limit, ...], results: dict[str, Measured]
) -> str:
    mine = results[yours.id]
    if over:
        worst = over[0]
        reason = worst.broken.format(value=MEASURES[worst.measure].write(mine[worst.measure]))
        return f"It does not fit: {reason}."
    if yours is top:
        return f"It fits, and none of the eight does it with less: {_cost(kitchen, mine)}."
    return (
        f"It fits: {_cost(kitchen, mine)}. {top.label} does it with less: {_cost(kitchen, results[top.id])}."
    )


def _cost(kitchen: Kitchen, result: Measured) -> str:
    return listed([MEASURES[name].phrase(result[name]) for name in kitchen.first])


def _findings(
    scene: KitchensScene, chosen: dict[str, Scheme], results: dict[str, dict[str, Measured]]
) -> tuple[Finding, ...]:
    rows = [
        Finding("fits", "Kitchens that your choices fit", scene.fitting, f"of {len(scene.cards)}", 0),
        Finding("ring_today", "Uses a ring with virtual nodes today", ring_among(_ASKED), source="Cassandra"),
    ]
    for kitchen_id, name in _FOUND:
        measure, value = MEASURES[name], results[kitchen_id][chosen[kitchen_id].id][name]
        label = f"{_TITLES[kitchen_id]}: {measure.label.lower()}"
        rows.append(Finding(f"{kitchen_id}_{name}", label, value, measure.unit, measure.digits))
    return tuple(rows)


def _chart(results: dict[str, dict[str, Measured]]) -> Chart:
    fits = tuple(
        sum(not broken(kitchen, results[kitchen.id][scheme.id]) for kitchen in KITCHENS) for scheme in SCHEMES
    )
    labels = tuple(scheme.short for scheme in SCHEMES)
    most = max(fits)
    leaders = [label for label, count in zip(labels, fits, strict=True) if count == most]
    return Chart(
        name="fits",
        title="Kitchens that each scheme fits",
        sentence=f"The most is {most} of {len(KITCHENS)}, by {listed(leaders)}.",
        x=Axis("Scheme"),
        y=Axis("Kitchens", low=0, high=float(len(KITCHENS))),
        lines=(Line("fits", labels, tuple(map(float, fits)), kind="bars"),),
    )


def sample(settings: Settings, seed: int) -> dict[str, float]:
    """The two kitchens of the headline, and in them the chosen schemes alone."""
    chosen = {"cache": settings.cache, "shards": settings.shards}
    return {f"{name}_peak": peak(_KITCHEN[name], _SCHEME[scheme], seed) for name, scheme in chosen.items()}


EXPERIMENT = Experiment(
    id="match-the-kitchen",
    title="Match the kitchen",
    settings=Settings,
    run=run,
    headline=("cache_peak", "shards_peak"),
    sample=sample,
)
