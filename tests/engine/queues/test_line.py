"""A line of c servers: Lindley's shortcut, the heap and the trace tell the same story, and theory agrees."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from simulator.engine.queues import GAPS, Orders, draw_orders, serve, stream, theory
from simulator.engine.queues.line import _alone, _together
from simulator.engine.trace import Station, first_come

times = st.floats(0, 50, allow_subnormal=False)
orders = st.lists(st.tuples(times, times), min_size=1, max_size=60).map(
    lambda pairs: Orders(np.cumsum([gap for gap, _ in pairs]), np.array([work for _, work in pairs]))
)


@given(orders, st.integers(1, 5))
def test_the_line_is_the_one_that_the_player_shows(some, servers):
    arrivals = list(enumerate(some.arrive.tolist()))
    stops = first_come(Station("s", "S", servers), arrivals, some.work.tolist())
    served = serve(some, servers)
    assert served.start == pytest.approx([stop.start for stop in stops])
    assert served.end == pytest.approx([stop.end for stop in stops])


@given(orders)
def test_lindley_without_a_loop_is_the_heap_with_one_server(some):
    assert _alone(some.arrive, some.work) == pytest.approx(_together(some.arrive, some.work, 1))


@given(orders, st.integers(1, 4))
def test_one_more_server_makes_nobody_wait_longer(some, servers):
    assert np.all(serve(some, servers + 1).start <= serve(some, servers).start + 1e-9)


@pytest.mark.parametrize(
    ("servers", "rho", "chance", "wait"),
    [
        (1, 0.5, 0.50, 1.000),
        (2, 0.8, 0.71, 1.778),
        (4, 0.9, 0.79, 1.969),
        (10, 0.9, 0.67, 0.669),
        (50, 0.95, 0.63, 0.252),
        (10, 0.99, 0.96, 9.64),
    ],
)
def test_the_table_of_the_fact_base(servers, rho, chance, wait):
    # facts.md 3.1
    assert theory.erlang_c(servers, rho) == pytest.approx(chance, abs=0.005)
    assert theory.mean_wait(servers, rho) == pytest.approx(wait, rel=0.002)


@pytest.mark.parametrize(("servers", "rho"), [(1, 0.5), (1, 0.8), (2, 0.8), (10, 0.9), (50, 0.9)])
def test_the_simulation_meets_theory(servers, rho):
    some = draw_orders(7, 200_000, gap=1 / (servers * rho), work=1.0)
    assert serve(some, servers).inside.mean() == pytest.approx(theory.mean_inside(servers, rho), rel=0.05)


@pytest.mark.parametrize("name", GAPS)
def test_every_kind_of_gap_has_mean_one(name):
    assert GAPS[name](stream(7, 0), 400_000).mean() == pytest.approx(1, rel=0.02)


def test_a_busy_share_of_one_is_refused():
    with pytest.raises(ValueError, match="below 100% busy"):
        theory.mean_inside(1, 1.0)


def test_who_serves_does_not_change_who_comes():
    once, again = draw_orders(3, 50, gap=2, work=1), draw_orders(3, 50, gap=2, work=5, works="wild")
    assert once.arrive.tolist() == again.arrive.tolist()
