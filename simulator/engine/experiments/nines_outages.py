"""Outages drawn by chance: when the boxes of a shop stop and work again, and when the shop is closed for it.

Invariant: a box works for a time and is under repair for a time, both exponential, so that in the long run it works
the share `works` of the time, and so it does at the start. Each box has a stream of its own: one more box changes
nothing about the others. A month is the beginning of a longer run of the same seed.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from ..arrays import Flags, Floats, Numbers
from ..queues import stream
from .nines_parts import MONTH, Part

_BLOCK = 64  # outages drawn at once
_BOXES = 100  # streams of a part
_SWITCH = 99  # the stream of a part's switch


@dataclass(frozen=True, slots=True)
class Outages:
    """Times at which something is closed: start[i] to end[i], in order and apart. Minutes."""

    start: Floats
    end: Floats

    @property
    def total(self) -> float:
        return float((self.end - self.start).sum())

    def between(self, low: float, high: float) -> "Outages":
        """What of it lies between two times."""
        start, end = np.clip(self.start, low, high), np.clip(self.end, low, high)
        kept = end > start
        return Outages(start[kept], end[kept])

    def by_span(self, span: float, count: int) -> Floats:
        """Closed minutes in each of the first `count` spans of time."""
        edges = np.arange(count + 1) * span
        lengths = self.end - self.start
        done = np.concatenate(([0.0], np.cumsum(lengths)))
        before = np.searchsorted(self.end, edges, "right")
        start = np.append(self.start, np.inf)[before]
        return np.diff(done[before] + np.maximum(0.0, edges - start))


def of_box(works: float, repair: float, horizon: float, rng: np.random.Generator) -> Outages:
    """The outages of one box up to the horizon. repair: mean minutes of one."""
    between = repair * works / (1 - works)
    down_first = bool(rng.random() >= works)
    pairs = [rng.exponential(1.0, (_BLOCK, 2))]
    while sum(float((block @ (between, repair)).sum()) for block in pairs) < horizon + between:
        pairs.append(rng.exponential(1.0, (len(pairs) * _BLOCK, 2)))
    steps = np.concatenate(pairs) * (between, repair)
    if down_first:
        steps[0, 0] = 0.0
    times = np.cumsum(steps.ravel())
    return Outages(times[::2], times[1::2]).between(0.0, horizon)


def of_part(part: Part, number: int, repair: float, horizon: float, seed: int) -> Outages:
    """When fewer boxes work than are needed, or others should take over and the switch fails.

    number: of the part, for its streams.
    """
    boxes = [
        of_box(part.works, repair, horizon, stream(seed, _BOXES * number + box)) for box in range(part.copies)
    ]
    times, down, on_duty_down = _steps(boxes, part.needed)
    short = down > part.copies - part.needed
    if part.switch < 1 and part.copies > part.needed:
        short |= _not_switched(on_duty_down > 0, part.switch, stream(seed, _BOXES * number + _SWITCH))
    return _where(times, short, horizon)


def _steps(boxes: Sequence[Outages], on_duty: int) -> tuple[Floats, Numbers, Numbers]:
    """Times at which a box stops or works again, how many are down from then on, and how many of those on duty."""
    times = np.concatenate([times for box in boxes for times in (box.start, box.end)])
    change = np.concatenate([np.repeat((1, -1), len(box.start)) for box in boxes])
    duty = np.concatenate(
        [np.repeat(int(place < on_duty), 2 * len(box.start)) for place, box in enumerate(boxes)]
    )
    order = np.argsort(times, kind="stable")
    return times[order], np.cumsum(change[order]), np.cumsum((change * duty)[order])


def _not_switched(missing: Flags, switch: float, rng: np.random.Generator) -> Flags:
    """Where a box on duty is missing and the switch failed when the first one stopped."""
    begins = missing & ~np.concatenate(([False], missing[:-1]))
    turn = np.cumsum(begins)
    failed = rng.random(int(turn[-1]) + 1 if len(turn) else 1) >= switch
    return missing & failed[turn]


def _where(times: Floats, closed: Flags, horizon: float) -> Outages:
    """The spans in which `closed` holds; it holds from its time to the next one."""
    padded = np.concatenate(([False], closed, [False]))
    edges = np.flatnonzero(padded[1:] != padded[:-1])
    ends = np.append(times, horizon)
    return Outages(ends[edges[::2]], ends[edges[1::2]]).between(0.0, horizon)


def together(parts: Sequence[Outages], horizon: float) -> tuple[Outages, tuple[float, ...]]:
    """When the shop is closed, and each part's share of it; parts that are closed at once share the minute equally."""
    times = np.concatenate([times for one in parts for times in (one.start, one.end)])
    order = np.argsort(times, kind="stable")
    times = times[order]
    states = []
    for place, _ in enumerate(parts):
        change = np.concatenate(
            [np.repeat((1, -1), len(one.start)) * (place == other) for other, one in enumerate(parts)]
        )
        states.append(np.cumsum(change[order]))
    down = np.array(states)
    count = down.sum(axis=0)
    lengths = np.diff(np.append(times, horizon))
    shares = (down / np.maximum(count, 1) * lengths).sum(axis=1)
    closed = _where(times, count > 0, horizon)
    return closed, tuple((shares / closed.total).tolist()) if closed.total else (0.0,) * len(parts)


def events_a_month(parts: Sequence[Part], repair: float) -> float:
    """Repairs in 30 days, on average."""
    return sum(part.copies * (1 - part.works) * MONTH / repair for part in parts)
