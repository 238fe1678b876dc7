"""The socket of a room by itself: whatever happens on its way in, it is told, and its seat is free again."""

from typing import Any

import pytest

from simulator import consumers
from simulator.rooms import codes
from simulator.rooms.seats import SEATS

pytestmark = pytest.mark.django_db(transaction=True)


async def test_an_error_that_nobody_foresaw(monkeypatch: pytest.MonkeyPatch) -> None:
    async def broken(*_: Any) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr(consumers.hubs, "join", broken)
    sent: list[dict[str, Any]] = []

    async def send(message: dict[str, Any]) -> None:
        sent.append(message)

    socket = consumers.RoomConsumer()
    monkeypatch.setattr(socket, "send", send)
    monkeypatch.setattr(
        socket,
        "scope",
        {
            "url_route": {"kwargs": {"slug": "basil-aaaa"}},
            "session": {},
            "client": ("127.0.0.1", 1),
            "server_send": None,
            "server_abort": None,
        },
        raising=False,
    )
    await socket.websocket_connect({})
    assert [message["type"] for message in sent] == ["websocket.accept", "websocket.close"]
    assert sent[1]["code"] == codes.FAILED
    with pytest.raises(consumers.StopConsumer):
        await socket.websocket_disconnect({"code": codes.FAILED})
    assert not SEATS._taken
