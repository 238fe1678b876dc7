"""L08: parts in a row multiply, boxes side by side multiply their chances to fail, and drawn months agree."""

from itertools import pairwise, product

import numpy as np
import pytest
import simpy
from hypothesis import given, settings
from hypothesis import strategies as st

from simulator.engine.experiments import read, silent, to_query
from simulator.engine.experiments.nines_builder import EXPERIMENT, LENS, Settings, drawing, run, sample
from simulator.engine.experiments.nines_month import draw_months
from simulator.engine.experiments.nines_outages import Outages, of_box, together
from simulator.engine.experiments.nines_parts import MONTH, Part, at_least, blame, minutes, whole
from simulator.engine.experiments.nines_words import percent
from simulator.engine.queues import stream
from simulator.figures.nines import strip_of

NONE = {"ovens": 0, "switchboards": 0}


def outcome(seed=7, **chosen):
    return run(Settings(**chosen), seed, silent)


def test_a_switchboard_before_two_ovens():
    found = outcome()
    assert found.number("availability") == pytest.approx(99.8900, abs=5e-5)
    assert found.finding("beside").value == "worse"
    assert found.finding("weakest").value == "switchboard"


def test_a_third_and_a_fourth_oven_change_nothing_a_customer_could_notice():
    closed = [outcome(ovens=ovens).number("minutes") for ovens in (1, 2, 3, 4)]
    assert closed == pytest.approx([474.8, 47.5, 43.2, 43.2], abs=0.05)
    assert outcome(ovens=4).finding("beside").value == "same"


def test_minutes_in_thirty_days():
    table = {99.0: 432.0, 99.9: 43.2, 99.95: 21.6, 99.99: 4.32, 99.999: 0.432}
    assert {target: round(minutes(target / 100), 3) for target in table} == table


@pytest.mark.parametrize(("parts", "works"), [(5, 99.50), (10, 99.00), (30, 97.04)])
def test_all_are_needed(parts, works):
    found = outcome(ovens=0, switchboards=parts, switchboards_needed=parts)
    assert found.number("availability") == pytest.approx(works, abs=0.005)


@pytest.mark.parametrize(("ovens", "needed", "works"), [(2, 1, 99.99), (3, 1, 99.9999), (3, 2, 99.9702)])
def test_some_are_needed(ovens, needed, works):
    found = outcome(switchboards=0, ovens=ovens, ovens_needed=needed)
    assert found.number("availability") == pytest.approx(works, abs=1e-9)


@pytest.mark.parametrize(("switch", "works"), [(100, 99.999975), (90, 99.995)])
def test_a_takeover_that_sometimes_fails(switch, works):
    found = outcome(ovens=0, switchboards=2, switchboards_works=99.95, switch=switch)
    assert found.number("availability") == pytest.approx(works, abs=5e-5 if switch < 100 else 1e-9)


parts_lists = st.lists(
    st.builds(
        lambda copies, needed, works, switch: Part(
            "ovens", "Ovens", "oven", copies, min(needed, copies), works, switch
        ),
        st.integers(1, 3),
        st.integers(1, 3),
        st.floats(0.5, 0.99),
        st.sampled_from((0.0, 0.5, 1.0)),
    ),
    min_size=1,
    max_size=3,
)


@settings(max_examples=25)
@given(parts_lists)
def test_the_products_are_what_counting_every_state_gives(parts):
    """Each box up or down, each switch works or fails: all states, weighed by their chances."""
    works, shares = 0.0, [0.0] * len(parts)
    for states in product(*(list(product((True, False), repeat=part.copies + 1)) for part in parts)):
        chance, closed = 1.0, []
        for place, (part, (switch, *boxes)) in enumerate(zip(parts, states, strict=True)):
            chance *= part.switch if switch else 1 - part.switch
            chance *= np.prod([part.works if up else 1 - part.works for up in boxes])
            on_duty = all(boxes[: part.needed])
            if not (on_duty or (switch and sum(boxes) >= part.needed)):
                closed.append(place)
        works += chance * (not closed)
        for place in closed:
            shares[place] += chance / len(closed)
    assert whole(parts) == pytest.approx(works)
    assert blame(parts) == pytest.approx([share / (1 - works) for share in shares])
    assert sum(blame(parts)) == pytest.approx(1.0)


@pytest.mark.parametrize(
    "chosen",
    [
        {"ovens_works": 95.0},
        {"ovens": 3, "ovens_needed": 2, "ovens_works": 95.0, "switchboards": 0},
        {"ovens": 2, "ovens_works": 90.0, "switchboards": 0, "switch": 40},
        {"ovens": 3, "ovens_works": 90.0, "phones": 2, "phones_needed": 2, "phones_works": 98.0},
    ],
)
def test_drawn_months_agree_with_the_products(chosen):
    months = [outcome(seed, repair=60, **chosen) for seed in range(6)]
    measured = [found.number("measured") for found in months]
    assert np.mean(measured) == pytest.approx(months[0].finding("measured").theory, rel=0.03)
    blamed = [found.number("blame") for found in months]
    assert np.mean(blamed) == pytest.approx(months[0].finding("blame").theory, abs=2.5)


def test_an_independent_model_agrees():
    """SimPy: boxes that stop and are repaired, and a clock that runs while fewer than two of three work."""
    env, rng = simpy.Environment(), np.random.default_rng(1)
    down, closed, since = [0], [0.0], [0.0]

    def box():
        while True:
            yield env.timeout(rng.exponential(190))
            change(1)
            yield env.timeout(rng.exponential(10))
            change(-1)

    def change(by):
        if down[0] >= 2:
            closed[0] += env.now - since[0]
        since[0] = env.now
        down[0] += by

    for _ in range(3):
        env.process(box())
    env.run(until=2_000_000)
    part = Part("ovens", "Ovens", "oven", 3, 2, 0.95)
    assert closed[0] / 2_000_000 == pytest.approx(1 - at_least(2, 3, 0.95), rel=0.05)
    ours = draw_months([part], 10.0, 40, 3)
    assert ours.mean / MONTH == pytest.approx(closed[0] / 2_000_000, rel=0.08)


@given(st.integers(0, 999), st.floats(0.9, 0.9999), st.integers(5, 600))
def test_outages_are_apart_and_in_order(seed, works, repair):
    found = of_box(works, repair, 100_000.0, stream(seed, 1))
    times = np.column_stack((found.start, found.end)).ravel()
    assert (np.diff(times) >= 0).all()
    assert found.by_span(1_000.0, 100).sum() == pytest.approx(found.total)
    assert found.between(0.0, 50_000.0).total + found.between(50_000.0, 1e5).total == pytest.approx(
        found.total
    )


def test_minutes_closed_at_once_are_shared():
    one = Outages(np.array([0.0, 50.0]), np.array([10.0, 60.0]))
    other = Outages(np.array([5.0]), np.array([15.0]))
    closed, shares = together([one, other], 100.0)
    assert closed.total == 25.0
    assert shares == pytest.approx((17.5 / 25, 7.5 / 25))


def test_the_month_of_the_calendar_is_the_first_and_is_whole():
    found = outcome(ovens_works=95.0)
    assert len(found.scene.days) == 30
    assert found.scene.closed == pytest.approx(found.number("month"))
    assert found.line("months.measured").y[0] == pytest.approx(found.number("month"))
    assert sample(Settings(ovens_works=95.0), 7)["month"] == pytest.approx(found.number("month"))


def test_the_same_seed_gives_the_same_run_and_an_empty_drawing_is_said():
    assert outcome() == outcome()
    assert outcome().scene.days != outcome(seed=8).scene.days
    empty = outcome(**NONE)
    assert "empty" in empty.sentence
    assert sample(Settings(**NONE), 7) == {"month": 0.0}
    chosen = Settings(ovens=3, ovens_works=99.95, target=99.99)
    assert read(Settings, to_query(chosen)) == chosen
    assert not EXPERIMENT.slow(Settings())


@pytest.mark.parametrize(
    ("works", "words"),
    [(0.9989, "99.89%"), (0.99999975, "99.999975%"), (0.97, "97%"), (1.0, "100%"), (0.5, "50%")],
)
def test_an_availability_in_words(works, words):
    assert percent(works) == words


@given(st.integers(1, 30), st.integers(1, 30))
def test_boxes_of_the_drawing_stand_apart_and_inside(copies, needed):
    chosen = Settings(ovens=copies, ovens_needed=needed, switchboards=0)
    (part,) = run(chosen, 1, silent).scene.parts if copies < 5 else _drawn(chosen)
    strip = strip_of(part)
    lefts = [box.x for box in strip.boxes]
    assert lefts[0] >= 0 and lefts[-1] + 44 <= 320
    assert all(b - a >= 44 for a, b in pairwise(lefts))
    assert len(lefts) == min(copies, 5)


def _drawn(chosen):
    return EXPERIMENT.before(chosen, 1).parts


def test_more_boxes_than_there_are_are_never_needed():
    part = next(part for part in drawing(Settings(ovens=2, ovens_needed=9)) if part.id == "ovens")
    assert part.needed == 2


def test_the_lens_turns_the_lab_into_a_data_centre():
    assert LENS.turn("91% of the blame is on the switchboard.") == "91% of the blame is on the load balancer."
    assert (
        LENS.turn("More ovens: closed minutes in 30 days") == "More servers: minutes of downtime in 30 days"
    )
