"""One run lies: an experiment under many seeds, so that chance shows its whole range.

Invariant: the seeds are `seed`, `seed + 1`, ... and nothing else differs, so the first of the runs is the one that
made people ask; the same question gets the same answer.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from ..outcome import Axis, Chart, Finding, Line, Outcome, Table
from .experiment import Experiment, Tick, silent
from .parameters import SEED

SEEDS = 300
BARS = 24  # of a histogram, where the values are not few by themselves
BAND = (5.0, 95.0)  # percentiles: nine runs of ten lie between


@dataclass(frozen=True, slots=True)
class Spread:
    """One finding under all seeds. first: in the run at hand. theory: what a formula expects, or None."""

    finding: Finding
    values: tuple[float, ...]

    @property
    def mean(self) -> float:
        return float(np.mean(self.values))

    @property
    def band(self) -> tuple[float, float]:
        low, high = np.percentile(self.values, BAND)
        return float(low), float(high)

    @property
    def steady(self) -> bool:
        """Whether every run printed the same."""
        return self.words(min(self.values)) == self.words(max(self.values))

    def words(self, value: float) -> str:
        """A value as the finding prints its own."""
        return with_unit(f"{value:,.{self.finding.digits}f}", self.finding.unit)


def with_unit(number: str, unit: str) -> str:
    """("80.1", "%") -> 80.1%; ("2.9", "times") -> 2.9 times"""
    return f"{number}{unit}" if unit in ("", "%") else f"{number} {unit}"


def under_many_seeds(
    experiment: Experiment, settings: Any, seed: int, seeds: int = SEEDS, tick: Tick = silent
) -> Outcome:
    """Run `seeds` times and put the headline findings together.

    For each of them: the mean (`name`, with the theory of the finding), and if it varies, both ends of the middle 90%
    (`name_low`, `name_high`) and a histogram (a chart `name`). Raises what `tick` raises, which is called between runs.
    """
    if seeds < 1:
        raise ValueError("at least one seed")
    tick(0, seeds)
    first = experiment.run(settings, seed, silent)
    gathered = {name: [first.number(name)] for name in experiment.headline}
    for number in range(1, seeds):
        tick(number, seeds)
        found = experiment.headlines(settings, (seed + number) % (SEED.high + 1))
        for name, values in gathered.items():
            values.append(found[name])
    tick(seeds, seeds)
    spreads = [Spread(first.finding(name), tuple(values)) for name, values in gathered.items()]
    return Outcome(
        sentence=" ".join(_sentence(spread, seed) for spread in spreads),
        findings=tuple(finding for spread in spreads for finding in _findings(spread)),
        charts=tuple(_histogram(spread, seed) for spread in spreads if not spread.steady),
        tables=(_table(spreads, seed),),
    )


def _sentence(spread: Spread, seed: int) -> str:
    low, high = spread.band
    finding = spread.finding
    say = spread.words
    theory = "" if finding.theory is None else f" Theory expects {say(finding.theory)}."
    if spread.steady:
        return f"{finding.label}, under {len(spread.values)} seeds: {say(spread.mean)} every time.{theory}"
    return (
        f"{finding.label}, under {len(spread.values)} seeds: {say(spread.mean)} on average, and nine runs in ten "
        f"lie between {say(low)} and {say(high)}.{theory} Seed {seed} alone gave {say(spread.values[0])}."
    )


def _findings(spread: Spread) -> tuple[Finding, ...]:
    finding, (low, high) = spread.finding, spread.band
    unit, digits = finding.unit, finding.digits
    label = f"{finding.label}, mean of {len(spread.values)} runs"
    mean = Finding(finding.name, label, spread.mean, unit, digits, finding.theory, finding.source)
    if spread.steady:
        return (mean,)
    return (
        mean,
        Finding(f"{finding.name}_low", "5 runs in 100 lie below", low, unit, digits),
        Finding(f"{finding.name}_high", "5 runs in 100 lie above", high, unit, digits),
    )


def _bins(values: Sequence[float]) -> tuple[np.ndarray[Any, Any], np.ndarray[Any, Any]]:
    """Middles and edges of the bars, of two values or more: a bar a value where they are few, else of one width."""
    distinct = np.unique(np.round(values, 9))
    if len(distinct) <= BARS:
        cuts = (distinct[1:] + distinct[:-1]) / 2
        ends = (2 * distinct[0] - cuts[0], 2 * distinct[-1] - cuts[-1])
        return distinct, np.array([ends[0], *cuts, ends[1]])
    edges = np.linspace(distinct[0], distinct[-1], BARS + 1)
    return (edges[1:] + edges[:-1]) / 2, edges


def _histogram(spread: Spread, seed: int) -> Chart:
    finding, say = spread.finding, spread.words
    middles, edges = _bins(spread.values)
    counts = tuple(map(float, np.histogram(spread.values, edges)[0]))
    top = max(counts)
    marks = [
        Line("mean", (spread.mean,) * 2, (0.0, top)),
        Line("middle 90%", spread.band, (top * 1.06,) * 2),
        Line(f"seed {seed}", (spread.values[0],) * 2, (0.0, top)),
    ]
    if finding.theory is not None:
        marks.append(Line("theory", (finding.theory,) * 2, (0.0, top), "theory"))
    return Chart(
        finding.name,
        f"{finding.label} under {len(spread.values)} seeds",
        f"The runs reach from {say(min(spread.values))} to {say(max(spread.values))}; half of them lie below "
        f"{say(float(np.median(spread.values)))}.",
        Axis(finding.label, finding.unit),
        Axis("Runs", low=0),
        (Line("runs", tuple(map(float, middles)), counts, "other", "bars"), *marks),
        finding.source,
    )


def _table(spreads: Sequence[Spread], seed: int) -> Table:
    say = [(spread, spread.words) for spread in spreads]
    return Table(
        "seeds",
        f"{len(spreads[0].values) if spreads else 0} runs",
        ("", "Mean", "5% below", "5% above", "Least", "Most", f"Seed {seed}", "Theory"),
        tuple(
            (
                spread.finding.label,
                words(spread.mean),
                *map(words, spread.band),
                words(min(spread.values)),
                words(max(spread.values)),
                words(spread.values[0]),
                "\N{EN DASH}" if spread.finding.theory is None else words(spread.finding.theory),
            )
            for spread, words in say
        ),
    )
