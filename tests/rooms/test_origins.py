"""Only pages of ours may open a socket: scheme, host and port, exactly."""

from typing import Any

import pytest
from websockets.asyncio.client import connect
from websockets.exceptions import InvalidStatus

from simulator.routing import allowed_origins, may_enter
from tests.live import Live
from tests.rooms.visitor import Visitor


def scope(
    origin: str | None, host: str = "localhost:8000", scheme: str = "ws", more: Any = ()
) -> dict[str, Any]:
    headers = [(b"host", host.encode())]
    if origin is not None:
        headers.append((b"origin", origin.encode("latin1")))
    return {"type": "websocket", "scheme": scheme, "headers": [*headers, *more]}


@pytest.mark.parametrize(
    ("origin", "host", "scheme", "may"),
    [
        ("http://localhost:8000", "localhost:8000", "ws", True),
        ("http://LOCALHOST:8000", "localhost:8000", "ws", True),
        ("http://[::1]:8000", "[::1]:8000", "ws", True),
        ("http://localhost", "localhost", "ws", True),
        ("http://localhost:80", "localhost", "ws", True),
        ("https://localhost", "localhost:443", "wss", True),
        ("https://localhost:8000", "localhost:8000", "ws", False),
        ("http://localhost:8000", "localhost:8000", "wss", False),
        ("http://localhost:8001", "localhost:8000", "ws", False),
        ("http://localhost", "localhost:8000", "ws", False),
        ("http://127.0.0.1:8000", "localhost:8000", "ws", False),
        ("http://sub.localhost:8000", "localhost:8000", "ws", False),
        ("http://evil.example", "evil.example", "ws", False),
        ("http://localhost.evil.example:8000", "localhost:8000", "ws", False),
        ("null", "localhost:8000", "ws", False),
        ("", "localhost:8000", "ws", False),
        (None, "localhost:8000", "ws", False),
        ("http://localhost:99999", "localhost:8000", "ws", False),
        ("http://[::1", "localhost:8000", "ws", False),
        ("http://localhost:8000", "", "ws", False),
        ("http://localhost:8000", "localhost:8000:8000", "ws", False),
    ],
)
def test_the_origin_is_the_page_itself(origin: str | None, host: str, scheme: str, may: bool) -> None:
    assert may_enter(scope(origin, host, scheme)) is may


def test_two_origins_are_none() -> None:
    twice = [(b"origin", b"http://localhost:8000")]
    assert not may_enter(scope("http://localhost:8000", more=twice))


def test_behind_a_proxy_only_the_origins_that_are_named(settings: Any) -> None:
    settings.SOCKET_ORIGINS = ["https://ring.example", "https://other.example:8443"]
    assert allowed_origins(scope(None)) == settings.SOCKET_ORIGINS
    assert may_enter(scope("https://ring.example"))
    assert may_enter(scope("https://other.example:8443"))
    for wrong in (
        "http://ring.example",
        "https://ring.example:8443",
        "https://a.ring.example",
        "http://localhost:8000",
    ):
        assert not may_enter(scope(wrong))


@pytest.mark.parametrize("origin", ["http://evil.example", "null", None])
async def test_a_foreign_page_gets_no_socket(live: Live, origin: str | None) -> None:
    slug = Visitor(live).create()
    with pytest.raises(InvalidStatus) as refused:
        async with connect(f"{live.ws_url}/ws/rooms/{slug}/", origin=origin):
            pass
    assert refused.value.response.status_code == 403
    assert "Traceback" not in live.read_log()
