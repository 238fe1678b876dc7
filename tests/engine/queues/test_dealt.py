"""Rules on the same orders: against theory, against SimPy, and one property for each rule."""

import numpy as np
import pytest
import simpy
from hypothesis import given
from hypothesis import strategies as st

from simulator.engine.queues import POLICIES, WORK, Dice, Orders, deal, draw_orders, serve, stream, theory
from simulator.engine.trace import Station, Trace
from tests.engine.traces import assert_whole

EQUAL = (1.0,) * 10
ONE_SLOW = (*EQUAL[:6], 0.25, *EQUAL[7:])
MANY = 120_000

times = st.floats(0, 5, allow_nan=False)
few_orders = st.lists(st.tuples(times, times), min_size=1, max_size=50).map(
    lambda pairs: Orders(np.cumsum([gap for gap, _ in pairs]), np.array([work for _, work in pairs]))
)
rules = st.sampled_from(list(POLICIES.values()))


def evening(name, rate, speeds=EQUAL, seed=7, count=MANY, **how):
    """Mean time in the shop in the long run: the first tenth warms up."""
    orders = draw_orders(seed, count, gap=1 / rate, work=1.0)
    dealt = deal(orders, speeds, POLICIES[name], Dice(stream(seed, 2)), **how)
    return float((dealt.end - dealt.arrive)[count // 10 :][~dealt.lost[count // 10 :]].mean())


@pytest.mark.parametrize(
    ("name", "mean"), [("random", 10.4), ("round-robin", 5.9), ("two", 3.0), ("least", 1.9), ("shared", 1.7)]
)
def test_ten_equal_servers_at_90_percent(name, mean):
    # facts.md, I4
    assert evening(name, 9.0) == pytest.approx(mean, rel=0.10)


@pytest.mark.parametrize(("name", "mean"), [("weighted", 3.3), ("two", 2.5), ("least", 1.5)])
def test_one_of_ten_four_times_slower_at_80_percent(name, mean):
    # facts.md, I4: 80% of what they can do together, 9.25 of work a minute
    weights = [4 * speed for speed in ONE_SLOW]
    assert evening(name, 0.8 * 9.25, ONE_SLOW, weights=weights) == pytest.approx(mean, rel=0.10)


def test_round_robin_with_one_slow_grows_without_end():
    assert evening("round-robin", 0.8 * 9.25, ONE_SLOW) == pytest.approx(1748, rel=0.05)


@pytest.mark.parametrize(
    ("age", "name", "mean"), [(5, "least", 13.5), (5, "two", 4.3), (20, "least", 50.2), (20, "two", 7.9)]
)
def test_a_list_that_is_old(age, name, mean):
    # facts.md, P5
    assert evening(name, 9.0, age=age) == pytest.approx(mean, rel=0.10)


def in_simpy(orders, servers, rule, limit=0):
    """The same shop in SimPy. rule: (number of the order, open orders of each) -> server. Time inside; nan: refused."""
    world = simpy.Environment()
    chefs = [simpy.Resource(world) for _ in range(servers)]
    inside = np.full(len(orders), np.nan)

    def one(number, server, work):
        came = world.now
        with chefs[server].request() as turn:
            yield turn
            yield world.timeout(work)
        inside[number] = world.now - came

    def door():
        pairs = zip(orders.arrive.tolist(), orders.work.tolist(), strict=True)
        for number, (came, work) in enumerate(pairs):
            yield world.timeout(came - world.now)
            opened = [chef.count + len(chef.queue) for chef in chefs]
            server = rule(number, opened)
            if not limit or opened[server] < limit:
                world.process(one(number, server, work))

    world.process(door())
    world.run()
    return inside


def test_round_robin_is_that_of_simpy_order_by_order():
    orders = draw_orders(3, 4_000, gap=1 / 9, work=1.0)
    dealt = deal(orders, EQUAL, POLICIES["round-robin"], Dice(stream(3, 2)))
    theirs = in_simpy(orders, 10, lambda number, opened: number % 10)
    assert dealt.inside == pytest.approx(theirs)


def test_least_connections_has_the_mean_of_simpy():
    """Ties fall by other dice, so the means agree, not the orders."""
    orders, rng = draw_orders(3, 8_000, gap=1 / 9, work=1.0), np.random.default_rng(0)

    def fewest(number, opened):
        return int(rng.choice(np.flatnonzero(np.array(opened) == min(opened))))

    dealt = deal(orders, EQUAL, POLICIES["least"], Dice(stream(3, 2)))
    assert dealt.inside.mean() == pytest.approx(in_simpy(orders, 10, fewest).mean(), rel=0.05)


def test_a_limit_refuses_as_in_simpy():
    orders = draw_orders(3, 2_000, gap=1 / 11, work=1.0)
    dealt = deal(orders, EQUAL, POLICIES["round-robin"], Dice(stream(3, 2)), limit=3)
    theirs = in_simpy(orders, 10, lambda number, opened: number % 10, limit=3)
    assert dealt.lost.tolist() == np.isnan(theirs).tolist()
    assert dealt.inside == pytest.approx(theirs[~np.isnan(theirs)])


@given(few_orders, rules, st.integers(1, 5), st.integers(0, 3), st.sampled_from((0.0, 2.0)))
def test_every_rule_deals_every_order_once_and_lines_hold(orders, policy, servers, limit, age):
    dealt = deal(orders, (1.0,) * servers, policy, Dice(stream(1, 2)), limit=limit, age=age)
    assert dealt.counts.sum() + dealt.lost.sum() == len(orders)
    assert not dealt.lost.any() or limit
    stations = [Station(str(server), str(server)) for server in range(servers)]
    stops = dealt.stops(stations, float(orders.arrive[-1]))
    assert [stop.order for stop in stops] == list(range(1, len(orders) + 1))
    assert_whole(Trace("min", float(dealt.end.max()), tuple(stations), stops))
    assert (dealt.open_at(orders.arrive) >= dealt.waiting_at(orders.arrive)).all()
    if limit:
        assert dealt.open_at(orders.arrive).max() <= limit


@given(few_orders, st.integers(1, 4))
def test_the_ideal_is_one_shared_line(orders, servers):
    dealt = deal(orders, (1.0,) * servers, POLICIES["shared"], Dice(stream(1, 2)))
    assert dealt.end == pytest.approx(serve(orders, servers).end)


@given(st.lists(st.integers(1, 9), min_size=2, max_size=6), st.integers(1, 4))
def test_weighted_round_robin_gives_every_weight_its_share(weights, rounds):
    count = sum(weights) * rounds
    orders = Orders(np.arange(count, dtype=float), np.ones(count))
    dealt = deal(
        orders,
        (1.0,) * len(weights),
        POLICIES["weighted"],
        Dice(stream(1, 2)),
        weights=[*map(float, weights)],
    )
    assert dealt.counts.tolist() == [weight * rounds for weight in weights]


def test_random_meets_theory_and_two_choices_that_of_many_servers():
    # M/M/1 for each server; Mitzenmacher (2001): the sum of rho^(2^i - 2), i from 1, for very many servers
    assert evening("random", 7.0) == pytest.approx(theory.mean_inside(1, 0.7), rel=0.05)
    many = theory.mean_inside_of_choices(2, 0.7)
    assert evening("two", 70.0, (1.0,) * 100) == pytest.approx(many, rel=0.05)


@pytest.mark.parametrize("work", WORK)
def test_the_same_seed_the_same_evening(work):
    orders = draw_orders(5, 500, gap=1 / 9, work=1.0, works=work)
    runs = [deal(orders, EQUAL, POLICIES["two"], Dice(stream(5, 2))).end.tolist() for _ in range(2)]
    assert runs[0] == runs[1]


def test_turns_and_choices_among_equals_meet_theory():
    assert evening("round-robin", 7.0) == pytest.approx(theory.mean_inside_by_turns(10, 0.7), rel=0.05)
    assert theory.mean_inside_by_turns(1, 0.7) == pytest.approx(theory.mean_inside(1, 0.7))
    assert theory.mean_inside_of_choices(1, 0.7) == pytest.approx(theory.mean_inside(1, 0.7))
