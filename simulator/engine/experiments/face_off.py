"""L28: all methods on the same keys and the same change of servers, side by side.

Invariant: a key has moved if another server holds it, whatever number or place the method gives that server.
Sources: facts of each method in its file under placement/; the small seating is the worked example of
Eisenbud et al., "Maglev", NSDI 2016, section 3.4, table 1.
"""

import math
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from typing import Annotated

import numpy as np

from ..arrays import Hashes, Numbers
from ..keyspace import Keyspace, sorted_keys
from ..outcome import Axis, Chart, Finding, Line, Outcome
from ..words import listed
from .experiment import Experiment, Tick
from .face_off_methods import METHODS, Bench, Method
from .face_off_pictures import picture
from .parameters import Choice, Whole


@dataclass(frozen=True, slots=True)
class Settings:
    change: Annotated[
        str,
        Choice(
            "What changes",
            (
                ("middle", "Middle one breaks"),
                ("last", "Last one leaves"),
                ("add", "One more joins"),
            ),
        ),
    ] = "middle"
    servers: Annotated[int, Whole("Servers", 2, 100)] = 11
    table: Annotated[
        str,
        Choice(
            "Maglev’s seats",
            (("101", "101"), ("1009", "1,009"), ("8191", "8,191"), ("65537", "65,537")),
            note="A prime number. More seats move fewer keys.",
        ),
    ] = "1009"
    breaks: Annotated[
        int,
        Whole(
            "Number of the one that breaks",
            0,
            99,
            note="Counted from 0. If there is none, the last.",
            more=True,
        ),
    ] = 4
    weights: Annotated[
        str,
        Choice(
            "Strength",
            (("equal", "All alike"), ("twice", "Every second one is twice as strong")),
            more=True,
        ),
    ] = "equal"
    points: Annotated[int, Whole("Points a server on the ring", 1, 1_000, log=True, more=True)] = 100
    keys: Annotated[int, Whole("Keys", 1_000, 100_000, log=True, more=True)] = 60_000
    key: Annotated[int, Whole("Follow key number", 0, 999, more=True)] = 343


_AFTER: dict[str, Callable[[int, int], tuple[int, ...]]] = {
    "middle": lambda count, broken: tuple(number for number in range(count) if number != broken),
    "last": lambda count, broken: tuple(range(count - 1)),
    "add": lambda count, broken: tuple(range(count + 1)),
}
_LABELS = {method.id: method.label for method in METHODS}
_SAYS = {
    "middle": "Server {0} breaks and the list closes up.",
    "last": "The last server, number {0}, leaves.",
    "add": "Server {0} joins.",
}


def run(settings: Settings, seed: int, tick: Tick) -> Outcome:
    hashes, keys = _keys(seed, settings.keys)
    bench = _bench(settings, keys, seed)
    before, after = bench.before, bench.after
    moved: dict[str, float] = {}
    peaks: dict[str, float] = {}
    for number, method in enumerate(METHODS):
        moved[method.id], peaks[method.id] = _measure(bench, method)
        tick(number + 1, len(METHODS))
    changed = next(iter(set(before) ^ set(after)))
    least = 100 * bench.weight(changed) / sum(bench.weight(number) for number in set(before) | set(after))
    return Outcome(
        sentence=f"{_SAYS[settings.change].format(changed)} {_sentence(moved, least)}",
        findings=_findings(bench, moved, peaks, least),
        charts=(_chart(moved, least),),
        scene=picture(bench, int(hashes[settings.key]), settings.key, moved, peaks),
    )


def sample(settings: Settings, seed: int) -> dict[str, float]:
    """The ring and Maglev alone: the others are nearly the same under every seed."""
    bench = _bench(settings, _keys(seed, settings.keys)[1], seed)
    by_id = {method.id: method for method in METHODS}
    moved_ring, peak_ring = _measure(bench, by_id["ring"])
    moved_maglev, _ = _measure(bench, by_id["maglev"])
    return {"moved_ring": moved_ring, "peak_ring": peak_ring, "moved_maglev": moved_maglev}


def _bench(settings: Settings, keys: Keyspace, seed: int) -> Bench:
    """The servers before and after the change, and what they are asked for."""
    before = tuple(range(settings.servers))
    after = _AFTER[settings.change](settings.servers, min(settings.breaks, settings.servers - 1))
    return Bench(keys, before, after, settings.weights == "twice", settings.points, int(settings.table), seed)


def _measure(bench: Bench, method: Method) -> tuple[float, float]:
    """The share of keys that moves, in per cent, and the fullest server before the change."""
    was, now = method.owners(bench, bench.before), method.owners(bench, bench.after)
    return 100 * float((was != now).mean()), _peak(bench, was)


@lru_cache(maxsize=4)
def _keys(seed: int, count: int) -> tuple[Hashes, Keyspace]:
    """The hashes of keys 0, 1, 2, ... of this seed, and the same in hash order."""
    hashes = np.random.default_rng(seed).integers(0, 2**64, count, np.uint64)
    return hashes, sorted_keys("xxh3", hashes)


def _peak(bench: Bench, owners: Numbers) -> float:
    """The fullest server beside the fair share of its strength."""
    weights = np.array([bench.weight(number) for number in bench.before])
    counts = np.bincount(owners, minlength=len(weights))
    return float((counts / weights).max() * weights.sum() / counts.sum())


def _theory(bench: Bench) -> dict[str, float]:
    """Shares that must move by formula, in per cent, where one is known.

    m % n: one key in the larger number of servers stays. Jump, when number b of n leaves: the keys of all numbers
    from b on but the last find another server under their number, and of the last server's keys only one in
    n - 1 finds it under its new number.
    """
    many = max(len(bench.before), len(bench.after))
    gone = set(bench.before) - set(bench.after)
    place = gone.pop() if gone else many - 1
    shifted = many - 1 - place
    last = 1 / many if not shifted else (1 - 1 / (many - 1)) / many
    return {"modulo": 100 * (1 - 1 / many), "jump": 100 * (shifted / many + last)}


def _findings(
    bench: Bench, moved: dict[str, float], peaks: dict[str, float], least: float
) -> tuple[Finding, ...]:
    theory = _theory(bench)
    exact = dict.fromkeys(("rendezvous",) if bench.twice else ("rendezvous", "anchor"), least)
    rows = [Finding("least", "Least that must move", least, "%", source="Karger et al. 1997")]
    rows += (
        Finding(f"moved_{name}", f"{_LABELS[name]}: moved", share, "%", theory={**theory, **exact}.get(name))
        for name, share in moved.items()
    )
    rows += (
        Finding(f"peak_{name}", f"{_LABELS[name]}: fullest server", peaks[name], "times", 2)
        for name in ("ring", "maglev")
    )
    steps = {method.id: method.steps for method in METHODS}
    rows += (
        Finding(f"steps_{name}", f"{_LABELS[name]}: steps a look-up", steps[name](bench), theory=known)
        for name, known in (
            ("jump", sum(1 / place for place in range(1, len(bench.before) + 1))),
            ("anchor", 1 + math.log(bench.chairs / len(bench.before))),
        )
    )
    return tuple(rows)


def _sentence(moved: dict[str, float], least: float) -> str:
    close = [_LABELS[name] for name in moved if moved[name] <= 1.1 * least + 0.1]
    far = [f"{_LABELS[name]} {moved[name]:.1f}%" for name in moved if moved[name] > 2 * least]
    few = (
        f"{listed(close)} {'moves' if len(close) == 1 else 'move'} hardly more"
        if close
        else "No method comes near"
    )
    return f"At least {least:.1f}% of all keys must move. {few}" + (f"; {listed(far)}." if far else ".")


def _chart(moved: dict[str, float], least: float) -> Chart:
    names, shares = tuple(_LABELS[name] for name in moved), tuple(moved.values())
    worst, best = max(zip(shares, names, strict=True)), min(zip(shares, names, strict=True))
    return Chart(
        name="moved",
        title="Keys that changed server",
        sentence=f"{worst[1]} moves most, {worst[0]:.1f}%, and {best[1]} least, {best[0]:.1f}%. "
        f"The least possible is {least:.1f}%.",
        x=Axis("Method"),
        y=Axis("Keys moved", "%", low=0, high=100),
        lines=(
            Line("moved", names, shares, kind="bars"),
            Line("least possible", names, (least,) * len(names), role="least", kind="line"),
        ),
        source="Karger et al. 1997",
    )


EXPERIMENT = Experiment(
    id="face-off",
    title="Face-off",
    settings=Settings,
    run=run,
    headline=("moved_ring", "peak_ring", "moved_maglev"),
    sample=sample,
    slow=lambda settings: settings.keys * settings.servers > 2_500_000 or settings.table == "65537",
)
