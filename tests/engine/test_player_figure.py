"""The player's data: columns for the browser and rows for a page without JavaScript tell the same stops."""

import json

from simulator.engine.trace import Station, Stop, Trace, Words
from simulator.figures.player import plain, stop_table

TRACE = Trace(
    "min",
    20.0,
    (Station("oven-1", "Ada", number=1), Station("oven-2", "Bo", 2, "slow", 2)),
    (
        Stop(1, "oven-1", 0, 0.0, 0.0, 5.00001),
        Stop(2, "oven-2", 1, 1.0, 2.5, 8.0),
        Stop(3, "oven-2", 0, 2, 2, 2, True),
    ),
    ((0.0, "The shop opens."),),
    Words(lost="refused"),
)


def test_the_columns_hold_every_stop_and_go_through_json():
    data = json.loads(json.dumps(plain(TRACE)))
    assert data["stops"]["order"] == [1, 2, 3]
    assert data["stops"]["station"] == [0, 1, 1]
    assert data["stops"]["end"] == [5.0, 8.0, 2]
    assert data["stops"]["lost"] == [0, 0, 1]
    assert data["stations"][1]["servers"] == 2
    assert data["says"] == [[0.0, "The shop opens."]]


def test_a_trace_without_stops_has_empty_columns():
    assert plain(Trace("min", 0.0, (), ()))["stops"]["order"] == []


def test_the_table_names_stations_and_says_how_many_more_there_are():
    table = stop_table(TRACE, most=2)
    assert table.rows[1] == ("2", "Bo", "1.0 min", "1.5 min", "2.5 min", "8.0 min")
    assert table.more == 1
    assert stop_table(TRACE).rows[2][4] == "refused"
