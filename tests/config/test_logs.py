"""What is written down, and what is not: a room's link lets anyone in, so no log holds one."""

import json
import re
import sqlite3
import urllib.error
import urllib.request
import uuid

import pytest
from websockets.sync.client import connect

from tests.live import Live
from tests.rooms.visitor import Visitor


@pytest.fixture
def room(live) -> str:
    request = urllib.request.Request(live.url + "/", headers={"Accept": "text/html"})
    with urllib.request.urlopen(request) as page:
        cookie = page.headers["Set-Cookie"].split(";")[0]
    token = cookie.partition("=")[2]
    request = urllib.request.Request(
        live.url + "/rooms/",
        data=b"",
        headers={"Accept": "application/json", "Cookie": cookie, "X-CSRFToken": token},
        method="POST",
    )
    with urllib.request.urlopen(request) as made:
        return re.search(r'"room": "([^"]+)"', made.read().decode())[1]


def test_a_room_is_used_and_its_link_is_in_no_log(live, room):
    with connect(f"{live.ws_url}/ws/rooms/{room}/", origin=live.url) as socket:
        assert '"type":"snapshot"' in socket.recv(timeout=10)
    written = live.read_log()
    assert "started" in written
    assert room not in written


def errors_of(live, name):
    lines = [json.loads(line) for line in live.read_log().splitlines() if line.startswith("{")]
    return [line for line in lines if line.get("request") == name]


@pytest.fixture(scope="module")
def in_json():
    server = Live(LOG_FORMAT="json")
    yield server
    server.remove()


def fetch(url, **headers):
    request = urllib.request.Request(url, headers=headers)
    try:
        with urllib.request.urlopen(request) as answer:
            return answer.status, answer.headers["X-Request-ID"]
    except urllib.error.HTTPError as error:
        with error:
            return error.code, error.headers["X-Request-ID"]


def test_a_request_has_the_name_that_its_proxy_gave_it_in_the_answer_and_in_the_log(in_json):
    name = "abcdef-0123456789"
    assert fetch(in_json.url + "/lessons/no-such-lesson/", **{"X-Request-ID": name}) == (404, name)
    (line,) = errors_of(in_json, name)
    assert line["logger"] == "django.request"


@pytest.mark.parametrize(
    "given", ["", "short", "a" * 65, "has spaces in it", "semi;colon=1", "umlaut-\xfc-123"]
)
def test_a_name_that_could_spoil_a_log_is_replaced(in_json, given):
    status, name = fetch(in_json.url + "/livez", **{"X-Request-ID": given})
    assert status == 200
    assert re.fullmatch("[0-9a-f]{32}", name)


def test_what_goes_wrong_in_a_room_is_logged_with_the_room_and_the_socket(in_json):
    slug = Visitor(in_json).create()
    with (
        sqlite3.connect(in_json.folder / "data" / "slicewise.sqlite3") as database,
        connect(f"{in_json.ws_url}/ws/rooms/{slug}/", origin=in_json.url) as socket,
    ):
        socket.recv(timeout=10)
        database.execute("ALTER TABLE rooms_event RENAME TO gone")
        database.commit()
        socket.send(json.dumps({"id": str(uuid.uuid4()), "do": "add_server", "position": 0.5}))
        while (said := json.loads(socket.recv(timeout=10)))["type"] != "error":
            pass
        database.execute("ALTER TABLE gone RENAME TO rooms_event")
    assert said["code"] == "unavailable"
    lines = [json.loads(line) for line in in_json.read_log().splitlines() if line.startswith("{")]
    (line,) = [line for line in lines if line["event"] == "command_not_stored"]
    assert re.fullmatch("[0-9a-f]{12}", line["socket"])
    assert line["room"] and line["room"] not in slug
    assert slug not in in_json.read_log()
