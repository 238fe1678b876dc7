"""Practice over a choice, the check of a lesson, and the sheet to print."""

import re
from uuid import UUID

import pytest
from django.contrib.auth import get_user_model
from django.utils import timezone

from course.library import course
from course.models import Learner, Sitting
from course.quiz.answering import submit
from course.quiz.check_card import check_card
from course.quiz.sittings import questions_of

pytestmark = pytest.mark.django_db


def test_practice_begins_with_what_was_ticked(client):
    page = client.get("/practice/?about=L21&about=MC-36").content.decode()
    assert len(re.findall(r"checked", page)) == 2
    answer = client.post("/practice/", {"about": ["MC-36", "L21", "no such thing"]})
    sitting = Sitting.objects.get()
    assert answer.url == f"/sittings/{sitting.pk}/"
    assert (sitting.kind, sitting.about, len(sitting.slots)) == ("practice", "L21 MC-36", 8)


def test_practice_of_nothing_is_refused_in_words(client):
    answer = client.post("/practice/", {"about": ["nothing"]})
    assert answer.status_code == 422
    assert "Choose a lesson or a misconception first." in answer.content.decode()
    assert not Sitting.objects.exists()


def test_practice_of_everything_is_refused_in_words(client):
    codes = [f"MC-{number:02}" for number in range(1, 60)]
    answer = client.post("/practice/", {"about": codes})
    assert answer.status_code == 422
    assert "Choose fewer" in answer.content.decode()


def solve(sitting: Sitting, *, wrong: int) -> None:
    """Answer every question, the one at `wrong` wrongly until it closes. Straight through the store of answers."""
    for slot in questions_of(sitting):
        tries = 3 if slot.position == wrong else 1
        for number in range(tries):
            answer = "987654" if slot.position == wrong else slot.question.solution()
            submission = f"00000000-0000-4000-8000-{slot.position:06}{number:06}"
            submit(sitting.learner, sitting.pk, slot.position, UUID(submission), answer, 2, timezone.now())


def test_the_summary_and_only_what_was_missed(client):
    client.post("/practice/", {"about": ["L21"]})
    sitting = Sitting.objects.get()
    Sitting.objects.filter(pk=sitting.pk).update(slots=[["L21-Q1", 1], ["L21-Q4", 1]], planned=2)
    sitting.refresh_from_db()
    solve(sitting, wrong=1)
    page = client.get(f"/sittings/{sitting.pk}/").content.decode()
    assert "not right in three tries" in page
    assert "answered so far" in page  # the fresh question is open still
    Sitting.objects.filter(pk=sitting.pk).update(slots=sitting.slots, done_at=sitting.made_at)
    page = client.get(f"/sittings/{sitting.pk}/").content.decode()
    assert "1 of 2 right at the first try" in page
    assert "Retry only what was missed" in page
    client.post("/practice/", {"about": ["L21"], "missed": "1"})
    again = Sitting.objects.exclude(pk=sitting.pk).get()
    assert [item for item, _ in again.slots] == ["L21-Q4"]


@pytest.mark.parametrize(("wrong", "said"), [(9, "That is enough"), (0, "It takes 1")])
def test_a_test_out_says_whether_it_was_enough(client, wrong, said):
    assert "Test out of it" in client.get("/practice/").content.decode()
    client.post("/modules/6/test-out/")
    sitting = Sitting.objects.get()
    Sitting.objects.filter(pk=sitting.pk).update(slots=[["L21-Q1", 1]], planned=1)
    sitting.refresh_from_db()
    solve(sitting, wrong=wrong)
    page = client.get(f"/sittings/{sitting.pk}/").content.decode()
    assert "Test out: " in page
    assert said in page


def test_the_card_of_a_check_from_new_to_done(client, django_assert_max_num_queries):
    lesson = course().lessons["L21"]
    with django_assert_max_num_queries(0):
        assert check_card(None, lesson).state == "new"
    assert client.post("/lessons/l21-what-moved/check/").status_code == 303
    sitting, learner = Sitting.objects.get(), Learner.objects.get()
    Sitting.objects.filter(pk=sitting.pk).update(slots=[["L21-Q1", 1], ["L21-Q4", 1]], planned=2)
    sitting.refresh_from_db()
    card = check_card(learner.pk, lesson)
    assert (card.state, card.count, card.answered) == ("open", 2, 0)
    solve(sitting, wrong=1)
    Sitting.objects.filter(pk=sitting.pk).update(done_at=timezone.now())
    with django_assert_max_num_queries(2):
        card = check_card(learner.pk, lesson)
    assert (card.state, card.count, card.right, card.missed, card.mastered) == ("done", 2, 1, 1, False)


def test_a_sheet_is_the_same_for_the_same_seed_and_has_a_key_for_staff_alone(client):
    page = client.get("/sheets/l21-what-moved/?seed=3").content.decode()
    assert page == client.get("/sheets/l21-what-moved/?seed=3").content.decode()
    assert "Sheet 3" in page
    assert "Key to sheet" not in page
    assert "Only 0, 1, 2 and 3 stay" not in page
    client.force_login(get_user_model().objects.create_user("teacher", is_staff=True))
    page = client.get("/sheets/l21-what-moved/?seed=3").content.decode()
    assert "Key to sheet 3" in page
    assert "Only 0, 1, 2 and 3 stay" in page


@pytest.mark.parametrize("seed", ["", "x", "-4", "99999999999", "٣"])
def test_a_sheet_with_an_odd_seed_is_the_usual_one(client, seed):
    assert "Sheet 7" in client.get("/sheets/l21-what-moved/", {"seed": seed}).content.decode()


def test_the_sheet_of_every_lesson_can_be_made(client):
    client.force_login(get_user_model().objects.create_user("teacher", is_staff=True))
    for lesson in course().lessons.values():
        answer = client.get(f"/sheets/{lesson.slug}/")
        assert answer.status_code == 200, lesson.id
        assert "Key to sheet" in answer.content.decode()
