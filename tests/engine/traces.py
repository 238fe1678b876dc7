"""What holds for every trace, for the tests of all experiments that make one."""

from itertools import pairwise

from simulator.engine.trace import Trace

TINY = 1e-9  # minutes that rounding may take


def assert_whole(trace: Trace) -> None:
    """Times never fall, no server works on two orders at once, no order is at two stops, every name exists."""
    stations = {station.id: station for station in trace.stations}
    assert [stop.arrive for stop in trace.stops] == sorted(stop.arrive for stop in trace.stops)
    by_server: dict[tuple[str, int], list[tuple[float, float]]] = {}
    by_order: dict[int, list[tuple[float, float]]] = {}
    for stop in trace.stops:
        station = stations[stop.station]
        assert 0 <= stop.arrive <= stop.start <= stop.end <= trace.end + TINY
        assert 0 <= stop.server < max(1, station.servers)
        assert not stop.lost or stop.start == stop.end
        by_order.setdefault(stop.order, []).append((stop.arrive, stop.end))
        if station.servers and not stop.lost:
            by_server.setdefault((stop.station, stop.server), []).append((stop.start, stop.end))
    for busy in (*by_server.values(), *by_order.values()):
        for (_, end), (start, _) in pairwise(sorted(busy)):
            assert end <= start + TINY
    assert [time for time, _ in trace.says] == sorted(time for time, _ in trace.says)
