"""The first evening of a split kitchen, to be played: the same dishes at one queue and at two."""

import numpy as np

from ..trace import Station, Stop, Take, Trace, Words, first_come
from .split_kitchen import CHEFS, Dishes

DISHES = 320  # about four hours
_WORDS = Words(one="dish", many="dishes", work="being made")


def takes(dishes: Dishes, garlic_chefs: int, gain: float, call: float) -> tuple[Take, ...]:
    """One queue of ten, and the split if there is one."""
    evening = dishes.first(DISHES)
    one = _one(evening)
    return (one,) if garlic_chefs == 0 else (one, _split(evening, garlic_chefs, gain, call))


def _one(evening: Dishes) -> Take:
    station = Station("all", f"All, {_chefs(CHEFS)}", CHEFS)
    stops = first_come(
        station, _coming(evening, np.ones(len(evening.orders), bool)), _list(evening.orders.work)
    )
    says = [(0.0, "The evening begins. Every chef can make every dish.")]
    for stop in stops:
        if stop.start > stop.arrive:
            says.append((stop.arrive, f"Dish {stop.order} is the first to wait: all ten chefs are at work."))
            break
    return _take("One queue of ten", (station,), stops, says)


def _split(evening: Dishes, garlic_chefs: int, gain: float, call: float) -> Take:
    work = evening.orders.work / (1 + gain / 100) + np.where(evening.asks, call, 0.0)
    pizza = Station("pizza", f"Pizza, {_chefs(CHEFS - garlic_chefs)}", CHEFS - garlic_chefs)
    garlic = Station("garlic", f"Garlic, {_chefs(garlic_chefs)}", garlic_chefs)
    mine = {pizza: ~evening.garlic, garlic: evening.garlic}
    made = {
        station: first_come(station, _coming(evening, chosen), _list(work[chosen]))
        for station, chosen in mine.items()
    }
    stops = sorted((stop for some in made.values() for stop in some), key=lambda one: (one.arrive, one.order))
    says = [
        (0.0, "The evening begins. Pizzas go to one team, garlic breads to the other."),
        *_cards(made[pizza], made[garlic], pizza.servers),
    ]
    return _take(f"Split {pizza.servers} + {garlic.servers}", (pizza, garlic), tuple(stops), says)


def _cards(pizza: tuple[Stop, ...], garlic: tuple[Stop, ...], chefs: int) -> list[tuple[float, str]]:
    """When a garlic bread waits and pizza chefs are idle: the first time, and the time of the longest wait."""
    waiting = [stop for stop in garlic if stop.start > stop.arrive and _idle(pizza, stop.arrive, chefs)]
    if not waiting:
        return []
    longest = max(waiting, key=lambda stop: stop.start - stop.arrive)
    said = [
        (
            stop.arrive,
            f"A garlic bread waits, dish {stop.order}, while {_count(_idle(pizza, stop.arrive, chefs))} "
            "nothing to do.",
        )
        for stop in {waiting[0].order: waiting[0], longest.order: longest}.values()
    ]
    wait = longest.start - longest.arrive
    return [
        *said,
        (longest.start, f"Dish {longest.order} is begun at last, after {wait:.1f} min in the queue."),
    ]


def _count(chefs: int) -> str:
    return "1 pizza chef has" if chefs == 1 else f"{chefs} pizza chefs have"


def _idle(stops: tuple[Stop, ...], time: float, chefs: int) -> int:
    return chefs - sum(stop.start <= time < stop.end for stop in stops)


def _take(
    name: str, stations: tuple[Station, ...], stops: tuple[Stop, ...], says: list[tuple[float, str]]
) -> Take:
    end = max(stop.end for stop in stops)
    mean = float(np.mean([stop.start - stop.arrive for stop in stops]))
    said = sorted(says, key=lambda one: one[0])
    said.append((end, f"All {len(stops)} dishes are made. On average one waited {mean:.1f} min."))
    trace = Trace("min", end, stations, stops, tuple(said), _WORDS)
    return Take(name, trace, f"{mean:.1f} min", "mean wait of a dish, this evening")


def _coming(evening: Dishes, chosen: np.ndarray[tuple[int], np.dtype[np.bool_]]) -> list[tuple[int, float]]:
    return [(int(order) + 1, float(evening.orders.arrive[order])) for order in np.flatnonzero(chosen)]


def _list(work: np.ndarray[tuple[int], np.dtype[np.float64]]) -> list[float]:
    return [float(one) for one in work]


def _chefs(chefs: int) -> str:
    return "1 chef" if chefs == 1 else f"{chefs} chefs"
