"""The power cut to be played: the same orders by every rule of the callers. Each call is an order at a shop."""

import math
from collections.abc import Sequence

from ..trace import Station, Stop, Take, Trace, Words
from ..words import count_of
from .plug_evening import Call, Evening, Shops

_STOPS = 590
_WORDS = Words(one="call", many="calls", work="baking", lost="nothing baked")
_LONG = 20  # calls in a line that a shop cannot answer in time


def takes(evenings: Sequence[Evening]) -> tuple[Take, ...]:
    """One for each rule, in this order."""
    return tuple(_take(evening) for evening in evenings)


def _take(evening: Evening) -> Take:
    stops = [stop for place, call in enumerate(evening.calls, start=1) for stop in _stops(place, call)]
    stops.sort(key=lambda one: (one.arrive, one.order, one.end))
    shown = tuple(stops[:_STOPS])
    end = max(stop.end for stop in shown)
    share = 100 * evening.lost / len(evening.orders)
    trace = Trace(
        "min", end, _stations(evening.shops), shown, _says(evening, shown, end), _WORDS, parallel=True
    )
    return Take(
        evening.callers.name, trace, f"{share:.0f}% lost", "orders without a pizza, of the whole evening"
    )


def _stations(shops: Shops) -> tuple[Station, ...]:
    dark = ((shops.pulled, shops.back),)
    return tuple(
        Station(
            f"shop-{shop + 1}",
            f"Shop {shop + 1}",
            shops.ovens,
            number=shop + 1,
            down=dark if shop < shops.stopped else (),
        )
        for shop in range(shops.count)
    )


def _stops(place: int, call: Call) -> tuple[Stop, ...]:
    """place: of the call among all, its number in the picture."""
    station = f"shop-{call.shop + 1}"
    made, came = [], call.at
    for oven, begun, cut in call.cut:
        made.append(Stop(place, station, oven, came, begun, cut))
        came = cut
    if not math.isnan(call.end):
        made.append(Stop(place, station, call.oven, came, call.begun, call.end))
    else:
        gone = max(came, call.until if math.isnan(call.thrown) else call.thrown)
        made.append(Stop(place, station, 0, came, gone, gone, lost=True))
    return tuple(made)


def _says(evening: Evening, shown: Sequence[Stop], end: float) -> tuple[tuple[float, str], ...]:
    shops = evening.shops
    names = "Shop 1 loses" if shops.stopped == 1 else f"{shops.stopped} shops lose"
    says = [(0.0, f"{count_of(shops.count, 'shop')} {'is' if shops.count == 1 else 'are'} open.")]
    says.append((shops.pulled, f"{names} power. What was in the ovens is spoilt."))
    known = shops.pulled + shops.notice
    if shops.stopped < shops.count and known < shops.back:
        says.append((known, "The dealer has noticed it. The others get all the calls now."))
    again = [call for call in evening.calls if call.number > 1]
    if again:
        says.append((again[0].at, "The first caller has waited in vain and calls again."))
    says.append((shops.back, _back_words(evening)))
    if storm := _storm(evening):
        says.append(storm)
    return tuple(sorted(one for one in says if one[0] <= end))


def _back_words(evening: Evening) -> str:
    time = evening.shops.back
    waiting = sum(
        call.at <= time and not call.begun <= time and not call.thrown <= time for call in evening.calls
    )
    return f"The power is back. {count_of(waiting, 'call')} {'is' if waiting == 1 else 'are'} in the lines."


def _storm(evening: Evening) -> tuple[float, str] | None:
    """When most calls of the last minutes were second calls or later."""
    recent: list[bool] = []
    for call in evening.calls:
        recent.append(call.number > 1)
        if len(recent) >= _LONG and sum(recent[-_LONG:]) > 0.7 * _LONG:
            return (
                call.at,
                "Now most callers call for the second time or more. Each call is baked, wanted or not.",
            )
    return None
