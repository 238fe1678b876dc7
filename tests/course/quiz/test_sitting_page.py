"""The addresses of a sitting: to start, to answer with and without htmx, to repeat, and to be no one else's."""

import re
import uuid
from typing import Any

import pytest
from django.test import Client

from course.models import Learner, Sitting, Try
from course.quiz.sittings import drawn

pytestmark = pytest.mark.django_db
START = "/lessons/l21-what-moved/check/"
HTMX = {"HX-Request": "true"}


def start(client: Client, address: str = START, **fields: str) -> Sitting:
    answer = client.post(address, fields)
    assert answer.status_code == 303, answer.content
    found = re.fullmatch(r"/sittings/([0-9a-f-]{36})/", answer["Location"])
    assert found
    return Sitting.objects.get(pk=found[1])


def at_item(sitting: Sitting, item: str) -> int:
    return next(place for place, (name, _) in enumerate(sitting.slots) if name == item)


def post(
    client: Client, sitting: Sitting, position: int, answer: str, htmx: bool = False, **more: str
) -> Any:
    fields = {"submission": str(uuid.uuid4()), "certainty": "2", "answer": answer} | more
    headers = HTMX if htmx else {}
    return client.post(f"/sittings/{sitting.pk}/{position}/", fields, headers=headers)


def words(answer: Any) -> str:
    return str(answer.content.decode())


def test_a_check_is_started_and_gone_on_with(client: Client) -> None:
    sitting = start(client)
    assert start(client) == sitting
    answer = client.get(f"/sittings/{sitting.pk}/")
    assert (answer.status_code, answer["Location"]) == (303, f"/sittings/{sitting.pk}/0/")
    page = client.get(answer["Location"])
    assert page.status_code == 200
    assert "no-store" in page["Cache-Control"]
    learner = Learner.objects.get()
    assert learner.visits.get().sections == ["check"]


def test_an_answer_without_javascript(client: Client) -> None:
    sitting = start(client)
    place = at_item(sitting, "L21-Q1")
    answer = post(client, sitting, place, "4")
    address = f"/sittings/{sitting.pk}/{place}/"
    assert (answer.status_code, answer["Location"]) == (303, f"{address}#verdict")
    page = words(client.get(address))
    assert "also the number that STAYS" in page
    assert 'id="verdict"' in page
    assert Try.objects.get().code == "MC-36"


def test_an_answer_with_htmx_brings_the_question_alone(client: Client) -> None:
    sitting = start(client)
    page = words(post(client, sitting, at_item(sitting, "L21-Q1"), "16", htmx=True))
    assert 'id="question"' in page
    assert "<html" not in page
    assert "Right" in page


def test_a_repeat_of_a_form_changes_nothing(client: Client) -> None:
    sitting = start(client)
    place = at_item(sitting, "L21-Q1")
    once = str(uuid.uuid4())
    answers = [post(client, sitting, place, "4", submission=once) for _ in range(3)]
    assert len({(answer.status_code, answer["Location"]) for answer in answers}) == 1
    assert Try.objects.count() == 1


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"answer": "lots"}, "Type a number"),
        ({"certainty": ""}, "how sure you are"),
        ({"certainty": "9"}, "how sure you are"),
        ({"submission": "x"}, "load it again"),
        ({"submission": ""}, "load it again"),
    ],
)
def test_what_cannot_be_taken_is_said_and_kept(client: Client, fields: dict[str, str], said: str) -> None:
    sitting = start(client)
    place = at_item(sitting, "L21-Q1")
    for htmx in (False, True):
        answer = post(client, sitting, place, **({"answer": "4"} | fields), htmx=htmx)
        assert answer.status_code == 422
        assert said in words(answer)
        typed = fields.get("answer", "4")
        assert f'value="{typed}"' in words(answer)
    assert not Try.objects.exists()


def test_a_question_answered_in_another_tab_says_so(client: Client) -> None:
    sitting = start(client)
    place = at_item(sitting, "L21-Q1")
    post(client, sitting, place, "16")
    late = post(client, sitting, place, "4", htmx=True)
    assert late.status_code == 422
    assert "answered this question already" in words(late)
    assert Try.objects.count() == 1


def test_nobody_finds_what_is_not_theirs(client: Client) -> None:
    sitting = start(client)
    stranger = Client()
    start(stranger)
    pages = set()
    for other in (Client(), stranger):
        for number in (sitting.pk, uuid.uuid4()):
            answers = [
                other.get(f"/sittings/{number}/"),
                other.get(f"/sittings/{number}/0/"),
                other.post(
                    f"/sittings/{number}/0/", {"answer": "16", "certainty": "2", "submission": str(number)}
                ),
            ]
            assert [answer.status_code for answer in answers] == [404] * 3
            pages |= {words(answer).replace(str(number), "") for answer in answers[:2]}
    assert len(pages) <= 2, "a stranger cannot tell one that exists from one that does not"
    for position in (99, 10**25):
        assert client.get(f"/sittings/{sitting.pk}/{position}/").status_code == 404
        assert post(client, sitting, position, "16").status_code == 404
    assert not Try.objects.exists()


def test_only_what_was_missed_is_asked_again(client: Client) -> None:
    sitting = start(client)
    for place, (item, seed) in enumerate(list(sitting.slots)):
        question: Any = drawn(item, seed)
        if item == "L21-Q1":
            post(client, sitting, place, "4")
        post_right(client, sitting, place, question)
    sitting.refresh_from_db()
    assert sitting.done_at
    assert "Retry only what was missed" in words(client.get(f"/sittings/{sitting.pk}/"))
    again = start(client, missed="1")
    assert [item for item, _ in again.slots] == ["L21-Q1"]


def post_right(client: Client, sitting: Sitting, place: int, question: Any) -> None:
    from course.quiz.reading import fields_of

    fields = {name: list(values) for name, values in fields_of(question, question.solution()).items()}
    sent = {"submission": str(uuid.uuid4()), "certainty": "2", **fields}
    assert client.post(f"/sittings/{sitting.pk}/{place}/", sent).status_code == 303


def test_a_module_can_be_tested_out_of(client: Client) -> None:
    sitting = start(client, "/modules/6/test-out/")
    assert (sitting.kind, sitting.about, sitting.planned) == ("testout", "6", 7)
    assert client.post("/modules/99/test-out/").status_code == 404
    assert client.get("/modules/6/test-out/").status_code == 405


def test_a_page_and_an_answer_ask_the_database_little(
    client: Client, django_assert_max_num_queries: Any
) -> None:
    sitting = start(client)
    place = at_item(sitting, "L21-Q1")
    with django_assert_max_num_queries(3):
        client.get(f"/sittings/{sitting.pk}/{place}/")
    with django_assert_max_num_queries(16):
        post(client, sitting, place, "4", htmx=True)
