"""The night's kitchens beside SimPy, its limit beside the engine's bounded loads, its calls beside their curve."""

from itertools import pairwise

import numpy as np
import pytest
import simpy
from hypothesis import given, settings
from hypothesis import strategies as st

from simulator.engine.bounded_load import rooms
from simulator.engine.cluster import Cluster, Server
from simulator.engine.friday import Faults, Plan
from simulator.engine.friday import night as night_module
from simulator.engine.friday.demand import CALLS, MINUTES, demand_of
from simulator.engine.friday.dispatch import has_room
from simulator.engine.friday.kitchens import Kitchen
from simulator.engine.friday.night import Night
from simulator.engine.friday.town import END, SHOP_IDS

NEVER = 9_999
CALM = Faults(NEVER, 0, NEVER, NEVER, 0, NEVER, NEVER, NEVER, NEVER)


class Written(Night):
    """A night that writes down who made what, and when."""

    def __init__(self, *given):
        super().__init__(*given)
        self.log = {}

    def done(self, order, shop):
        self.log[order] = (shop, self.now)
        super().done(order, shop)


def calm_night(plan, seed, monkeypatch):
    monkeypatch.setitem(
        night_module.HAPPENS, night_module.DONE, Written.done
    )  # it names the functions themselves
    night = Written(plan, demand_of(seed), CALM, seed)
    for minute in range(END + 1):
        night.begin(minute)
        night.pass_to(minute + 1)
    night.pass_to(float("inf"))
    return night


def in_simpy(arrive, work, shop, chefs):
    """When each pizza is done, by SimPy's own queues: first come, first served in each shop."""
    town = simpy.Environment()
    kitchens = [simpy.Resource(town, capacity=count) for count in chefs]
    done = np.zeros(len(arrive))

    def order(number):
        yield town.timeout(arrive[number])
        with kitchens[shop[number]].request() as chef:
            yield chef
            yield town.timeout(work[number])
        done[number] = town.now

    for number in range(len(arrive)):
        town.process(order(number))
    town.run()
    return done


@pytest.mark.parametrize("rule", ["round-robin", "least"])
def test_a_calm_night_is_as_simpy_has_it(rule, monkeypatch):
    night = calm_night(Plan(rule=rule, c="1.25", mill=4), 13, monkeypatch)
    arrive = demand_of(13).arrive.tolist()
    assert len(night.log) == len(arrive)  # nothing fails on a calm night
    shop, done = zip(*(night.log[order] for order in range(len(arrive))), strict=True)
    assert np.allclose(in_simpy(arrive, night.work, shop, (6, 4, 6, 6, 6)), done)
    assert max(done) > max(arrive)


@settings(max_examples=60)
@given(
    st.lists(st.tuples(st.integers(1, 14), st.integers(0, 60)), min_size=5, max_size=5),
    st.sampled_from([1.1, 1.25, 1.5, 2.0]),
)
def test_the_limit_is_that_of_bounded_loads(shops, c):
    """ceil(c m w / W), the next order counted; a shop with a free chef always has room."""
    kitchens = [Kitchen(chefs, max(0, chefs - open_), open=open_) for chefs, open_ in shops]
    servers = tuple(
        Server(name, name, float(chefs)) for name, (chefs, _) in zip(SHOP_IDS, shops, strict=True)
    )
    limit = rooms(Cluster(servers, capacity_bound=c), sum(open_ for _, open_ in shops) + 1)
    for shop, kitchen in enumerate(kitchens):
        assert has_room(kitchens, shop, c) == (kitchen.idle > 0 or kitchen.open + 1 <= limit[shop])
        assert has_room(kitchens, shop, None)
    # whoever comes is taken by someone
    assert any(has_room(kitchens, shop, c) for shop in range(5))


def test_calls_follow_their_curve():
    """On average over evenings: within four standard errors in each half hour."""
    edges = np.arange(0, 241, 30)
    counts = np.array([np.histogram(demand_of(seed).arrive, edges)[0] for seed in range(12)])
    fine = np.linspace(0, 240, 24_001)
    curve = np.interp(fine, MINUTES, CALLS)
    for number, (low, high) in enumerate(pairwise(edges)):
        expected = curve[(fine >= low) & (fine <= high)].mean() * 30
        assert counts[:, number].mean() == pytest.approx(expected, abs=4 * np.sqrt(expected / 12))
