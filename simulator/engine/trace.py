"""A trace: what happened to every order, as intervals of simulated time.

Invariant: a stop says when an order came to a station, when its work began and when it ended, and these never
fall; so the picture at any time t is a pure function of (trace, t), and a player can go forwards and back.
"""

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Station:
    """A place with a queue and `servers` that work side by side; 0: room for all, so nobody waits (a road).

    note: for the eyes: "quarter speed". number: of a server, for its colour and disc; 0 for none.
    down: (from, until) of the times when it is closed; they neither overlap nor touch.
    """

    id: str
    name: str
    servers: int = 1
    note: str = ""
    number: int = 0
    down: tuple[tuple[float, float], ...] = ()


@dataclass(frozen=True, slots=True)
class Stop:
    """One order at one station. Times in the trace's unit; `server` counts from 0 within the station.

    lost: it was refused or gave up, and left at `end` without any work: `start` equals `end`.
    """

    order: int
    station: str
    server: int
    arrive: float
    start: float
    end: float
    lost: bool = False


@dataclass(frozen=True, slots=True)
class Words:
    """What the lesson calls things: an "order" is "cooking", a "request" is "at work"."""

    one: str = "order"
    many: str = "orders"
    work: str = "cooking"
    away: str = "on the way"
    done: str = "done"
    lost: str = "refused"


@dataclass(frozen=True, slots=True)
class Trace:
    """`unit` is of all times ("min"). `stops` stand in the order of `arrive`.

    says: (time, sentence): from that time on the sentence is true, until the next one.
    ride: for so long an order is on the way after its last stop. Between two stops it is on the way as well.
    pace: time units that pass in one second at speed 1; 0 lets the player choose.
    follow: the order that a learner keeps in sight; -1 for none.
    parallel: the stations stand side by side and each order goes to one of them, so it is worth showing how many
        each was dealt.
    """

    unit: str
    end: float
    stations: tuple[Station, ...]
    stops: tuple[Stop, ...]
    says: tuple[tuple[float, str], ...] = ()
    words: Words = Words()
    ride: float = 0.0
    pace: float = 0.0
    follow: int = -1
    parallel: bool = False


@dataclass(frozen=True, slots=True)
class Take:
    """The same orders under another rule, to be played beside the first.

    name: of the rule, for its button: "Two choices". result: one number with its unit, "2.5 min"; about: what it is
    of, "mean time in the shop".
    """

    name: str
    trace: Trace
    result: str = ""
    about: str = ""


def first_come(
    station: Station, arrivals: Sequence[tuple[int, float]], work: Sequence[float]
) -> tuple[Stop, ...]:
    """The stops at a station that serves in the order of coming, each order by the server that is free first.

    arrivals: (order, time), times never fall; work: the time each of them takes, as many. Equally free servers
    are taken from the left.
    """
    free = [0.0] * station.servers
    stops: list[Stop] = []
    for (order, arrive), takes in zip(arrivals, work, strict=True):
        server = min(range(station.servers), key=lambda one: max(free[one], arrive), default=0)
        start = max(arrive, free[server]) if free else arrive
        if free:
            free[server] = start + takes
        stops.append(Stop(order, station.id, server, arrive, start, start + takes))
    return tuple(stops)
