"""When an objective comes back: grades, whole days, the forgetting curve."""

import json
from datetime import date, timedelta

import fsrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from course.quiz.schedule import EASY, GOOD, HARD, RATINGS, SCHEDULER, WRONG, graded, rating_of, recall_on

MONDAY = date(2026, 11, 23)


def after(*ratings: fsrs.Rating, late: int = 0) -> int:
    """Days until the card comes back, when each answer was given on the day it was due, or so many days late."""
    state, due = None, MONDAY
    for rating in ratings:
        day = due if state is None else due + timedelta(days=late)
        state, due = graded(state, rating, day)
    return (due - day).days


@pytest.mark.parametrize(
    ("right", "certainty", "hinted", "rating"),
    [
        (False, 1, False, WRONG),
        (False, 3, False, WRONG),
        (True, 1, False, HARD),
        (True, 2, False, GOOD),
        (True, 3, False, EASY),
        (True, 3, True, HARD),
        (False, 3, True, WRONG),
    ],
)
def test_the_grade_comes_from_the_first_try_and_the_certainty(
    right: bool, certainty: int, hinted: bool, rating: fsrs.Rating
) -> None:
    assert rating_of(right, certainty, hinted=hinted) == rating


def test_the_surer_the_later() -> None:
    days = [after(rating) for rating in (WRONG, HARD, GOOD, EASY)]
    assert days == sorted(days)
    assert days[0] == 1
    assert after(GOOD, GOOD, GOOD) > after(GOOD, GOOD) > after(GOOD)


def test_a_miss_brings_it_back_soon() -> None:
    assert after(WRONG) == after(GOOD, GOOD, WRONG) == 1
    assert after(GOOD, GOOD, WRONG, GOOD) < after(GOOD, GOOD, GOOD)


def test_missed_days_are_not_punished() -> None:
    assert after(GOOD, GOOD, late=10) > after(GOOD, GOOD)


def test_it_comes_back_when_85_per_cent_would_still_know() -> None:
    state, due = graded(None, GOOD, MONDAY)
    state, due = graded(state, GOOD, due)
    assert recall_on(state, due) == pytest.approx(0.85, abs=0.01)
    assert recall_on(state, due + timedelta(days=200)) < 0.7


def test_reviews_are_nearly_twice_as_far_apart_as_usual() -> None:
    def strength_to(share: float) -> float:
        return share ** (-1 / 0.1542) - 1

    usual = fsrs.Scheduler(desired_retention=0.9, enable_fuzzing=False)
    days = SCHEDULER._next_interval(stability=50) / usual._next_interval(stability=50)
    assert days == pytest.approx(strength_to(0.85) / strength_to(0.9), abs=0.02)
    assert days == pytest.approx(1.9, abs=0.02)


@given(
    st.lists(
        st.tuples(st.sampled_from([WRONG, *RATINGS.values()]), st.integers(0, 400)), min_size=1, max_size=12
    )
)
def test_any_history_leads_to_a_later_day_within_a_year(answers: list[tuple[fsrs.Rating, int]]) -> None:
    state, day = None, MONDAY
    for rating, wait in answers:
        day += timedelta(days=wait)
        state, due = graded(state and json.loads(json.dumps(state)), rating, day)
        assert 1 <= (due - day).days <= 365
