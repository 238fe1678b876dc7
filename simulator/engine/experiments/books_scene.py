"""What the picture of the two books shows: some orders of a short time, and what every book has at one moment of it."""

from dataclasses import dataclass
from typing import ClassVar, Literal

from ..arrays import Floats
from .books_copied import Copied

_MOST = 8  # orders in the picture
_LEAST = 60.0  # ms
State = Literal["", "has", "coming", "lost", "broken"]
Told = Literal["", "waits", "told", "lost", "never"]


@dataclass(frozen=True, slots=True)
class Way:
    """One order to one copy and back. Times in ms of the picture; inf where it never comes."""

    sent: float
    arrived: float
    answered: float
    state: State


@dataclass(frozen=True, slots=True)
class Order:
    """number: counts from the first order of the picture. told: what its customer knows at the moment."""

    number: int
    came: float
    written: float
    confirmed: float
    ways: tuple[Way, ...]
    in_main: bool
    told: Told


@dataclass(frozen=True, slots=True)
class Lane:
    """A copy. behind: confirmed orders that it does not have at the moment."""

    name: str
    away: float
    up: bool
    behind: int


@dataclass(frozen=True, slots=True)
class BooksScene:
    """window: ms shown; moment: ms from its beginning. lost: confirmed orders that no copy has at that moment."""

    kind: ClassVar[str] = "books"
    lanes: tuple[Lane, ...]
    orders: tuple[Order, ...]
    window: float
    moment: float
    share: int
    burn: bool
    wait: int
    every: int
    lost: int
    doubtful: int
    asks: str
    broken: str


def window_of(copied: Copied, pause: float) -> float:
    """Long enough for an order to go to the far book and back."""
    far = max(book.away for book in copied.books)
    need = 1.4 * (2 * far + (pause if copied.wait == 0 else 0.0))
    return max(_LEAST, 10.0 * round(need / 10))


def begin_of(copied: Copied, pause: float) -> float:
    """When the picture begins: in the middle of the run, a little before an order comes."""
    return float(copied.came[len(copied.came) // 2]) - 0.05 * window_of(copied, pause)


def scene_of(
    copied: Copied, *, pause: float, share: int, burn: bool, asks: str, broken: str, rate: float
) -> BooksScene:
    """share: the moment, in per cent of the window."""
    window, begin = window_of(copied, pause), begin_of(copied, pause)
    moment = window * share / 100
    shown = _chosen(copied, begin, window)
    now = begin + moment
    lanes = tuple(
        Lane(book.name, book.away, book.up, max(0, copied.known(now) - _has(copied, book.name, now)))
        for book in copied.books
    )
    every = max(1, round(rate * window / 1000 / max(1, len(shown))))
    return BooksScene(
        lanes,
        tuple(
            _order(copied, index, number=index - shown[0] + 1, now=(begin, moment), burn=burn)
            for index in shown
        ),
        window,
        moment,
        share,
        burn,
        copied.wait,
        every,
        copied.lost(now),
        copied.doubtful(now),
        asks,
        broken,
    )


def _has(copied: Copied, name: str, now: float) -> int:
    return int((copied.arrived[name] <= now).sum())


def _chosen(copied: Copied, begin: float, window: float) -> list[int]:
    """The first order, and each next one that leaves room for its number."""
    shown: list[int] = []
    last = -window
    for index in range(len(copied.came) // 2, len(copied.came)):
        came = float(copied.came[index]) - begin
        if came > 0.92 * window or len(shown) == _MOST:
            break
        if came - last >= window / 10:
            shown.append(index)
            last = came
    return shown


def _order(copied: Copied, index: int, *, number: int, now: tuple[float, float], burn: bool) -> Order:
    """now: when the picture begins, and the moment from there."""
    begin, moment = now

    def at(times: Floats) -> float:
        return float(times[index]) - begin

    ways = tuple(
        Way(
            at(copied.sent),
            at(copied.arrived[book.name]),
            at(copied.answered[book.name]),
            _state(book.up, at(copied.sent), at(copied.arrived[book.name]), moment, burn),
        )
        for book in copied.books
    )
    came, written, confirmed = at(copied.came), at(copied.written), at(copied.confirmed)
    safe = any(way.state == "has" for way in ways)
    return Order(
        number,
        came,
        written,
        confirmed,
        ways,
        written <= moment,
        _told(came, confirmed, moment, burn and not safe, burn),
    )


def _state(up: bool, sent: float, arrived: float, moment: float, burn: bool) -> State:
    if sent > moment:
        return ""
    if not up:
        return "broken"
    if arrived <= moment:
        return "has"
    return "lost" if burn else "coming"


def _told(came: float, confirmed: float, moment: float, gone: bool, burn: bool) -> Told:
    if came > moment:
        return ""
    if confirmed <= moment:
        return "lost" if gone else "told"
    return "never" if burn else "waits"
