"""What is written down, and what is not: a room's link lets anyone in, so no log holds one."""

import re
import urllib.request

import pytest
from websockets.sync.client import connect

from tests.live import live  # noqa: F401


@pytest.fixture
def room(live) -> str:  # noqa: F811
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


def test_a_room_is_used_and_its_link_is_in_no_log(live, room):  # noqa: F811
    with connect(f"{live.ws_url}/ws/rooms/{room}/", origin=live.url) as socket:
        assert '"type":"snapshot"' in socket.recv(timeout=10)
    written = live.read_log()
    assert "started" in written
    assert room not in written
