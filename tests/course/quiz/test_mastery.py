"""New, seen, familiar, mastered: by the rules, and in one query."""

import uuid
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from course.bank import bank
from course.library import course
from course.models import Learner
from course.progress import Progress, progress_of
from course.quiz.history import Given
from course.quiz.mastery import State, fresh, mastered, mastery_of, passed_test_out, states
from tests.course.people import MONDAY, done
from tests.course.quiz.deeds import give, sit

FIXED, NUMBERS = "L21-Q1", "L21-Q2"
CHECK = uuid.UUID(int=1)


def tried(
    right: bool, day: int = 0, item: str = NUMBERS, seed: int | None = None, position: int = 0, **more: Any
) -> Given:
    tried.count += 1  # type: ignore[attr-defined]
    at = MONDAY + timedelta(days=day, minutes=position)
    fields = {"sitting": CHECK, "kind": "practice", "about": "L21", "planned": 5, "done_at": None} | more
    number = tried.count if seed is None else seed  # type: ignore[attr-defined]
    return Given(item, number, right, 2, "", at, position, **fields)


tried.count = 0  # type: ignore[attr-defined]


def state(*given: Given, progress: Progress | None = None, lesson: str = "L21") -> State:
    return states(course(), bank(), given, progress or Progress())[lesson]


@pytest.mark.parametrize(
    ("marks", "is_mastered"),
    [
        ("1111|1", True),
        ("1111|", False),  # all on one day
        ("11111|", False),
        ("111|1", True),
        ("11|1", False),  # too few
        ("1011|1", True),  # four of five
        ("1001|1", False),
        ("1111|0", False),  # right on one day only
        ("0000|1111", False),  # the last five are right on one day
        ("00001|111", True),
        ("1111|1|00", False),  # the last five count
    ],
)
def test_four_of_the_last_five_on_two_days(marks: str, is_mastered: bool) -> None:
    rows = [tried(mark == "1", day) for day, those in enumerate(marks.split("|")) for mark in those]
    assert mastered(rows) is is_mastered
    assert (state(*rows) == "mastered") is is_mastered


def test_an_item_is_fresh_once_a_day_and_one_with_new_numbers_always() -> None:
    again = [tried(True, item=FIXED, seed=seed) for seed in (1, 2, 3)]
    numbers = [tried(True, seed=seed) for seed in (1, 2, 2)]
    assert fresh(again, bank()) == again[:1]
    assert len(fresh([*again, tried(True, 1, item=FIXED)], bank())) == 2
    assert fresh(numbers, bank()) == numbers[:2]


def test_tests_are_no_part_of_it() -> None:
    rows = [tried(True, day, kind="posttest") for day in range(5)]
    assert state(*rows) == "new"


def test_only_answers_about_the_lesson_count_wherever_they_were_asked() -> None:
    elsewhere = [tried(True, day, item="L22-Q6", about="L23") for day in range(5)]
    assert state(*elsewhere) == "new"
    assert state(*elsewhere, lesson="L22") == "mastered"
    assert state(tried(True, item="no such item")) == "new"


def go(module: int, right: int, answered: int = 7) -> list[Given]:
    return [
        tried(place < right, position=place, kind="testout", about=str(module), planned=7)
        for place in range(answered)
    ]


def test_six_of_seven_test_out_of_a_module() -> None:
    assert passed_test_out(go(6, 6), 6)
    assert not passed_test_out(go(6, 5), 6)
    assert not passed_test_out(go(6, 6, answered=6), 6), "not finished"
    assert not passed_test_out(go(6, 7), 5)
    found = states(course(), bank(), go(6, 7), Progress())
    assert {found[lesson] for lesson in course().modules[5].lessons} == {"mastered"}
    assert found["L19"] == "new"


@pytest.mark.django_db
def test_the_way_of_a_lesson(django_assert_num_queries: Any) -> None:
    learner = Learner.objects.create()

    def now() -> State:
        progress = progress_of(learner.pk)
        with django_assert_num_queries(1):
            return mastery_of(learner.pk, progress)["L21"]

    assert now() == "new"
    sitting = sit(learner, (FIXED, 1), (NUMBERS, 2))
    give(sitting, 0, right=False)
    assert now() == "seen"
    give(sitting, 1)
    assert now() == "seen", "the lesson itself was not gone through"
    done(learner, "L21")
    assert now() == "familiar", "every question of the check was answered, right or not"
    practice = sit(learner, *((NUMBERS, seed) for seed in range(10, 15)), kind="practice")
    for position in range(4):
        give(practice, position)
    assert now() == "familiar"
    give(practice, 4, now=MONDAY + timedelta(days=1))
    assert now() == "mastered"


@pytest.mark.django_db
def test_a_lesson_without_a_page_is_familiar_after_its_check(monkeypatch: pytest.MonkeyPatch) -> None:
    whole, lesson = course(), "L02"
    planned = replace(whole, lessons={**whole.lessons, lesson: replace(whole.lessons[lesson], sections=())})
    monkeypatch.setattr("course.quiz.mastery.course", lambda: planned)
    item = bank().of_lesson(lesson)[0].ask.id
    learner = Learner.objects.create()
    give(sit(learner, (item, 1), about=lesson), 0)
    assert mastery_of(learner.pk, progress_of(learner.pk))[lesson] == "familiar"


def test_nobody_is_new_everywhere_without_a_query() -> None:
    """The database is closed to this test."""
    assert set(mastery_of(None, Progress()).values()) == {"new"}
