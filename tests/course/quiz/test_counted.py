"""Calibration, surprises and gain, counted from plain rows."""

import uuid
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from course.quiz import calibration
from course.quiz.blueprint import FORMS, IDEAS
from course.quiz.calibration import calibrate, pays_from
from course.quiz.gain import FEWEST, Score, gain, means, words
from course.quiz.history import Given
from course.quiz.surprises import surprises
from simulator.figures import chart_figure
from tests.course.people import MONDAY

SITTING = uuid.UUID(int=1)


def tried(
    right: bool = False, certainty: int = 3, day: int = 0, item: str = "L21-Q1", code: str = "MC-36"
) -> Given:
    at = MONDAY + timedelta(days=day)
    shown = "" if right else code
    return Given(item, 7, right, certainty, shown, at, 0, SITTING, "check", "L21", 5, None)


# -- calibration -----------------------------------------------------------------------------------------


def test_a_certainty_pays_from_where_the_marks_say() -> None:
    def points(certainty: int, share: float) -> float:
        return calibration.GAINS[certainty] * share - calibration.LOSSES[certainty] * (1 - share)

    for certainty in (2, 3):
        share = pays_from(certainty) / 100
        assert points(certainty, share) == pytest.approx(points(certainty - 1, share))
        assert points(certainty, share + 0.01) > points(certainty - 1, share + 0.01)
    assert (round(pays_from(2)), round(pays_from(3))) == (67, 80)


def test_few_answers_are_not_judged() -> None:
    counted = calibrate([tried(), tried(right=True, certainty=1)])
    said = calibration.sentence(counted)
    assert "When guessing: 1 right of 1 answer." in said
    assert "When certain: 0 right of 1 answer." in said
    assert "too few to judge" in said
    assert "too soon" not in said


def test_who_is_too_sure_is_told_and_who_knows_more_too() -> None:
    too_sure = calibrate([tried(right=nth < 4) for nth in range(10)])
    assert "You say “certain” too soon: it pays from 80%." in calibration.sentence(too_sure)
    modest = calibrate([tried(right=True, certainty=1) for _ in range(10)])
    assert "You know more than you think" in calibration.sentence(modest)
    for right in (7, 9):  # less than 80% of ten may be chance
        fits = calibrate([tried(right=nth < right) for nth in range(10)])
        assert calibration.sentence(fits) == f"When certain: {right} right of 10 answers."


def test_the_picture_holds_the_same_numbers_as_its_table() -> None:
    figure = chart_figure(calibration.chart(calibrate([tried(right=nth < 3) for nth in range(4)])))
    assert figure.rows == (("certain", "75", "80"), ("fairly sure", "–", "66.7"))
    assert figure.plot is not None


# -- surprises -------------------------------------------------------------------------------------------


def test_only_wrong_and_certain_is_a_surprise() -> None:
    assert surprises([tried(right=True), tried(certainty=2), tried(certainty=1)]) == ()
    (only,) = surprises([tried(), tried(day=1, item="L21-Q4")])
    assert (only.code, only.item, only.times, only.settled) == ("MC-36", "L21-Q4", 2, None)


def test_a_surprise_is_settled_on_a_later_day_and_not_by_a_guess() -> None:
    same_day = [tried(), tried(right=True)]
    assert surprises(same_day)[0].settled is None
    assert surprises([*same_day, tried(right=True, certainty=1, day=1)])[0].settled is None
    put_right = tried(right=True, certainty=2, day=1)
    assert surprises([*same_day, put_right])[0].settled == put_right.at
    assert surprises([*same_day, put_right, tried(day=2)])[0].settled is None


def test_what_still_stands_comes_first_and_the_oldest_of_it() -> None:
    found = surprises(
        [
            tried(day=0, code="MC-01", item="L08-Q1"),
            tried(day=1, right=True, item="L08-Q1"),
            tried(day=3, code="MC-03", item="L10-Q5"),
            tried(day=2, code="MC-02", item="L09-Q1"),
        ]
    )
    assert [one.code for one in found] == ["MC-02", "MC-03", "MC-01"]


def test_an_answer_without_a_code_stands_for_its_question() -> None:
    found = surprises([tried(code=""), tried(code="", item="L21-Q4")])
    assert {(one.code, one.item) for one in found} == {("", "L21-Q1"), ("", "L21-Q4")}


# -- gain ------------------------------------------------------------------------------------------------


def test_the_gain_is_the_part_of_what_there_was_to_gain() -> None:
    assert gain(40, 70) == 50
    assert gain(100, 100) is None
    assert gain(50, 40) == -20


@given(st.integers(0, 20), st.integers(0, 20))
def test_any_two_scores_are_told_with_their_chance(before: int, after: int) -> None:
    said = words(Score(before, 20), Score(after, 20))
    assert f"You had {before} of 20 right at first, and {after} of 20 now." in said
    assert ("nothing left to gain" in said) == (before == 20)
    assert ("By chance alone" in said) == (before < 20)
    assert ("you gained" in said) == (before < 20 and after > before)


def test_a_mean_waits_for_enough_learners() -> None:
    pair = (Score(8, 20), Score(14, 20))
    assert means([pair] * (FEWEST - 1)) is None
    found = means([pair] * FEWEST)
    assert found is not None
    assert (found.learners, found.before, found.after, found.spread_before) == (FEWEST, 40, 70, 0)
    assert found.gain == pytest.approx(50)


def test_the_forms_ask_for_the_same_ideas_with_other_seeds() -> None:
    assert len(IDEAS) == len({code for code, _ in IDEAS}) == 20
    slots = [form.slots for form in FORMS.values()]
    assert len({tuple(item for item, _ in form) for form in slots}) == 1
    seeds = [seed for form in slots for _, seed in form]
    assert len(seeds) == len(set(seeds)) == 60
