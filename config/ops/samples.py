"""PURE. The metrics at one moment, and what two moments say of the time between them.

A quantile of a histogram is read as Prometheus's `histogram_quantile` does it: within a bucket, values lie evenly.
https://prometheus.io/docs/prometheus/latest/querying/functions/#histogram_quantile
"""

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from prometheus_client import Metric

PREFIX = "slicewise_"
Labels = frozenset[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Sample:
    """at: seconds since 1970. values: name -> labels -> value."""

    at: float
    values: Mapping[str, Mapping[Labels, float]]

    def rows(self, name: str, **labels: str) -> dict[Labels, float]:
        """Those values of a metric whose labels include these."""
        wanted = labels.items()
        return {have: value for have, value in self.values.get(name, {}).items() if wanted <= set(have)}

    def total(self, name: str, **labels: str) -> float:
        """Their sum; 0 if there are none."""
        return sum(self.rows(name, **labels).values())

    def by(self, name: str, label: str) -> dict[str, float]:
        """Sums of a metric by the values of one label."""
        sums: dict[str, float] = {}
        for have, value in self.rows(name).items():
            key = dict(have).get(label, "")
            sums[key] = sums.get(key, 0.0) + value
        return sums


def sample_of(at: float, families: Iterable[Metric]) -> Sample:
    """Our own metrics out of all."""
    values: dict[str, dict[Labels, float]] = {}
    for family in families:
        if family.name.startswith(PREFIX):
            for row in family.samples:
                values.setdefault(row.name, {})[frozenset(row.labels.items())] = row.value
    return Sample(at, values)


@dataclass(frozen=True, slots=True)
class Between:
    """From one sample to a later one."""

    then: Sample
    now: Sample

    @property
    def seconds(self) -> float:
        return max(self.now.at - self.then.at, 0.001)

    def more(self, name: str, **labels: str) -> float:
        """By how much a counter grew; 0 if it began again."""
        return max(0.0, self.now.total(name, **labels) - self.then.total(name, **labels))

    def rate(self, name: str, **labels: str) -> float:
        """The same a second."""
        return self.more(name, **labels) / self.seconds

    def more_by(self, name: str, label: str) -> dict[str, float]:
        """By how much a counter grew, for each value of a label; only those that did."""
        before = self.then.by(name, label)
        grown = {key: value - before.get(key, 0.0) for key, value in self.now.by(name, label).items()}
        return {key: value for key, value in grown.items() if value > 0}

    def buckets(self, name: str, **labels: str) -> list[tuple[float, float]]:
        """(upper bound, observations up to it), in order, of a histogram."""
        bounds = sorted(
            {dict(have)["le"] for have in self.now.rows(f"{name}_bucket", **labels)},
            key=float,
        )
        return [(float(bound), self.more(f"{name}_bucket", le=bound, **labels)) for bound in bounds]

    def quantile(self, name: str, share: float, **labels: str) -> float | None:
        """The value below which this share of the observations lies; None without observations."""
        return quantile(self.buckets(name, **labels), share)

    def share_above(self, name: str, bound: float) -> float:
        """The share of observations above a bound that is one of the buckets'."""
        buckets = self.buckets(name)
        everything = buckets[-1][1] if buckets else 0.0
        below = next((count for upper, count in buckets if upper >= bound), 0.0)
        return 1 - below / everything if everything else 0.0


def quantile(buckets: list[tuple[float, float]], share: float) -> float | None:
    """Of cumulative buckets. What lies above the last finite bound is told as that bound."""
    if not buckets or not buckets[-1][1]:
        return None
    rank = share * buckets[-1][1]
    lower, below = 0.0, 0.0
    for upper, count in buckets:
        if count >= rank and count > below:
            if math.isinf(upper):
                return lower
            return lower + (upper - lower) * (rank - below) / (count - below)
        lower, below = upper, count
    return lower
