"""L01, "Draw the shop": where does an order go next, and how much of its time is spent waiting?

Invariant: an order visits the tiles of the drawing in its order; each tile serves first come, first served, and
its work takes the same time for every order. Chance decides only when customers come.
"""

from dataclasses import dataclass
from typing import Annotated

import numpy as np

from ..outcome import Axis, Chart, Finding, Line, Outcome, Table
from ..trace import Station, Stop, Trace, Words, first_come
from .experiment import Experiment, Tick
from .parameters import Choice, Flag, Whole, Wholes
from .shop_drawing import NOWHERE, TILE, TILES, Walk, walk
from .shop_lens import LENS
from .shop_scene import Bar, ShopScene
from .shop_sentences import how_many_say_how_well, sort

ORDERS = 100
_OPTIONS = (*((tile.id, tile.name) for tile in TILES), (NOWHERE, "nowhere yet"))


@dataclass(frozen=True, slots=True)
class Settings:
    """Who comes, who works, what the shop promises, and the drawing; that one is drawn in the picture."""

    together: Annotated[int, Whole("Customers who come at once", 1, 6)] = 2
    phones: Annotated[int, Whole("Phones at the counter", 1, 4)] = 1
    ovens: Annotated[int, Whole("Ovens in the kitchen", 1, 4)] = 1
    riders: Annotated[int, Whole("Riders", 1, 4, more=True)] = 1
    minutes: Annotated[int, Whole("Promise: ready in", 5, 120, unit="min", more=True)] = 20
    of_100: Annotated[int, Whole("Promise: for so many of 100 orders", 1, 100, more=True)] = 95
    rate: Annotated[int, Whole("Orders an hour", 1, 30, more=True)] = 9
    even: Annotated[bool, Flag("Groups come at even gaps, not by chance", more=True)] = False
    customer_to: Annotated[str, Choice("From the customer to", _OPTIONS, more=True)] = "counter"
    counter_to: Annotated[str, Choice("From the counter to", _OPTIONS, more=True)] = "book"
    book_to: Annotated[str, Choice("From the order book to", _OPTIONS, more=True)] = "kitchen"
    kitchen_to: Annotated[str, Choice("From the kitchen to", _OPTIONS, more=True)] = "rider"
    rider_to: Annotated[str, Choice("From the rider to", _OPTIONS, more=True)] = "customer"
    well: Annotated[
        tuple[int, ...],
        Wholes(
            "Sentences that say how well", 1, 10, 0, 10, distinct=True, note="Their numbers: 2, 5", more=True
        ),
    ] = ()

    @property
    def arrows(self) -> dict[str, str]:
        """Tile id -> where the order goes next."""
        return {tile.id: getattr(self, f"{tile.id}_to") for tile in TILES}

    @property
    def servers(self) -> dict[str, int]:
        """Tile id -> how many orders it can work on at once."""
        return {"counter": self.phones, "book": 1, "kitchen": self.ovens, "rider": self.riders}


@dataclass(frozen=True, slots=True)
class Played:
    """Orders that went through the shop. stops: order -> its stops in turn; came: order -> when. Minutes."""

    stations: tuple[Station, ...]
    stops: dict[int, tuple[Stop, ...]]
    came: dict[int, float]

    def total(self, order: int) -> float:
        """From coming to having the pizza."""
        return self.stops[order][-1].end - self.came[order]

    def waited(self, order: int) -> float:
        return sum(stop.start - stop.arrive for stop in self.stops[order])


def arrivals(settings: Settings, seed: int) -> list[float]:
    """When each of the orders comes: groups of `together`, `rate` orders an hour on average. Minutes."""
    groups = -(-ORDERS // settings.together)
    gap = 60.0 * settings.together / settings.rate
    rng = np.random.default_rng(seed)
    gaps = np.full(groups, gap) if settings.even else rng.exponential(gap, groups)
    times = np.repeat(np.cumsum(gaps), settings.together)[:ORDERS]
    return [float(time) for time in times]


def play(settings: Settings, path: tuple[str, ...], times: list[float]) -> Played:
    """Send orders that come at these times (which never fall) along the path."""
    stations = tuple(Station(tile, TILE[tile].name, settings.servers[tile]) for tile in path)
    coming = list(enumerate(times, start=1))
    stops: dict[int, list[Stop]] = {order: [] for order, _ in coming}
    for station in stations:
        served = first_come(station, coming, [TILE[station.id].minutes] * len(coming))
        for stop in served:
            stops[stop.order].append(stop)
        coming = sorted(((stop.order, stop.end) for stop in served), key=lambda one: (one[1], one[0]))
    whole = {order: tuple(taken) for order, taken in stops.items()}
    return Played(stations, whole, dict(enumerate(times, start=1)))


def run(settings: Settings, seed: int, tick: Tick) -> Outcome:
    """Play the orders of a day through the drawing; a drawing that leads nowhere is answered in words."""
    way = walk(settings.arrows)
    if way.problem:
        return Outcome(way.problem, _nothing(), tables=_tables(settings, way), scene=_scene(settings, way))
    played = play(settings, way.stops, arrivals(settings, seed))
    findings = _findings(settings, way, played)
    by_name = {finding.name: finding.value for finding in findings}
    sentence = (
        f"{by_name['promise_kept']:.0f} of {ORDERS} orders were ready in {settings.minutes} min; the promise was "
        f"{settings.of_100}. Of the {by_name['mean_minutes']:.1f} min that an order takes, "
        f"{by_name['waiting_share']:.0f}% is waiting."
    )
    follow = _middle(played)
    return Outcome(
        sentence,
        findings,
        charts=(_chart(played),),
        tables=_tables(settings, way),
        scene=_scene(settings, way, played, follow),
        trace=_trace(settings, played, follow),
    )


def _findings(settings: Settings, way: Walk, played: Played) -> tuple[Finding, ...]:
    orders = list(played.stops)
    totals = [played.total(order) for order in orders]
    waits = [played.waited(order) for order in orders]
    kept = sum(total <= settings.minutes + 1e-9 for total in totals)
    pair = play(settings, way.stops, [0.0, 0.0])
    return (
        Finding("promise_kept", f"Ready in {settings.minutes} min", 100.0 * kept / len(orders), "%", 0),
        Finding("waiting_share", "Waiting, of an order's time", 100.0 * sum(waits) / sum(totals), "%", 0),
        Finding("mean_minutes", "An order takes, on average", sum(totals) / len(totals), "min"),
        Finding("work_minutes", "Work in one order", sum(TILE[tile].minutes for tile in way.stops), "min", 0),
        Finding(
            "pair_share",
            "Two in an empty shop: waiting in the time of the second",
            100.0 * pair.waited(2) / pair.total(2),
            "%",
            0,
        ),
        _how_well(),
    )


def _nothing() -> tuple[Finding, ...]:
    """The findings of a drawing through which no order comes: nothing is ready, so nothing can be timed."""
    return (
        Finding("promise_kept", "Ready in time", 0.0, "%", 0),
        Finding("waiting_share", "Waiting, of an order's time", 0.0, "%", 0),
        _how_well(),
    )


def _how_well() -> Finding:
    return Finding("how_well", "Sentences that say how well", float(how_many_say_how_well()), "of 10", 0)


def _middle(played: Played) -> int:
    """The order that takes the middle time: as many are slower as are quicker."""
    ranked = sorted(played.stops, key=lambda order: (played.total(order), order))
    return ranked[(len(ranked) - 1) // 2]


def _chart(played: Played) -> Chart:
    names = tuple(station.name for station in played.stations)
    turns = range(len(names))
    count = len(played.stops)
    stops = list(played.stops.values())
    waits = tuple(sum(taken[turn].start - taken[turn].arrive for taken in stops) / count for turn in turns)
    works = tuple(TILE[station.id].minutes for station in played.stations)
    worst = max(turns, key=lambda turn: waits[turn])
    return Chart(
        "stops",
        "Where the time of an order goes",
        f"On average an order waits {sum(waits):.1f} min and is worked on for {sum(works):.0f} min. "
        + (
            f"The longest wait is at the {names[worst].lower()}."
            if waits[worst]
            else "Nobody waits anywhere."
        ),
        Axis("stop"),
        Axis("minutes", "min", low=0.0),
        (
            Line("waiting", names, waits, "measured", "bars"),
            Line("working", names, works, "other", "bars"),
        ),
    )


def _tables(settings: Settings, way: Walk) -> tuple[Table, ...]:
    duties = tuple(
        (tile.name, tile.duty, f"{tile.minutes:.0f} min", _turn(way, tile.id)) for tile in TILES[1:]
    )
    parts = Table("parts", "The parts and their duties", ("Part", "Duty", "Work", "Place on the way"), duties)
    if not settings.well:
        return (parts,)
    rows = tuple(
        (f"{one.sentence.number}. {one.sentence.text}", one.chosen, one.sentence.kind, one.sentence.why)
        for one in sort(settings.well)
    )
    return (parts, Table("sorted", "Your sorting", ("Sentence", "You say", "It says", "Because"), rows))


def _turn(way: Walk, tile: str) -> str:
    """When an order comes by: first, second; a dash if it never does."""
    return str(way.stops.index(tile) + 1) if tile in way.stops else "–"


def _scene(settings: Settings, way: Walk, played: Played | None = None, follow: int = 0) -> ShopScene:
    bars: tuple[Bar, ...] = ()
    if played:
        came = played.came[follow]
        bars = tuple(
            Bar(
                TILE[stop.station].name,
                TILE[stop.station].doing,
                stop.arrive - came,
                stop.start - came,
                stop.end - came,
            )
            for stop in played.stops[follow]
        )
    judged = sort(settings.well)
    return ShopScene(
        settings.arrows, settings.servers, way, follow, bars, settings.minutes, bool(settings.well), judged
    )


def _trace(settings: Settings, played: Played, follow: int) -> Trace:
    stops = sorted(
        (stop for taken in played.stops.values() for stop in taken), key=lambda one: (one.arrive, one.order)
    )
    end = max(stop.end for stop in stops)
    total = played.total(follow)
    says: list[tuple[float, str]] = [(0.0, "The shop opens. Nobody waits.")]
    if late := [order for order in played.stops if played.total(order) > settings.minutes + 1e-9]:
        first = min(late, key=lambda order: played.came[order] + settings.minutes)
        says.append((played.came[first] + settings.minutes, f"Order {first} is the first to be late."))
    came = played.came[follow]
    says.append((came, f"Order {follow} comes. Keep an eye on it: it is the middle one by time."))
    says.append(
        (
            came + total,
            f"Order {follow} is there after {total:.1f} min, {played.waited(follow):.1f} of them waiting.",
        )
    )
    says.append(
        (
            end,
            f"All {len(played.stops)} orders are there. {len(late)} of them took over {settings.minutes} min.",
        )
    )
    return Trace(
        unit="min",
        end=end,
        stations=played.stations,
        stops=tuple(stops),
        says=tuple(sorted(says)),
        words=Words(work="being worked on"),
        follow=follow,
    )


EXPERIMENT = Experiment(
    "draw-the-shop",
    "Draw the shop",
    Settings,
    run,
    headline=("promise_kept", "waiting_share"),
    before=lambda settings, seed: _scene(settings, walk(settings.arrows)),
    lens=LENS,
)
