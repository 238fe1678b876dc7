"""L06: a year of growth, the price of each lever, three kitchens of one capacity, and the table of the notes."""

from itertools import pairwise

import pytest
import simpy
from hypothesis import given
from hypothesis import strategies as st

from simulator.engine.experiments import fast_or_many, read, scaling_table, silent, to_query
from simulator.engine.experiments.grow_the_shop import (
    EXPERIMENT,
    LENS,
    MONTH_NAMES,
    PLANS,
    SIDEWAYS,
    TUNE,
    VERTICAL,
    Settings,
    run,
)
from simulator.engine.experiments.growth import (
    CHOICES,
    MONTHS,
    SIZES,
    Business,
    World,
    demand_in,
    live,
    month_of,
    price_of,
)
from simulator.engine.experiments.growth_pictures import Year
from simulator.engine.experiments.scaling_table import CARDS, DECK, lay
from simulator.engine.queues import draw_orders
from tests.engine.traces import assert_whole

FEW = 2_000
plans = st.lists(st.sampled_from(CHOICES), min_size=MONTHS, max_size=MONTHS)


def grown(seed=7, plan=VERTICAL, **chosen):
    months = dict(zip(MONTH_NAMES, PLANS[plan], strict=True))
    return run(Settings(**{"orders": FEW, **months, **chosen}), seed, silent)


# -- three kitchens --------------------------------------------------------------------------------------


def test_the_formulas_at_eighteen_orders_an_hour():
    outcome = grown()
    expected = {name: outcome.finding(name).theory for name in EXPERIMENT.headline}
    assert expected == pytest.approx({"two_lines": 60.0, "one_line": 31.6, "one_fast": 30.0}, abs=0.05)


def test_a_long_evening_comes_to_what_the_formulas_say():
    measured = fast_or_many.means(18.0, 1_000_000, 7)
    for name, mean in measured.items():
        assert mean == pytest.approx(fast_or_many.expected(name, 18.0), rel=0.05)
    assert measured["one_fast"] < measured["one_line"] < measured["two_lines"]


def test_two_chefs_with_one_line_as_simpy_has_them():
    orders = draw_orders(3, 3_000, gap=60 / 18, work=6.0)
    env = simpy.Environment()
    chefs = simpy.Resource(env, 2)
    inside = []

    def order(arrive, work):
        yield env.timeout(arrive)
        with chefs.request() as turn:
            yield turn
            yield env.timeout(work)
        inside.append(env.now - arrive)

    for arrive, work in zip(orders.arrive.tolist(), orders.work.tolist(), strict=True):
        env.process(order(arrive, work))
    env.run()
    assert fast_or_many.means(18.0, 3_000, 3)["one_line"] == pytest.approx(sum(inside) / len(inside))


def test_the_same_orders_are_played_in_every_kitchen():
    outcome = grown()
    assert [take.name for take in outcome.takes] == [
        fast_or_many.NAMES[name] for name in ("two_lines", "one_line", "one_fast")
    ]
    came = {tuple((stop.order, stop.arrive) for stop in take.trace.stops) for take in outcome.takes}
    assert len(came) == 1
    assert outcome.trace is outcome.takes[0].trace
    for take in outcome.takes:
        assert_whole(take.trace)


# -- the year --------------------------------------------------------------------------------------------


def test_only_vertical_one_broken_oven_closes_the_business():
    outcome = grown(plan=VERTICAL)
    ninth = outcome.scene.rows[8].month
    assert (ninth.broken, ninth.business.shops, ninth.closed) == (True, 1, 6_000)
    assert "the whole business was closed for 6,000 min" in outcome.sentence
    for plan in (TUNE, SIDEWAYS):
        other = grown(plan=plan)
        assert other.scene.rows[8].month.closed == 0
        assert "the others baked on" in other.sentence


def test_tuning_first_serves_most_and_an_order_costs_least():
    years = {name: Year.of(live(plan, World())) for name, plan in PLANS.items()}
    assert years[TUNE].share == pytest.approx(99.9, abs=0.05)
    assert years[VERTICAL].share == pytest.approx(45.0, abs=0.1)
    assert years[SIDEWAYS].share == pytest.approx(79.9, abs=0.1)
    assert years[TUNE].cost < years[VERTICAL].cost / 1.9
    assert years[TUNE].cost < years[SIDEWAYS].cost / 2.4
    assert years[TUNE].wrong < years[SIDEWAYS].wrong / 3


def best_plans(world, keep=12):
    """Plans that end with the most money and orders, by a search over what can be had in each month."""
    had = {Business(): [(world.money, 0.0, ())]}
    for number in range(1, MONTHS + 1):
        found = {}
        for business, ways in had.items():
            for money, served, plan in ways:
                for choice in CHOICES:
                    month = month_of(number, choice, business, money, world)
                    way = (month.money, served + month.served, (*plan, choice))
                    found.setdefault(month.business, []).append(way)
        had = {business: sorted(ways, reverse=True)[:keep] for business, ways in found.items()}
    return sorted((way for ways in had.values() for way in ways), reverse=True)


def test_the_best_plan_that_a_search_finds_tunes_first_then_grows_the_oven_then_opens_shops():
    found = best_plans(World())
    for _, _, plan in found[:5]:
        first = {choice: plan.index(choice) for choice in ("tune", "oven", "shops")}
        assert first["tune"] < first["oven"] < first["shops"]
    money, served, _ = found[0]
    tuned = Year.of(live(PLANS[TUNE], World()))
    assert money >= tuned.money
    assert served / tuned.served > 0.9


def test_demand_doubles_every_two_months_and_a_price_grows_faster_than_its_oven():
    for month in range(1, MONTHS - 1):
        assert demand_in(month + 2) == pytest.approx(2 * demand_in(month))
    assert (demand_in(1), Business().capacity()) == (18, 20)
    for small, large in pairwise(SIZES):
        assert price_of(large) / price_of(small) > large / small


@given(plans, st.integers(0, MONTHS), st.integers(1, 30), st.booleans())
def test_a_year_adds_up(plan, fails, repair, agree):
    world = World(fails=fails, repair=repair, agree=agree)
    money, business = world.money, Business()
    for month in live(plan, world):
        assert 0 <= month.served <= month.asked + 1e-6
        assert month.served <= month.capacity * 300 + 1e-6
        assert month.money == pytest.approx(money + world.share * month.served - month.spent)
        assert 0 <= month.closed <= 18_000 + 600
        assert month.closed == 0 or month.business.shops == 1
        assert month.business.size >= business.size
        assert month.business.shops >= business.shops
        assert month.business.tunings >= business.tunings
        money, business = month.money, month.business


def test_agreement_costs_capacity_and_saves_orders():
    apart, agreed = (Year.of(live(PLANS[SIDEWAYS], World(agree=agree))) for agree in (False, True))
    assert agreed.wrong < apart.wrong / 5
    assert Business(shops=5).capacity(agree=True) < Business(shops=5).capacity()


# -- the table -------------------------------------------------------------------------------------------


def test_four_rows_of_the_notes_are_exchanged_and_row_one_is_right():
    assert grown().number("rows_wrong") == 4
    as_noted = lay({card.id: card.in_the_notes for card in CARDS})
    assert [row.done for row in as_noted.rows] == [True, False, False, False, False]
    assert (as_noted.right, as_noted.wrong) == (2, 8)
    assert [card.text for card in as_noted.rows[1].notes] == [
        "Resilient: others take over if one fails",
        "Single point of failure",
    ]


def test_every_row_has_a_card_under_either_heading_and_every_card_two_replies():
    laid = lay({card.id: card.belongs for card in CARDS})
    assert laid.done
    assert all(row.done for row in laid.rows)
    assert laid.next is None
    replies = [reply for card in CARDS for reply in (card.yes, card.no)]
    assert len(set(replies)) == 2 * len(CARDS)


@given(st.fixed_dictionaries({card.id: st.sampled_from(("deck", "v", "h")) for card in CARDS}))
def test_a_card_is_where_it_was_put(places):
    laid = lay(places)
    found = {
        one.card.id: one.under
        for row in laid.rows
        for cell in row.cells
        for one in cell.placed
        if one.under == cell.under and one.card.row == row.line.number
    }
    assert {**found, **{card.id: DECK for card in laid.deck}} == places
    assert laid.right + laid.wrong == len(found)
    assert scaling_table.rows_wrong() == 4


# -- words -----------------------------------------------------------------------------------------------


def test_through_the_lens():
    turned = LENS.turn(grown().sentence)
    assert "at 0.29 euros a request" in turned
    assert "In month 9 the only server broke, and the whole business was down for 6,000 min" in turned


def test_the_same_seed_gives_the_same_run_and_settings_travel_in_a_link():
    settings = Settings(orders=FEW, m1="tune", c3="h")
    assert run(settings, 7, silent) == run(settings, 7, silent)
    assert read(Settings, to_query(settings)) == settings
    assert EXPERIMENT.headlines(settings, 8) != EXPERIMENT.headlines(settings, 7)
    assert not EXPERIMENT.slow(Settings())
    assert EXPERIMENT.slow(Settings(orders=1_000_000))
