"""L02, "Count heads": a door with a counter. How many are inside, how often do they come, how long do they stay?

Invariant: the three are measured apart: heads by the area under the count, the rate at the door, the stay by those
who have left. That L = rate x stay is found, not used.
"""

from dataclasses import dataclass
from typing import Annotated

import numpy as np

from ..arrays import Floats
from ..lens import Lens, Pin
from ..outcome import Axis, Chart, Finding, Line, Outcome, Table
from ..queues import Orders, draw_orders
from ..trace import Station, Trace, Words, first_come
from .experiment import Experiment, Tick
from .heads_scene import heads_scene
from .parameters import Choice, Whole

_LITTLE = "rate × stay (Little 1961)"
_MARKS = 60  # places of a running average
_PLAYED = 150  # customers that the player shows
SHAPES = (("even", "All the same"), ("random", "Spread out"), ("wild", "A few very long"))
# Rates and stays of the points on the diagonal, as multiples of the settings.
_TRIED = ((0.5, 1.0), (1.0, 1.0), (1.0, 1.5), (1.0, 2.0), (1.5, 2.0))


@dataclass(frozen=True, slots=True)
class Settings:
    rate: Annotated[int, Whole("Customers an hour", 5, 120)] = 30
    stay: Annotated[int, Whole("Each stays, on average", 5, 120, unit="min")] = 20
    shape: Annotated[str, Choice("How long they stay", SHAPES)] = "even"
    customers: Annotated[int, Whole("Customers to count", 200, 20_000, log=True, more=True)] = 2_000
    gaps: Annotated[
        str,
        Choice(
            "How they come",
            (("even", "At even gaps"), ("random", "By chance"), ("wild", "In bursts")),
            more=True,
        ),
    ] = "random"


@dataclass(frozen=True, slots=True)
class Count:
    """What the counter has at some times: heads inside on average so far, customers an hour, minutes that those stayed
    who have left, and customers an hour that left. Arrays, an entry a time.
    """

    times: Floats
    inside: Floats
    rate: Floats
    stay: Floats
    out: Floats

    @property
    def product(self) -> Floats:
        """Rate times stay, in heads."""
        return self.rate * self.stay / 60


def come(settings: Settings, seed: int, rate: float = 1.0, stay: float = 1.0, shape: str = "") -> Orders:
    """The customers, in minutes: `work` is the stay. rate, stay: multiples of the settings."""
    gap = 60 / (settings.rate * rate)
    shape = shape or settings.shape
    return draw_orders(
        seed, settings.customers, gap=gap, work=settings.stay * stay, gaps=settings.gaps, works=shape
    )


def count(customers: Orders, times: Floats) -> Count:
    """Count until each of the times, none of which is before the first has come."""
    leave = customers.arrive + customers.work
    by_leaving = np.argsort(leave, kind="stable")
    came = np.searchsorted(customers.arrive, times, "right")
    left = np.searchsorted(leave[by_leaving], times, "right")
    waited_in = came * times - _sums(customers.arrive)[came]
    waited_out = left * times - _sums(leave[by_leaving])[left]
    stays = _sums(customers.work[by_leaving])[left]
    return Count(
        times,
        (waited_in - waited_out) / times,
        60 * came / times,
        stays / np.maximum(left, 1),
        60 * left / times,
    )


def _sums(values: Floats) -> Floats:
    """The sum of the first k of them, for k from 0."""
    return np.concatenate(([0.0], np.cumsum(values)))


def run(settings: Settings, seed: int, tick: Tick) -> Outcome:
    customers = come(settings, seed)
    so_far = count(customers, _marks(customers))
    points = {shape: _points(settings, seed, shape) for shape, _ in SHAPES}
    findings = _findings(settings, so_far)
    return Outcome(
        _sentence(so_far),
        findings,
        (_diagonal(points), _heads(settings, so_far), _averages(settings, so_far)),
        (_shapes(settings, seed),),
        heads_scene(customers, (float(so_far.rate[-1]), float(so_far.stay[-1]), float(so_far.inside[-1]))),
        _trace(customers),
    )


def _marks(customers: Orders) -> Floats:
    """Times of a running average, the last of them when the last customer comes. Dense at first."""
    number = np.unique(np.geomspace(5, len(customers), _MARKS).astype(int))
    times: Floats = customers.arrive[number - 1]
    return times


def _at_the_end(customers: Orders) -> Count:
    return count(customers, customers.arrive[-1:])


def _sentence(so_far: Count) -> str:
    return (
        f"{so_far.rate[-1]:.1f} customers an hour came in, and each stayed {so_far.stay[-1]:.1f} min: that makes "
        f"{so_far.product[-1]:.1f}. The counter at the door found {so_far.inside[-1]:.1f} inside on average."
    )


def _findings(settings: Settings, so_far: Count) -> tuple[Finding, ...]:
    law = settings.rate * settings.stay / 60
    return (
        Finding("inside", "Inside on average, L", float(so_far.inside[-1]), "customers", 1, law, _LITTLE),
        Finding("rate", "Come in, λ", float(so_far.rate[-1]), "an hour", 1, float(settings.rate)),
        Finding("stay", "Stay, W", float(so_far.stay[-1]), "min", 1, float(settings.stay)),
        Finding(
            "product",
            "λ × W, from what was measured",
            float(so_far.product[-1]),
            "customers",
            1,
            law,
            _LITTLE,
        ),
        Finding(
            "sales",
            "Served and gone, the throughput",
            float(so_far.out[-1]),
            "an hour",
            1,
            float(settings.rate),
        ),
    )


def _points(settings: Settings, seed: int, shape: str) -> list[tuple[float, float]]:
    """(rate x stay, heads) as measured, at several rates and stays."""
    ends = [_at_the_end(come(settings, seed, rate, stay, shape)) for rate, stay in _TRIED]
    return sorted((float(end.product[0]), float(end.inside[0])) for end in ends)


def _diagonal(points: dict[str, list[tuple[float, float]]]) -> Chart:
    worst = max(abs(y / x - 1) for pairs in points.values() for x, y in pairs)
    most = max(max(x, y) for pairs in points.values() for x, y in pairs)
    many = sum(map(len, points.values()))
    return Chart(
        "diagonal",
        "Heads inside, against rate × stay",
        f"{many} counts with three shapes of stay, and all lie by the diagonal: none is off by more than "
        f"{100 * worst:.1f}%.",
        Axis("rate × stay, measured", low=0.0),
        Axis("inside on average", low=0.0),
        (
            *(
                Line(
                    label.lower(),
                    tuple(x for x, _ in points[shape]),
                    tuple(y for _, y in points[shape]),
                    "measured",
                    "points",
                )
                for shape, label in SHAPES
            ),
            Line("L = λW", (0.0, 1.05 * most), (0.0, 1.05 * most), "theory"),
        ),
        "L = λW, Little 1961.",
    )


def _heads(settings: Settings, so_far: Count) -> Chart:
    hours = tuple((so_far.times / 60).tolist())
    law = settings.rate * settings.stay / 60
    return Chart(
        "heads",
        "Running averages",
        f"After {hours[-1]:,.0f} hours {so_far.inside[-1]:.1f} are inside on average, and rate times stay is "
        f"{so_far.product[-1]:.1f}.",
        Axis("hours since opening", log=True),
        Axis("customers", low=0.0),
        (
            Line("inside, L", hours, tuple(so_far.inside.tolist())),
            Line("rate × stay, λ × W", hours, tuple(so_far.product.tolist())),
            Line("expected", (hours[0], hours[-1]), (law, law), "theory"),
        ),
        _LITTLE,
    )


def _averages(settings: Settings, so_far: Count) -> Chart:
    hours = tuple((so_far.times / 60).tolist())
    share = {
        "rate, λ": 100 * so_far.rate / settings.rate,
        "stay, W": 100 * so_far.stay / settings.stay,
        "inside, L": 100 * so_far.inside / (settings.rate * settings.stay / 60),
    }
    ends = [f"{name} {values[-1]:.0f}%" for name, values in share.items()]
    return Chart(
        "averages",
        "The three averages, each beside what was set",
        f"After {hours[-1]:,.0f} hours, beside what was set: {', '.join(ends)}.",
        Axis("hours since opening", log=True),
        Axis("of what was set", "%", low=0.0),
        tuple(Line(name, hours, tuple(values.tolist())) for name, values in share.items()),
    )


def _shapes(settings: Settings, seed: int) -> Table:
    rows = []
    for shape, label in SHAPES:
        customers = come(settings, seed, shape=shape)
        end = _at_the_end(customers)
        rows.append(
            (
                label,
                f"{end.rate[0]:.1f}",
                f"{end.stay[0]:.1f}",
                f"{end.product[0]:.2f}",
                f"{end.inside[0]:.2f}",
                f"{customers.work.max():,.0f} min",
            )
        )
    columns = ("How long they stay", "λ, an hour", "W, min", "λ × W", "L, counted", "Longest stay")
    return Table("shapes", "The same customers, three shapes of stay", columns, tuple(rows))


def _trace(customers: Orders) -> Trace:
    """The first customers at the door: room for all, so nobody waits."""
    few = Orders(customers.arrive[:_PLAYED], customers.work[:_PLAYED])
    shop = Station("shop", "Inside", 0)
    coming = list(enumerate(few.arrive.tolist(), start=1))
    stops = first_come(shop, coming, few.work.tolist())
    opening, last = few.arrive[0], few.arrive[-1]
    hours = np.arange(60.0, last, 60.0)
    hours = hours[hours >= opening]
    says = [(0.0, "The shop opens, and the counter at the door begins at 0.")]
    so_far = count(few, hours)
    for at, time in enumerate(hours.tolist()):
        says.append(
            (
                time,
                f"In {time / 60:.0f} h so far {so_far.rate[at]:.0f} an hour came in, those who left had stayed "
                f"{so_far.stay[at]:.0f} min, and {so_far.inside[at]:.1f} were inside on average.",
            )
        )
    words = Words("customer", "customers", work="inside", done="gone")
    end = max(stop.end for stop in stops)
    return Trace("min", end, (shop,), stops, tuple(says), words)


LENS = Lens(
    words=(
        ("customer", "request"),
        ("customers", "requests"),
        ("shop", "server"),
        ("shop opens", "server starts"),
        ("door", "gateway"),
        ("heads", "requests"),
        ("sales", "answers"),
    ),
    pins=(
        Pin(
            "customer",
            "Nobody enters a shop twice at the same time. An impatient client does: it asks again, and both requests "
            "are inside.",
        ),
        Pin(
            "inside",
            "A shop has walls, so “inside” is clear. For a request you must say where it begins and where it ends, "
            "and measure all three numbers between the same two points.",
        ),
    ),
)


def _sampled(settings: Settings, seed: int) -> dict[str, float]:
    end = _at_the_end(come(settings, seed))
    return {"inside": float(end.inside[0]), "product": float(end.product[0])}


EXPERIMENT = Experiment(
    "count-heads",
    "Count heads",
    Settings,
    run,
    headline=("inside", "product"),
    sample=_sampled,
    lens=LENS,
)
