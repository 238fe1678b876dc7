"""The page of progress, and the tests before and after the course."""

import uuid
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from course.lesson import Lesson
from course.library import course
from course.models import Learner, Sitting, Try
from course.models.quiz import Kind
from course.quiz import course_tests, foresight
from course.quiz.blueprint import FORMS, IDEAS, LATER
from course.quiz.course_tests import ideas_of, means_of_all, offers_of, scores_of
from course.quiz.foresight import foreseen
from course.quiz.history import given_by
from simulator.engine.outcome import Finding, Outcome
from tests.course.people import guess
from tests.course.quiz.learners import answer, day, known, practise

pytestmark = pytest.mark.django_db


def take(learner: Learner, kind: str, right: int, number: int = 0, answers: int = 20) -> Sitting:
    """A test with so many right, the first of them."""
    form = FORMS[kind]
    slots = [list(slot) for slot in form.slots]
    sitting = Sitting.objects.create(
        learner=learner,
        kind=kind,
        about=form.name,
        seed=1,
        slots=slots,
        planned=len(slots),
        made_at=day(number),
    )
    Try.objects.bulk_create(
        Try(
            sitting=sitting,
            position=place,
            number=1,
            submission=uuid.uuid4(),
            item=item,
            seed=seed,
            answer="a",
            certainty=2,
            right=place < right,
            score=place < right,
            verdict={},
            given_at=day(number),
        )
        for place, (item, seed) in enumerate(slots[:answers])
    )
    if answers == len(slots):
        Sitting.objects.filter(pk=sitting.pk).update(done_at=day(number))
    return sitting


# -- predictions -----------------------------------------------------------------------------------------


def test_predictions_stand_beside_what_happened() -> None:
    learner = Learner.objects.create()
    guess(learner, "L21", 25)
    (one,) = foreseen(course(), learner.predictions.all(), moved)
    assert one.sentence == "It was 80.1%. You said 25%: 55 points below it."
    assert (one.right, one.certainty) == (False, "fairly sure")
    (waiting,) = foreseen(course(), learner.predictions.all(), lambda _: None)
    assert waiting.right is None
    assert foresight.chart([waiting]) is None


def test_a_skipped_guess_and_one_of_another_kind_are_none() -> None:
    learner = Learner.objects.create()
    guess(learner, "L21", None, skipped=True)
    guess(learner, "L99", 4)
    assert foreseen(course(), learner.predictions.all(), lambda _: None) == ()


def test_the_first_half_is_set_against_the_second() -> None:
    lesson = course().lessons["L21"]
    those = [foresight.Foreseen(lesson, day(nth), "certain", right=nth >= 3) for nth in range(6)]
    assert "3 of 6 predictions were right" in foresight.sentence(those)
    assert "Of the first 3: 0. Of the last 3: 3." in foresight.sentence(those)
    drawn = foresight.chart(those)
    assert drawn is not None
    assert drawn.lines[0].y == (0, 0, 0, 25, 40, 50)


# -- the page --------------------------------------------------------------------------------------------


def test_a_stranger_sees_how_it_fills_and_costs_no_query(
    client: Client, django_assert_num_queries: Any
) -> None:
    with django_assert_num_queries(0):
        page = client.get("/progress/").content.decode()
    for words in (
        "This page fills as you learn",
        "Nothing to review yet",
        "Answer a few, and you see here",
        "Every lesson asks for a prediction",
        "When you are certain and it is wrong",
    ):
        assert words in page


def moved(lesson: Lesson) -> Outcome:
    """What the run of L21 found, without the run."""
    assert lesson.question is not None
    return Outcome("", (Finding(lesson.question.answer, "moved", 80.1, "%"),))


def test_everything_on_one_page_in_four_queries(
    client: Client, monkeypatch: pytest.MonkeyPatch, django_assert_num_queries: Any
) -> None:
    monkeypatch.setattr("course.views.progress.patient", lambda: moved)
    learner = known(client)
    now = timezone.now()
    practise(learner, "L21-Q2", now - timedelta(days=3), right=False, certainty=3)
    practise(learner, "L20-Q5", now - timedelta(days=3), certainty=1)
    guess(learner, "L21", 25)
    with django_assert_num_queries(4):
        page = client.get("/progress/").content.decode()
    assert "When guessing: 1 right of 1 answer." in page
    assert "When certain: 0 right of 1 answer." in page
    assert "Wrong, though you were certain" in page
    assert 'href="/lessons/l21-what-moved/lab/"' in page
    assert "It was 80.1%. You said 25%" in page
    assert "0 of 1 prediction were right" in page


def test_nothing_of_a_test_is_on_it(client: Client) -> None:
    learner = known(client)
    take(learner, Kind.PRE_TEST, right=5)
    page = client.get("/progress/").content.decode()
    assert "Answer a few, and you see here" in page
    assert "When you are certain and it is wrong" in page


# -- the tests -------------------------------------------------------------------------------------------


def test_a_test_may_be_taken_once_and_the_later_one_waits_four_weeks() -> None:
    learner = Learner.objects.create()

    def states(number: int = 0) -> list[str]:
        return [one.state for one in offers_of(given_by(learner.pk), day(number)).values()]

    assert states() == ["open", "open", "waits"]
    take(learner, Kind.PRE_TEST, 5)
    assert states() == ["done", "open", "waits"]
    take(learner, Kind.POST_TEST, 12, number=20)
    assert states(20) == ["done", "done", "waits"]
    assert states(20 + LATER.days) == ["done", "done", "open"]


def test_after_the_last_test_is_begun_there_is_no_before() -> None:
    learner = Learner.objects.create()
    take(learner, Kind.POST_TEST, 1, answers=3)
    states = {kind: one.state for kind, one in offers_of(given_by(learner.pk), day(0)).items()}
    assert states == {"pretest": "closed", "posttest": "begun", "latertest": "waits"}


def test_no_score_is_told_before_the_last_test_is_done(client: Client) -> None:
    learner = known(client)
    take(learner, Kind.PRE_TEST, 5)
    take(learner, Kind.POST_TEST, 3, answers=19)
    given = given_by(learner.pk)
    assert (scores_of(given), ideas_of(given)) == ({}, ())
    page = client.get("/tests/").content.decode()
    assert "5 of 20" not in page
    assert "the result is shown beside the last test" in page
    assert "19 of 20 answered" in page


def test_both_tests_show_the_gain(client: Client) -> None:
    learner = known(client)
    take(learner, Kind.PRE_TEST, 8)
    take(learner, Kind.POST_TEST, 14, number=30)
    page = client.get("/tests/").content.decode()
    assert "You had 8 of 20 right at first, and 14 of 20 now." in page
    assert "you gained 50%: a medium gain" in page
    assert "shown once 20 have taken both tests" in page
    ideas = ideas_of(given_by(learner.pk))
    assert [one.item for one in ideas] == [item for _, item in IDEAS]
    assert ideas[10].right == {"pretest": False, "posttest": True}


def test_the_means_of_all_are_from_those_with_both_tests(
    monkeypatch: pytest.MonkeyPatch, django_assert_num_queries: Any
) -> None:
    for _ in range(3):
        learner = Learner.objects.create()
        take(learner, Kind.PRE_TEST, 5)
        take(learner, Kind.POST_TEST, 15)
    take(Learner.objects.create(), Kind.POST_TEST, 20)
    take(Learner.objects.create(), Kind.PRE_TEST, 1, answers=4)
    assert means_of_all() is None
    monkeypatch.setattr("course.quiz.gain.FEWEST", 3)
    with django_assert_num_queries(1):
        found = means_of_all()
    assert found is not None
    assert (found.learners, found.before, found.after) == (3, 25, 75)
    assert found.gain == pytest.approx(200 / 3)


def test_a_test_is_begun_by_a_post_and_only_when_it_is_open(client: Client) -> None:
    learner = known(client)
    assert client.post("/tests/", {"kind": "latertest"})["Location"] == "/tests/"
    assert client.post("/tests/", {"kind": "check"})["Location"] == "/tests/"
    where = client.post("/tests/", {"kind": "pretest"})["Location"]
    sitting = Sitting.objects.get()
    assert where == f"/sittings/{sitting.pk}/"
    assert [tuple(slot) for slot in sitting.slots] == list(FORMS[Kind.PRE_TEST].slots)
    answer(learner, sitting, 14, timezone.now())
    assert "1 of 20 answered" in client.get("/tests/").content.decode()


def test_every_item_of_the_forms_is_in_the_bank() -> None:
    from course.bank import bank

    for code, item in IDEAS:
        assert code in course().misconceptions
        assert item in bank().items
        seeds = [seed for form in FORMS.values() for one, seed in form.slots if one == item]
        stems = {bank().items[item].draw(seed).ask.stem for seed in seeds}
        assert len(stems) == (3 if bank().items[item].kind == "generated" else 1), item
    assert course_tests.LATER.days == 28
