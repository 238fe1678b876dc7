"""Experiment: one protocol for every lab of the course.

Invariant: `run(settings, seed)` depends on nothing else, so a link with both reproduces what was seen.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from ..lens import Lens
from ..outcome import Outcome, Scene

Tick = Callable[[int, int], None]


class Cancelled(Exception):  # noqa: N818
    """Raised by a tick: whoever asked for the run no longer wants it."""


def silent(done: int, total: int) -> None:
    """The tick of one who does not watch."""


@dataclass(frozen=True, slots=True)
class Experiment:
    """
    settings: a frozen dataclass of parameters (see parameters.py); its defaults show the surprise.
    run: (settings, seed, tick) -> Outcome. A long run calls `tick(done, total)` now and then, and lets what it
        raises pass.
    headline: the findings that chance moves; "One run lies" draws them under 300 seeds. Empty: chance plays no
        part.
    before: (settings, seed) -> what can be seen before the run; None for nothing.
    slow: whether these settings take longer than a page should wait (more than about 0.3 s).
    sample: (settings, seed) -> the headline findings by name, the same as those of a run, where they are only a
        small part of it; None: a run is quick enough.
    lens: how the lab is told as a data centre; None: it is not.
    """

    id: str
    title: str
    settings: type[Any]
    run: Callable[[Any, int, Tick], Outcome]
    headline: tuple[str, ...] = ()
    before: Callable[[Any, int], Scene] | None = None
    slow: Callable[[Any], bool] = lambda settings: False
    sample: Callable[[Any, int], Mapping[str, float]] | None = None
    lens: Lens | None = None

    def headlines(self, settings: Any, seed: int) -> Mapping[str, float]:
        """What chance moves, under this seed."""
        if self.sample is not None:
            return self.sample(settings, seed)
        outcome = self.run(settings, seed, silent)
        return {name: outcome.number(name) for name in self.headline}
