"""L21: change the number of ovens under m % n, and count who has to go to another oven.

Invariant: a key stays under m % n only if both remainders agree. Over one common round of a and b, that is
lcm(a, b) numbers, min(a, b) of them do: so a share 1 - min(a, b) / lcm(a, b) moves, which is n / (n + 1) for
n -> n + 1. RFC 2992 (C. Hopps, 2000) has the same share for next hops in routers.

Hits: before the change a share `hits` of the keys is in the memory of its server. Right after it a request hits
only if its key was in memory and did not move; all keys are asked for equally often, and a miss asks the database.
"""

import math
from dataclasses import dataclass
from typing import Annotated

import numpy as np

from ..arrays import Flags, Numbers
from ..cluster import Cluster, Server
from ..keyspace import Keyspace, sorted_keys
from ..outcome import Axis, Chart, Finding, Line, Outcome, Table
from ..placement import STRATEGIES
from ..placement.ring import owners_in
from ..slices import slice_up
from ..virtual_nodes import layout_of
from .experiment import Experiment, Tick
from .moved_grid import MovedGrid, moved_grid
from .parameters import Whole

MOST = 100
_FEW = 20  # customers of the table: one round of 4 and 5
_SIZES = (1, 2, 3, 4, 5, 6, 8, 10, 14, 20, 30, 50, 75, 99)  # where the curve is measured
_FORMULA = "1 - min(a, b) / lcm(a, b)"


@dataclass(frozen=True, slots=True)
class Settings:
    before: Annotated[int, Whole("Ovens before", 1, MOST)] = 4
    after: Annotated[int, Whole("Ovens after", 1, MOST)] = 5
    hits: Annotated[int, Whole("Hits before the change", 1, 99, "%")] = 95
    keys: Annotated[int, Whole("Orders that are counted", 1_000, 50_000, log=True, more=True)] = 10_000
    flags: Annotated[int, Whole("Points of each oven on the ring", 1, 200, log=True, more=True)] = 100


@dataclass(frozen=True, slots=True)
class Effect:
    """What one rule does. Shares in [0, 1]: of the keys that moved, of the requests that miss right after."""

    moved: float
    misses: float


def share_moved(before: int, after: int) -> float:
    """The share of evenly spread numbers m with m % before != m % after."""
    return 1.0 - min(before, after) / math.lcm(before, after)


def least_moved(before: int, after: int) -> float:
    """The share that any even rule must move: what the newcomers are due, or what the leavers had."""
    return abs(after - before) / max(before, after)


def run(settings: Settings, seed: int, tick: Tick) -> Outcome:
    rng = np.random.default_rng(seed)
    keys = sorted_keys("xxh3", rng.integers(0, 2**64, settings.keys, dtype=np.uint64))
    warm = rng.permutation(settings.keys) < round(settings.keys * settings.hits / 100)
    change = (settings.before, settings.after)
    hits = settings.hits / 100
    effects = {
        "modulo": _effect(warm, *(by_remainder(keys, count) for count in change)),
        "ring": _effect(warm, *(on_ring(keys, count, settings.flags, seed) for count in change)),
        "least": _expected(least_moved(*change), hits),
    }
    grid = moved_grid(*change, MOST, rng)
    return Outcome(
        _sentence(settings, effects, grid),
        _findings(settings, effects, grid),
        (_shares(settings, effects["modulo"].moved, keys, seed), _database(settings, effects)),
        (_remainders(grid),),
        grid,
    )


def by_remainder(keys: Keyspace, count: int) -> Numbers:
    """The server of every key under m % n, in hash order."""
    return STRATEGIES["modulo"].owners(_servers(count), keys).astype(np.int64)


def on_ring(keys: Keyspace, count: int, flags: int, seed: int) -> Numbers:
    """The same on a ring with `flags` points for each; the seed names the servers, and so places the points."""
    slices = slice_up(layout_of(_servers(count, flags, f"{seed}-")), keys)
    return owners_in(slices, slices.servers).astype(np.int64)


def _servers(count: int, flags: int = 1, prefix: str = "") -> Cluster:
    servers = tuple(Server(f"{prefix}oven-{number}", f"oven-{number}") for number in range(1, count + 1))
    return Cluster(servers, virtual_nodes=flags)


def _effect(warm: Flags, was: Numbers, now: Numbers) -> Effect:
    stayed = was == now
    return Effect(1.0 - float(stayed.mean()), 1.0 - float((stayed & warm).mean()))


def _expected(moved: float, hits: float) -> Effect:
    return Effect(moved, 1.0 - hits * (1.0 - moved))


# -- in words and numbers ------------------------------------------------------------------------------


def _sentence(settings: Settings, effects: dict[str, Effect], grid: MovedGrid) -> str:
    modulo, ring, least = effects["modulo"], effects["ring"], effects["least"]
    cold = 1 - settings.hits / 100
    return (
        f"From {settings.before} to {settings.after} ovens, m % n moves {grid.moved} of the 100 customers, and "
        f"{modulo.moved:.1%} of {settings.keys:,} orders. The least possible is {least.moved:.1%}; a ring moves "
        f"{ring.moved:.1%}. The database gets {modulo.misses / cold:.1f} times its load, with the ring "
        f"{ring.misses / cold:.1f} times."
    )


def _findings(settings: Settings, effects: dict[str, Effect], grid: MovedGrid) -> tuple[Finding, ...]:
    modulo, ring, least = effects["modulo"], effects["ring"], effects["least"]
    hits, exact = settings.hits / 100, share_moved(settings.before, settings.after)
    after = _expected(exact, hits).misses
    cold = 1.0 - hits
    due = "the share of the ovens that come or go"
    source = "1 - hits × share that stays"
    return (
        Finding("moved_share", "Orders that change oven, by m % n", 100 * modulo.moved, "%", 1, 100 * exact, _FORMULA),
        Finding("least_share", "The least that must move", 100 * least.moved, "%", 1),
        Finding("ring_share", "Orders that change oven, on a ring", 100 * ring.moved, "%", 1, 100 * least.moved, due),
        Finding("moved_of_100", "Customers of the grid who move", float(grid.moved), "customers", 0),
        Finding("stayed", f"Of the first {_FEW} customers, these stay", _staying(grid)),
        Finding("misses_before", "Misses before the change", 100 * cold, "%", 1),
        Finding("misses_after", "Misses right after, by m % n", 100 * modulo.misses, "%", 1, 100 * after, source),
        Finding("misses_ring", "Misses right after, on a ring", 100 * ring.misses, "%", 1, 100 * least.misses, source),
        Finding("load_factor", "Load of the database, m % n", modulo.misses / cold, "times", 1, after / cold, source),
        Finding("load_factor_ring", "The same, ring", ring.misses / cold, "times", 1, least.misses / cold, source),
    )  # fmt: skip


def _staying(grid: MovedGrid) -> tuple[str, ...]:
    return tuple(str(cell.customer) for cell in grid.cells[:_FEW] if not cell.moved)


# -- charts and table ----------------------------------------------------------------------------------


def _shares(settings: Settings, moved: float, keys: Keyspace, seed: int) -> Chart:
    """One server more, for every number of servers; and where this change lies."""
    sizes = tuple(map(float, _SIZES))
    every = tuple(map(float, range(1, MOST)))
    modulo = [float((by_remainder(keys, n) != by_remainder(keys, n + 1)).mean()) for n in _SIZES]
    on = {n: on_ring(keys, n, settings.flags, seed) for n in sorted({*_SIZES, *(n + 1 for n in _SIZES)})}
    ring = [float((on[n] != on[n + 1]).mean()) for n in _SIZES]
    return Chart(
        "shares",
        "One oven more: share of the orders that move",
        f"By remainder {modulo[0]:.0%} move from 1 oven to 2 and {modulo[-1]:.0%} from {_SIZES[-1]} to "
        f"{_SIZES[-1] + 1}; on a ring it is {ring[0]:.0%} and {ring[-1]:.1%}.",
        Axis("ovens before", low=0.0, high=float(MOST)),
        Axis("orders that move", "%", low=0.0, high=102.0),
        (
            Line("m % n, measured", sizes, _percent(modulo), "measured", "points"),
            Line("ring, measured", sizes, _percent(ring), "measured", "points"),
            Line("n / (n + 1)", every, _percent([n / (n + 1) for n in every]), "theory"),
            Line("least possible", every, _percent([1 / (n + 1) for n in every]), "least"),
            Line("this change", (float(settings.before),), (100 * moved,), "other", "points"),
        ),
        f"By remainder: {_FORMULA}; from n to n + 1 that is n / (n + 1). Least possible: 1 / (n + 1).",
    )


def _percent(shares: list[float]) -> tuple[float, ...]:
    return tuple(100 * share for share in shares)


def _database(settings: Settings, effects: dict[str, Effect]) -> Chart:
    cold = 100.0 - settings.hits
    names = ("before", "least possible", "ring", "m % n")
    misses = (cold, *(100 * effects[name].misses for name in ("least", "ring", "modulo")))
    return Chart(
        "database",
        "Requests that miss and go to the database",
        f"Before the change {cold:.0f}% of the requests miss. Right after it {misses[2]:.1f}% do on a ring, and "
        f"{misses[3]:.1f}% by remainder: {misses[3] / cold:.1f} times as many.",
        Axis("before, and right after the change"),
        Axis("requests that miss", "%", low=0.0, high=100.0),
        (Line("misses", names, misses, "measured", "bars"),),
        "A request hits if its key was in memory and stays: hits × share that stays.",
    )


def _remainders(grid: MovedGrid) -> Table:
    return Table(
        "remainders",
        f"The first {_FEW} customers, divided",
        ("Customer m", f"m % {grid.before}", f"m % {grid.after}", "Stays?"),
        tuple(
            (f"{cell.customer:,}", str(cell.was), str(cell.now), "moves" if cell.moved else "stays")
            for cell in grid.cells[:_FEW]
        ),
    )


EXPERIMENT = Experiment("what-moved", "What moved?", Settings, run, headline=("moved_share", "ring_share"))
