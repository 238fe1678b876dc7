"""The queue that serves first come, first served: nothing is lost, nobody is overtaken, no server idles in vain."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from simulator.engine.trace import Station, Trace, first_come
from tests.engine.traces import assert_whole

times = st.floats(0, 500, allow_nan=False)


@given(st.lists(st.tuples(times, st.floats(0, 20, allow_nan=False)), max_size=60), st.integers(1, 4))
def test_a_queue_conserves_orders_and_serves_them_in_turn(orders, servers):
    orders.sort()
    station = Station("kitchen", "Kitchen", servers)
    coming = [(order, at) for order, (at, _) in enumerate(orders)]
    stops = first_come(station, coming, [work for _, work in orders])

    assert [stop.order for stop in stops] == [order for order, _ in coming]
    assert [stop.end - stop.start for stop in stops] == pytest.approx([work for _, work in orders], abs=1e-9)
    assert all(one.start <= other.start for one, other in pairwise(stops))
    for stop in stops:  # who waits, waits because every server is busy until then
        busy = [
            other for other in stops if other.start <= stop.arrive < other.end and other.order < stop.order
        ]
        waited = stop.start > stop.arrive
        assert not waited or len(busy) >= servers
    assert_whole(Trace("min", max([stop.end for stop in stops], default=0.0), (station,), stops))


@given(st.lists(times, max_size=40))
def test_with_room_for_all_nobody_waits(arrivals):
    arrivals.sort()
    stops = first_come(Station("road", "Road", 0), list(enumerate(arrivals)), [5.0] * len(arrivals))
    assert all(stop.start == stop.arrive for stop in stops)


def test_equally_free_servers_are_taken_from_the_left():
    stops = first_come(Station("kitchen", "Kitchen", 3), [(1, 0.0), (2, 0.0), (3, 0.0)], [1.0] * 3)
    assert [stop.server for stop in stops] == [0, 1, 2]


def test_every_order_needs_its_work():
    with pytest.raises(ValueError, match="shorter"):
        first_come(Station("kitchen", "Kitchen"), [(1, 0.0), (2, 0.0)], [1.0])
