"""Ten instruments that can be bought: what each shows of an evening.

Invariant: metrics and traces are counted from the evening's orders alone. The lines of the two logs are written for
each fault, as a shop would write them: no orders say why. An instrument tells two faults apart if and only if what is
red in its views differs.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Literal

import numpy as np

from ..arrays import Floats
from .fault_shop import BEGINS, END, OVENS, PLACES, PROMISE, SHOPS, STEPS, Evening, Mask
from .fault_views import Cell, Graph, Grid, Log, LogLine, Path, Row, Span, Traces, View

Kind = Literal["metric", "log", "trace"]
_WINDOW = 5.0  # minutes
_ERRORS = 1.0  # per cent that may fail
_HOT = 50.0  # per cent: so busy no oven should be


@dataclass(frozen=True, slots=True)
class Instrument:
    """number: by which it is bought. asks: the question that it answers. minutes: that a look at it takes."""

    number: int
    name: str
    kind: Kind
    asks: str
    minutes: float
    view: Callable[[Evening], View]

    @property
    def alarms(self) -> bool:
        """Whether a lamp can be hung on it: on a number, not on a story."""
        return self.kind == "metric"


def percentile(values: Floats, share: float) -> float:
    """The smallest of the values that at least this share of them keep to (nearest rank)."""
    return float(np.percentile(values, 100 * share, method="inverted_cdf")) if len(values) else 0.0


def _windows(evening: Evening) -> Iterator[Mask]:
    for start in np.arange(0.0, END, _WINDOW):
        yield (evening.orders.at >= start) & (evening.orders.at < start + _WINDOW)


def _mean(evening: Evening) -> Graph:
    values = tuple(float(evening.total[part & evening.done].mean()) for part in _windows(evening))
    return Graph("min", PROMISE, (Row("mean", values),), 45.0)


def _p99(evening: Evening) -> Graph:
    values = tuple(percentile(evening.total[part & evening.done], 0.99) for part in _windows(evening))
    return Graph("min", PROMISE, (Row("p99", values),), 45.0)


def _errors(evening: Evening) -> Graph:
    values = tuple(100 * float(1 - evening.done[part].mean()) for part in _windows(evening))
    return Graph("%", _ERRORS, (Row("lost orders", values),), 20.0)


def _rate(evening: Evening) -> Graph:
    values = tuple(float(part.sum()) / _WINDOW for part in _windows(evening))
    return Graph("a minute", 45.0, (Row("orders", values),), 60.0)


def _shops(evening: Evening) -> Grid:
    """RED: rate, errors, duration."""
    rows = []
    for shop in range(1, SHOPS + 1):
        mine = evening.after & (evening.orders.shop == shop)
        errors = 100 * float(1 - evening.done[mine].mean())
        slow = percentile(evening.total[mine & evening.done], 0.99)
        rows.append(
            (
                Cell(f"Shop {shop}"),
                Cell(f"{mine.sum() / (END - BEGINS):.0f}"),
                Cell(f"{errors:.1f}%", errors > _ERRORS),
                Cell(f"{slow:.0f} min", slow > PROMISE),
            )
        )
    return Grid(("", "Rate, a minute", "Errors", "Duration, p99"), tuple(rows))


def _ovens(evening: Evening) -> Grid:
    """USE: utilisation, saturation, errors."""
    rows = []
    for oven in range(1, OVENS + 1):
        mine = evening.after & (evening.orders.oven == oven)
        inside = float(evening.steps["oven"][mine].sum()) / (END - BEGINS)
        busy = 100 * inside / PLACES
        waiting = max(0.0, inside - PLACES)
        lost = int((evening.failed[mine] == list(STEPS).index("oven")).sum())
        rows.append(
            (
                Cell(f"Oven {oven}"),
                Cell(f"{busy:.0f}%", busy > _HOT),
                Cell(f"{waiting:.0f}", waiting > 0),
                Cell(str(lost), lost > 0),
            )
        )
    return Grid(("", "Utilisation", "Saturation", "Errors"), tuple(rows))


def _rails(evening: Evening) -> Graph:
    """Parcels on the rail of each shop: by Little's law, rate times wait."""
    rows = []
    for shop in range(1, SHOPS + 1):
        mine = evening.orders.shop == shop
        values = tuple(
            min(float(PLACES), float(evening.steps["rail"][part & mine].sum()) / _WINDOW)
            for part in _windows(evening)
        )
        rows.append(Row(f"shop {shop}", values))
    return Graph("", 0.5 * PLACES, tuple(rows), float(PLACES))


def _traces(evening: Evening) -> Traces:
    """The latest bad order of each shop that has one, and a good one to compare with."""
    picked = []
    for shop in range(1, SHOPS + 1):
        bad = np.flatnonzero(evening.bad & evening.after & (evening.orders.shop == shop))
        picked += [int(bad[-1])] if len(bad) else []
    good = int(np.flatnonzero(~evening.bad & evening.after)[-1])
    paths = tuple(_path(evening, order) for order in (*picked, good))
    return Traces(paths, max(span.start + span.minutes for path in paths for span in path.spans))


def _path(evening: Evening, order: int) -> Path:
    start, spans = 0.0, []
    shop, oven = int(evening.orders.shop[order]), int(evening.orders.oven[order])
    places = {name: f"{_STEP[name]}, shop {shop}" for name in STEPS}
    places["oven"], places["book"] = f"oven {oven}", "order book"
    lost_at = int(evening.failed[order])
    for turn, (name, usual) in enumerate(STEPS.items()):
        minutes = float(evening.steps[name][order])
        lost = turn == lost_at
        spans.append(Span(places[name], start, minutes, lost or minutes > 2 * usual, lost))
        start += minutes
        if lost:
            break
    bad = bool(evening.bad[order])
    return Path(f"Order {order + 1}", "lost" if lost_at >= 0 else f"{start:.0f} min", bad, tuple(spans))


_STEP = {"counter": "counter", "book": "order book", "oven": "oven", "rail": "rail", "ride": "ride"}


def clock(minute: float) -> str:
    """Minutes after six, as on the wall."""
    return f"{18 + int(minute) // 60}:{int(minute) % 60:02d}"


def _log(evening: Evening) -> Log:
    """A few lines round the first one that matters, of all that were written."""
    why = evening.suspect.why
    usual = [
        (17, "counter, shop 2: order taken"),
        (18, "oven 5: warm, 240 degrees"),
        (19, "order book: 600 orders written"),
        (22, "counter, shop 1: order taken"),
        (24, "rider 7: back at shop 3"),
    ]
    telling = [(21, why), (23, why)]
    lines = sorted(
        [LogLine(clock(at), text) for at, text in usual]
        + [LogLine(clock(at), text, True) for at, text in telling],
        key=lambda line: line.time,
    )
    return Log(tuple(lines), 6 * len(evening.orders.at))


def _changes(evening: Evening) -> Log:
    lines = [
        LogLine("17:15", "all shops: new menus printed"),
        LogLine("17:40", "shop 1: new phone at the counter"),
        LogLine("17:55", "oven 4: cleaned"),
    ]
    if evening.suspect.kind == "release":
        lines.append(LogLine(clock(BEGINS), "all shops: version 42 of the order book", True))
    return Log(tuple(lines), len(lines))


INSTRUMENTS: tuple[Instrument, ...] = (
    Instrument(1, "Mean order time", "metric", "How long does an order take on average?", 2.0, _mean),
    Instrument(2, "p99 of order time", "metric", "How long does the slow end wait?", 2.0, _p99),
    Instrument(3, "Lost orders", "metric", "What share of orders fails?", 2.0, _errors),
    Instrument(4, "Orders a minute", "metric", "How much is asked of us?", 2.0, _rate),
    Instrument(5, "RED by shop", "metric", "Which service suffers, seen from outside?", 2.0, _shops),
    Instrument(6, "USE by oven", "metric", "Which resource is short, seen from inside?", 2.0, _ovens),
    Instrument(7, "Length of the rails", "metric", "Where do parcels pile up?", 2.0, _rails),
    Instrument(8, "Traces of bad orders", "trace", "Where did this one order lose its time?", 3.0, _traces),
    Instrument(9, "Log of all events", "log", "What exactly happened, and why?", 12.0, _log),
    Instrument(10, "Log of changes", "log", "What did we change, and when?", 3.0, _changes),
)
INSTRUMENT = {instrument.number: instrument for instrument in INSTRUMENTS}
Reading = tuple[str, ...]


def reading(view: View) -> Reading:
    """What is red in it, in words: all that a look can tell."""
    if isinstance(view, Graph):
        return tuple(row.name for row in view.rows if max(row.values) > view.limit)
    if isinstance(view, Grid):
        return tuple(
            f"{row[0].text}: {column}"
            for row in view.rows
            for column, cell in zip(view.columns, row, strict=True)
            if cell.red
        )
    if isinstance(view, Traces):
        places = {span.place for path in view.paths for span in path.spans if span.red}
        return tuple(sorted(places))
    return tuple(sorted({line.text for line in view.lines if line.red}))
