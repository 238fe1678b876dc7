"""Reviews: what moves a card, what is asked today, what the page says, the count in the navigation."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from course.bank import bank
from course.models import Card, Learner, Sitting
from course.models.quiz import Kind
from course.quiz import review
from course.quiz.review import MOST, items_due, later_card, mixed, waiting
from course.quiz.sittings import begin
from tests.course.quiz.learners import answer, day, known, practise

pytestmark = pytest.mark.django_db
TODAY = day(0).date()


@pytest.fixture
def learner() -> Learner:
    return Learner.objects.create()


def card(learner: Learner, objective: str, due: date = TODAY, **more: Any) -> Card:
    return Card.objects.create(learner=learner, objective=objective, due=due, **more)


def cards(learner: Learner, count: int, due: date = TODAY) -> None:
    for objective in list(bank().objectives)[:count]:
        card(learner, objective, due)


# -- what moves a card -----------------------------------------------------------------------------------


def test_a_first_try_moves_every_objective_that_it_shows(learner: Learner) -> None:
    practise(learner, "L21-Q2", day(0))
    shown = {one.id for one in bank().objectives.values() if "L21-Q2" in one.items}
    assert set(learner.cards.values_list("objective", flat=True)) == shown
    assert all(one.due > TODAY and one.wrong_on is None for one in learner.cards.all())


def test_the_surer_the_later_and_a_miss_comes_back_tomorrow() -> None:
    def days(**how: Any) -> int:
        other = Learner.objects.create()
        practise(other, "L21-Q5", day(0), **how)
        return (other.cards.get().due - TODAY).days

    assert days(right=False, certainty=3) == days(right=False, certainty=1) == 1
    assert 1 <= days(certainty=1) <= days(certainty=2) < days(certainty=3)


def test_only_the_first_try_counts(learner: Learner) -> None:
    sitting = begin(learner, Kind.PRACTICE, "L21", day(0), items=["L21-Q5"])
    answer(learner, sitting, 0, day(0), right=False)
    before = learner.cards.values().get()
    answer(learner, sitting, 0, day(0), right=True)
    assert learner.cards.values().get() == before


def test_what_went_well_after_a_miss_does_not_hide_it_on_the_same_day(learner: Learner) -> None:
    practise(learner, "L21-Q5", day(0), right=False, certainty=3)
    practise(learner, "L21-Q5", day(0, 10), certainty=3)
    found = learner.cards.get()
    assert (found.due - TODAY).days == 1
    assert found.wrong_on == TODAY
    practise(learner, "L21-Q5", day(1))
    found.refresh_from_db()
    assert (found.misconception, found.wrong_on) == ("", None)
    assert found.due > TODAY + timedelta(days=1)


def test_a_test_moves_nothing(learner: Learner) -> None:
    sitting = begin(learner, Kind.PRE_TEST, "A", day(0))
    answer(learner, sitting, 14, day(0))
    assert not Card.objects.exists()


# -- what is asked today ---------------------------------------------------------------------------------


def test_nobody_has_nothing_and_it_costs_nothing(django_assert_num_queries: Any) -> None:
    with django_assert_num_queries(0):
        assert waiting(None, day(0)) == review.Waiting()


def test_what_waits_is_one_query(learner: Learner, django_assert_num_queries: Any) -> None:
    cards(learner, 15)
    card(learner, "later", TODAY + timedelta(days=3))
    cards(Learner.objects.create(), 5)
    with django_assert_num_queries(1):
        found = waiting(learner.pk, day(0))
    assert (found.due, found.all_due, found.asked, found.cards) == (MOST, 15, 0, 16)
    assert found.next_on == TODAY + timedelta(days=3)


def test_at_most_twelve_a_day_and_the_rest_the_day_after(learner: Learner) -> None:
    cards(learner, 30)
    assert len(items_due(learner, day(0))) == MOST
    for one in learner.cards.all()[:10]:
        one.asked_on, one.due = TODAY, TODAY + timedelta(days=9)
        one.save()
    assert waiting(learner.pk, day(0)).due == len(items_due(learner, day(0))) == 2
    assert waiting(learner.pk, day(1)).due == MOST


def test_a_month_away_costs_nothing(learner: Learner) -> None:
    cards(learner, 5)
    found = waiting(learner.pk, day(30))
    assert (found.due, found.all_due) == (5, 5)


def test_the_oldest_misconception_comes_first_then_what_is_due_longest(learner: Learner) -> None:
    card(learner, "L20-a", TODAY - timedelta(days=9))
    card(learner, "L22-a", misconception="MC-37", wrong_on=TODAY - timedelta(days=1))
    card(learner, "L24-a", misconception="MC-39", wrong_on=TODAY - timedelta(days=4))
    card(learner, "L25-a", TODAY - timedelta(days=20), wrong_on=TODAY - timedelta(days=20))
    order = [bank().items[item].ask.lesson for item in items_due(learner, day(0))]
    assert order == ["L24", "L22", "L25", "L20"]


def test_of_an_objectives_questions_the_one_asked_longest_ago(learner: Learner) -> None:
    objective = next(one for one in bank().objectives.values() if one.id == "L21-b")
    asked = []
    for turn in range(4):
        Card.objects.update(due=day(turn).date())
        if not learner.cards.exists():
            card(learner, objective.id)
        (item, *_) = items_due(learner, day(turn))
        asked.append(item)
        practise(learner, item, day(turn))
        learner.cards.exclude(objective=objective.id).delete()
    assert set(asked[:2]) == set(objective.items)
    assert asked[2:] == asked[:2]


def test_lessons_are_mixed_as_far_as_that_goes() -> None:
    assert mixed("abcd", ["L1", "L1", "L2", "L1"]) == ("a", "c", "b", "d")
    assert mixed("", []) == ()


def test_an_objective_that_the_course_dropped_is_passed_over(learner: Learner) -> None:
    card(learner, "L99-z")
    assert items_due(learner, day(0)) == ()


def test_a_review_asks_with_other_numbers_each_time(learner: Learner) -> None:
    card(learner, "L22-b")
    stems = set()
    generated = next(item.ask.id for item in bank().of_lesson("L22") if item.kind == "generated")
    for turn in range(4):
        sitting = begin(learner, Kind.REVIEW, "", day(turn), items=[generated])
        stems.add(bank().items[generated].draw(sitting.slots[0][1]).ask.stem)
        answer(learner, sitting, 0, day(turn))
    assert len(stems) == 4


def test_of_two_cards_the_one_answered_last_stays(learner: Learner) -> None:
    practise(learner, "L21-Q5", day(0))
    other = Learner.objects.create()
    practise(other, "L21-Q5", day(3))
    one, two = learner.cards.get(), other.cards.get()
    assert later_card(one, two) == later_card(two, one) == (two, one)


# -- pages -----------------------------------------------------------------------------------------------


def test_a_stranger_is_told_what_to_do_and_costs_no_query(
    client: Client, django_assert_num_queries: Any
) -> None:
    with django_assert_num_queries(0):
        page = client.get("/review/").content.decode()
    assert "Nothing to review yet" in page
    assert "nav-count" not in page
    assert client.post("/review/")["Location"] == "/review/"


def test_the_count_is_in_the_navigation_of_every_page_for_one_query(
    client: Client, django_assert_num_queries: Any
) -> None:
    learner = known(client)
    with django_assert_num_queries(1):
        assert "nav-count" not in client.get("/glossary/").content.decode()
    cards(learner, 3, timezone.localdate())
    with django_assert_num_queries(1):
        page = client.get("/glossary/").content.decode()
    assert '<b class="nav-count">3</b>' in page


def test_a_review_is_started_gone_on_with_and_ends(client: Client) -> None:
    learner = known(client)
    now = timezone.now()
    practise(learner, "L21-Q5", now - timedelta(days=2), right=False)
    page = client.get("/review/").content.decode()
    assert "1 question today" in page
    assert "Start the review" in page
    where = client.post("/review/")["Location"]
    sitting = Sitting.objects.get(kind=Kind.REVIEW)
    assert where == f"/sittings/{sitting.pk}/"
    assert client.post("/review/")["Location"] == where
    assert "Go on with the review" in client.get("/review/").content.decode()
    answer(learner, sitting, 0, now)
    page = client.get("/review/").content.decode()
    assert "Nothing is due" in page
    assert "You answered 1 today." in page
    assert "What comes next" in page


def test_yesterdays_review_makes_room_for_todays(client: Client) -> None:
    learner = known(client)
    cards(learner, 3, timezone.localdate() - timedelta(days=1))
    earlier = begin(learner, Kind.REVIEW, "", timezone.now() - timedelta(days=1), items=["L21-Q5"])
    where = client.post("/review/")["Location"]
    today = Sitting.objects.get(kind=Kind.REVIEW, done_at__isnull=True)
    assert where == f"/sittings/{today.pk}/" != f"/sittings/{earlier.pk}/"
    assert len(today.slots) == 3


def test_after_twelve_the_rest_waits(client: Client) -> None:
    learner = known(client)
    cards(learner, 14, timezone.localdate())
    learner.cards.filter(pk__in=learner.cards.values("pk")[:12]).update(
        asked_on=timezone.localdate(), due=timezone.localdate() + timedelta(days=4)
    )
    page = client.get("/review/").content.decode()
    assert "That is enough for today" in page
    assert "The other 2 can wait until tomorrow" in page
    assert "nav-count" not in page
