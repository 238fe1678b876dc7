"""A trace for `templates/course/player.html`.

Invariant: decides nothing; what is shown comes from simulator/figures/player.py.
"""

from typing import Any

from django import template

from simulator.engine.trace import Trace
from simulator.figures.player import StopTable, plain, stop_table

register = template.Library()
HUES = 8


@register.filter
def trace_data(trace: Trace) -> dict[str, Any]:
    """What `json_script` sends to the player."""
    return plain(trace)


@register.filter
def trace_stops(trace: Trace) -> StopTable:
    """The first stops, for a page without JavaScript."""
    return stop_table(trace)


@register.filter
def trace_rides(trace: Trace) -> bool:
    """Whether an order is ever on the way: after its last stop, or between two."""
    if trace.ride > 0:
        return True
    left: dict[int, float] = {}
    for stop in trace.stops:
        if stop.order in left and stop.arrive > left[stop.order] + 1e-9:
            return True
        left[stop.order] = max(stop.end, left.get(stop.order, 0.0))
    return False


@register.filter
def trace_single(trace: Trace) -> bool:
    """Whether no station works on more than one order at once, so that its lane may be narrow."""
    return all(station.servers == 1 for station in trace.stations)


@register.filter
def hue_of(number: int) -> int:
    """The colour of a server by its number, 0 to 7."""
    return (number - 1) % HUES
