"""Numbers that a board shows, and what they hide: mean, median and p99, merged percentiles, the error budget."""

from dataclasses import dataclass

import numpy as np

from ..outcome import Axis, Chart, Finding, Line
from .fault_instruments import percentile

DAYS = 30
MONTH = DAYS * 24 * 60  # minutes
_FAST, _SLOW, _STUCK = 100.0, 2_000.0, 5_000.0  # milliseconds
_ALL = 9_900, 100  # customers at counters A and B


@dataclass(frozen=True, slots=True)
class Budget:
    """What a target of so many per cent leaves to fail, and how fast it goes while `failing` per cent fail."""

    target: float
    failing: float
    hours: float

    @property
    def minutes(self) -> float:
        """Of a month in which everything may fail."""
        return MONTH * (1 - self.target / 100)

    @property
    def burn(self) -> float:
        """How many times as fast as the target allows."""
        return self.failing / (100 - self.target)

    @property
    def used(self) -> float:
        """Per cent of the month's budget, in `hours`."""
        return 100 * self.burn * self.hours / (DAYS * 24)

    @property
    def lasts(self) -> float:
        """Hours until all of it is gone."""
        return DAYS * 24 / self.burn


def burnt(target: float, bad_share: float, minutes: float) -> float:
    """Per cent of the month's budget that is gone when this share of orders goes wrong for so long."""
    return 100 * bad_share * minutes / (MONTH * (1 - target / 100))


def budget_findings(budget: Budget) -> tuple[Finding, ...]:
    lasts = budget.lasts if budget.burn else None
    return (
        Finding(
            "budget",
            f"Error budget of {budget.target:g}% in {DAYS} days",
            budget.minutes,
            "min",
            1,
            source="minutes of the month × (1 − target)",
        ),
        Finding(
            "burn",
            f"Burn rate while {budget.failing:g}% fail",
            budget.burn,
            "times",
            1,
            source="share that fails ÷ share that may fail",
        ),
        Finding("used", f"Used up in {budget.hours:g} h, of the month", budget.used, "%", 1),
        Finding(
            "lasts",
            "All is used up after",
            "never" if lasts is None else lasts,
            "" if lasts is None else "h",
            1,
        ),
    )


def hidden_findings() -> tuple[Finding, ...]:
    """980 orders are quick and 20 are stuck: what each number says."""
    times = np.array([_FAST] * 980 + [_STUCK] * 20)
    return (
        Finding("mean_ms", "980 quick ones and 20 stuck ones: mean", float(times.mean()), "ms", 0),
        Finding("median_ms", "The same: median", percentile(times, 0.5), "ms", 0),
        Finding("p99_ms", "The same: p99", percentile(times, 0.99), "ms", 0),
    )


def counters(slow: int) -> dict[str, float]:
    """p99 at two counters, in ms: A is quick, `slow` of the 100 customers at B are slow."""
    at_a = np.full(_ALL[0], _FAST)
    at_b = np.array([_FAST] * (_ALL[1] - slow) + [_SLOW] * slow)
    one, two = percentile(at_a, 0.99), percentile(at_b, 0.99)
    return {
        "a": one,
        "b": two,
        "mean": (one + two) / 2,
        "all": percentile(np.concatenate((at_a, at_b)), 0.99),
    }


def merged_findings(slow: int) -> tuple[Finding, ...]:
    p99 = counters(slow)
    return (
        Finding("p99_a", "Counter A, 9,900 customers: p99", p99["a"], "ms", 0),
        Finding("p99_b", f"Counter B, 100 customers, {slow} of them slow: p99", p99["b"], "ms", 0),
        Finding("p99_mean", "Average of the two, which means nothing", p99["mean"], "ms", 0),
        Finding("p99_all", "p99 of all 10,000", p99["all"], "ms", 0),
    )


def merged_chart(slow: int) -> Chart:
    p99 = counters(slow)
    names = ("counter A", "counter B", "average of both", "all 10,000 customers")
    return Chart(
        "merged",
        "p99 of two counters, and of all",
        f"The average of the two p99s is {p99['mean']:,.0f} ms. Counted over all 10,000 customers, p99 is "
        f"{p99['all']:,.0f} ms.",
        Axis(""),
        Axis("p99", "ms", low=0.0),
        (Line("p99", names, (p99["a"], p99["b"], p99["mean"], p99["all"]), "measured", "bars"),),
    )


def budget_chart(budget: Budget) -> Chart:
    """How the month's budget goes, hour by hour."""
    hours = tuple(float(hour) for hour in range(61))
    spent = tuple(100 * budget.burn * hour / (DAYS * 24) for hour in hours)
    return Chart(
        "spent",
        "How the error budget goes",
        f"While {budget.failing:g}% of the orders fail, a target of {budget.target:g}% has used "
        f"{budget.used:.1f}% of its month after {budget.hours:g} h"
        + (f", and all of it after {budget.lasts:.0f} h." if budget.burn else "."),
        Axis("time", "h"),
        Axis("used of the month", "%", low=0.0),
        (
            Line("used", hours, spent, "theory"),
            Line("all of it", (0.0, 60.0), (100.0, 100.0), "least"),
            Line("set here", (budget.hours,), (budget.used,), "measured", "points"),
        ),
        "Burn rate × hours ÷ hours of the month.",
    )
