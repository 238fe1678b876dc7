"""Charts of experiments as figures: alike things drawn alike, and every number in the table."""

from simulator.engine.outcome import Axis, Chart, Line
from simulator.figures import chart_figure, number

CHART = Chart(
    "spread",
    "Spread",
    "It falls.",
    Axis("Flags", log=True, low=1, high=1000),
    Axis("Spread", "%"),
    (
        Line(
            "ring", (1.0, 10.0, 100.0), (91.0, 29.4, 9.34567), low=(80.0, 20.0, 8.0), high=(99.0, 35.0, 11.0)
        ),
        Line("other ring", (1.0, 10.0), (80.0, 20.0)),
        Line("1/sqrt(V)", (1.0, 100.0), (95.0, 9.5), "theory"),
        Line("seed 7", (10.0, 10.0), (0.0, 50.0)),
    ),
)


def test_every_number_stands_in_the_table():
    figure = chart_figure(CHART, Line("your guess", (1.0, 1000.0), (50.0, 5.0), "guess"))
    cells = {cell for row in figure.rows for cell in row}
    drawn = [y for line in CHART.lines[:3] for y in (*line.y, *line.low, *line.high)] + [50.0, 5.0]
    assert {number(value) for value in drawn} <= cells
    assert [row[0] for row in figure.rows] == ["1", "10", "100", "1,000"]


def test_a_role_has_one_look_and_measurements_differ_by_more_than_colour():
    data = {trace["name"]: trace for trace in chart_figure(CHART).plot["data"] if trace.get("name")}
    assert data["1/sqrt(V)"]["line"]["dash"] == "dash"
    ring, other = data["ring"], data["other ring"]
    assert ring["line"]["dash"] != other["line"]["dash"]
    assert ring["marker"]["symbol"] != other["marker"]["symbol"]
    assert "seed 7: 10" in data


def test_log_axes_and_names_of_bars():
    assert chart_figure(CHART).plot["layout"]["xaxis"]["range"] == [0, 3]
    bars = Chart(
        "b", "B", "S", Axis("oven"), Axis("keys"), (Line("keys", ("Ada", "Bo"), (3.0, 4.5), kind="bars"),)
    )
    figure = chart_figure(bars)
    assert figure.rows == (("Ada", "3"), ("Bo", "4.5"))
    assert figure.plot["data"][0]["type"] == "bar"


def test_numbers_have_four_digits_that_count():
    assert [number(x) for x in (9.34567, 1234.5, 0.00123456, 10_000.0)] == [
        "9.346",
        "1,234",
        "0.001235",
        "10,000",
    ]
