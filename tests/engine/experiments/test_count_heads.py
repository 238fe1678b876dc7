"""L02: heads, rate and stay are measured apart, and still L = λW, whatever the shape."""

import numpy as np
import pytest
import simpy
from hypothesis import given
from hypothesis import strategies as st

from simulator.engine.experiments import silent
from simulator.engine.experiments.count_heads import EXPERIMENT, LENS, SHAPES, Settings, come, count, run
from simulator.engine.queues import Orders
from tests.engine.traces import assert_whole

shapes = [shape for shape, _ in SHAPES]
times = st.floats(0.1, 50)
customers = st.lists(st.tuples(times, times), min_size=1, max_size=40).map(
    lambda pairs: Orders(np.cumsum([gap for gap, _ in pairs]), np.array([stay for _, stay in pairs]))
)


def outcome(seed=2, **changes):
    return run(Settings(**changes), seed, silent)


@pytest.mark.parametrize("shape", shapes)
def test_thirty_an_hour_for_twenty_minutes_are_ten_inside(shape):
    assert outcome(shape=shape).number("inside") == pytest.approx(10.0, abs=0.5)


@pytest.mark.parametrize(("shape", "off"), [("even", 0.5), ("random", 1.0), ("wild", 2.0)])
def test_it_is_so_under_most_seeds_and_on_average(shape, off):
    # the wilder the stays, the longer it takes until an average is one
    found = [EXPERIMENT.headlines(Settings(shape=shape), seed)["inside"] for seed in range(60)]
    assert np.mean(found) == pytest.approx(10.0, abs=0.3)
    assert sum(abs(inside - 10) <= off for inside in found) >= 54


def test_twice_the_stay_is_twice_the_heads_and_the_same_sales():
    short, long = outcome(), outcome(stay=40)
    assert long.number("inside") == pytest.approx(2 * short.number("inside"), rel=0.02)
    assert long.number("sales") == pytest.approx(short.number("sales"), rel=0.02)


@pytest.mark.parametrize("gaps", ["even", "random", "wild"])
def test_every_count_lies_by_the_diagonal(gaps):
    result = outcome(gaps=gaps)
    for shape, label in SHAPES:
        line = result.line(f"diagonal.{label.lower()}")
        assert len(line.x) == 5, shape
        assert line.y == pytest.approx(line.x, rel=0.05)


@given(customers)
def test_the_count_is_what_one_gets_minute_by_minute(some):
    leave = some.arrive + some.work
    until = np.array([float(some.arrive[-1]), float(leave.max()) + 1])
    counted = count(some, until)
    for at, end in enumerate(until.tolist()):
        so_far = np.clip(np.minimum(leave, end) - some.arrive, 0, None)
        assert counted.inside[at] == pytest.approx(so_far.sum() / end)
        gone = some.work[leave <= end]
        assert counted.stay[at] == pytest.approx(gone.mean() if len(gone) else 0.0)
        assert counted.out[at] == pytest.approx(60 * len(gone) / end)
    assert counted.inside[1] == pytest.approx(counted.product[1])  # all have left: no end effect


def test_a_shop_in_simpy_counts_the_same_heads():
    some = come(Settings(shape="wild"), 2)
    world = simpy.Environment()
    shop = simpy.Container(world)
    area, last = 0.0, 0.0

    def change(by):
        nonlocal area, last
        area, last = area + shop.level * (world.now - last), world.now
        yield shop.put(1) if by > 0 else shop.get(1)

    def customer(arrive, stay):
        yield world.timeout(arrive)
        yield from change(1)
        yield world.timeout(stay)
        yield from change(-1)

    for arrive, stay in zip(some.arrive.tolist(), some.work.tolist(), strict=True):
        world.process(customer(arrive, stay))
    end = float(some.arrive[-1])
    world.run(until=end)
    area += shop.level * (end - last)
    assert outcome(shape="wild").number("inside") == pytest.approx(area / end, rel=1e-6)


@pytest.mark.parametrize("shape", shapes)
def test_the_door_can_be_played_and_the_picture_is_one_area(shape):
    result = outcome(shape=shape)
    assert_whole(result.trace)
    scene = result.scene
    assert sum(bar.crossed for bar in scene.bars) == scene.inside
    by_columns = sum(scene.heads) * scene.span / scene.samples
    assert by_columns == pytest.approx(scene.area, rel=0.03)


def test_the_lens_turns_customers_into_requests():
    assert "customer" not in LENS.turn(outcome().sentence)
    assert outcome(5) == outcome(5) != outcome(6)
