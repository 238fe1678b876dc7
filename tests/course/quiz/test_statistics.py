"""Item statistics: small tables counted by hand, and what must hold for any answers."""

import math
import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from course import library
from course.questions.question import BadAnswer
from course.quiz.picks import labels_of, picks_of
from course.quiz.statistics import ENOUGH, Answered, ItemStatistics, Label, correlation, statistics, tails

BANK = library.course().details["bank"]
LABELS = {
    "A": (Label("good", True), Label("bad", False), Label("odd", False, lure=True)),
    "B": (),
    "C": (),
    "D": (),
}


def table(rows: dict[str, str], enough: int = 1) -> dict[str, ItemStatistics]:
    """Statistics of a table: by learner, a sign for each of the items A, B, C, D: + right, - wrong, . not given."""
    answers = [
        Answered(learner, item, sign == "+", ("good" if sign == "+" else "bad",))
        for learner, signs in rows.items()
        for item, sign in zip("ABCD", signs, strict=True)
        if sign != "."
    ]
    return {each.item: each for each in statistics(answers, LABELS, enough)}


def test_a_small_table_counted_by_hand() -> None:
    """Rest shares of A: 1, 2/3, 1/3, 0. With four learners a tail holds 1.08 of them."""
    found = table({"p": "++++", "q": "+++-", "r": "-+--", "s": "----"})["A"]
    assert found.difficulty == 0.5
    assert found.discrimination == pytest.approx(1.0)
    x, y = (1, 2 / 3, 1 / 3, 0), (1, 1, 0, 0)
    mean = sum(x) / 4
    r = sum((a - mean) * (b - 0.5) for a, b in zip(x, y, strict=True))
    r /= math.sqrt(sum((a - mean) ** 2 for a in x) * 1)
    assert found.point_biserial == pytest.approx(r)
    good, bad, odd = found.picked
    assert (good.count, good.share, good.lower, good.upper) == (2, 0.5, 0.0, pytest.approx(1.0))
    assert (bad.lower, odd.count) == (pytest.approx(1.0), 0)
    assert found.advice == ("never chosen, replace: odd",)


def test_an_item_is_never_compared_with_itself() -> None:
    """A and B agree on nothing; were A part of its own rest, it would look good."""
    found = table({"p": "+-..", "q": "-+..", "r": "+-..", "s": "-+.."})["A"]
    assert found.point_biserial == pytest.approx(-1.0)
    assert found.discrimination == pytest.approx(-1.0)
    assert "stronger learners miss it: check the key" in found.advice


def test_the_first_answer_counts_and_who_answered_nothing_else_has_no_rank() -> None:
    answers = [
        Answered("p", "A", False, ("bad",)),
        Answered("p", "A", True, ("good",)),
        Answered("q", "A", True, ("good",)),
    ]
    found = statistics(answers, LABELS, 1)[0]
    assert (found.answers, found.difficulty) == (2, 0.5)
    assert (found.discrimination, found.point_biserial, found.picked[0].lower) == (None, None, None)


@pytest.mark.parametrize(("count", "says"), [(ENOUGH - 1, True), (ENOUGH, False)])
def test_under_97_answers_there_are_no_figures(count: int, says: bool) -> None:
    found = statistics([Answered(nth, "A", nth % 2 == 0) for nth in range(count)], LABELS)[0]
    assert found.answers == count
    assert (found.difficulty is None) is says
    assert (found.advice == ("too few answers",)) is says
    assert (found.picked == ()) is says


def test_nobody_answered() -> None:
    assert [each.answers for each in statistics([], LABELS, 0)] == [0, 0, 0, 0]


def test_97_is_where_the_difficulty_is_known_within_a_tenth() -> None:
    """1.96 · √(p(1 − p)/n) at p = 1/2."""
    assert 1.96 * math.sqrt(0.25 / ENOUGH) <= 0.1 < 1.96 * math.sqrt(0.25 / (ENOUGH - 1))


SIGNS = st.lists(st.text("+-.", min_size=4, max_size=4), max_size=30)


@given(rows=SIGNS, seed=st.integers(0, 99))
def test_figures_stay_in_range_and_the_order_of_rows_decides_nothing(rows: list[str], seed: int) -> None:
    named = {f"{nth}": signs for nth, signs in enumerate(rows)}
    mixed = list(named.items())
    random.Random(seed).shuffle(mixed)
    for one, other in zip(table(named).values(), table(dict(mixed)).values(), strict=True):
        assert (one.answers, one.difficulty) == (other.answers, other.difficulty)
        for name in ("discrimination", "point_biserial"):
            value, again = getattr(one, name), getattr(other, name)
            assert (value is None) == (again is None)
            assert value is None or (abs(value) <= 1 + 1e-9 and value == pytest.approx(again, abs=1e-9))
        for picked in one.picked:
            assert 0 <= picked.share <= 1
            assert picked.lower is None or -1e-9 <= picked.lower <= 1 + 1e-9


def test_a_tie_on_the_border_counts_in_part() -> None:
    """Ten learners of one rank: both tails are their mean."""
    ranked = [(0.5, Answered(nth, "A", nth < 4)) for nth in range(10)]
    assert tails(ranked, lambda one: one.right) == (pytest.approx(0.4), pytest.approx(0.4))


def test_a_correlation_with_something_that_does_not_vary_is_none() -> None:
    assert correlation([1, 1, 1], [0, 1, 0]) is None
    assert correlation([1], [1]) is None


def test_good_items_look_good_and_bad_ones_bad() -> None:
    """600 learners of known skill: a fair item, one with a wrong key, one that is a coin."""
    chance = random.Random(3)
    answers = []
    for learner in range(600):
        skill = chance.random()
        for item in ("A", "B", "C", "D"):
            right = chance.random() < {"A": skill, "B": skill, "C": 1 - skill, "D": 0.5}[item]
            answers.append(Answered(learner, item, right))
        answers += [Answered(learner, f"X{nth}", chance.random() < skill) for nth in range(12)]
    labels = dict.fromkeys({one.item for one in answers}, ())
    found = {each.item: each for each in statistics(answers, labels)}
    assert found["A"].advice == ("keep",)
    assert (found["A"].discrimination or 0) > 0.4
    assert "stronger learners miss it: check the key" in found["C"].advice
    assert "goes against the rest" in found["D"].advice


# -- what was chosen -------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", BANK.items)
def test_the_right_answer_of_every_item_picks_what_is_right(name: str) -> None:
    item = BANK.items[name]
    labels = {label.text: label.right for label in labels_of(item)}
    assert len(labels) == len(labels_of(item))
    for seed in range(1, 6):
        picks = picks_of(item, seed, item.draw(seed).solution(), True, "")
        assert picks
        assert all(labels[pick] for pick in picks), (picks, labels)


WRONG = {
    "L01-Q1": ("a", {"What must the shop achieve, and how well?"}),
    "L02-Q1": ("600", {"600"}),
    "L02-Q2": ("7", {"another answer"}),
    "L22-Q1": ("Bo", {"Bo"}),
    "L26-Q2": (["Cy", "Bo"], {"Cy, then Bo"}),
    "L26-Q1": (["Cy", "Bo", "Ada"], {"another answer"}),
}


@pytest.mark.parametrize(("name", "answer", "picks"), [(name, *rest) for name, rest in WRONG.items()])
def test_what_was_chosen_is_told_in_words(name: str, answer: object, picks: set[str]) -> None:
    item = BANK.items[name]
    if name == "L01-Q1":  # whichever letter this seed gave to the right one
        answer = item.draw(3).solution()
    assert set(picks_of(item, 3, answer, False, "")) == picks
    assert picks <= {label.text for label in labels_of(item)}


def test_an_answer_that_an_item_can_no_longer_hold_chose_nothing() -> None:
    assert issubclass(BadAnswer, ValueError)
    for answer in ("z", None, {"spans": ["wz"]}, 7, ["z"]):
        for name in ("L01-Q1", "L01-Q2", "L01-Q4", "L01-Q5", "L02-Q1", "L03-Q3"):
            assert picks_of(BANK.items[name], 3, answer, False, "MC-34") == ()


def test_of_a_generated_item_the_misconception_is_counted() -> None:
    item = BANK.items["L21-Q2"]
    assert picks_of(item, 5, "1", False, "MC-36") == ("MC-36",)
    assert picks_of(item, 5, "1", False, "") == ("another answer",)
