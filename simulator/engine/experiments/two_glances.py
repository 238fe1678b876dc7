"""L14, "Balls and boxes" and "The five-minute list": what a second glance gains, and what old numbers cost.

Invariant: in the picture the balls of one look are the first looks of the balls with two or three; the orders of the
evening are the same under every rule and every age of the list. Means are taken over throws of their own.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial
from typing import Annotated

from ..lens import Lens, Pin
from ..outcome import Finding, Outcome
from ..queues import POLICIES, Dealt, Dice, Orders, boxes, deal, draw_orders, stream, theory
from .boxes_scene import BoxesScene, scene_of
from .chefs import HOUR, NAMES, takes
from .experiment import Experiment, Tick
from .five_minute_list import age_chart, moments, say
from .fullest_box import LOOKS, WORDS, fullest_chart, fullest_table, sizes
from .parameters import Choice, Whole

RULES = ("least", "random", "two")
AGES = (0, 2, 5, 10, 20)
DRAWN = 11  # the purpose of the chance of the drawn balls: the same for every number of looks
_PAGE = 20_000  # orders, and balls that look more than once, that a page waits for


@dataclass(frozen=True, slots=True)
class Settings:
    boxes: Annotated[int, Whole("Boxes, and as many balls", 10, 100_000, log=True)] = 1_000
    looks: Annotated[
        str,
        Choice("Glances of each ball", (("1", "One"), ("2", "Two"), ("3", "Three"), ("0", "At all boxes"))),
    ] = "2"
    age: Annotated[
        int, Whole("A new list of the queues every", 0, 60, unit="min", note="0: it is always true.")
    ] = 5
    each: Annotated[int, Whole("Balls for each box", 1, 100, log=True, more=True)] = 1
    throws: Annotated[int, Whole("Throws to take the mean of", 1, 400, log=True, more=True)] = 50
    load: Annotated[int, Whole("Load of the ten chefs", 10, 99, unit="%", more=True)] = 90
    hours: Annotated[int, Whole("Length of the evening", 1, 200, unit="h", log=True, more=True)] = 4

    @property
    def rate(self) -> float:
        """Orders a minute for ten chefs of one order a minute each."""
        return self.load / 100 * len(NAMES)

    @property
    def ages(self) -> tuple[int, ...]:
        return tuple(sorted({*AGES, self.age}))


def run(settings: Settings, seed: int, tick: Tick) -> Outcome:
    """The boxes first, then the evening."""
    steps = len(settings.ages) + 1
    fullest = {looks: _fullest(settings, seed, settings.boxes, looks, settings.throws) for looks in LOOKS}
    orders = _orders(settings, seed)
    evenings: dict[int, dict[str, Dealt]] = {}
    for done, age in enumerate(settings.ages, start=1):
        tick(done, steps)
        evenings[age] = {
            name: _evening(seed, orders, name, age) for name in RULES if name != "random" or not age
        }
    chance = evenings[0]["random"]
    here = {"least": evenings[settings.age]["least"], "random": chance, "two": evenings[settings.age]["two"]}
    played = takes(here, "least", moments(settings.age), partial(say, settings.age), {})
    return Outcome(
        _sentence(settings, fullest, here),
        _findings(settings, fullest, here),
        (
            fullest_chart(_curves(settings, seed, fullest), settings.each),
            age_chart(evenings, settings.load),
        ),
        (fullest_table(settings.boxes, settings.each, fullest),),
        _scene(settings, seed),
        played[0].trace,
        played,
    )


def _fullest(settings: Settings, seed: int, count: int, looks: int, throws: int) -> float:
    return boxes.mean_fullest(count, count * settings.each, looks, throws, stream(seed, 10 + looks))


def _curves(settings: Settings, seed: int, fullest: Mapping[int, float]) -> dict[int, dict[int, float]]:
    """Looks -> boxes -> balls in the fullest. Fewer throws where one of them takes long; one look is quick."""
    curves: dict[int, dict[int, float]] = {}
    for looks in LOOKS:
        curve = {settings.boxes: fullest[looks]}
        for count in sizes(settings.boxes):
            if count != settings.boxes:
                most = (100_000 if looks == 1 else 10_000) // (count * settings.each)
                curve[count] = _fullest(settings, seed, count, looks, max(1, min(settings.throws, most)))
        curves[looks] = dict(sorted(curve.items()))
    return curves


def _scene(settings: Settings, seed: int) -> BoxesScene:
    thrown = {
        looks: boxes.throw(settings.boxes, settings.boxes * settings.each, looks, stream(seed, DRAWN))
        for looks in (*LOOKS, boxes.ALL)
    }
    return scene_of(thrown, int(settings.looks), settings.each)


def _orders(settings: Settings, seed: int) -> Orders:
    return draw_orders(seed, round(settings.rate * HOUR * settings.hours), gap=1 / settings.rate, work=1.0)


def _evening(seed: int, orders: Orders, name: str, age: int) -> Dealt:
    number = 2 + list(POLICIES).index(name)
    return deal(orders, (1.0,) * len(NAMES), POLICIES[name], Dice(stream(seed, number)), age=float(age))


def _sentence(settings: Settings, fullest: Mapping[int, float], here: Mapping[str, Dealt]) -> str:
    means = {name: float(one.inside.mean()) for name, one in here.items()}
    known = f"a list {settings.age} min old" if settings.age else "a list that is always true"
    return (
        f"{settings.boxes:,} boxes: with one glance the fullest holds {fullest[1]:.1f} balls on average, with two "
        f"{fullest[2]:.1f}, with three {fullest[3]:.1f}. Ten chefs by {known}: orders take {means['least']:.1f} min if "
        f"all go to the shortest queue, {means['two']:.1f} min with two glances, and {means['random']:.1f} min by "
        "chance alone."
    )


_FLUID = "sum of 1 − exp(−n s), s by Mitzenmacher’s equation"


def _findings(
    settings: Settings, fullest: Mapping[int, float], here: Mapping[str, Dealt]
) -> tuple[Finding, ...]:
    return (
        *_piles(settings, fullest),
        _mean("least", "Mean time, shortest queue on the list", here),
        _mean("two", "Mean time, two glances at the list", here),
        Finding(
            "mean_random",
            "Mean time, by chance",
            float(here["random"].inside.mean()),
            "min",
            1,
            theory.mean_inside(1, settings.load / 100),
            "1/(1 − load), in the long run",
        ),
        Finding(
            "longest",
            "Longest queue, if all join the shortest queue on the list",
            float(here["least"].waiting_at(here["least"].arrive).max()),
            "orders",
            0,
        ),
    )


def _piles(settings: Settings, fullest: Mapping[int, float]) -> tuple[Finding, ...]:
    expected = {looks: boxes.expected_fullest(settings.boxes, looks, settings.each) for looks in LOOKS}
    return (
        *(
            Finding(
                f"fullest_{looks}",
                f"Balls in the fullest box, {WORDS[looks]}",
                fullest[looks],
                "balls",
                1,
                expected[looks],
                _FLUID,
            )
            for looks in LOOKS
        ),
        *(
            Finding(
                f"extra_{looks}",
                f"Over the average, {WORDS[looks]}",
                fullest[looks] - settings.each,
                "balls",
                1,
            )
            for looks in LOOKS
        ),
    )


def _mean(name: str, label: str, here: Mapping[str, Dealt]) -> Finding:
    return Finding(f"mean_{name}", label, float(here[name].inside.mean()), "min", 1)


def sample(settings: Settings, seed: int) -> Mapping[str, float]:
    """Two of the times, without boxes, curves and pictures."""
    orders = _orders(settings, seed)
    means = {name: _evening(seed, orders, name, settings.age).inside.mean() for name in ("least", "two")}
    return {f"mean_{name}": float(mean) for name, mean in means.items()}


def _slow(settings: Settings) -> bool:
    balls = settings.boxes * settings.each * settings.throws
    return settings.rate * HOUR * settings.hours > _PAGE // 4 or balls > 10 * _PAGE or settings.each > 20


LENS = Lens(
    words=(
        ("shop", "system"),
        ("list", "load report"),
        ("shortest queue on the list", "shortest queue in the report"),
        ("glance", "probe"),
        ("glances", "probes"),
    ),
    pins=(
        Pin(
            "list",
            "A paper list is old for all at once. Balancers each have a list of their own, old in its own way.",
        ),
        Pin(
            "glance",
            "Looking costs a dispatcher nothing here. In a data centre each probe is a message, and it takes time.",
        ),
    ),
)

EXPERIMENT = Experiment(
    "two-glances",
    "Balls and boxes, then the five-minute list",
    Settings,
    run,
    headline=("mean_least", "mean_two"),
    slow=_slow,
    sample=sample,
    lens=LENS,
)
