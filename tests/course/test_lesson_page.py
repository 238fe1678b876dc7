"""The page of a lesson: what is open when, one guess a learner, three queries at most, and no answer given away."""

import re
from dataclasses import replace
from uuid import uuid4

import pytest
from django.test import Client

from course.library import course
from course.models import Learner, Prediction, Visit
from course.predictions import FEWEST
from tests.course.people import at

pytestmark = pytest.mark.django_db
PAGE = "/lessons/l21-what-moved/"
GUESS = {"value": "25", "certainty": "2"}
HTMX = {"HX-Request": "true"}


def sections_open(html: str) -> set[str]:
    return set(re.findall(r'<section class="part part-(\w+)"', html))


def page(client: Client) -> str:
    return client.get(PAGE).content.decode()


def see(client: Client, choice: int = 0) -> None:
    client.post(f"{PAGE}seen/", {"choice": choice})


def test_before_the_guess_there_is_the_story_and_the_question_and_no_result(client):
    html = page(client)
    assert sections_open(html) == {"story"}
    assert "Lock in my guess and run" in html
    assert "lab-result" not in html
    assert "79.7%" not in html
    assert course().by_slug("l21-what-moved").section("explain").title in html, "named in the contents"


def test_a_first_view_asks_the_database_three_times_at_most(client, django_assert_max_num_queries):
    with django_assert_max_num_queries(3):
        client.get(PAGE)
    client.post(f"{PAGE}sections/", {"section": "story"})
    with django_assert_max_num_queries(3):
        client.get(PAGE, headers=HTMX)


def test_the_guess_opens_the_run_and_what_was_seen_opens_the_rest(client):
    answer = client.post(f"{PAGE}predict/", GUESS)
    assert (answer.status_code, answer["Location"]) == (302, f"{PAGE}#predict")
    html = page(client)
    assert "You said 25%" in html
    assert "What did you see?" in html
    assert sections_open(html) == {"story"}
    assert "fieldset disabled" in html
    see(client, 1)
    html = page(client)
    assert sections_open(html) == {"story", "explain", "worked", "notes", "check"}
    assert "fieldset disabled" not in html
    wrong = course().by_slug("l21-what-moved").seen[1]
    assert wrong.reply in html.replace("&#x27;", "'")


def test_a_guess_that_cannot_be_read_keeps_what_was_typed(client):
    answer = client.post(f"{PAGE}predict/", {"value": "lots", "certainty": "3"})
    html = answer.content.decode()
    assert answer.status_code == 422
    assert 'value="lots"' in html
    assert re.search(r'value="3" required checked', html)
    assert "Type a number from 0% to 100%." in html
    assert not Prediction.objects.exists()


def test_the_first_guess_stands(client):
    client.post(f"{PAGE}predict/", GUESS)
    again = client.post(f"{PAGE}predict/", {"value": "80", "certainty": "1"}, headers=HTMX)
    assert "You said 25%" in again.content.decode()
    broken = client.post(f"{PAGE}predict/", {"value": "x"}, headers=HTMX)
    assert "You said 25%" in broken.content.decode()
    assert Prediction.objects.get().value == 25


def test_what_was_seen_first_stands_too(client):
    client.post(f"{PAGE}predict/", GUESS)
    see(client, 1)
    see(client, 0)
    assert Prediction.objects.get().seen == 1
    assert client.post(f"{PAGE}seen/", {"choice": "99"}).status_code == 422
    assert client.post(f"{PAGE}seen/", {"choice": "²"}).status_code == 422


def test_seen_without_a_guess_leads_back_to_the_question(client):
    assert client.post(f"{PAGE}seen/", {"choice": 0})["Location"] == f"{PAGE}#predict"


def test_the_guess_can_be_skipped_from_the_second_opening_on(client):
    client.post(f"{PAGE}sections/", {"section": "story"})
    assert client.post(f"{PAGE}predict/", {"skip": "1"}).status_code == 422
    assert "Skip the guess" in page(client)
    client.post(f"{PAGE}predict/", {"skip": "1"})
    assert Prediction.objects.get().skipped
    assert "You went on without a guess" in page(client)


def test_others_are_shown_once_they_are_enough(client):
    def others(count):
        for _ in range(count):
            learner = Learner.objects.create(pk=uuid4())
            Prediction.objects.create(learner=learner, lesson="L21", kind="number", value=20, made_at=at(0))

    client.post(f"{PAGE}predict/", GUESS)
    others(FEWEST - 1)
    assert "other learners" not in page(client)
    assert "strip-bar" not in page(client)
    others(1)
    assert f"{FEWEST} other learners" in page(client)
    assert "strip-bar" in page(client)


def test_sections_are_noted_and_others_refused(client):
    assert client.post(f"{PAGE}sections/", {"section": "story"}).status_code == 204
    assert Visit.objects.get().sections == ["story"]
    assert client.post(f"{PAGE}sections/", {"section": "cellar"}).status_code == 422


def test_without_javascript_the_whole_lesson_counts_as_read(client):
    client.post(f"{PAGE}predict/", GUESS)
    see(client)
    assert "check" in Visit.objects.get().sections


def test_own_words_are_kept_beside_ours(client):
    client.post(f"{PAGE}predict/", GUESS)
    see(client)
    client.post(f"{PAGE}rewrite/", {"erratum": "E21", "text": "<b>First server clockwise</b>"})
    html = page(client)
    assert "&lt;b&gt;First server clockwise&lt;/b&gt;" in html
    assert "One way to put it" in html


@pytest.mark.parametrize("slug", [one.slug for one in course().lessons.values() if one.written])
def test_every_written_lesson_goes_through_all_its_stages(client, slug):
    lesson = course().by_slug(slug)
    question = lesson.question
    sent: dict[str, object] = {"certainty": "2"}
    if question.kind == "number":
        sent["value"] = str(question.low)
    elif question.kind == "choice":
        sent["value"] = question.options[0][0]
    elif question.kind == "curve":
        sent |= {f"y{place}": str(question.low) for place in range(len(question.x))}
    else:
        sent["slot"] = [question.slots[0][0]]
    where = f"/lessons/{slug}/"
    assert client.get(where).status_code == 200
    client.post(f"{where}predict/", sent)
    assert (
        "You said" in (html := client.get(where).content.decode())
        or "You found" in html
        or "Your curve" in html
    )
    client.post(f"{where}seen/", {"choice": 0})
    html = client.get(where).content.decode()
    assert sections_open(html) >= {"explain", "check"}
    assert client.get(f"{where}lab/").status_code == 200


def test_a_lesson_that_is_not_written_says_so(client, monkeypatch):
    whole = course()
    planned = replace(whole.lessons["L02"], sections=(), experiment="", question=None, seen=())
    monkeypatch.setattr(
        "course.views.find.course", lambda: replace(whole, lessons={**whole.lessons, "L02": planned})
    )
    assert "not written yet" in client.get(f"/lessons/{planned.slug}/").content.decode()
    assert client.get("/lessons/l99-nothing/").status_code == 404
