"""Rates and quantiles between two samples, beside counts that can be done by hand; lines as SVG."""

import pytest
from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram

from config.ops.history import History, point
from config.ops.samples import Between, Sample, quantile, sample_of
from config.ops.sparkline import HEIGHT, WIDTH, lines


class Shop:
    """A registry of its own, and a sample of it whenever one is wanted."""

    def __init__(self) -> None:
        self.registry = CollectorRegistry()
        self.count = Counter("slicewise_commands", "-", ["do", "outcome"], registry=self.registry)
        self.wait = Histogram(
            "slicewise_command_seconds", "-", buckets=(0.1, 0.2, 0.4), registry=self.registry
        )
        self.sockets = Gauge("slicewise_sockets_open", "-", registry=self.registry)
        Gauge("python_other", "-", registry=self.registry)

    def sample(self, at: float) -> Sample:
        return sample_of(at, self.registry.collect())


@pytest.fixture
def shop() -> Shop:
    return Shop()


def test_only_our_own_metrics_are_kept(shop: Shop) -> None:
    assert "python_other" not in shop.sample(0).values


def test_a_rate_is_what_a_counter_grew_by_over_the_time(shop: Shop) -> None:
    shop.count.labels("add", "done").inc(5)
    then = shop.sample(100)
    shop.count.labels("add", "done").inc(30)
    shop.count.labels("add", "refused").inc(10)
    between = Between(then, shop.sample(120))
    assert between.rate("slicewise_commands_total") == 2
    assert between.more("slicewise_commands_total", outcome="refused") == 10
    assert between.more_by("slicewise_commands_total", "outcome") == {"done": 30, "refused": 10}
    assert Between(between.now, then).rate("slicewise_commands_total") == 0, "a counter that began again"
    assert between.rate("slicewise_nothing") == 0


def test_a_quantile_lies_evenly_within_its_bucket(shop: Shop) -> None:
    shop.wait.observe(0.35)
    then = shop.sample(0)
    for value in [0.05] * 50 + [0.15] * 40 + [0.3] * 8 + [9.0] * 2:
        shop.wait.observe(value)
    between = Between(then, shop.sample(10))
    assert between.quantile("slicewise_command_seconds", 0.5) == pytest.approx(0.1)
    assert between.quantile("slicewise_command_seconds", 0.25) == pytest.approx(0.05)
    assert between.quantile("slicewise_command_seconds", 0.7) == pytest.approx(0.15)
    assert between.quantile("slicewise_command_seconds", 0.99) == 0.4, "above the last bound nothing is known"
    assert between.share_above("slicewise_command_seconds", 0.2) == pytest.approx(0.1)


def test_nothing_observed_is_no_quantile(shop: Shop) -> None:
    between = Between(shop.sample(0), shop.sample(10))
    assert between.quantile("slicewise_command_seconds", 0.5) is None
    assert between.share_above("slicewise_command_seconds", 0.2) == 0
    assert quantile([], 0.5) is None


def test_whole_samples_are_kept_for_a_minute_and_points_for_fifteen(shop: Shop) -> None:
    history = History()
    for turn in range(200):
        shop.sockets.set(turn)
        history.keep(shop.sample(turn * 10.0))
    assert [round(one.at) for one in history.samples] == list(range(1930, 2000, 10))
    assert len(history.points) == 90
    assert history.points[-1].sockets == 199
    assert history.until(shop.sample(1_999.0)).then.at == 1930


def test_a_history_that_has_nothing_begins_now(shop: Shop) -> None:
    now = shop.sample(5)
    assert History().until(now).then is now
    assert point(Between(now, now)).command_p95 is None


def test_a_line_ends_at_the_right_edge_and_leaves_gaps() -> None:
    first, second = lines([0, 4, None, 2], room=7)
    points = [tuple(map(float, pair.split(","))) for pair in f"{first} {second}".split()]
    assert points == [(90, 28), (120, 2), (180, 15), (180, 15)]
    assert all(0 <= x <= WIDTH and 0 <= y <= HEIGHT for x, y in points)
    assert lines([], room=7) == []
    assert lines([None, None], room=7) == []
