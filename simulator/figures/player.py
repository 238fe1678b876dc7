"""A trace for the player: plain columns for the browser, and rows in words for a page without JavaScript.

Invariant: both tell the same stops, in the same order; times are rounded to what a player can show.
"""

from dataclasses import asdict, dataclass
from typing import Any

from simulator.engine.trace import Stop, Trace

DIGITS = 4  # of a time in the browser
ROWS = 50  # of a page without JavaScript
COLUMNS = ("order", "station", "server", "arrive", "start", "end", "lost")


def plain(trace: Trace) -> dict[str, Any]:
    """The trace as JSON: stops by column, stations by their place in the list; a third of the size of rows."""
    places = {station.id: place for place, station in enumerate(trace.stations)}
    rows = [
        (
            stop.order,
            places[stop.station],
            stop.server,
            round(stop.arrive, DIGITS),
            round(stop.start, DIGITS),
            round(stop.end, DIGITS),
            int(stop.lost),
        )
        for stop in trace.stops
    ]
    columns = zip(*rows, strict=True) if rows else ((),) * len(COLUMNS)
    return {
        "unit": trace.unit,
        "end": round(trace.end, DIGITS),
        "ride": trace.ride,
        "pace": trace.pace,
        "follow": trace.follow,
        "words": asdict(trace.words),
        "stations": [asdict(station) for station in trace.stations],
        "stops": {name: list(column) for name, column in zip(COLUMNS, columns, strict=True)},
        "says": [[time, sentence] for time, sentence in trace.says],
    }


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
