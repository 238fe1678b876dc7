"""The evening: causal, whole, winnable, and not by doing nothing."""

import re
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from simulator.engine.experiments import parameters_of
from simulator.engine.friday import (
    BUDGET,
    CLOSING,
    DEEDS,
    END,
    LENS,
    MOST,
    REFERENCE_PLAN,
    SHOPS,
    Action,
    BadAction,
    Plan,
    book,
    charts,
    check,
    cost_of,
    faults_of,
    play,
    price_of,
    reference,
    score_of,
    what_went_wrong,
)
from simulator.engine.friday.demand import demand_of
from simulator.engine.friday.dispatch import walks
from simulator.engine.friday.plan import LIMITS, OFF, RULES
from simulator.engine.queues import stream

ROWS = (
    "waiting", "busy", "chefs", "drained", "came", "lost", "refused", "doubled", "settled", "on_time", "failed",
)  # fmt: skip
SHOP_FIELDS = ("harbour", "mill", "station", "market", "hill")

plans = st.builds(
    Plan,
    **dict.fromkeys(SHOP_FIELDS, st.integers(4, 9)),
    rule=st.sampled_from([name for name, _ in RULES]),
    c=st.sampled_from([name for name, _ in LIMITS]),
    flags=st.sampled_from(["1", "8", "64"]),
    w=st.sampled_from("123"),
    r=st.sampled_from("123"),
    told_failed=st.sampled_from(["off", "1"]),
)


@st.composite
def deeds(draw, first=0, last=CLOSING - 1):
    do = draw(st.sampled_from(list(DEEDS)))
    shop = draw(st.integers(0, 4))
    value = draw(st.sampled_from([value for value, _ in DEEDS[do].options] or [""]))
    return Action(draw(st.integers(first, last)), do, shop, (shop + 1) % 5, value)


acted = st.lists(deeds(), max_size=MOST).map(lambda some: sorted(some, key=lambda one: one.minute))


def same(one, other, until):
    return all(np.array_equal(getattr(one, row)[:until], getattr(other, row)[:until]) for row in ROWS)


def heard(evening, before):
    return [news for news in evening.news if news.minute < before]


@settings(max_examples=4)
@given(plans, acted, st.integers(0, 50))
def test_orders_are_conserved(plan, actions, seed):
    evening = play(plan, actions, seed)
    # an order is made, lost or refused, and never two of these
    assert evening.made + int(evening.lost[END] + evening.refused[END]) == evening.orders == evening.came[END]
    assert np.isfinite(evening.took).sum() == evening.made
    assert int(evening.failed[END]) == evening.orders - evening.made
    assert evening.settled[END] == evening.orders
    for row in ("came", "lost", "refused", "doubled", "settled", "on_time", "failed"):
        assert np.all(np.diff(getattr(evening, row)) >= 0)
    assert np.all(evening.on_time + evening.failed <= evening.settled)
    assert np.all(evening.waiting >= 0)
    assert np.all(evening.busy >= 0)
    # nobody waits where a chef is free
    assert not np.any((evening.waiting > 0) & (evening.busy < evening.chefs))


@settings(max_examples=4)
@given(plans, st.lists(deeds(0, 120), max_size=2), deeds(120), st.integers(0, 50))
def test_what_is_done_changes_nothing_before(plan, before, last, seed):
    before.sort(key=lambda one: one.minute)
    with_it, without = play(plan, [*before, last], seed), play(plan, before, seed)
    assert same(with_it, without, last.minute + 1)
    assert heard(with_it, last.minute) == heard(without, last.minute)


def test_the_same_evening_again():
    assert same(play(Plan(), (), 13), play(Plan(), (), 13), END + 1)
    assert not same(play(Plan(), (), 13), play(Plan(), (), 14), END + 1)


def test_all_plans_meet_the_same_orders():
    one = demand_of(13)
    play(replace(Plan(), rule="random"), [Action(3, "shed")], 13)
    assert np.array_equal(one.work, demand_of.__wrapped__(13).work)
    assert 4_000 < len(one) < 5_000
    faults = faults_of(13)
    hot = one.kind[(one.arrive >= faults.hot_from) & (one.arrive < faults.hot_to)]
    assert np.mean(hot == faults.hot_kind) == pytest.approx(0.4 + 0.6 / 40, abs=0.03)
    assert one.broken.mean() == pytest.approx(0.05, abs=0.01)


# -- the promise -------------------------------------------------------------------------------------------


@pytest.mark.parametrize("plan", [Plan(), REFERENCE_PLAN], ids=["as it stands", "the reference's plan"])
def test_doing_nothing_breaks_the_promise(plan):
    score = score_of(play(plan, (), 13))
    assert not score.kept
    assert score.served < 0.97


def test_the_reference_keeps_the_promise():
    for seed in (13, 1, 5):
        score = score_of(reference(seed))
        assert score.kept, seed
        assert score.cost <= BUDGET
        assert score.doubled == 0


def test_the_reference_acts_on_its_alarms_alone():
    evening = reference(13)
    alarms = [news for news in evening.news if news.kind == "alarm"]
    assert [action.do for action in evening.actions] == ["roll_back", "dough", "open_line"]
    for action in evening.actions:
        assert any(news.minute == action.minute - 1 for news in alarms)
        check(action, evening.actions[: evening.actions.index(action)], BUDGET - price_of(evening.plan))


def test_more_budget_never_hurts_the_reference():
    """Up to two orders of 4,454: another chef shifts who meets whom."""
    as_it_is = score_of(reference(13))
    for shop in ("harbour", "hill"):
        richer = score_of(reference(13, replace(REFERENCE_PLAN, **{shop: getattr(REFERENCE_PLAN, shop) + 1})))
        assert richer.kept
        assert richer.on_time >= as_it_is.on_time - 2 / 4454
        assert richer.lost <= as_it_is.lost
    poorer = replace(REFERENCE_PLAN, mill=5, market=5)
    assert score_of(reference(13, poorer)).on_time < as_it_is.on_time - 20 / 4454


def test_another_way_to_keep_it():
    """Round robin with more chefs and a tight limit; the book is written once and read three times."""
    other = replace(
        REFERENCE_PLAN, **dict.fromkeys(SHOP_FIELDS, 7), rule="round-robin", w="1", r="3", told_hot="off"
    )
    evening = reference(13, other)
    assert score_of(evening).kept
    assert score_of(evening).cost <= BUDGET
    assert not score_of(reference(13, replace(other, c="none"))).kept


def test_w_and_r():
    """Without another line: W = 2 turns customers away; W = R = 1 takes their orders, and makes some twice."""
    strict = replace(REFERENCE_PLAN, told_line="off")
    loose = replace(strict, w="1", r="1")
    one, other = score_of(reference(13, strict)), score_of(reference(13, loose))
    assert one.lost > 100
    assert one.doubled == 0
    assert other.lost < 30
    assert other.doubled > 5
    assert [book.overlap(w, r) for w, r in ((1, 3), (2, 2), (3, 1), (1, 1), (1, 2))] == [
        True,
        True,
        True,
        False,
        False,
    ]
    assert score_of(play(replace(strict, w="1", r="3"), (), 13)).doubled == 0


def test_rolling_back_sooner_loses_less():
    at = faults_of(13).release_at
    lost = [score_of(play(REFERENCE_PLAN, [Action(at + late, "roll_back")], 13)).lost for late in (1, 10, 40)]
    assert lost == sorted(lost)
    assert lost[0] < lost[2]


def test_a_release_that_is_still_to_come_cannot_be_rolled_back():
    at = faults_of(13).release_at
    nothing, early = play(REFERENCE_PLAN, (), 13), play(REFERENCE_PLAN, [Action(at - 1, "roll_back")], 13)
    assert score_of(early).lost == score_of(nothing).lost > 0
    assert any("nothing to roll back" in news.says for news in early.news if news.minute == at)
    in_time = play(REFERENCE_PLAN, [Action(at, "roll_back")], 13)
    assert score_of(in_time).lost < score_of(nothing).lost


def test_nobody_complains_of_orders_that_were_not_lost():
    at = faults_of(13).release_at
    deaf = replace(REFERENCE_PLAN, told_failed=OFF)
    for evening in (play(deaf, (), 13), play(deaf, [Action(at, "roll_back")], 13)):
        lost = score_of(evening).lost
        assert any("I paid" in news.says for news in evening.news) == (lost > 0)


# -- actions and money -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("action", "before", "money"),
    [
        (Action(5, "dance"), (), 100),
        (Action(-1, "shed"), (), 100),
        (Action(CLOSING, "shed"), (), 100),
        (Action(5, "open_line"), (), 7),
        (Action(5, "drain"), (), 100),
        (Action(5, "drain", 5), (), 100),
        (Action(5, "move", 1, 1), (), 100),
        (Action(5, "move", 1), (), 100),
        (Action(5, "c", value="7"), (), 100),
        (Action(5, "rule", value="shared"), (), 100),
        (Action(5, "shed"), (Action(6, "shed"),), 100),
        (Action(50, "shed"), (Action(6, "shed"),) * 3, 100),
    ],
)
def test_what_cannot_be_done(action, before, money):
    with pytest.raises(BadAction):
        check(action, before, money)


@settings(max_examples=40)
@given(deeds(), deeds())
def test_what_passes_can_be_done(action, other):
    check(action, (), BUDGET)
    first, second = sorted((action, other), key=lambda one: one.minute)
    check(second, (first,), BUDGET)


def test_money_adds_up():
    plan = replace(REFERENCE_PLAN, flags="256", told_queue="10")
    assert price_of(plan) == 33 * 5 + 5 + 4 * 2
    assert cost_of(plan, [Action(3, "roll_back"), Action(4, "shed")]) == price_of(plan) + 2


def test_chefs_who_are_sent_arrive():
    evening = play(Plan(), [Action(30, "move", 0, 4)], 13)
    assert evening.chefs[30].tolist() == [6, 6, 6, 6, 6]
    assert evening.chefs[31].tolist() == [4, 6, 6, 6, 6]
    assert evening.chefs[37].tolist() == [4, 6, 6, 6, 8]


def test_a_drained_shop_empties():
    slow = faults_of(13).slow_shop
    evening = play(Plan(), [Action(90, "drain", slow)], 13)
    assert evening.waiting[90, slow] > 10
    assert evening.waiting[200:, slow].sum() == 0
    assert evening.busy[200:, slow].sum() == 0


def test_one_in_five_is_turned_away():
    evening = play(REFERENCE_PLAN, [Action(100, "shed")], 13)
    gone = evening.refused[120] - evening.refused[100]
    assert gone == pytest.approx((evening.came[120] - evening.came[100]) / 5, abs=2)
    assert evening.refused[175] == evening.refused[120]


# -- what is told ------------------------------------------------------------------------------------------


def test_without_alarms_customers_tell_later():
    kinds = {news.kind for news in play(Plan(), (), 13).news}
    assert kinds == {"customers"}
    faults = faults_of(13)
    first = {news.about: news.minute for news in reversed(play(REFERENCE_PLAN, (), 13).news)}
    assert first["failed"] - faults.release_at <= 5
    assert first["line"] == faults.cut_from + 1
    assert 0 < first["hot"] - faults.hot_from <= 10
    assert next(news for news in play(Plan(), (), 13).news).minute == faults.release_at + 25


def test_an_alarm_does_not_ring_on_and_on():
    evening = play(replace(Plan(), told_queue="10", told_failed="1"), (), 13)
    rung = [news.minute for news in evening.news if news.about == "failed" and news.kind == "alarm"]
    assert min(np.diff(rung)) >= 20


def test_the_score_has_100_points():
    score = score_of(reference(13))
    assert sum(part.most for part in score.parts) == 100
    assert all(0 <= part.points <= part.most for part in score.parts)
    assert score.points >= 85
    assert score_of(play(Plan(), (), 13)).points < 40


def test_pictures():
    evening = play(Plan(), (), 13)
    promise, waiting = charts(evening, reference(13))
    assert promise.lines[0].y[-1] == pytest.approx(100 * evening.kept(END), abs=0.01)
    assert max(waiting.lines[0].y) <= evening.waiting.sum(axis=1).max()
    assert [minute for minute, _ in what_went_wrong(13)] == sorted(
        minute for minute, _ in what_went_wrong(13)
    )


def test_the_ring_keeps_each_pizza_in_three_of_five():
    walk = walks(13, 8)
    assert all(sorted(shops) == list(range(len(SHOPS))) for shops in walk)
    even, uneven = (np.ptp(np.bincount([s for w in walks(13, v) for s in w[:3]])) for v in (256, 1))
    assert even <= uneven


def test_it_can_be_told_as_a_data_centre():
    evening = play(replace(REFERENCE_PLAN, told_queue="10"), (), 13)
    told = [news.says for news in (*evening.news, *play(Plan(), (), 13).news)]
    told += [text for deed in DEEDS.values() for text in (deed.label, deed.note)]
    told += [text for parameter in parameters_of(Plan).values() for text in (parameter.label, parameter.note)]
    told += [says for _, says in what_went_wrong(13)]
    turned = [LENS.turn(text) for text in told]
    for text in turned:
        assert not re.search(r"\b(an (server|request|site|key|client)|a operator)\b", text, re.IGNORECASE), (
            text
        )
        assert not re.search(r"\b(chef|pizza|dough|oven|order|shop)s?\b", text, re.IGNORECASE), text
    assert "Copy the hot key to all sites" in turned
    assert (
        "1 request has failed in the last 10 minutes. The log says: the new release cannot read this request."
        in turned
    )


def test_streams_are_apart():
    assert not np.allclose(stream(13, 0).random(4), stream(13, 6).random(4))
