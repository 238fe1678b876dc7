"""L07: Amdahl's law and the Universal Scalability Law, and a kitchen that is played and comes to the same."""

from math import inf

import pytest
import simpy
from hypothesis import given
from hypothesis import strategies as st

from simulator.engine.experiments import read, silent, to_query
from simulator.engine.experiments.crowded_kitchen import MOST, Kitchen, amdahl, measured, play, usl
from simulator.engine.experiments.crowded_pictures import peak_of
from simulator.engine.experiments.too_many_cooks import EXPERIMENT, LENS, Settings, run
from tests.engine.traces import assert_whole

ALPHA, BETA = 0.05, 0.0005
shares = st.floats(0, 0.5)
tellings = st.floats(0, 0.01)


def cooked(seed=7, **chosen):
    return run(Settings(**chosen), seed, silent)


def test_the_peak_and_what_lies_past_it():
    outcome = cooked()
    assert outcome.number("peak") == pytest.approx(43.6, abs=0.05)
    assert outcome.number("top") == pytest.approx(10.74, abs=0.005)
    at = {chefs: cooked(chefs=chefs).finding("capacity").theory for chefs in (64, 128)}
    assert at == pytest.approx({64: 10.38, 128: 8.27}, abs=0.005)


@pytest.mark.parametrize("chefs", [1, 2, 16, 44, 64, 128])
def test_the_kitchen_that_is_played_does_what_the_law_says(chefs):
    finding = cooked(chefs=chefs).finding("capacity")
    assert finding.value == pytest.approx(finding.theory, rel=0.02)
    assert measured(Kitchen(ALPHA, BETA), chefs, 2_000, 3) == pytest.approx(
        usl(ALPHA, BETA, chefs), rel=0.004
    )


def test_amdahls_law_as_in_the_table():
    rows = {
        0.01: (3.88, 7.48, 13.91, 39.26, 91.18),
        0.05: (3.48, 5.93, 9.14, 15.42, 19.64),
        0.10: (3.08, 4.71, 6.40, 8.77, 9.91),
    }
    for share, row in rows.items():
        assert [amdahl(share, chefs) for chefs in (4, 8, 16, 64, 1024)] == pytest.approx(row, abs=0.005)
        assert Kitchen(share, 0).limit == pytest.approx(1 / share)
    assert cooked(chefs=16).number("amdahl") == pytest.approx(9.14, abs=0.005)
    assert cooked().number("amdahl_limit") == pytest.approx(20)
    assert [row[1:6] for row in cooked().tables[0].rows] == [
        tuple(f"{one:.2f}" for one in row) for row in rows.values()
    ]


def test_another_kitchen_of_the_fact_base():
    kitchen = Kitchen(0.02, 0.001)
    assert (kitchen.peak, kitchen.capacity(31), kitchen.capacity(128)) == pytest.approx(
        (31.3, 12.25, 6.47), abs=0.01
    )


@given(shares, tellings, st.integers(1, MOST))
def test_a_round_gives_the_universal_scalability_law(alpha, beta, chefs):
    kitchen = Kitchen(alpha, beta)
    assert kitchen.capacity(chefs) == pytest.approx(usl(alpha, beta, chefs))
    assert Kitchen(alpha, 0).capacity(chefs) == pytest.approx(amdahl(alpha, chefs))
    assert kitchen.capacity(chefs) <= amdahl(alpha, chefs) + 1e-9 <= chefs + 1e-6


@given(shares, tellings, st.integers(1, MOST))
def test_neither_change_ever_makes_it_worse(alpha, beta, chefs):
    plain = Kitchen(alpha, beta).capacity(chefs)
    for cellars, team in ((2, 0), (1, 8), (2, 8)):
        assert Kitchen(alpha, beta, cellars, team).capacity(chefs) >= plain - 1e-9


def test_a_second_cellar_lifts_the_peak_and_teams_take_it_away():
    plain, second, teams = Kitchen(ALPHA, BETA), Kitchen(ALPHA, BETA, 2), Kitchen(ALPHA, BETA, 1, 8)
    assert peak_of(plain) == peak_of(second) == 44
    assert second.capacity(44) > 1.3 * plain.capacity(44)
    assert peak_of(teams) is None
    assert teams.peak == inf
    assert teams.capacity(128) < teams.limit


def test_the_rounds_as_simpy_plays_them():
    """Chefs who cook at once, want the salt, wait for each other and tell in turn; the same times for each."""
    kitchen, chefs, rounds = Kitchen(ALPHA, BETA, 2), 20, 30
    own = play(kitchen, chefs, rounds, 5)
    env = simpy.Environment()
    table = simpy.Resource(env, 1)

    def chef(one, index, cellars, salted):
        yield env.timeout(1 - kitchen.alpha)
        with cellars[index % 2].request() as turn:
            yield turn
            began, ended = one.salt[index]
            yield env.timeout(ended - began)
        salted.append(index)
        yield everybody[0] if len(salted) < chefs else everybody[0].succeed()
        with table.request() as turn:
            yield turn
            began, ended = one.told[index]
            yield env.timeout(ended - began)

    everybody = []

    def day():
        for one in own:
            cellars = [simpy.Resource(env, 1) for _ in range(2)]
            everybody[:] = [env.event()]
            salted = []
            yield env.all_of([env.process(chef(one, index, cellars, salted)) for index in range(chefs)])

    env.process(day())
    env.run()
    assert env.now == pytest.approx(sum(one.length for one in own))
    assert rounds * chefs / env.now == pytest.approx(measured(kitchen, chefs, rounds, 5))


@pytest.mark.parametrize(
    "chosen", [{}, {"chefs": 1}, {"chefs": 128, "second": True}, {"teams": True}, {"tell": 0.0}]
)
def test_every_trace_is_whole_and_small(chosen):
    outcome = cooked(**chosen)
    assert outcome.trace is outcome.takes[0].trace
    assert len(outcome.takes) == 4
    for take in outcome.takes:
        assert_whole(take.trace)
        assert len(take.trace.stops) <= 600
    assert outcome.takes[0].result == f"{outcome.number('capacity'):.1f}"


@given(st.integers(1, MOST), st.booleans(), st.booleans())
def test_the_picture_adds_up(chefs, second, teams):
    outcome = cooked(chefs=chefs, second=second, teams=teams, rounds=5)
    scene = outcome.scene
    assert len([dot for dot in scene.dots if dot.worth is not None]) == chefs
    assert sum(dot.worth or 0 for dot in scene.dots) == pytest.approx(min(chefs, outcome.number("capacity")))
    assert sum(part.share for part in scene.parts) == pytest.approx(100)
    assert scene.minutes == pytest.approx(outcome.number("round"))


def test_sentences_and_what_the_lens_makes_of_them():
    assert cooked().sentence == ("44 chefs do the work of 10.7. That is the peak: more chefs do not help.")
    past = LENS.turn(cooked(chefs=128).sentence)
    assert past == (
        "128 servers do the work of 8.3. 44 servers would do the work of 10.7: past that, each one more costs."
    )
    assert "never past the work of" in cooked(teams=True).sentence
    assert "every chef counts in full" in cooked(salt=0.0, tell=0.0).sentence


def test_the_same_seed_gives_the_same_run_and_settings_travel_in_a_link():
    settings = Settings(chefs=9, second=True)
    assert run(settings, 7, silent) == run(settings, 7, silent)
    assert read(Settings, to_query(settings)) == settings
    assert EXPERIMENT.headlines(settings, 7) == {"capacity": cooked(chefs=9, second=True).number("capacity")}
