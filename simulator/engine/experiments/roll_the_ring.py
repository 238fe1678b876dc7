"""L24: put all servers on the ring anew, a thousand times, and see how uneven the slices are.

Invariant: roll r places server k where the hash of its name says, and the name holds seed, roll and k.

n points at random cut the circle into n arcs that are distributed like n exponential variables over their sum. So
the largest is on average H_n = 1 + 1/2 + ... + 1/n times the mean and the smallest 1/n of it, and the largest stays
below x times the mean with chance sum over k of (-1)^k C(n, k) (1 - k x / n)^(n - 1), as long as the brackets are
positive (W. L. Stevens, Annals of Eugenics 9, 1939).
"""

import math
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import lru_cache
from typing import Annotated

import numpy as np

from ..arrays import Floats, Hashes
from ..cluster import Cluster, Server
from ..hashing import CIRCLE
from ..outcome import Axis, Chart, Finding, Line, Outcome
from . import fnv32
from .experiment import Experiment, Tick, silent
from .many_rings import heirs_of, rings_of, shares_of
from .parameters import SEED, Choice, Flag, Whole, to_query
from .ring_scene import Deed, RingScene, Row, oven_name

_CHUNK = 50_000  # names that are hashed between two ticks
_PAGE = 100_000  # names that a page waits for
_BAR = 0.25  # width of a bar of the histogram
_DOTS = 1_000  # keys behind the picture
_SOURCE = "H_n = 1 + 1/2 + ... + 1/n times the mean"
_CHANCE = "the law of the largest of n arcs"
HASHES = {"mixed": fnv32.mixed, "bad": fnv32.raw}


@dataclass(frozen=True, slots=True)
class Settings:
    ovens: Annotated[int, Whole("Ovens", 2, 100)] = 10
    hash: Annotated[
        str,
        Choice(
            "Hash of the names",
            (("mixed", "Good: every bit is mixed"), ("bad", "Bad: FNV-1a, not mixed")),
        ),
    ] = "mixed"
    off: Annotated[bool, Flag("Switch off the oven with the largest slice")] = False
    rolls: Annotated[int, Whole("Rolls", 10, 20_000, log=True, more=True)] = 1_000


@dataclass(frozen=True, slots=True, eq=False)
class Roll:
    """The first roll, which the picture shows. shares: in times the mean, by rank; the others are ranks.

    inherited: shares once the largest has left and its heir has both.
    """

    servers: tuple[Server, ...]
    shares: Floats
    inherited: Floats
    largest: int
    smallest: int
    heir: int

    def name(self, rank: int) -> str:
        return self.servers[rank].name


def harmonic(count: int) -> float:
    """1 + 1/2 + ... + 1/count"""
    return sum(1.0 / number for number in range(1, count + 1))


@lru_cache(maxsize=4096)
def chance_below(times: float, count: int) -> float:
    """The chance that the largest of `count` arcs is below `times` the mean."""
    if times <= 1.0:
        return 0.0
    arc = (
        Fraction(times) / count
    )  # exact: the terms are huge beside their sum, and would eat each other's digits
    terms = (
        (-1) ** k * math.comb(count, k) * (1 - k * arc) ** (count - 1)
        for k in range(count + 1)
        if k * arc < 1
    )
    return float(sum(terms, Fraction(0)))


def run(settings: Settings, seed: int, tick: Tick) -> Outcome:
    places = _places(settings, seed, tick)
    shares = shares_of(rings_of(places, [1] * settings.ovens)) * settings.ovens
    largest, smallest = shares.max(axis=1), shares.min(axis=1)
    roll = _first(places[0], shares[0])
    return Outcome(
        f"{_picture_says(settings, roll)} {_rolls_say(settings, largest)}",
        _findings(settings, roll, largest, smallest),
        (_histogram(settings, largest), _slices(settings, roll)),
        scene=_scene(settings, roll, seed),
    )


def _places(settings: Settings, seed: int, tick: Tick) -> Hashes:
    """Where every server stands in every roll, on a circle of 2**64 steps: shape (rolls, ovens)."""
    count, chunk = settings.ovens, max(1, _CHUNK // settings.ovens)
    hashed = []
    for start in range(0, settings.rolls, chunk):
        tick(start, settings.rolls)
        rolls = range(start, min(start + chunk, settings.rolls))
        names = [f"{seed}/{roll}/oven-{number}" for roll in rolls for number in range(1, count + 1)]
        hashed.append(HASHES[settings.hash](names))
    places: Hashes = np.concatenate(hashed).astype(np.uint64) << np.uint64(32)
    return places.reshape(settings.rolls, count)


def _first(places: Hashes, shares: Floats) -> Roll:
    servers = tuple(
        Server(f"oven-{number}", oven_name(number), moved=((0, place / CIRCLE),))
        for number, place in enumerate(places.tolist(), 1)
    )
    largest = int(shares.argmax())
    heir = int(heirs_of(rings_of(places[None], [1] * len(servers)), np.array([largest])).argmax())
    inherited = shares.copy()
    inherited[heir] += inherited[largest]
    inherited[largest] = 0.0
    return Roll(servers, shares, inherited, largest, int(shares.argmin()), heir)


# -- in words and numbers ------------------------------------------------------------------------------


def _rolls_say(settings: Settings, largest: Floats) -> str:
    low, high = np.quantile(largest, (0.05, 0.95)).tolist()
    return (
        f"Over {settings.rolls:,} rolls of {settings.ovens} ovens the largest slice is {largest.mean():.2f} times a "
        f"fair one on average; nine rolls in ten lie between {low:.2f} and {high:.2f} times."
    )


def _picture_says(settings: Settings, roll: Roll) -> str:
    """The ring of the picture in words."""
    most, least, heir = (roll.name(rank) for rank in (roll.largest, roll.smallest, roll.heir))
    both = f"{roll.inherited[roll.heir]:.2f} times"
    return (
        f"In this roll {most} has the largest slice, {roll.shares[roll.largest]:.2f} times a fair one, and "
        f"{least} the smallest, {roll.shares[roll.smallest]:.2f} times. "
    ) + (
        f"{most} has stopped: {heir}, the next one clockwise, has both slices now, {both}."
        if settings.off
        else f"If {most} stops, {heir}, the next one clockwise, gets both slices, {both}."
    )


def _findings(settings: Settings, roll: Roll, largest: Floats, smallest: Floats) -> tuple[Finding, ...]:
    count = settings.ovens
    below, above = float((largest < 1.5).mean()), float((largest > 4.5).mean())
    mean = harmonic(count)
    return (
        Finding(
            "largest_mean",
            "Largest slice, mean of all rolls",
            float(largest.mean()),
            "times",
            2,
            mean,
            _SOURCE,
        ),
        Finding(
            "smallest_mean", "Smallest slice, mean", float(smallest.mean()), "times", 2, 1 / count, "1/n"
        ),
        Finding(
            "largest",
            "Largest slice of the ring in the picture",
            float(largest[0]),
            "times",
            2,
            mean,
            _SOURCE,
        ),
        Finding("smallest", "Smallest slice of that ring", float(smallest[0]), "times", 2, 1 / count, "1/n"),
        Finding("owner", "Has the largest slice", roll.name(roll.largest)),
        Finding("heir", "Would inherit it", roll.name(roll.heir)),
        Finding("inherited", "Slice of the heir then", float(roll.inherited[roll.heir]), "times", 2),
        Finding("p95", "19 rolls in 20 are below", float(np.quantile(largest, 0.95)), "times", 2),
        Finding(
            "below", "Rolls below 1.5 times", 100 * below, "%", 1, 100 * chance_below(1.5, count), _CHANCE
        ),
        Finding(
            "above",
            "Rolls above 4.5 times",
            100 * above,
            "%",
            1,
            100 - 100 * chance_below(4.5, count),
            _CHANCE,
        ),
    )


# -- charts and picture --------------------------------------------------------------------------------


def _histogram(settings: Settings, largest: Floats) -> Chart:
    """The largest slice of every roll, in bars of a quarter of the mean."""
    low, high = math.floor(largest.min() / _BAR), math.floor(largest.max() / _BAR) + 1
    edges = np.arange(low, high + 1) * _BAR
    middles = tuple((edges[:-1] + _BAR / 2).tolist())
    rolled = np.histogram(largest, edges)[0] * (100 / len(largest))
    chances = np.diff([chance_below(edge, settings.ovens) for edge in edges.tolist()]) * 100
    top = max(rolled.max(), chances.max())
    mean = float(largest.mean())
    ends = np.quantile(largest, (0.05, 0.95))
    return Chart(
        "histogram",
        f"The largest slice in {settings.rolls:,} rolls",
        f"On average the largest slice is {mean:.2f} times a fair share; nine rolls in ten lie between "
        f"{ends[0]:.2f} and {ends[1]:.2f} times.",
        Axis("largest slice", "times a fair share"),
        Axis("rolls", "%", low=0.0),
        (
            Line("rolls", middles, tuple(rolled.tolist()), "other", "bars"),
            Line("expected of a good hash", middles, tuple(chances.tolist()), "theory"),
            Line("mean", (mean, mean), (0.0, float(top)), "measured"),
        ),
        f"Expected: the law of the largest of {settings.ovens} arcs between points at random; its mean is "
        f"1 + 1/2 + ... + 1/{settings.ovens} = {harmonic(settings.ovens):.2f}.",
    )


def _slices(settings: Settings, roll: Roll) -> Chart:
    names = tuple(server.name for server in roll.servers)
    lines = [Line("slice", names, tuple(roll.shares.tolist()), "measured", "bars")]
    if settings.off:
        lines.append(
            Line("after the largest stops", names, tuple(roll.inherited.tolist()), "measured", "bars")
        )
    return Chart(
        "slices",
        "Slices of the ring in the picture",
        f"{roll.name(roll.largest)} has {roll.shares[roll.largest]:.2f} times a fair share, "
        f"{roll.name(roll.smallest)} {roll.shares[roll.smallest]:.2f} times.",
        Axis("oven"),
        Axis("slice", "times a fair share", low=0.0),
        (*lines, Line("fair share", names, (1.0,) * len(names), "least")),
    )


def _scene(settings: Settings, roll: Roll, seed: int) -> RingScene:
    ring = Cluster(roll.servers, keys=_DOTS)
    shares = roll.inherited if settings.off else roll.shares
    shown = tuple(
        server for rank, server in enumerate(roll.servers) if not (settings.off and rank == roll.largest)
    )
    again = {**to_query(settings), "seed": str((seed + 1) % (SEED.high + 1))}
    other = {**to_query(replace(settings, off=not settings.off)), "seed": str(seed)}
    return RingScene(
        Cluster(shown, keys=_DOTS),
        _picture_says(settings, roll),
        before=ring if settings.off else None,
        dots=False,
        middle=("largest", f"{shares.max():.2f}×"),
        deeds=(
            Deed("Roll again", again),
            Deed(
                f"Switch {roll.name(roll.largest)} {'on again' if settings.off else 'off'}", other, "switch"
            ),
        ),
        columns=("Oven", "Slice", "Times a fair share"),
        rows=tuple(
            Row(rank + 1, server.name, (f"{share / len(roll.servers):.1%}", f"{share:.2f}"))
            for rank, (server, share) in enumerate(zip(roll.servers, shares.tolist(), strict=True))
            if server in shown
        ),
    )


def sample(settings: Settings, seed: int) -> dict[str, float]:
    """The first roll alone."""
    shares = shares_of(rings_of(_places(replace(settings, rolls=1), seed, silent), [1] * settings.ovens))
    return {"largest": float(shares.max()) * settings.ovens}


EXPERIMENT = Experiment(
    "roll-the-ring",
    "Roll the ring",
    Settings,
    run,
    headline=("largest",),
    sample=sample,
    slow=lambda settings: settings.ovens * settings.rolls > _PAGE,
)
