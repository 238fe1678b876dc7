"""Two hours of "Dispatch" for the player, one take a rule: three shops, and the road to the doors."""

import math
from collections.abc import Mapping
from dataclasses import replace

import numpy as np

from ..trace import Station, Stop, Take, Trace, Words
from ..words import count_of
from .dispatch_evening import RULES, Calls, Evening, Fire, minutes
from .town import DISTRICTS, OVENS, RIDES, SHOPS

END = 120.0  # minutes
_MOST = 540  # stops of orders in a take
_HALF = 10_000  # the second half of an order has its number and so much more: nothing is at two places
_FIRST = 1
_STATIONS = (
    *(
        Station(shop.name.lower(), shop.name, OVENS, number=number)
        for number, shop in enumerate(SHOPS, start=1)
    ),
    Station("road", "On the road", 0),
)


def takes_of(calls: Calls, evenings: Mapping[str, Evening], first: str, fire: Fire) -> tuple[Take, ...]:
    """The chosen rule first."""
    order = (first, *(name for name in evenings if name != first))
    return tuple(_take(calls, name, evenings[name], fire) for name in order)


def _take(calls: Calls, name: str, evening: Evening, fire: Fire) -> Take:
    many = _many(calls)
    end = min(END, calls.came[many - 1])
    stops = _stops(calls, evening, many)
    mean = np.mean(list(minutes(calls, evening).values()))
    trace = Trace(
        unit="min",
        end=end,
        stations=_stations(fire),
        stops=stops,
        says=tuple(one for one in _says(calls, evening, fire) if one[0] <= end),
        words=Words(lost="burnt"),
        pace=1.0,
        follow=_FIRST,
    )
    return Take(RULES[name].label, trace, f"{mean:.0f} min", "mean time to the door")


def _stations(fire: Fire) -> tuple[Station, ...]:
    """The shop that burns is closed from then on."""
    return tuple(
        replace(station, down=((fire.minute, END),)) if number == fire.shop else station
        for number, station in enumerate(_STATIONS)
    )


def _many(calls: Calls) -> int:
    """Orders whose stops a player can hold: a shop and a road for each, or for each half."""
    stops = np.cumsum(np.where(calls.shared, 4, 2))
    return max(1, int(np.count_nonzero((stops <= _MOST) & (np.array(calls.came) <= END))))


def _stops(calls: Calls, evening: Evening, many: int) -> tuple[Stop, ...]:
    """The first call is order 1. Those that wait at the start have the numbers after the last one."""
    stops: list[Stop] = []
    taken: dict[int, float] = {}
    earlier = len(calls.came)
    free = {shop: [0.0] * OVENS for shop in range(len(SHOPS))}
    for part in evening.parts:
        if part.order >= many:
            continue
        number = part.order + 1
        if part.order < 0:
            earlier += 1
            number = earlier
        while taken.get(number, 0.0) > part.arrive:
            number += _HALF
        taken[number] = part.end if part.burnt else math.inf
        server = 0 if part.burnt else _oven(free[part.shop], part.start, part.end)
        station = _STATIONS[part.shop].id
        stops.append(Stop(number, station, server, part.arrive, part.start, part.end, part.burnt))
        if part.order >= 0 and not part.burnt:
            ride = RIDES[calls.district[part.order]][part.shop]
            stops.append(Stop(number, "road", 0, part.end, part.end, part.end + ride))
    return tuple(sorted(stops, key=lambda stop: (stop.arrive, stop.order)))


def _oven(free: list[float], start: float, end: float) -> int:
    """The oven on the left that is free by then."""
    oven = next(place for place, time in enumerate(free) if time <= start + 1e-9)
    free[oven] = end
    return oven


def _says(calls: Calls, evening: Evening, fire: Fire) -> tuple[tuple[float, str], ...]:
    says = [(0.0, "The first call comes from the Old Town. Keep an eye on that order.")]
    took = minutes(calls, evening).get(0)
    if took is not None and took <= END:
        shop = SHOPS[next(part.shop for part in evening.parts if part.order == 0)].name
        says.append((took, f"The first order is at its door after {took:.0f} min. The {shop} made it."))
    says.extend((minute, _state(calls, evening, minute)) for minute in (40.0, 80.0, 120.0))
    if fire.shop >= 0:
        burnt = sum(part.burnt for part in evening.parts)
        fate = (
            "Copies lie elsewhere, so they are made again." if fire.copies else "Nobody else knows of them."
        )
        says.append(
            (
                fire.minute,
                f"Fire at the {SHOPS[fire.shop].name}. It takes {count_of(burnt, 'order')} with it. {fate}",
            )
        )
    return tuple(sorted(says))


def _state(calls: Calls, evening: Evening, minute: float) -> str:
    waiting = [0] * len(SHOPS)
    for part in evening.parts:
        waiting[part.shop] += part.arrive <= minute < part.start
    queues = ", ".join(f"{shop.name} {count}" for shop, count in zip(SHOPS, waiting, strict=True))
    here = [order for order, door in evening.door.items() if door <= minute]
    old_town = [evening.door[order] - calls.came[order] for order in here if calls.district[order] == 0]
    told = f" The {DISTRICTS[0].name} has waited {np.mean(old_town):.0f} min on average." if old_town else ""
    return f"After {minute:.0f} min there wait: {queues}.{told}"
