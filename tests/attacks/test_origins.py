"""Pages of others open no socket: on every socket route, with any spelling of an origin."""

from urllib.parse import urlsplit

import pytest

from course.sockets import websocket_urlpatterns as boards
from simulator.routing import websocket_urlpatterns as rooms
from tests.attacks.raw import parsed, send
from tests.attacks.test_csrf import cookies
from tests.attacks.world import World
from tests.live import Live

HEAD = (
    "GET {} HTTP/1.1\r\nHost: {}\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\n"
    "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n{}Cookie: {}\r\n\r\n"
)


def targets(world: World) -> list[str]:
    """Each socket route, leading to something that the visitor has."""
    found = {"slug": world.room, "code": world.board}
    made = ["/" + str(one.pattern) for one in (*rooms, *boards)]
    for name, value in found.items():
        made = [target.replace(f"<slug:{name}>", value) for target in made]
    assert len(made) > 1 and not [target for target in made if "<" in target], (
        "a socket route without a sample"
    )
    return made


def handshake(
    live: Live, world: World, target: str, origin: str | None, host: str = "", more: str = ""
) -> int:
    line = f"Origin: {origin}\r\n" if origin is not None else ""
    head = HEAD.format(target, host or urlsplit(live.url).netloc, line + more, cookies(world.owner))
    return parsed(send(live, head.encode("latin1"), head_only=True)).status


def foreign(live: Live) -> dict[str, str | None]:
    port = live.port
    return {
        "evil": "http://evil.example",
        "null": "null",
        "absent": None,
        "empty": "",
        "another port": f"http://127.0.0.1:{port + 1}",
        "no port": "http://127.0.0.1",
        "another scheme": f"https://127.0.0.1:{port}",
        "the scheme of sockets": f"ws://127.0.0.1:{port}",
        "a subdomain": f"http://a.127.0.0.1:{port}",
        "ours as a subdomain": f"http://127.0.0.1.evil.example:{port}",
        "another name of ours": f"http://localhost:{port}",
        "a trailing dot": f"http://127.0.0.1.:{port}",
        "a user before it": f"http://127.0.0.1:{port}@evil.example",
        "ours in the path": f"http://evil.example/http://127.0.0.1:{port}",
        "ours in the fragment": f"http://evil.example#http://127.0.0.1:{port}",
        "another spelling": f"http://127.1:{port}",
        "as a number": f"http://2130706433:{port}",
        "two in one": f"http://127.0.0.1:{port}, http://evil.example",
        "a file": "file://",
        "an extension": "chrome-extension://abcdefghijklmnop",
        "half a bracket": "http://[::1",
        "letters that are none": "http://\xe9vil.example",
    }


def test_a_foreign_origin_opens_no_socket(live: Live, world: World) -> None:
    for target in targets(world):
        for what, origin in foreign(live).items():
            assert handshake(live, world, target, origin) == 403, (target, what)
        assert handshake(live, world, target, live.url) == 101
        assert handshake(live, world, target, live.url.upper().replace("HTTP", "http")) == 101


def test_two_origins_or_a_foreign_host_beside_ours(live: Live, world: World) -> None:
    for target in targets(world):
        twice = handshake(live, world, target, live.url, more="Origin: http://evil.example\r\n")
        assert twice in (400, 403)  # 400: the library refuses it before we do
        assert handshake(live, world, target, "http://evil.example", host="evil.example") == 403
        assert handshake(live, world, target, live.url, host="evil.example") == 403


@pytest.mark.parametrize(
    "target", ["/ws/", "/ws/rooms/", "/ws/rooms/a/b/", "/ws/friday/../rooms/x/", "/", "/ws/%00/", "/admin/"]
)
def test_no_socket_where_there_is_none(live: Live, world: World, target: str) -> None:
    assert handshake(live, world, target, live.url + "") in (403, 404), target
