"""A line of c servers beside two peers: SimPy and Ciw serve the same orders, and each ends when ours does."""

import ciw
import numpy as np
import pytest
import simpy
from hypothesis import given, settings
from hypothesis import strategies as st

from simulator.engine.queues import Orders, draw_orders, serve, serve_apart, stream, theory

times = st.floats(0, 50, allow_subnormal=False)
few_orders = st.lists(st.tuples(times, times), min_size=1, max_size=40).map(
    lambda pairs: Orders(np.cumsum([gap for gap, _ in pairs]), np.array([work for _, work in pairs]))
)


def in_simpy(orders, servers):
    """When each order ends."""
    world = simpy.Environment()
    chefs = simpy.Resource(world, servers)
    ends = np.empty(len(orders))

    def door():
        pairs = zip(orders.arrive.tolist(), orders.work.tolist(), strict=True)
        for number, (came, work) in enumerate(pairs):
            yield world.timeout(max(0.0, came - world.now))
            world.process(one(number, work))

    def one(number, work):
        with chefs.request() as turn:
            yield turn
            yield world.timeout(work)
        ends[number] = world.now

    world.process(door())
    world.run()
    return ends


def in_ciw(orders, servers):
    """When each order ends, in the order of coming."""
    gaps = np.diff(orders.arrive, prepend=0.0).tolist()
    network = ciw.create_network(
        arrival_distributions=[ciw.dists.Sequential([*gaps, float("inf")])],
        service_distributions=[ciw.dists.Sequential(orders.work.tolist())],
        number_of_servers=[servers],
    )
    world = ciw.Simulation(network)
    world.simulate_until_max_customers(len(orders))
    records = sorted(world.get_all_records(), key=lambda record: record.id_number)
    return np.array([record.exit_date for record in records])


@given(few_orders, st.integers(1, 4))
@settings(max_examples=25)
def test_few_orders_end_as_in_simpy(some, servers):
    assert serve(some, servers).end == pytest.approx(in_simpy(some, servers))


@pytest.mark.parametrize("servers", [1, 2, 10])
def test_an_evening_ends_as_in_simpy_and_in_ciw(servers):
    # Ciw serves in the order of coming as well; its random numbers play no part, as both times are given
    some = draw_orders(7, 2_000, gap=1 / (0.9 * servers), work=1.0)
    ours = serve(some, servers).end
    assert in_simpy(some, servers) == pytest.approx(ours)
    assert in_ciw(some, servers) == pytest.approx(ours)


@given(few_orders, st.integers(1, 5), st.integers(0, 99), st.floats(0.5, 4))
@settings(max_examples=40)
def test_lines_apart_are_lines_alone(some, servers, seed, speed):
    to = stream(seed, 2).integers(0, servers, len(some))
    apart = serve_apart(some, to, speed)
    for server in range(servers):
        mine = to == server
        alone = serve(Orders(some.arrive[mine], some.work[mine]), 1, speed)
        assert apart.start[mine] == pytest.approx(alone.start)
        assert apart.end[mine] == pytest.approx(alone.end)


@pytest.mark.parametrize(("works", "variation"), [("even", 0.0), ("random", 1.0), ("wild", 5.5)])
def test_uneven_work_meets_pollaczek_and_khinchine(works, variation):
    some = draw_orders(7, 200_000, gap=1 / 0.7, work=1.0, works=works)
    assert serve(some).wait.mean() == pytest.approx(theory.mean_wait_uneven(0.7, variation), rel=0.1)


@pytest.mark.parametrize("servers", [1, 4, 10])
def test_the_slowest_of_a_hundred_meets_theory(servers):
    evenings = [draw_orders(seed, 100_000, gap=1 / (0.8 * servers), work=1.0) for seed in range(5)]
    found = np.mean([np.quantile(serve(some, servers).inside, 0.99) for some in evenings])
    assert found == pytest.approx(theory.percentile_inside(0.99, 0.8, servers), rel=0.05)
