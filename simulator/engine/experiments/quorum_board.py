"""L11, "Quorum board": write to W of N books, ask R of them. How often is the answer old?

Invariant: a read meets the newest finished write in every round exactly when R + W > N; see quorum_rounds.py.
"""

from dataclasses import dataclass
from typing import Annotated

import numpy as np

from ..lens import Lens, Pin
from ..outcome import Finding, Outcome
from ..queues import stream
from .experiment import Experiment, Tick
from .nines_parts import at_least
from .parameters import Real, Whole, Wholes
from .quorum_pictures import FORMULA, grid, stale_chart, works_chart
from .quorum_rounds import Quorum, catch_up, fastest, slowest, stale_share
from .quorum_scene import QuorumScene, board, cards_of

_NOTE = "Numbers of books: 1, 3"


@dataclass(frozen=True, slots=True)
class Settings:
    """N, W and R; how the books behave; and, if a learner chooses them, the books of the round on the board."""

    books: Annotated[int, Whole("Books, N", 1, 7)] = 3
    write: Annotated[int, Whole("A write waits for, W", 1, 7, unit="books")] = 1
    read: Annotated[int, Whole("A read asks, R", 1, 7, unit="books")] = 1
    age: Annotated[float, Real("The read comes after", 0, 200, 1, unit="ms")] = 0.0
    lag: Annotated[
        float, Real("Lag of the other books", 1, 200, 1, unit="ms", note="On average.", more=True)
    ] = 10.0
    works: Annotated[float, Real("A book works", 50, 99.99, 0.01, unit="%", more=True)] = 99.0
    answer: Annotated[
        float, Real("A book answers in", 1, 100, 1, unit="ms", note="On average.", more=True)
    ] = 10.0
    rounds: Annotated[int, Whole("Rounds", 100, 100_000, log=True, more=True)] = 10_000
    written: Annotated[
        tuple[int, ...], Wholes("Who gets the write", 1, 7, 0, 7, distinct=True, note=_NOTE, more=True)
    ] = ()
    asked: Annotated[
        tuple[int, ...], Wholes("Who is asked", 1, 7, 0, 7, distinct=True, note=_NOTE, more=True)
    ] = ()
    down: Annotated[
        tuple[int, ...], Wholes("Books that are down", 1, 7, 0, 7, distinct=True, note=_NOTE, more=True)
    ] = ()

    @property
    def failed(self) -> tuple[int, ...]:
        """The books that are down, of those that there are."""
        return tuple(number for number in self.down if number <= self.books)

    @property
    def quorum(self) -> Quorum:
        return Quorum(self.books - len(self.failed), self.write, self.read)


def run(settings: Settings, seed: int, tick: Tick) -> Outcome:
    quorum = settings.quorum
    scene = _scene(settings, seed)
    shared = (works_chart(settings.books, settings.works / 100),)
    if not quorum.possible:
        return Outcome(scene.rule, _fixed(settings), shared, (grid(settings.books),), scene)
    waits = catch_up(quorum, settings.lag, settings.rounds, seed)
    stale = 100 * float((waits > settings.age).mean())
    return Outcome(
        _sentence(settings, stale, scene),
        (
            Finding(
                "stale",
                f"Old answers, {settings.age:g} ms after the write",
                stale,
                "%",
                1,
                100 * stale_share(quorum, settings.age, settings.lag),
                FORMULA,
            ),
            Finding(
                "stale_twice",
                "Old answers, after twice the average lag",
                100 * float((waits > 2 * settings.lag).mean()),
                "%",
                1,
                100 * stale_share(quorum, 2 * settings.lag, settings.lag),
                FORMULA,
            ),
            *_fixed(settings),
        ),
        (stale_chart(quorum, settings.lag, waits), *shared),
        (grid(settings.books),),
        scene,
    )


def _sentence(settings: Settings, stale: float, scene: QuorumScene) -> str:
    when = "right after the write" if settings.age == 0 else f"{settings.age:g} ms after the write"
    return f"{scene.rule} In {settings.rounds:,} rounds, {stale:.1f}% of the answers {when} were old."


def _fixed(settings: Settings) -> tuple[Finding, ...]:
    """What follows from N, W and R alone, whatever is down at the moment."""
    books, works = settings.books, settings.works / 100
    write, read = min(settings.write, books), min(settings.read, books)
    meets = settings.write + settings.read > books
    return (
        Finding("overlap", "The two groups", "must share a book" if meets else "can miss each other"),
        Finding("write_up", "A write gets through", 100 * at_least(write, books, works), "%", 4),
        Finding("read_up", "A read gets through", 100 * at_least(read, books, works), "%", 4),
        Finding("single_up", "With one book alone", 100 * works, "%", 4),
        Finding("write_survives", "Books that may be down for a write", float(books - write), "", 0),
        Finding("read_survives", "Books that may be down for a read", float(books - read), "", 0),
        Finding("write_time", "A write takes, on average", settings.answer * fastest(write, books), "ms"),
        Finding("read_time", "A read takes, on average", settings.answer * slowest(read), "ms"),
    )


def _scene(settings: Settings, seed: int) -> QuorumScene:
    """The round of the board: the learner's books, and books by chance where none were chosen."""
    up = [number for number in range(1, settings.books + 1) if number not in settings.failed]
    written = {*settings.written} & {*up} if settings.written else _some(up, settings.write, seed, 0)
    asked = {*settings.asked} & {*up} if settings.asked else _some(up, settings.read, seed, 1)
    quorum = settings.quorum
    written, asked = (written if quorum.can_write else set()), (asked if quorum.can_read else set())
    cards = cards_of(settings.books, written, asked, settings.failed)
    return board(cards, settings.write, settings.read, bool(settings.written or settings.asked))


def _some(up: list[int], count: int, seed: int, purpose: int) -> set[int]:
    rng = stream(seed, 10 + purpose)
    return {int(number) for number in rng.permutation(np.array(up, dtype=np.int64))[:count]}


def sample(settings: Settings, seed: int) -> dict[str, float]:
    """The share of old answers alone."""
    if not settings.quorum.possible:
        return {"stale": 0.0}
    waits = catch_up(settings.quorum, settings.lag, settings.rounds, seed)
    return {"stale": 100 * float((waits > settings.age).mean())}


LENS = Lens(
    words=(
        ("book", "replica"),
        ("books", "replicas"),
        ("order", "version"),
        ("orders", "versions"),
    ),
    pins=(
        Pin(
            "book",
            "Whoever opens a book sees that a page was torn out. A replica that lost part of its disk may come back "
            "and say nothing of it.",
        ),
        Pin(
            "order",
            "Orders have numbers that everyone agrees on. Versions of two writers at the same moment do not: somebody "
            "must merge them or choose.",
        ),
    ),
)
EXPERIMENT = Experiment(
    "quorum-board",
    "Quorum board",
    Settings,
    run,
    headline=("stale",),
    before=_scene,
    slow=lambda settings: settings.rounds > 60_000,
    sample=sample,
    lens=LENS,
)
