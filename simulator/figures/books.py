"""Where the messages between the books are drawn: time runs to the right, distance up and down.

Invariant: across in per cent of the picture's width, so that its words keep their size on a phone; down in px. Both
copies are drawn in one scale of distance where there is room, so every message runs at the same slope.
"""

import math
from dataclasses import dataclass

from simulator.engine.experiments.books_scene import BooksScene, Lane, Order, Way

HEIGHT = 330.0
_BAND = 44.0  # the main book: order numbers above, ticks of confirmation below
_ROOM = 200.0  # px for both distances together
_LEAST, _MOST = 52.0, 148.0
_TOP = 26.0


@dataclass(frozen=True, slots=True)
class Message:
    """A straight line from the sender to where it is at the moment, or to its end. kind: copy or answer."""

    kind: str
    x1: float
    y1: float
    x2: float
    y2: float
    lost: bool = False


@dataclass(frozen=True, slots=True)
class Dot:
    """A thing at a place. text: what stands in it."""

    x: float
    y: float
    text: str = ""
    late: bool = False


@dataclass(frozen=True, slots=True)
class Row:
    """A book's line across the picture."""

    name: str
    note: str
    y: float
    up: bool


@dataclass(frozen=True, slots=True)
class Picture:
    height: float
    now: float
    main: tuple[float, float]
    rows: tuple[Row, ...]
    messages: tuple[Message, ...]
    flying: tuple[Dot, ...]
    numbers: tuple[Dot, ...]
    ticks: tuple[Dot, ...]
    marks: tuple[Dot, ...]
    axis: float


def picture_of(scene: BooksScene) -> Picture:
    """The whole picture; the future is in it too, and the page covers it."""
    top, bottom = _reach(scene.lanes)
    first = _TOP + top
    main = (first, first + _BAND)
    ys = (_TOP, main[1] + bottom)
    rows = tuple(
        Row(lane.name, f"{lane.away:g} ms away" if lane.up else "broken", y, lane.up)
        for lane, y in zip(scene.lanes, ys, strict=True)
    )
    messages, flying = [], []
    for order in scene.orders:
        for turn, way in enumerate(order.ways):
            drawn, dots = _way(scene, way, main[turn], ys[turn])
            messages += drawn
            flying += dots
    axis = ys[1] + 30
    return Picture(
        axis + 22,
        _x(scene, scene.moment),
        main,
        rows,
        tuple(messages),
        tuple(flying),
        tuple(_number(scene, order, main[0] + 13) for order in scene.orders),
        tuple(_tick(scene, order, main[1] - 11) for order in scene.orders if _seen(scene, order.confirmed)),
        _marks(scene, axis),
        axis,
    )


def _reach(lanes: tuple[Lane, ...]) -> tuple[float, float]:
    """From the main book to each copy, px."""
    total = sum(lane.away for lane in lanes) or 1.0
    top, bottom = (min(_MOST, max(_LEAST, _ROOM * lane.away / total)) for lane in lanes)
    return top, bottom


def _x(scene: BooksScene, time: float) -> float:
    return 100 * time / scene.window


def _seen(scene: BooksScene, time: float) -> bool:
    """Within the picture, and before the fire if there is one."""
    return 0 <= time <= (scene.moment if scene.burn else scene.window)


def _way(scene: BooksScene, way: Way, near: float, far: float) -> tuple[list[Message], list[Dot]]:
    legs = [("copy", way.sent, way.arrived, near, far), ("answer", way.arrived, way.answered, far, near)]
    messages, dots = [], []
    last = scene.moment if scene.burn else scene.window
    for kind, start, end, y1, y2 in legs:
        if kind == "answer" and scene.wait == 0:
            continue
        if not math.isfinite(end):  # nobody takes it
            if kind == "copy" and start <= last:
                messages.append(
                    Message("lost", _x(scene, start), y1, _x(scene, start), y1 + 0.35 * (y2 - y1), True)
                )
            continue
        if start > last:
            continue
        reached = min(end, last)
        part = (reached - start) / (end - start) if end > start else 1.0
        cut = scene.burn and end > last
        messages.append(Message(kind, _x(scene, start), y1, _x(scene, reached), y1 + part * (y2 - y1), cut))
        if start <= scene.moment < end and not scene.burn:
            share = (scene.moment - start) / (end - start)
            dots.append(Dot(_x(scene, scene.moment), y1 + share * (y2 - y1)))
    return messages, dots


def _number(scene: BooksScene, order: Order, y: float) -> Dot:
    return Dot(_x(scene, order.written), y, str(order.number), order.told in ("lost", "never"))


def _tick(scene: BooksScene, order: Order, y: float) -> Dot:
    return Dot(_x(scene, order.confirmed), y, "✓", order.told == "lost")


def _marks(scene: BooksScene, y: float) -> tuple[Dot, ...]:
    """Times below the picture, at most five after 0."""
    step = next(one for one in (10, 20, 50, 100, 200, 500, 1000) if scene.window / one <= 6)
    count = int(scene.window * 0.96 // step)
    return tuple(Dot(_x(scene, step * turn), y, f"{step * turn}") for turn in range(1, count + 1))
