"""The large numbers of the page, each with its line: told of the last minute, drawn of the last 15."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import NamedTuple

from config.ops import history, sparkline
from config.ops.history import Point
from config.ops.samples import Between
from config.ops.words import NOTHING, megabytes, percent, seconds, short, whole

COMMAND, PAGE, LATE = "slicewise_command_seconds", "slicewise_http_seconds", "slicewise_frame_late_seconds"


@dataclass(frozen=True, slots=True)
class Figure:
    """One number. detail: in small print below it. lines: of the last 15 minutes. most: the highest of them."""

    name: str
    value: str
    detail: str = ""
    lines: tuple[str, ...] = ()
    most: str = ""


class Kind(NamedTuple):
    """value: what is told now. drawn: what the line shows of each 10 s. told: a number of either in words."""

    name: str
    value: Callable[[Between], float | None]
    told: Callable[[float], str]
    detail: Callable[[Between], str]
    drawn: Callable[[Point], float | None]


def at_boards(between: Between) -> str:
    return f"{whole(between.now.total('slicewise_board_sockets_open'))} of them at boards"


def quantiles(name: str) -> Callable[[Between], str]:
    """The middle and the slowest hundredth."""

    def told(between: Between) -> str:
        middle, slowest = (seconds(between.quantile(name, share)) for share in (0.5, 0.99))
        return "none in the last minute" if middle == NOTHING else f"p95; p50 is {middle}, p99 {slowest}"

    return told


KINDS = (
    Kind("sockets", lambda b: history.sockets(b.now), whole, at_boards, lambda p: p.sockets),
    Kind(
        "changes a second",
        lambda b: b.rate("slicewise_commands_total"),
        short,
        lambda b: (
            f"{whole(b.more('slicewise_commands_total', outcome='refused'))} refused in the last minute"
        ),
        lambda p: p.commands,
    ),
    Kind(
        "a change takes",
        lambda b: b.quantile(COMMAND, 0.95),
        seconds,
        quantiles(COMMAND),
        lambda p: p.command_p95,
    ),
    Kind(
        "pages a second",
        lambda b: b.rate(f"{PAGE}_count"),
        short,
        lambda b: f"{whole(b.more(f'{PAGE}_count', status='5xx'))} with an error of ours",
        lambda p: p.pages,
    ),
    Kind("a page takes", lambda b: b.quantile(PAGE, 0.95), seconds, quantiles(PAGE), lambda p: p.page_p95),
    Kind(
        "frames late",
        lambda b: b.share_above(LATE, 0.25),
        percent,
        lambda b: "by more than a quarter of a second",
        lambda p: p.late,
    ),
    Kind(
        "memory",
        lambda b: b.now.total("slicewise_worker_memory_bytes"),
        megabytes,
        lambda b: "of all workers",
        lambda p: p.memory,
    ),
)


def figures(between: Between, points: list[Point], people: int | None) -> list[Figure]:
    """All of them, people first. people: None if they could not be counted."""
    rooms = between.now.total("slicewise_rooms_open")
    counted = NOTHING if people is None else whole(people)
    first = Figure("people in rooms", counted, f"{whole(rooms)} {'room' if rooms == 1 else 'rooms'} open")
    return [first, *(figure(kind, between, points) for kind in KINDS)]


def figure(kind: Kind, between: Between, points: list[Point]) -> Figure:
    """One of them."""
    now = kind.value(between)
    values = [kind.drawn(one) for one in points]
    known = [one for one in values if one is not None]
    return Figure(
        kind.name,
        NOTHING if now is None else kind.told(now),
        kind.detail(between),
        tuple(sparkline.lines(values, history.DRAWN)),
        kind.told(max(known)) if known else "",
    )
