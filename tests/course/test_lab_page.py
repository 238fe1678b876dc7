"""A lab by itself: a link says all, errors stand at their fields, a fragment is the same."""

import re

import pytest

pytestmark = pytest.mark.django_db
LAB = "/lessons/l21-what-moved/lab/"
HTMX = {"HX-Request": "true", "HX-Current-URL": "http://testserver/lessons/l21-what-moved/"}


def text(response) -> str:
    return response.content.decode()


def test_without_settings_it_is_the_lessons_own(client):
    html = text(client.get(LAB))
    assert 'name="before" value="4"' in html
    assert "From 4 to 5 ovens" in html
    assert "Seed 7." in html


def test_a_link_gives_the_same_run_again(client):
    link = f"{LAB}?seed=11&before=9&after=10"
    sentence = re.search(r'lab-sentence" role="status">(.*?)<', text(client.get(link)))[1]
    assert "From 9 to 10 ovens" in sentence
    assert sentence in text(client.get(link))


def test_problems_stand_at_their_fields_and_nothing_is_run(client):
    answer = client.get(f"{LAB}?before=0&after=many&seed=-1")
    html = text(answer)
    assert answer.status_code == 422
    assert re.search(r'id="wrong-before"[^>]*>Ovens before: from 1 to 100', html)
    assert re.search(r'id="wrong-after"[^>]*>Ovens after', html)
    assert 'name="after" value="many"' in html
    assert "findings" not in html


def test_the_fragment_keeps_the_address_of_the_page_it_is_on(client):
    answer = client.get(f"{LAB}?form=1&before=9&after=10&hits=95&keys=10000&flags=100&seed=7", headers=HTMX)
    assert "<!doctype" not in text(answer)
    assert answer["HX-Replace-Url"].startswith("/lessons/l21-what-moved/?seed=7&before=9")
    elsewhere = HTMX | {"HX-Current-URL": f"http://testserver{LAB}"}
    assert client.get(f"{LAB}?before=9", headers=elsewhere)["HX-Replace-Url"].startswith(f"{LAB}?seed=7")


def test_two_changes_at_once_get_a_hint_and_one_does_not(client):
    last = "seed%3D7%26before%3D4%26after%3D5%26hits%3D95"
    assert "You changed 2 things" in text(client.get(f"{LAB}?before=9&after=10&last={last}", headers=HTMX))
    assert "You changed" not in text(client.get(f"{LAB}?before=9&last={last}", headers=HTMX))


def test_a_lab_without_chance_has_no_seed_to_choose_and_its_links_stay_valid(client):
    html = text(client.get("/lessons/l22-clock-on-the-wall/lab/?seed=11&key=97"))
    assert "New seed" not in html
    assert "Seed 11" not in html
    assert '<input type="hidden" name="seed" value="11">' in html
    assert "New seed" in text(client.get(LAB))


def test_a_new_seed_leads_to_a_link(client):
    answer = client.get(f"{LAB}?form=1&before=9&after=10&hits=95&keys=10000&flags=100&seed=7&new_seed=1")
    assert answer.status_code == 302
    assert "new_seed" not in answer["Location"]
    assert re.search(r"seed=\d+&before=9", answer["Location"])


def test_what_is_typed_is_never_markup(client):
    html = text(client.get(LAB, {"before": '"><script>alert(1)</script>'}))
    assert "<script>alert" not in html
