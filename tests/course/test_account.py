"""Accounts, through Django's own client: each client is a browser."""

import threading
from datetime import timedelta
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.db import connection
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from course import forms, tries
from course.models import Learner, Prediction
from simulator.rooms import store
from simulator.rooms.errors import TooFast
from simulator.rooms.models import Room
from simulator.rooms.pace import Visitors
from simulator.rooms.people import person_from
from tests.course.accounts import PASSWORD, learner, number, patient, sign_in, sign_out, sign_up, words  # noqa: F401  patient works by its name
from tests.course.people import done, guess, visit

pytestmark = pytest.mark.django_db

# -- up, in and out ---------------------------------------------------------------------------------------


def test_signing_up_keeps_everything_under_the_same_number(client: Client) -> None:
    me = learner(client)
    done(me, "L21")
    before = client.session["learner"]
    answer = sign_up(client)
    assert (answer.status_code, answer.url) == (303, "/account/")
    assert client.session["learner"] == before
    assert User.objects.get().learner == me
    assert me.predictions.get().value == 30
    assert Room.objects.get().owner == before
    page = words(client.get("/account/"))
    assert "ada" in page
    assert person_from(before).name in page


def test_a_prediction_made_anonymously_is_there_in_another_browser(client: Client) -> None:
    guess(learner(client), "L21", 20)
    sign_up(client)
    other = Client()
    visit(learner(other), "L22", "story")
    room = Room.objects.get(owner=number(other))
    assert sign_in(other).status_code == 303
    assert other.session["learner"] == client.session["learner"]
    me = User.objects.get().learner
    assert me.predictions.get().value == 20
    assert [row.lesson for row in me.visits.all()] == ["L22"]
    room.refresh_from_db()
    assert room.owner == me.pk.hex
    assert room.label in words(other.get("/ring/"))


def test_a_guess_sent_by_a_newcomer_survives_a_sign_up_and_is_shown_in_another_browser(
    client: Client,
) -> None:
    address = "/lessons/l21-what-moved/"
    client.get(address)
    assert client.post(f"{address}predict/", {"value": "21", "certainty": "2"}).status_code == 302
    sign_up(client)
    other = Client()
    other.get(address)
    other.post(f"{address}predict/", {"value": "77", "certainty": "1"})  # later: the first one stands
    sign_in(other)
    for browser in (client, other):
        assert Prediction.objects.get().value == 21
        assert "L21. Add one oven" in words(browser.get("/lessons/"))
        assert "Lock in my guess" not in words(browser.get(address))


def test_the_session_gets_a_new_key_and_keeps_the_number(client: Client) -> None:
    kept = number(client)
    before = client.cookies["sessionid"].value
    sign_up(client)
    assert client.cookies["sessionid"].value != before
    assert client.session["learner"] == kept


def test_signing_out_leaves_a_newcomer(client: Client) -> None:
    sign_up(client)
    kept = client.session["learner"]
    answer = sign_out(client)
    assert (answer.status_code, answer.url) == (303, "/lessons/")
    assert "learner" not in client.session
    assert number(client) != kept
    assert sign_in(client).status_code == 303
    assert client.session["learner"] == kept
    assert Room.objects.get().owner == kept, "what the newcomer did came along"


def test_signing_out_needs_a_form(client: Client) -> None:
    sign_up(client)
    assert client.get("/account/sign-out/").status_code == 405
    assert client.session["_auth_user_id"]


def test_nothing_goes_from_one_account_to_another(client: Client) -> None:
    sign_up(client, "ada")
    guess(learner(client), "L21", 20)
    User.objects.create_user("bo", password=PASSWORD)
    client.force_login(User.objects.get(username="bo"))  # without signing out in between
    bo = User.objects.get(username="bo").learner
    assert client.session["learner"] == bo.pk.hex
    assert not bo.predictions.exists()
    assert User.objects.get(username="ada").learner.predictions.get().value == 20


def test_who_is_signed_in_needs_no_form_for_it(client: Client) -> None:
    sign_up(client)
    for path in ("/account/sign-up/", "/account/sign-in/"):
        answer = client.get(path)
        assert (answer.status_code, answer.url) == (303, "/account/")


@pytest.mark.parametrize("act", [sign_up, sign_in])
@pytest.mark.parametrize(
    ("wanted", "went"),
    [
        ("/lessons/l21-what-moved/#lab", "/lessons/l21-what-moved/#lab"),
        ("https://evil.example/", "/account/"),
        ("//evil.example/", "/account/"),
        ("/\\evil.example", "/account/"),
        ("javascript:alert(1)", "/account/"),
        ("", "/account/"),
    ],
)
def test_one_goes_on_to_this_site_alone(client: Client, act: Any, wanted: str, went: str) -> None:
    if act is sign_in:
        User.objects.create_user("ada", password=PASSWORD)
    asked = words(client.get("/account/sign-in/", {"next": wanted}))
    assert f'name="next" value="{went}"' in asked
    answer = act(client, next=wanted)
    assert (answer.status_code, answer.url) == (303, went)


@pytest.mark.parametrize(
    ("fields", "why"),
    [
        ({"username": "a b"}, forms.NAME_HELP),
        ({"username": "BO"}, forms.TAKEN),
        ({"password2": "oven at one"}, "The two passwords differ."),
        ({"password1": "short", "password2": "short"}, "at least 8 characters"),
        ({"password1": "password", "password2": "password"}, "too common"),
    ],
)
def test_what_is_wrong_is_said_where_it_is(client: Client, fields: dict[str, str], why: str) -> None:
    User.objects.create_user("bo", password=PASSWORD)
    answer = sign_up(client, **fields)  # type: ignore[arg-type]
    assert answer.status_code == 422
    assert why in words(answer)
    assert 'aria-invalid="true"' in words(answer)
    assert User.objects.count() == 1


def test_a_wrong_password_is_told_in_clear_words(client: Client) -> None:
    User.objects.create_user("ada", password=PASSWORD)
    for name, password in (("ada", "oven at one"), ("eve", PASSWORD)):
        answer = sign_in(client, name, password)
        assert answer.status_code == 422
        assert "do not go together" in words(answer)
        assert password not in words(answer)
    assert "_auth_user_id" not in client.session


@pytest.mark.django_db(transaction=True)
def test_a_double_click_makes_one_account() -> None:
    gate = threading.Barrier(2)
    statuses = []

    def click() -> None:
        gate.wait()
        statuses.append(sign_up(Client()).status_code)
        connection.close()

    threads = [threading.Thread(target=click) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(statuses) == [303, 422]
    assert User.objects.count() == Learner.objects.count() == 1


# -- how often a password may be tried ---------------------------------------------------------------------


def test_wrong_passwords_are_limited_and_a_right_one_is_no_way_around(client: Client) -> None:
    User.objects.create_user("ada", password=PASSWORD)
    statuses = [sign_in(client, password="guess").status_code for _ in range(9)]
    assert statuses == [422] * 8 + [429]
    answer = sign_in(client)
    assert (answer.status_code, "Too many tries" in words(answer)) == (429, True)
    elsewhere = Client(REMOTE_ADDR="192.0.2.7")
    assert sign_in(elsewhere).status_code == 303, "a stranger cannot lock the owner out"


def test_one_address_has_sixty_tries_for_all_names_together() -> None:
    for place in range(60):
        tries.sign_in("192.0.2.7", f"name-{place}", now=0.0)
    with pytest.raises(TooFast):
        tries.sign_in("192.0.2.7", "one-more", now=0.0)
    tries.sign_in("192.0.2.7", "one-more", now=2.0)


def test_one_name_has_a_hundred_tries_from_everywhere() -> None:
    for place in range(100):
        tries.sign_in(f"192.0.2.{place}", "ada", now=0.0)
    with pytest.raises(TooFast):
        tries.sign_in("198.51.100.1", "Ada", now=0.0)


@given(st.lists(st.floats(0, 60), min_size=1, max_size=80))
def test_the_same_name_from_one_address_never_has_more_than_its_pace(gaps: list[float]) -> None:
    limits, now, taken = tries.limits(), 0.0, 0
    for gap in gaps:
        now += gap
        try:
            limits[1][1].take("192.0.2.7 ada", now)
        except TooFast:
            continue
        taken += 1
        assert taken <= 8 + now / 20 + 1e-6


def test_new_accounts_are_limited_too(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tries, "_signing_up", Visitors(rate=0, burst=1))
    assert sign_up(client).status_code == 303
    assert sign_up(Client(), "bo").status_code == 429
    assert User.objects.count() == 1


# -- a new password ---------------------------------------------------------------------------------------


def test_a_new_password_signs_the_other_browsers_out(client: Client) -> None:
    sign_up(client)
    other = Client()
    sign_in(other)
    fields = {"old_password": PASSWORD, "new_password1": "noon at oven", "new_password2": "noon at oven"}
    answer = client.post("/account/password/", fields)
    assert (answer.status_code, answer.url) == (303, "/account/")
    assert "Sign out" in words(client.get("/account/"))
    assert "Sign in" in words(other.get("/account/"))
    assert "learner" not in other.session
    assert sign_in(other).status_code == 422
    assert sign_in(other, password="noon at oven").status_code == 303


def test_a_new_password_needs_the_old_one_and_an_account(client: Client) -> None:
    answer = client.get("/account/password/")
    assert (answer.status_code, answer.url) == (302, "/account/sign-in/?next=/account/password/")
    sign_up(client)
    fields = {"old_password": "x", "new_password1": "noon at oven", "new_password2": "noon at oven"}
    answer = client.post("/account/password/", fields)
    assert (answer.status_code, "not your password" in words(answer)) == (422, True)


# -- and on every page ------------------------------------------------------------------------------------


@pytest.mark.parametrize("path", ["", "sign-up/", "sign-in/", "delete/", "export.json"])
def test_these_pages_are_never_kept(client: Client, path: str) -> None:
    number(client)
    answer = client.get(f"/account/{path}")
    assert answer.status_code == 200
    assert "no-store" in answer["Cache-Control"]


def test_forms_without_their_token_are_refused() -> None:
    strict = Client(enforce_csrf_checks=True)
    for path in ("sign-up/", "sign-in/", "sign-out/", "delete/"):
        assert strict.post(f"/account/{path}", {}).status_code == 403


def test_sessions_outlive_a_year_of_nothing(client: Client) -> None:
    sign_up(client)
    assert client.session.get_expiry_age() >= timedelta(days=365).total_seconds()
    assert store.owned_by(client.session["learner"]) == []


def test_the_door_of_the_admin_has_the_same_limits(client: Client) -> None:
    User.objects.create_superuser("rosa", password=PASSWORD)

    def knock(password: str) -> Any:
        return client.post("/admin/login/?next=/admin/", {"username": "rosa", "password": password})

    for _ in range(8):
        assert "do not go together" in words(knock("guess"))
    assert "Too many tries" in words(knock(PASSWORD))


def test_a_learner_does_not_come_through_the_door_of_the_admin(client: Client) -> None:
    User.objects.create_user("ada", password=PASSWORD)
    answer = client.post("/admin/login/?next=/admin/", {"username": "ada", "password": PASSWORD})
    assert "do not go together" in words(answer)
    assert "_auth_user_id" not in client.session
