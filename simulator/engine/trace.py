"""A trace: what happened to every order, as intervals of simulated time.

Invariant: a stop says when an order came to a station, when its work began and when it ended, and these never
fall; so the picture at any time t is a pure function of (trace, t), and a player can go forwards and back.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Station:
    """A place with a queue and `servers` that work side by side. `note` is for the eyes: "quarter speed"."""

    id: str
    name: str
    servers: int = 1
    note: str = ""


@dataclass(frozen=True, slots=True)
class Stop:
    """One order at one station. Times in the trace's unit; `server` counts from 0 within the station."""

    order: int
    station: str
    server: int
    arrive: float
    start: float
    end: float


@dataclass(frozen=True, slots=True)
class Trace:
    """`unit` is of all times ("min"). `stops` stand in the order of `arrive`.

    says: (time, sentence): from that time on the sentence is true, until the next one.
    """

    unit: str
    end: float
    stations: tuple[Station, ...]
    stops: tuple[Stop, ...]
    says: tuple[tuple[float, str], ...] = ()
