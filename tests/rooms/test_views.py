"""Pages, forms and data of rooms, through Django's own client."""

import uuid

import numpy as np
import pytest
from django.test import Client
from django.urls import reverse

from simulator import engine
from simulator.rooms import pace, picture, store
from simulator.rooms.models import Room
from simulator.rooms.people import person_from

pytestmark = pytest.mark.django_db
ADA = person_from("a" * 32)


@pytest.fixture(autouse=True)
def patient(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pace, "_visitors", pace.Visitors(rate=5, burst=120))


@pytest.fixture
def room(client: Client) -> Room:
    client.post("/rooms/")
    return Room.objects.get()


def post(client: Client, room: Room, **fields: str):
    return client.post(reverse("room_do", args=[room.slug]), fields)


def test_rings_page_offers_every_scenario_and_lists_what_is_yours(client: Client) -> None:
    page = client.get("/ring/").content.decode()
    assert "You have no ring yet" in page
    for name, scenario in engine.SCENARIOS.items():
        assert f'value="{name}"' in page
        assert scenario.label in page
    answer = client.post("/rooms/", {"scenario": "copies"})
    room = Room.objects.get()
    assert (answer.status_code, answer.url) == (303, f"/rooms/{room.slug}/")
    assert store.state_at(room, 0).replicas == 3
    assert room.label in client.get("/ring/").content.decode()
    assert room.label not in Client().get("/ring/").content.decode()


def test_looking_at_the_rings_makes_nobody_a_visitor(client: Client) -> None:
    assert "sessionid" not in client.get("/ring/").cookies


def test_a_program_gets_its_room_as_json(client: Client) -> None:
    answer = client.post("/rooms/", headers={"accept": "application/json"})
    made = answer.json()
    room = Room.objects.get()
    assert answer.status_code == 201
    assert made["room"] == room.slug
    assert made["label"] == room.label
    assert made["url"] == f"/rooms/{room.slug}/"
    assert made["socket"] == f"/ws/rooms/{room.slug}/"
    assert (made["snapshot"]["seq"], made["snapshot"]["state"]) == (0, room.state)
    assert made["snapshot"]["you"]["owner"] is True


@pytest.mark.parametrize("accept", ["text/html", "application/json"])
def test_a_scenario_that_does_not_exist(client: Client, accept: str) -> None:
    answer = client.post("/rooms/", {"scenario": "calzone"}, headers={"accept": accept})
    assert answer.status_code == 422
    assert "There is no scenario" in answer.content.decode()
    assert not Room.objects.exists()


def test_forms_without_their_token_are_refused(room: Room) -> None:
    strict = Client(enforce_csrf_checks=True)
    for path in ("/rooms/", f"/rooms/{room.slug}/do/", f"/rooms/{room.slug}/fork/"):
        assert strict.post(path, {"do": "add_server", "seq": "0"}).status_code == 403
    assert Room.objects.get().seq == 0


def test_forms_only_take_posts_and_pages_only_gets(client: Client, room: Room) -> None:
    for path in ("/rooms/", f"/rooms/{room.slug}/do/", f"/rooms/{room.slug}/fork/"):
        assert client.get(path).status_code == 405
    for path in ("/ring/", f"/rooms/{room.slug}/", f"/rooms/{room.slug}/timeline.json"):
        assert client.post(path).status_code == 405


def test_the_page_of_a_room(client: Client, room: Room) -> None:
    answer = client.get(f"/rooms/{room.slug}/")
    assert answer.status_code == 200
    assert answer.context["snapshot"]["hash"] == engine.fingerprint(room.state)
    assert answer.context["snapshot"]["you"]["owner"] is True
    assert answer.context["viewing"] is None
    assert Client().get(f"/rooms/{room.slug}/").context["snapshot"]["you"]["owner"] is False


def test_a_form_changes_the_room(client: Client, room: Room) -> None:
    answer = post(client, room, do="add_server", name="Nonna")
    assert (answer.status_code, answer.url) == (303, f"/rooms/{room.slug}/")
    room.refresh_from_db()
    assert room.state["servers"][-1]["name"] == "Nonna"
    context = client.get(answer.url).context
    assert [event.seq for event in context["events"]] == [1]
    once = str(uuid.uuid4())
    for _ in range(2):
        assert post(client, room, do="set", capacity_bound="1.5", id=once).status_code == 303
    assert post(client, room, do="set", capacity_bound="").status_code == 303
    room.refresh_from_db()
    assert (room.seq, room.state["capacity_bound"]) == (3, None)


@pytest.mark.parametrize(
    ("fields", "status", "words"),
    [
        ({"do": "remove_server", "server": "oven-9"}, 422, "There is no server"),
        ({"do": "undo"}, 422, "There is nothing to undo."),
        ({"do": "dance"}, 400, "cannot be read"),
        ({}, 400, "cannot be read"),
    ],
)
def test_a_form_that_cannot_be_carried_out_says_why(
    client: Client, room: Room, fields: dict[str, str], status: int, words: str
) -> None:
    answer = post(client, room, **fields)
    assert answer.status_code == status
    assert words in answer.context["refusal"]
    assert answer.context["snapshot"]["seq"] == 0


def test_a_locked_room_refuses_the_forms_of_others(client: Client, room: Room) -> None:
    assert post(client, room, do="lock", locked="true").status_code == 303
    assert post(Client(), room, do="add_server").status_code == 403
    assert post(client, room, do="add_server").status_code == 303


def test_forms_have_a_pace(client: Client, room: Room, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pace, "_visitors", pace.Visitors(rate=0, burst=2))
    assert post(client, room, do="add_server").status_code == 303
    assert client.post("/rooms/").status_code == 303
    assert client.post("/rooms/").status_code == 429
    assert post(client, room, do="add_server").status_code == 429
    assert client.post(f"/rooms/{room.slug}/fork/", {"seq": "0"}).status_code == 429
    assert Room.objects.count() == 2


def test_a_fork_belongs_to_who_made_it(client: Client, room: Room) -> None:
    post(client, room, do="add_server")
    post(client, room, do="add_server")
    bob = Client()
    answer = bob.post(f"/rooms/{room.slug}/fork/", {"seq": "1"})
    assert answer.status_code == 303
    fork = Room.objects.get(forked_from=room)
    assert answer.url == f"/rooms/{fork.slug}/"
    assert len(fork.state["servers"]) == 6
    assert bob.get(answer.url).context["snapshot"]["you"]["owner"] is True
    assert bob.post(f"/rooms/{room.slug}/fork/", {"seq": "3"}).status_code == 404
    assert bob.post(f"/rooms/{room.slug}/fork/", {"seq": "x"}).status_code == 400


def test_a_link_to_a_moment(client: Client, room: Room) -> None:
    for _ in range(3):
        post(client, room, do="add_server")
    context = client.get(f"/rooms/{room.slug}/?at=1").context
    assert context["viewing"] == 1
    assert len(context["snapshot"]["state"]["servers"]) == 6
    assert [event.seq for event in context["events"]] == [1]
    for bad in ("4", "-1", "x", "１", "9" * 30, ""):
        assert client.get(f"/rooms/{room.slug}/", {"at": bad}).status_code == 404


def test_moments_as_data(client: Client, room: Room) -> None:
    post(client, room, do="add_server", position="0.95")
    begins = client.get(f"/rooms/{room.slug}/at/0.json").json()
    assert (begins["seq"], begins["change"], begins["command"], begins["by"]) == (0, None, None, None)
    then = client.get(f"/rooms/{room.slug}/at/1.json")
    change = engine.apply(store.state_at(room, 0), engine.AddServer(position=0.95))[1]
    assert then.json()["change"]["sentence"] == change.sentence
    assert then.json()["command"] == {"do": "add_server", "position": 0.95}
    assert len(then.json()["derived"]["points"]) == 6
    assert "immutable" in then["Cache-Control"]
    again = client.get(f"/rooms/{room.slug}/at/1.json", headers={"if-none-match": then["ETag"]})
    assert (again.status_code, again.content) == (304, b"")


def test_the_timeline(client: Client, room: Room) -> None:
    post(client, room, do="add_server", position="0.95")
    post(client, room, do="set", strategy="modulo")
    post(client, room, do="add_server")
    events = client.get(f"/rooms/{room.slug}/timeline.json").json()["events"]
    assert [event["seq"] for event in events] == [1, 2, 3]
    assert events[0].keys() == {
        "seq", "by", "at", "command", "moved", "moved_share", "instead_modulo", "sentence",
    }  # fmt: skip
    change = engine.apply(store.state_at(room, 0), engine.AddServer(position=0.95))[1]
    assert events[0]["instead_modulo"] == change.instead["modulo"]
    assert events[2]["instead_modulo"] == events[2]["moved_share"] > 0.8


def test_keys_and_owners_as_bytes(client: Client, room: Room) -> None:
    post(client, room, do="set", keys="5000")
    state = store.state_at(room, 1)
    answer = client.get("/keys/xxh3/5000.bin")
    keys = np.frombuffer(answer.content, "<u4")
    assert keys.shape == (5000,)
    assert (np.diff(keys.astype(np.int64)) >= 0).all()
    assert (keys == engine.key_positions("xxh3", 5000) >> np.uint64(32)).all()
    assert answer["Cache-Control"] == "public, max-age=31536000, immutable"
    owners = np.frombuffer(client.get(f"/rooms/{room.slug}/owners/1.bin").content, np.uint8)
    assert (owners == engine.owners(state)).all()
    assert len(np.frombuffer(client.get(f"/rooms/{room.slug}/owners/0.bin").content, np.uint8)) == 10_000
    again = client.get("/keys/xxh3/5000.bin", headers={"if-none-match": answer["ETag"]})
    assert again.status_code == 304


@pytest.mark.parametrize("path", ["/keys/md4/1000.bin", "/keys/xxh3/99.bin", "/keys/xxh3/100001.bin"])
def test_keys_that_do_not_exist(client: Client, path: str) -> None:
    assert client.get(path).status_code == 404


def test_maglevs_table(client: Client, room: Room) -> None:
    assert client.get(f"/rooms/{room.slug}/bins/0.bin").status_code == 404
    post(client, room, do="set", strategy="maglev")
    table = np.frombuffer(client.get(f"/rooms/{room.slug}/bins/1.bin").content, np.uint8)
    assert (table == engine.maglev_table(store.state_at(room, 1))).all()
    assert set(table) == set(range(5))


@pytest.mark.parametrize(
    "path",
    [
        "",
        "?at=0",
        "timeline.json",
        "at/0.json",
        "owners/0.bin",
        "bins/0.bin",
        "why/",
        "figures/load/",
        "share/",
    ],
)
def test_a_room_that_does_not_exist(client: Client, path: str) -> None:
    answer = client.get(f"/rooms/basil-aaaaaaaaaaaaaaaa/{path}")
    assert answer.status_code == 404
    assert "This room does not exist" in answer.content.decode()


@pytest.mark.parametrize("path", ["do/", "fork/"])
def test_a_form_for_a_room_that_does_not_exist(client: Client, path: str) -> None:
    answer = client.post(f"/rooms/basil-aaaaaaaaaaaaaaaa/{path}", {"do": "add_server", "seq": "0"})
    assert answer.status_code == 404


@pytest.mark.parametrize("path", ["at/7.json", "owners/7.bin", "bins/7.bin", "at/99999999999999999999.json"])
def test_a_moment_that_does_not_exist(client: Client, room: Room, path: str) -> None:
    assert client.get(f"/rooms/{room.slug}/{path}").status_code == 404


def test_small_pictures_are_whole_pizzas() -> None:
    for scenario in engine.SCENARIOS.values():
        slices = picture.slices(scenario.state)
        assert {one.hue for one in slices} == set(range(len(scenario.state.servers)))
        assert all(one.path.startswith("M0 0L") for one in slices)
    alone = engine.Cluster(servers=(engine.Server("oven-9", "oven-9"),))
    assert [one.hue for one in picture.slices(alone)] == [0]


def test_names_are_shown_as_text(client: Client, room: Room) -> None:
    post(client, room, do="add_server", name="<script>alert(1)</script>")
    page = client.get(f"/rooms/{room.slug}/").content.decode()
    assert "<script>alert" not in page
    assert "&lt;script&gt;alert" in page
