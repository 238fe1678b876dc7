"""The player's data: columns for the browser and rows for a page without JavaScript tell the same stops."""

import json
from dataclasses import replace
from itertools import accumulate

from simulator.engine.outcome import Outcome
from simulator.engine.trace import Station, Stop, Take, Trace, Words
from simulator.figures.player import plain, player, stop_table

TRACE = Trace(
    "min",
    20.0,
    (Station("oven-1", "Ada", number=1), Station("oven-2", "Bo", 2, "slow", 2, ((3.0, float("inf")),))),
    (
        Stop(1, "oven-1", 0, 0.0, 0.0, 5.00001),
        Stop(2, "oven-2", 1, 1.0, 2.5, 8.0),
        Stop(3, "oven-2", 0, 2, 2, 2, True),
    ),
    ((0.0, "The shop opens."),),
    Words(lost="refused"),
)


def test_the_columns_hold_every_stop_in_whole_steps_and_go_through_json():
    (data,) = json.loads(json.dumps(plain([Take("", TRACE)]), allow_nan=False))
    stops = data["stops"]
    assert data["step"] == 1000
    assert stops["order"] == [1, 2, 3]
    assert stops["station"] == [0, 1, 1]
    assert list(accumulate(stops["came"])) == [0, 1000, 2000]
    assert stops["waited"] == [0, 1500, 0]
    assert stops["worked"] == [5000, 5500, 0]
    assert stops["lost"] == [0, 0, 1]
    assert data["stations"][1]["servers"] == 2
    assert data["stations"][1]["down"] == [[3.0, 21.0]]
    assert data["says"] == [[0.0, "The shop opens."]]


def test_short_traces_have_finer_steps():
    assert plain([Take("", replace(TRACE, end=0.3))])[0]["step"] == 100_000


def test_another_take_brings_only_what_differs_from_the_first():
    other = replace(TRACE, stops=(replace(TRACE.stops[0], station="oven-2"), *TRACE.stops[1:]))
    assert plain([Take("One", TRACE), Take("Two", other)])[1] == {
        "name": "Two",
        "stops": {"station": [1, 1, 1]},
    }


def test_a_trace_without_stops_has_empty_columns():
    assert plain([Take("", Trace("min", 0.0, (), ()))])[0]["stops"]["order"] == []


def test_a_player_has_room_for_the_take_with_most_stations():
    one_line = replace(TRACE, stations=TRACE.stations[1:], stops=TRACE.stops[1:])
    both = player(
        Outcome(
            "",
            (),
            trace=one_line,
            takes=(Take("A", one_line, "1 min", "mean"), Take("B", TRACE, "2 min", "mean")),
        )
    )
    assert both.rows == (TRACE.stations[1], None)
    assert both.about == "mean"
    assert not both.single
    assert not both.rides
    assert player(Outcome("", (), trace=replace(TRACE, ride=1.0))).rides


def test_the_table_names_stations_and_says_how_many_more_there_are():
    table = stop_table(TRACE, most=2)
    assert table.rows[1] == ("2", "Bo", "1.0 min", "1.5 min", "2.5 min", "8.0 min")
    assert table.more == 1
    assert stop_table(TRACE).rows[2][4] == "refused"
