"""A trace for the player: plain columns for the browser, and rows in words for a page without JavaScript.

Invariant: both tell the same stops, in the same order; times are rounded to what a player can show, each by itself, so
that what ended before another began still does.
"""

import math
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any

from simulator.engine.outcome import Outcome
from simulator.engine.trace import Station, Stop, Take, Trace

DIGITS = 3  # of a time in the browser, at least
FINE = 4  # and so many that the whole is ten thousand steps or more
ROWS = 50  # of a page without JavaScript
COLUMNS = ("order", "station", "server", "came", "waited", "worked", "lost")


@dataclass(frozen=True, slots=True)
class Player:
    """What a page needs to lay a player out, whichever take is on show.

    rows: stations of the first take, and None where another has more. rides: an order is ever on the way. single: no
    station works on more than one order at once, so that its lane may be narrow. about: what every result is of, if
    it is the same for all.
    """

    takes: tuple[Take, ...]
    data: list[dict[str, Any]]
    rows: tuple[Station | None, ...]
    rides: bool
    single: bool
    about: str

    @property
    def trace(self) -> Trace:
        return self.takes[0].trace

    @property
    def stops(self) -> "StopTable":
        """The first stops, for a page without JavaScript."""
        return stop_table(self.trace)


def player(outcome: Outcome) -> Player:
    """The player of an outcome that has a trace, or takes."""
    assert outcome.trace is not None or outcome.takes
    takes = outcome.takes or (Take("", outcome.trace),)  # type: ignore[arg-type]  # asserted
    traces = [take.trace for take in takes]
    most = max(len(trace.stations) for trace in traces)
    abouts = {take.about for take in takes}
    return Player(
        takes,
        plain(takes),
        (*traces[0].stations, *(None,) * (most - len(traces[0].stations))),
        rides=any(_rides(trace) for trace in traces),
        single=all(station.servers == 1 for trace in traces for station in trace.stations),
        about=abouts.pop() if len(abouts) == 1 else "",
    )


def _rides(trace: Trace) -> bool:
    """After its last stop, or between two."""
    if trace.ride > 0:
        return True
    left: dict[int, float] = {}
    for stop in trace.stops:
        if stop.order in left and stop.arrive > left[stop.order] + 1e-9:
            return True
        left[stop.order] = max(stop.end, left.get(stop.order, 0.0))
    return False


def plain(takes: Sequence[Take]) -> list[dict[str, Any]]:
    """The takes as JSON. What a take shares with the first, such as the orders and when they came, is left out."""
    digits = max(_digits(take.trace.end) for take in takes)
    whole = [_plain(take, digits) for take in takes]
    first = whole[0]
    return [first, *(_without(one, first) for one in whole[1:])]


def _digits(end: float) -> int:
    return max(DIGITS, FINE - math.floor(math.log10(end))) if end > 0 else DIGITS


def _plain(take: Take, digits: int) -> dict[str, Any]:
    trace = take.trace
    return {
        "name": take.name,
        "unit": trace.unit,
        "end": round(trace.end, digits),
        "step": 10**digits,
        "ride": trace.ride,
        "pace": trace.pace,
        "follow": trace.follow,
        "parallel": trace.parallel,
        "words": asdict(trace.words),
        "stations": [_station(station, trace.end) for station in trace.stations],
        "stops": _columns(trace, 10**digits),
        "says": [[time, sentence] for time, sentence in trace.says],
    }


def _station(station: Station, end: float) -> dict[str, Any]:
    """What is closed for good is closed until after the end: JSON knows no infinity."""
    down = [[start, min(until, end + 1)] for start, until in station.down if start <= end]
    return asdict(station) | {"down": down}


def _columns(trace: Trace, step: int) -> dict[str, list[int]]:
    """Stops by column, a third of the size of rows: stations by their place in the list, times in whole steps.

    came: after the one before; waited, worked: for so long.
    """
    places = {station.id: place for place, station in enumerate(trace.stations)}
    rows: list[tuple[int, ...]] = []
    before = 0
    for stop in trace.stops:
        came, start, end = (round(time * step) for time in (stop.arrive, stop.start, stop.end))
        rows.append(
            (
                stop.order,
                places[stop.station],
                stop.server,
                came - before,
                start - came,
                end - start,
                int(stop.lost),
            )
        )
        before = came
    columns = zip(*rows, strict=True) if rows else ((),) * len(COLUMNS)
    return {name: list(column) for name, column in zip(COLUMNS, columns, strict=True)}


def _without(one: dict[str, Any], first: dict[str, Any]) -> dict[str, Any]:
    """Only what is not the same; of the stops too."""
    other = {name: value for name, value in one.items() if value != first[name]}
    if "stops" in other:
        other["stops"] = {
            name: column for name, column in one["stops"].items() if column != first["stops"][name]
        }
    return other


@dataclass(frozen=True, slots=True)
class StopTable:
    """The first stops in words, and how many more there are."""

    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    more: int


def stop_table(trace: Trace, most: int = ROWS) -> StopTable:
    """One row a stop: order, station, and when it came, began and left, in the trace's unit."""
    names = {station.id: station.name for station in trace.stations}
    columns = (trace.words.one.capitalize(), "Stop", "Came", "Waited", "Began", "Left")
    rows = tuple(_row(stop, names[stop.station], trace) for stop in trace.stops[:most])
    return StopTable(columns, rows, max(0, len(trace.stops) - most))


def _row(stop: Stop, station: str, trace: Trace) -> tuple[str, ...]:
    def time(value: float) -> str:
        return f"{value:,.1f} {trace.unit}"

    began = trace.words.lost if stop.lost else time(stop.start)
    return (
        str(stop.order),
        station,
        time(stop.arrive),
        time(stop.start - stop.arrive),
        began,
        time(stop.end),
    )
