"""A stop that nobody loses anything by: readiness fails first, then sockets are told to come back, and writes end."""

import asyncio
import json
import signal
import urllib.error
import urllib.request
from collections.abc import Iterator

import pytest
from websockets.exceptions import ConnectionClosed

from tests.live import Live
from tests.rooms.visitor import Visitor


@pytest.fixture
def draining(request: pytest.FixtureRequest) -> Iterator[Live]:
    server = Live(DRAIN_SECONDS=request.param)
    yield server
    server.remove()


def ready(live: Live) -> tuple[int, list[str]]:
    try:
        with urllib.request.urlopen(f"{live.url}/readyz", timeout=10) as answer:
            return answer.status, json.load(answer)["reasons"]
    except urllib.error.HTTPError as error:
        with error:
            return error.code, json.load(error)["reasons"]


@pytest.mark.parametrize("draining", ["2"], indirect=True)
async def test_readiness_fails_first_then_sockets_close_and_what_was_acknowledged_stays(
    draining: Live,
) -> None:
    ada = Visitor(draining)
    slug = ada.create()
    async with ada.socket(slug) as socket:
        await socket.until("snapshot")
        assert ready(draining) == (200, [])
        assert draining.process is not None
        draining.process.send_signal(signal.SIGTERM)
        while (said := await asyncio.to_thread(ready, draining)) == (200, []):  # noqa: ASYNC110  the signal is on its way
            await asyncio.sleep(0.01)
        assert said == (503, ["this process is about to stop"])
        assert await socket.do("add_server", position=0.5) == 1, "it still serves"
        with pytest.raises(ConnectionClosed):
            while True:
                await socket.hear()
        assert socket.connection.close_code == 1012
    assert draining.process.wait(timeout=20) in (0, -signal.SIGTERM)
    draining.process = None
    draining.environment["DRAIN_SECONDS"] = "0"
    draining.start()
    async with Visitor(draining).socket(slug) as back:
        assert (await back.until("snapshot"))["seq"] == 1
    assert "Traceback" not in draining.read_log()


@pytest.mark.parametrize("draining", ["3600"], indirect=True)
async def test_a_second_signal_ends_the_waiting(draining: Live) -> None:
    assert draining.process is not None
    draining.process.send_signal(signal.SIGTERM)
    while (await asyncio.to_thread(ready, draining))[0] == 200:  # noqa: ASYNC110
        await asyncio.sleep(0.01)
    draining.process.send_signal(signal.SIGTERM)
    assert draining.process.wait(timeout=20) in (0, -signal.SIGTERM)
    draining.process = None
