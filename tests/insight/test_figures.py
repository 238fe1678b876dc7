"""Figures: Plotly accepts them, their tables hold their numbers, and the numbers are the engine's."""

import json
import math
from dataclasses import replace
from itertools import pairwise

import numpy as np
import plotly.graph_objects as go
import pytest

from simulator import figures
from simulator.engine import (
    SCENARIOS,
    STRATEGIES,
    AddServer,
    CrashServer,
    History,
    WeighServer,
    apply,
    derive,
)
from simulator.engine import owners as owners_of
from simulator.figures import Figure, Mark, Moved
from simulator.figures.hits import times_around
from tests.clusters import FIVE

MANY = SCENARIOS["many-flags"].state


def grown(count: int):
    state = FIVE
    for _ in range(count):
        state, _change = apply(state, AddServer())
    return state


def some_changes() -> list[Moved]:
    return [
        Moved(1, "Adding oven-6 took its slice.", 0.168, 0.834, 0.167),
        Moved(2, "oven-2 crashed.", 0.0, 0.0, 0.0),
        Moved(3, "Removing oven-1 gave its slice.", 0.155, 0.832, 0.155),
    ]


def some_hits(rate: int = 1_240) -> Figure:
    before = replace(FIVE, rate=rate)
    after, _ = apply(before, AddServer(position=0.95))
    here = History.start(before, 0.0).then(0.0, after)
    there = History.start(replace(before, strategy="modulo"), 0.0).then(
        0.0, replace(after, strategy="modulo")
    )
    marks = [Mark(1, "Adding oven-6 took its slice.", 0.0)]
    return figures.hits(here, there, "modulo", marks, figures.recovery_time(after))


DRAWN = {
    "load": lambda: figures.load(FIVE),
    "load of twelve": lambda: figures.load(grown(7)),
    "moved": lambda: figures.moved(some_changes(), 3, "modulo"),
    "hits": some_hits,
    "balance": lambda: figures.balance(FIVE),
    "balance without a ring": lambda: figures.balance(SCENARIOS["no-ring"].state),
}


@pytest.fixture(params=DRAWN, ids=DRAWN)
def figure(request: pytest.FixtureRequest) -> Figure:
    return DRAWN[request.param]()


def strings_in(value: object) -> list[str]:
    if isinstance(value, dict):
        return [text for item in value.values() for text in strings_in(item)]
    if isinstance(value, list):
        return [text for item in value for text in strings_in(item)]
    return [value] if isinstance(value, str) else []


def test_plotly_accepts_it(figure: Figure) -> None:
    go.Figure(figure.plot)  # raises on an attribute or a value that Plotly does not know


def test_plotly_would_refuse_a_wrong_attribute() -> None:
    with pytest.raises(ValueError, match="colour"):
        go.Figure({"data": [{"type": "bar", "marker": {"colour": "red"}}]})


def test_it_travels_as_json_as_it_is(figure: Figure) -> None:
    assert json.loads(json.dumps(figure.plot)) == figure.plot


def test_its_colours_are_tokens_of_the_page(figure: Figure) -> None:
    colours = [text for text in strings_in(figure.plot) if text.startswith(("#", "rgb", "hsl"))]
    assert set(colours) <= {"rgba(0,0,0,0)"}


def test_its_table_is_full(figure: Figure) -> None:
    assert figure.rows
    assert {len(row) for row in figure.rows} == {len(figure.columns)}
    assert all(cell for row in figure.rows for cell in row)


def test_it_has_a_sentence_with_numbers(figure: Figure) -> None:
    assert figure.sentence.endswith(".")
    assert any(character.isdigit() for character in figure.sentence)


# -- load --------------------------------------------------------------------------------------------------


def test_load_is_what_the_engine_counts() -> None:
    figure = figures.load(MANY)
    counts = np.bincount(owners_of(MANY), minlength=6).tolist()
    assert [row[1] for row in figure.rows] == [f"{count:,}" for count in counts]
    bars, fair = figure.plot["data"]
    assert bars["y"] == pytest.approx([count / MANY.keys for count in counts])
    assert fair["y"] == pytest.approx([1 / 6] * 12)


def test_the_fair_share_follows_the_weight() -> None:
    heavy, _ = apply(FIVE, WeighServer("oven-2", 2.0))
    figure = figures.load(heavy)
    assert [row[3] for row in figure.rows] == ["16.7%", "33.3%", "16.7%", "16.7%", "16.7%"]
    assert figure.plot["data"][1]["y"][2:4] == [pytest.approx(1 / 3)] * 2


def test_the_sentence_names_the_fullest_and_the_emptiest() -> None:
    loads = derive(FIVE).loads
    most, least = max(loads, key=lambda row: row[2]), min(loads, key=lambda row: row[2])
    sentence = figures.load(FIVE).sentence
    assert sentence.startswith(f"{most[0]} carries the most for its weight: {most[2]:.1%} of the requests")
    assert f"{least[0]} carries {least[2] * 5:.2f} times" in sentence


def test_a_server_that_is_down_says_so_and_a_ninth_has_stripes() -> None:
    state, _ = apply(grown(4), CrashServer("oven-2"))
    figure = figures.load(state)
    assert figure.rows[1][0] == "oven-2 (down)"
    marker = figure.plot["data"][0]["marker"]
    assert marker["color"][0] == marker["color"][8] == "var(--s0)"
    assert marker["pattern"]["shape"] == [""] * 8 + ["/"]


# -- moved -------------------------------------------------------------------------------------------------


def test_moved_averages_what_it_shows() -> None:
    figure = figures.moved(some_changes(), 3, "modulo")
    assert figure.sentence == (
        "Over 3 changes, one change moved 10.8% of the keys on average; with m % n it would have been 55.5%."
    )
    here, rival, least = figure.plot["data"]
    assert (here["y"], rival["y"], least["y"]) == ([0.168, 0, 0.155], [0.834, 0, 0.832], [0.167, 0, 0.155])
    assert rival["marker"]["pattern"]["shape"], "told apart without colour"


def test_a_change_of_strategy_is_left_out_of_the_comparison() -> None:
    changes = [
        *some_changes(),
        Moved(4, "With Maglev instead of Ring, 8,211 of 10,000 keys.", 0.82, None, 0.0),
    ]
    figure = figures.moved(changes, 4, "modulo")
    assert figure.sentence == (
        "Over 4 changes, those of strategy left out, one change moved 10.8% of the keys on average; "
        "with m % n it would have been 55.5%."
    )
    assert figure.rows[3][3] == "\N{EN DASH}"
    assert figure.plot["data"][1]["y"][3] is None
    go.Figure(figure.plot)
    assert "cannot be compared" in figures.moved(changes[3:], 1, "modulo").sentence


def test_moved_says_when_it_shows_only_the_last() -> None:
    assert "the last 3 of 1,200 changes" in figures.moved(some_changes(), 1_200, "ring").sentence


def test_nothing_moved_yet_says_what_to_do() -> None:
    figure = figures.moved([], 0, "modulo")
    assert figure.plot is None
    assert "Add or remove a server" in figure.sentence


# -- hits --------------------------------------------------------------------------------------------------


def test_hits_fall_by_what_moved_and_recover_by_the_formula() -> None:
    figure = some_hits()
    rival, here, marks = figure.plot["data"]
    _, change = apply(FIVE, AddServer(position=0.95))
    after = next(place for place, x in enumerate(here["x"]) if x > 0)
    assert here["y"][0] == 1.0
    assert here["y"][after] == pytest.approx(1 - change.moved_share, abs=0.001)
    assert rival["y"][after] == pytest.approx(1 - change.instead["modulo"], abs=0.001)
    for x, y in zip(here["x"][after:], here["y"][after:], strict=True):
        cold = change.moved_share * math.exp(-FIVE.rate * x / FIVE.keys)
        assert y == pytest.approx(1 - cold, abs=1e-4)
    assert all(earlier <= later for earlier, later in pairwise(here["y"][after:])), "it only recovers"
    assert marks["x"] == [0.0]


def test_hits_say_how_long_the_recovery_takes() -> None:
    _, change = apply(FIVE, AddServer(position=0.95))
    seconds = math.log(change.moved_share / 0.01) * FIVE.keys / FIVE.rate
    said = some_hits().sentence
    assert f"{1 - change.moved_share:.1%} of the requests find a warm cache" in said
    told = int(said.split("takes ")[1].split(" ")[0])
    assert told == pytest.approx(seconds, abs=1)


def test_a_crash_of_the_only_copy_never_recovers() -> None:
    after, _ = apply(FIVE, CrashServer("oven-3"))
    history = History.start(FIVE, 0.0).then(0.0, after)
    figure = figures.hits(history, history, "modulo", [Mark(1, "oven-3 crashed.", 0.0)], 30.0)
    lost = next(share for server, _, share in derive(FIVE).loads if server == "oven-3")
    assert f"and {1 - lost:.1%} do 30 seconds later" in figure.sentence


def test_the_curve_is_read_close_to_every_change() -> None:
    times = times_around([Mark(1, "", -3.0), Mark(2, "", 0.0)], 40.0)
    assert times == sorted(times)
    assert times[0] == -7.0
    assert times[-1] == 40.0
    for at in (-3.0, 0.0):
        assert any(0 < at - time <= 0.004001 for time in times)
        assert any(0 < time - at <= 0.004001 for time in times)


def test_a_room_without_changes_has_no_curve() -> None:
    assert figures.no_hits().plot is None


# -- balance -----------------------------------------------------------------------------------------------


def test_balance_is_measured_on_rings_where_the_hash_says() -> None:
    figure = figures.balance(FIVE)
    expected, measured, room = figure.plot["data"]
    hashed = [replace(server, moved=()) for server in FIVE.servers]
    for nodes, peak in zip(measured["x"], measured["y"], strict=True):
        ring = replace(FIVE, servers=tuple(hashed), virtual_nodes=nodes)
        counts = np.bincount(owners_of(ring), minlength=5)
        assert peak == pytest.approx(counts.max() / counts.mean())
    assert expected["y"][0] == pytest.approx(sum(1 / n for n in range(1, 6)), rel=1e-3)
    assert (room["x"], room["y"]) == ([1], [derive(FIVE).peak_to_mean])


def test_balance_stays_inside_the_bound_on_points() -> None:
    crowd = grown(59)
    tried = figures.balance(crowd).plot["data"][0]["x"]
    assert len(crowd.servers) == 64
    assert max(tried) * 64 <= 64_000


@pytest.mark.parametrize("strategy", STRATEGIES)
def test_without_a_ring_the_room_is_a_level(strategy: str) -> None:
    state = replace(
        FIVE, strategy=strategy, servers=tuple(replace(server, moved=()) for server in FIVE.servers)
    )
    room = figures.balance(state).plot["data"][2]
    assert room["mode"] == ("markers" if strategy == "ring" else "lines")
    assert set(room["y"]) == {derive(state).peak_to_mean}
