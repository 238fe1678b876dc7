"""Six kitchens to match with eight schemes: what each asks for, and what each scheme gives it.

Invariant: whether a scheme fits is decided by measured numbers against the kitchen's limits, and by nothing else.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from ..arrays import Numbers
from ..keyspace import popularity, sorted_keys
from .schemes import SCHEMES, Scheme, Stream, View


@dataclass(frozen=True, slots=True)
class Measure:
    """What is measured: its name on a page, unit and decimals. words: what follows the number in a sentence.

    said: the whole phrase, from the number {0} and the plural's s {1}.
    """

    label: str
    unit: str = "%"
    digits: int = 1
    words: str = "%"
    said: str = "{0}"

    def write(self, value: float) -> str:
        text = f"{value:,.{self.digits}f}"
        return (text.removesuffix(".0") if self.digits == 1 else text) + self.words

    def phrase(self, value: float) -> str:
        text = self.write(value)
        return self.said.format(text, "" if text == "1" else "s")


MEASURES: dict[str, Measure] = {
    "moved": Measure("Change server"),
    "peak": Measure("Fullest server", "times", 2, " times", "the fullest server has {0} its share"),
    "strays": Measure("Not where the key was first"),
    "read": Measure("Keys read to find what moves", digits=0, said="{0} of the keys are read"),
    "disagree": Measure("Two balancers disagree"),
    "steps": Measure("Steps a look-up", "steps", 1, "", "{0} step{1} a look-up"),
    "memory": Measure("Entries in memory", "entries", 0, "", "{0} entries in memory"),
}
Measured = Mapping[str, float]


@dataclass(frozen=True, slots=True)
class Limit:
    """The most that a kitchen can bear; `broken` is what happens beyond, with the measured {value} in words."""

    measure: str
    most: float
    broken: str


@dataclass(frozen=True, slots=True)
class Kitchen:
    """start: servers at first. change: its typical one in words, `news` the same for the simulation, `other_news`
    what a second balancer heard. keys: how many, each asked for `times` times, or as popularity says with `skew`.
    first: the measures by which schemes that fit are ranked, less being better.
    """

    id: str
    title: str
    story: str
    start: int
    change: str
    news: tuple[int, ...]
    keys: int
    skew: float | None
    limits: tuple[Limit, ...]
    first: tuple[str, ...]
    other_news: tuple[int, ...] = ()


KITCHENS: tuple[Kitchen, ...] = (
    Kitchen(
        id="cache",
        title="A cache in front of a database",
        story="Ten caches keep answers for a slow database. A few keys are asked for all day long. "
        "A request that misses its cache goes to the database.",
        start=10,
        change="One cache breaks",
        news=(-5,),
        keys=10_000,
        skew=1.0,
        limits=(
            Limit(
                "moved", 20, "when one breaks, {value} of the requests meet a cache that has never seen them"
            ),
            Limit(
                "strays", 20, "{value} of the requests do not go where their key was first: each is a miss"
            ),
            Limit("peak", 1.3, "the fullest cache gets {value} its share, because a hot key cannot be split"),
        ),
        first=("peak",),
    ),
    Kitchen(
        id="store",
        title="A store that holds the data",
        story="Twelve servers keep the data itself. When one joins, its part must be found and copied "
        "while customers wait.",
        start=12,
        change="One server joins",
        news=(13,),
        keys=10_000,
        skew=None,
        limits=(
            Limit("strays", 0, "{value} of the requests look for their key on the wrong server"),
            Limit("moved", 12, "when one joins, {value} of all data must be copied"),
            Limit("peak", 1.3, "the fullest server gets {value} its share"),
            Limit("read", 50, "to find what moves, {value} of all keys must be read, one by one"),
        ),
        first=("read",),
    ),
    Kitchen(
        id="web",
        title="Web servers without memory",
        story="Ten servers, and any of them can answer any request. Nothing is kept. "
        "Some clients send far more than others.",
        start=10,
        change="One server joins",
        news=(11,),
        keys=10_000,
        skew=1.0,
        limits=(
            Limit(
                "peak", 1.1, "the fullest server gets {value} its share, and a fixed home is of no use here"
            ),
        ),
        first=("peak",),
    ),
    Kitchen(
        id="tcp",
        title="A balancer for connections",
        story="Fifty servers, millions of packets a second. Each packet must reach the server that knows its "
        "connection. Several balancers share the work and never talk to each other.",
        start=50,
        change="One server joins and one breaks",
        news=(51, -5),
        keys=10_000,
        skew=None,
        limits=(
            Limit("strays", 0, "{value} of the packets miss the server that knows their connection"),
            Limit(
                "moved", 8, "after the change, {value} of the connections are at another server, and break"
            ),
            Limit("steps", 2, "each packet costs {value} steps, and there are millions of them"),
            Limit("disagree", 0, "two balancers that heard the news in another order disagree on {value}"),
        ),
        first=("steps", "memory"),
        other_news=(-5, 51),
    ),
    Kitchen(
        id="log",
        title="A log in twelve rows",
        story="Messages are written to the ends of twelve rows. Messages of one key must stay in order, so they "
        "must share a row. The number of rows never changes.",
        start=12,
        change="Nothing, ever",
        news=(),
        keys=10_000,
        skew=0.8,
        limits=(
            Limit("strays", 0, "{value} of the messages are not in the row of their key, so order is lost"),
        ),
        first=("memory", "steps"),
    ),
    Kitchen(
        id="shards",
        title="Ten shards that only grow",
        story="Ten equal shards, numbered from 0. A new one joins at the end; none ever leaves. Small devices find "
        "the shard by themselves and have no room for a table.",
        start=10,
        change="One shard joins at the end",
        news=(11,),
        keys=10_000,
        skew=None,
        limits=(
            Limit("strays", 0, "{value} of the requests look on the wrong shard"),
            Limit("moved", 12, "when one joins, {value} of the keys move"),
            Limit("peak", 1.1, "the fullest shard gets {value} its share"),
        ),
        first=("memory", "steps"),
    ),
)


@lru_cache(maxsize=8)
def measured(seed: int) -> dict[str, dict[str, Measured]]:
    """By kitchen and by scheme, all measures. They depend on the seed alone, so they are kept."""
    return {
        kitchen.id: {scheme.id: _measure(kitchen, scheme, seed) for scheme in SCHEMES} for kitchen in KITCHENS
    }


def broken(kitchen: Kitchen, result: Measured) -> tuple[Limit, ...]:
    """The limits that these measures break; none means that the scheme fits."""
    return tuple(limit for limit in kitchen.limits if round(result[limit.measure], 2) > limit.most)


def best(kitchen: Kitchen, results: Mapping[str, Measured]) -> Scheme:
    """The scheme that breaks the fewest limits and then costs least; of equals the one named first."""
    return min(
        SCHEMES,
        key=lambda scheme: (
            len(broken(kitchen, results[scheme.id])),
            *(round(results[scheme.id][name], 2) for name in kitchen.first),
        ),
    )


def peak(kitchen: Kitchen, scheme: Scheme, seed: int) -> float:
    """The fullest server beside the mean: one of the measures, by itself."""
    return _peak(kitchen, scheme.owners(_stream(kitchen, seed), View(kitchen.start, seed=seed)))


def _peak(kitchen: Kitchen, owners: Numbers) -> float:
    return float(np.bincount(owners).max()) * kitchen.start / len(owners)


def _measure(kitchen: Kitchen, scheme: Scheme, seed: int) -> Measured:
    stream = _stream(kitchen, seed)

    def owners_after(news: tuple[int, ...], luck: int) -> Numbers:
        return scheme.owners(stream, View(kitchen.start, news, luck, seed))

    before = View(kitchen.start, seed=seed)
    owners = scheme.owners(stream, before)
    changed = owners_after(kitchen.news, _luck(scheme, 1)) if kitchen.news else owners
    elsewhere = owners_after(kitchen.other_news, 2) if kitchen.other_news else changed
    moved = owners != changed
    return {
        "moved": 100 * float(moved.mean()),
        "peak": _peak(kitchen, owners),
        "strays": 100 * _strays(stream, owners),
        "read": 100 * float((moved if scheme.id == "slots" else np.isin(owners, owners[moved])).mean()),
        "disagree": 100 * float((changed != elsewhere).mean()),
        "steps": scheme.steps(stream, before),
        "memory": float(scheme.memory(before)),
    }


def _luck(scheme: Scheme, luck: int) -> int:
    """Requests come in the same order again, so only two choices, which draws afresh each time, has new luck."""
    return luck if scheme.id == "two" else 0


@lru_cache(maxsize=12)
def _stream(kitchen: Kitchen, seed: int) -> Stream:
    """As many requests as fit: each key twice, or twice as many as keys, by popularity."""
    rng = np.random.default_rng(seed)
    hashes = rng.integers(0, 2**64, kitchen.keys, np.uint64)
    if kitchen.skew is None:
        asked = rng.permutation(np.repeat(np.arange(kitchen.keys), 2))
    else:
        asked = rng.choice(kitchen.keys, 2 * kitchen.keys, p=popularity(kitchen.keys, kitchen.skew))
    return Stream(sorted_keys("xxh3", hashes[asked]))


def _strays(stream: Stream, owners: Numbers) -> float:
    """The share of requests that do not go where the first request for their key went."""
    order = np.lexsort((stream.requests.ids, stream.hashes))
    keys, servers = stream.hashes[order], owners[order]
    first = np.flatnonzero(np.append(True, keys[1:] != keys[:-1]))
    homes = np.repeat(servers[first], np.diff(np.append(first, len(keys))))
    return float((servers != homes).mean())
