"""What an account holds: told, taken along, deleted."""

import json
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.test import Client

from course.models import Learner, Prediction, Rewrite, Visit
from simulator.rooms.models import Event, Room
from simulator.rooms.people import person_from
from tests.course.accounts import PASSWORD, learner, number, patient, sign_in, sign_up, words  # noqa: F401  patient works by its name
from tests.course.people import done, guess, rewrite, visit

pytestmark = pytest.mark.django_db

# -- what is stored ---------------------------------------------------------------------------------------


def test_nobody_is_told_that_nothing_is_stored(client: Client) -> None:
    page = words(client.get("/account/"))
    assert "Nobody yet" in page
    assert "sessionid" not in client.cookies
    assert client.get("/account/export.json").json() == {}
    assert client.get("/account/delete/").status_code == 303


def test_the_page_counts_what_is_stored(client: Client, django_assert_max_num_queries: Any) -> None:
    me = learner(client)
    sign_up(client)
    visit(me, "L20", "story")
    done(me, "L21")
    rewrite(me, "E21", "about 1/n of the keys")
    with django_assert_max_num_queries(12):
        page = words(client.get("/account/"))
    for count, word in ((2, "lessons opened"), (1, "guess:"), (1, "sentence of"), (1, "ring that")):
        assert f"<b>{count}</b> <span>{word}" in page


def test_the_export_holds_everything(client: Client) -> None:
    me = learner(client)
    room = Room.objects.get()
    client.post(f"/rooms/{room.slug}/do/", {"do": "add_server", "name": "Nonna"})
    done(me, "L21", minute=3)
    visit(me, "L22", "story", "lab", openings=4)
    rewrite(me, "E21", "about 1/n of the keys")
    sign_up(client)
    answer = client.get("/account/export.json")
    assert answer["Content-Disposition"] == 'attachment; filename="slicewise.json"'
    data = answer.json()
    assert data["you"]["name_shown_to_others"] == person_from(me.pk.hex).name
    assert data["you"]["number"] == str(me.pk)
    assert data["you"]["account"]["name"] == "ada"
    assert [(row["lesson"], row["openings"], row["sections"]) for row in data["lessons"]][1] == (
        "L22", 4, ["story", "lab"],
    )  # fmt: skip
    (prediction,) = data["predictions"]
    assert (prediction["value"], prediction["certainty"], prediction["seen"]) == (30, 2, 1)
    assert [(row["erratum"], row["text"]) for row in data["rewrites"]] == [("E21", "about 1/n of the keys")]
    (ring,) = data["rings"]
    assert ring["link"] == f"http://testserver/rooms/{room.slug}/"
    (change,) = ring["changes"]
    event = Event.objects.get()
    assert (change["seq"], change["by"], change["command"]) == (1, "you", event.command)
    assert change["change"] == event.change
    assert ring["now"] == event.state


def stored(model: Any) -> set[str]:
    """The columns of a model that say something of a person."""
    return {field.name for field in model._meta.fields} - {"id", "learner", "user", "claimed_by"}


def test_no_column_is_forgotten_in_the_export(client: Client) -> None:
    me = learner(client)
    done(me, "L21")
    rewrite(me, "E21", "better")
    data = client.get("/account/export.json").json()
    for model, rows in ((Visit, "lessons"), (Prediction, "predictions"), (Rewrite, "rewrites")):
        assert set(data[rows][0]) == stored(model)


def test_the_export_holds_nothing_of_others(client: Client) -> None:
    me, bo = learner(client), Client()
    room = Room.objects.get()
    other = learner(bo)
    sign_up(bo, "bo")
    done(other, "L24")
    rewrite(other, "E4", "what bo thinks")
    bo.post(f"/rooms/{room.slug}/do/", {"do": "add_server"})
    bo.post(f"/rooms/{room.slug}/do/", {"do": "undo"})
    assert person_from(other.pk.hex).name in Event.objects.last().change["sentence"]  # type: ignore[union-attr]
    data = client.get("/account/export.json")
    for secret in (other.pk.hex, str(other.pk), "what bo thinks", '"bo"', "L24"):
        assert secret not in words(data)
    assert person_from(other.pk.hex).name not in words(data)
    assert person_from(other.pk.hex).id not in words(data)
    assert [change["by"] for change in data.json()["rings"][0]["changes"]] == ["someone else"] * 2
    assert data.json()["you"]["number"] == str(me.pk)
    assert data.json()["you"]["account"] is None


def test_an_accounts_data_are_for_whoever_is_signed_in(client: Client) -> None:
    """The number alone, in a session without an account, opens nothing."""
    sign_up(client)
    guess(learner(client), "L21", 20)
    thief = Client()
    session = thief.session
    session["learner"] = client.session["learner"]
    session.save()
    thief.cookies["sessionid"] = session.session_key
    assert thief.get("/account/export.json").json() == {}
    assert "Nobody yet" in words(thief.get("/account/"))
    assert thief.post("/account/delete/", {"sure": "on"}).status_code == 303
    assert Prediction.objects.exists()


# -- deleting ---------------------------------------------------------------------------------------------


def everything_of(me: Learner) -> dict[str, int]:
    text = json.dumps(list(Room.objects.values_list("owner", flat=True)))
    return {
        "learners": Learner.objects.filter(pk=me.pk).count()
        + Learner.objects.filter(claimed_by=me.pk).count(),
        "visits": Visit.objects.filter(learner=me.pk).count(),
        "predictions": Prediction.objects.filter(learner=me.pk).count(),
        "rewrites": Rewrite.objects.filter(learner=me.pk).count(),
        "owners": text.count(me.pk.hex),
    }


def test_deletion_leaves_no_row(client: Client) -> None:
    me, other = learner(client), Client()
    done(me, "L21")
    rewrite(me, "E21", "better")
    sign_up(client)
    done(learner(other), "L22")
    sign_in(other)  # so that a number was claimed
    bystander = learner(bo := Client())
    done(bystander, "L21")
    sign_up(bo, "bo")
    client.post("/account/delete/", {"sure": "on", "password": PASSWORD})
    assert set(everything_of(me).values()) == {0}
    assert [user.username for user in User.objects.all()] == ["bo"]
    assert list(Learner.objects.all()) == [bystander]
    assert "learner" not in client.session
    assert client.get("/account/delete/").status_code == 303
    assert (Visit.objects.count(), Prediction.objects.count()) == (1, 1)


def test_rings_stay_open_for_the_others(client: Client) -> None:
    me = learner(client)
    room = Room.objects.get()
    client.post(f"/rooms/{room.slug}/do/", {"do": "lock", "locked": "true"})
    bo = Client()
    assert bo.post(f"/rooms/{room.slug}/do/", {"do": "add_server"}).status_code == 403
    answer = client.post("/account/delete/", {"sure": "on"})
    assert "It is gone" in words(answer)
    room.refresh_from_db()
    assert (room.owner, room.locked) == (None, False)
    assert Event.objects.last().state == room.state  # type: ignore[union-attr]
    assert bo.post(f"/rooms/{room.slug}/do/", {"do": "add_server"}).status_code == 303
    assert not Learner.objects.filter(pk=me.pk).exists()


@pytest.mark.parametrize(
    ("fields", "why"),
    [
        ({"password": PASSWORD}, "Tick this to go on"),
        ({"sure": "on"}, "This field is required"),
        ({"sure": "on", "password": "guess"}, "This is not your password"),
    ],
)
def test_deleting_has_to_be_meant(client: Client, fields: dict[str, str], why: str) -> None:
    guess(learner(client), "L21", 20)
    sign_up(client)
    answer = client.post("/account/delete/", fields)
    assert (answer.status_code, why in words(answer)) == (422, True)
    assert (User.objects.count(), Prediction.objects.count()) == (1, 1)


def test_deleting_is_no_way_to_try_passwords(client: Client) -> None:
    sign_up(client)
    statuses = {
        client.post("/account/delete/", {"sure": "on", "password": "x"}).status_code for _ in range(9)
    }
    assert statuses == {422, 429}


def test_a_browser_that_is_still_signed_in_to_a_deleted_account_begins_anew(client: Client) -> None:
    sign_up(client)
    other = Client()
    sign_in(other)
    client.post("/account/delete/", {"sure": "on", "password": PASSWORD})
    assert "Sign up" in words(other.get("/account/"))
    assert other.get("/account/export.json").json() == {}
