"""The first orders of L03 for the player: one take for each way to stand in line.

Invariant: a take shows the orders that were measured, the same in every take.
"""

from collections.abc import Mapping

from ..queues import Served
from ..trace import Station, Stop, Take, Trace, first_come
from ..words import count_of
from .busy_lines import Shop

CHEFS = ("Ada", "Bo", "Cy", "Di", "Eli", "Flo", "Gus", "Hana", "Ida", "Jo")
_PLAYED = 300
_EVERY = 50
_NAMES = {"each": "A line for each", "one": "One line for all", "fast": "One fast chef"}


def takes_of(shop: Shop, served: Mapping[str, Served]) -> tuple[Take, ...]:
    """The chosen way first. A line for each of very many chefs is not shown: nobody could follow it."""
    shown = [way for way in shop.ways if way != "each" or shop.settings.chefs <= len(CHEFS)]
    return tuple(_take(shop, way, served[way]) for way in shown or ["one"])


def _take(shop: Shop, way: str, served: Served) -> Take:
    stations, stops = _stops(shop, way)
    end = max(stop.end for stop in stops)
    trace = Trace("min", end, stations, stops, _says(stops, end))
    return Take(_NAMES[way], trace, f"{served.inside.mean():.1f} min", "mean time in the shop")


def _stops(shop: Shop, way: str) -> tuple[tuple[Station, ...], tuple[Stop, ...]]:
    settings = shop.settings
    chefs, count = settings.chefs, min(settings.orders, _PLAYED)
    orders = shop.orders(settings.busy / 100, chefs, count)
    coming, work = list(enumerate(orders.arrive.tolist(), start=1)), orders.work.tolist()
    if way == "fast" and chefs > 1:
        fast = Station("fast", "Fast chef", note=f"{chefs} times as fast")
        return (fast,), first_come(fast, coming, [takes / chefs for takes in work])
    if way == "each" and chefs > 1:
        stations = tuple(Station(name.lower(), name, number=at + 1) for at, name in enumerate(CHEFS[:chefs]))
        stops: list[Stop] = []
        for at, station in enumerate(stations):
            mine = [one for one in range(count) if shop.dealt[one] == at]
            stops += first_come(station, [coming[one] for one in mine], [work[one] for one in mine])
        return stations, tuple(sorted(stops, key=lambda stop: (stop.arrive, stop.order)))
    together = Station("chefs", "The chef" if chefs == 1 else f"{chefs} chefs", chefs)
    return (together,), first_come(together, coming, work)


def _says(stops: tuple[Stop, ...], end: float) -> tuple[tuple[float, str], ...]:
    inside = [stop.end - stop.arrive for stop in stops]
    slowest = max(stops, key=lambda stop: (stop.end - stop.arrive, -stop.order))
    longest, when = _longest_line(stops)
    says = [(0.0, "The shop opens."), *_so_far(stops)]
    if longest:
        says.append((when, f"The longest line of this film was here: {count_of(longest, 'order')} waited."))
        says.append(
            (
                slowest.end,
                f"Order {slowest.order} is done after {slowest.end - slowest.arrive:.0f} min. It took the longest, and "
                f"cooking was {slowest.end - slowest.start:.0f} min of it.",
            )
        )
    says.append(
        (
            end,
            f"All {len(stops)} orders are done. They were in the shop for {sum(inside) / len(inside):.1f} min on "
            "average.",
        )
    )
    return tuple(sorted(says))


def _so_far(stops: tuple[Stop, ...]) -> list[tuple[float, str]]:
    """Who waited first, and how long the first 50, 100, ... to be done were in the shop."""
    waited = [stop for stop in stops if stop.start > stop.arrive]
    says = [(waited[0].arrive, f"Order {waited[0].order} was the first to wait.")] if waited else []
    done = sorted(stops, key=lambda stop: (stop.end, stop.order))
    for count in range(_EVERY, len(done), _EVERY):
        mean = sum(stop.end - stop.arrive for stop in done[:count]) / count
        says.append(
            (
                done[count - 1].end,
                f"The first {count} orders done were in the shop for {mean:.1f} min on average.",
            )
        )
    return says


def _longest_line(stops: tuple[Stop, ...]) -> tuple[int, float]:
    """The most orders that waited at once, and when."""
    events = sorted(
        [(stop.arrive, 1) for stop in stops if stop.start > stop.arrive]
        + [(stop.start, -1) for stop in stops if stop.start > stop.arrive]
    )
    waiting = most = 0
    when = 0.0
    for time, change in events:
        waiting += change
        if waiting > most:
            most, when = waiting, time
    return most, when
