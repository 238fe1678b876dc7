"""The hub of a board and its socket, without a server: who is let in, who hears what, and that nothing is left."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import pytest
from channels.layers import channel_layers
from django.db import DatabaseError

from course.friday import board as boards
from course.friday import consumer, hubs, runs
from course.friday.hubs import Hub
from course.models import FridayBoard, Learner
from simulator.engine.friday import REFERENCE_PLAN
from simulator.rooms import codes, limits
from simulator.rooms.errors import RoomFull
from simulator.rooms.pool import in_database
from simulator.rooms.seats import SEATS
from tests.rooms.ear import Ear

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def fresh_layer() -> None:
    channel_layers.backends.clear()  # its queues belong to the loop of one test


@pytest.fixture
async def board() -> FridayBoard:
    def made() -> FridayBoard:
        host = Learner.objects.create()
        board = boards.open_board(host, 13)
        runs.begin(host, REFERENCE_PLAN, 13, board, "Ada")
        return board

    return await in_database(made)


@asynccontextmanager
async def watching(board: FridayBoard, ear: Any) -> AsyncIterator[Hub]:
    joined = await hubs.join(board.code, ear.send, lambda: None)
    assert joined is not None
    yield joined[0]
    await hubs.leave(*joined)


async def shown(board: FridayBoard, minute: int) -> None:
    """As another process stores it, whose hint is lost."""
    await in_database(board.runs.update, minute=minute)


async def test_so_many_watch_a_board(board: FridayBoard, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "WATCHERS", 2)
    ears = [Ear() for _ in range(4)]
    async with watching(board, ears[0]):
        async with watching(board, ears[1]) as hub:
            with pytest.raises(RoomFull, match="watch"):
                await hubs.join(board.code, ears[2].send, lambda: None)
            assert (len(hub.watchers), ears[2].heard) == (2, [])
        async with watching(board, ears[3]):  # there is a place again
            assert ears[3].heard[0]["rows"][0]["name"] == "Ada"
    assert not hubs._hubs


async def test_who_comes_is_told_without_reading_the_board_again(
    board: FridayBoard, monkeypatch: pytest.MonkeyPatch
) -> None:
    ears = [Ear() for _ in range(3)]
    async with watching(board, ears[0]):
        with monkeypatch.context() as patch:
            patch.setattr(boards, "told", None)
            async with watching(board, ears[1]):
                assert ears[1].heard[0] == ears[0].heard[0]
    await shown(board, 9)
    async with watching(board, ears[2]):  # nobody watched in between, so it is read afresh
        assert ears[2].heard[0]["rows"][0]["time"] == "18:09"


async def test_a_change_reaches_those_who_watch_whoever_comes_meanwhile(board: FridayBoard) -> None:
    first, late = Ear(), Ear()
    async with watching(board, first) as hub:
        await shown(board, 9)
        async with watching(board, late):
            hub._changed.set()
            for ear in (first, late):
                async with asyncio.timeout(20):
                    while ear.heard[-1]["rows"][0]["time"] != "18:09":  # noqa: ASYNC110  nobody is told
                        await asyncio.sleep(0.01)


async def test_who_comes_after_the_board_had_to_stop_sees_what_happened_since(
    board: FridayBoard, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def broken(*_: Any) -> None:
        raise ZeroDivisionError

    first, late = Ear(), Ear()
    async with watching(board, first) as hub:
        with monkeypatch.context() as patch:
            patch.setattr(hubs, "in_database", broken)
            hub._changed.set()
            assert await first.closed() == codes.FAILED
        await shown(board, 9)
        async with watching(board, late):
            assert late.heard[0]["rows"][0]["time"] == "18:09"


class Stalled:
    """A socket that takes nothing but its end."""

    def __init__(self) -> None:
        self.ended: asyncio.Future[int] = asyncio.get_running_loop().create_future()

    async def send(self, message: dict[str, Any]) -> None:
        if message["type"] != "websocket.close":
            await asyncio.Event().wait()
        self.ended.set_result(message["code"])


async def test_a_reader_that_is_behind_is_seen_out_though_the_database_is_stuck(
    board: FridayBoard, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(limits, "BEHIND", 0.3)
    monkeypatch.setattr(hubs, "LOOK", 0.05)
    stalled, ear, reads = Stalled(), Ear(), asyncio.Event()

    async def stuck(_: Any) -> None:
        reads.set()
        await asyncio.Event().wait()

    async with watching(board, stalled) as hub, watching(board, ear):
        monkeypatch.setattr(hubs, "in_database", stuck)
        hub._changed.set()
        await reads.wait()
        async with asyncio.timeout(20):
            assert await stalled.ended == codes.TOO_SLOW
        assert ear.code is None


@pytest.mark.parametrize("error", [DatabaseError, ZeroDivisionError, asyncio.CancelledError])
async def test_a_board_that_cannot_be_read_keeps_nobody(
    board: FridayBoard, error: type[BaseException], monkeypatch: pytest.MonkeyPatch
) -> None:
    async def broken(work: Any, *arguments: Any) -> Any:
        if work == boards.board_of:
            return await in_database(work, *arguments)
        raise error

    monkeypatch.setattr(hubs, "in_database", broken)
    with pytest.raises(error):
        await hubs.join(board.code, Ear().send, lambda: None)
    assert not hubs._hubs


# -- the socket --------------------------------------------------------------------------------------------


class Socket:
    """The consumer of a board, and what it says to its server."""

    def __init__(self, code: str = "aaaaaaaaaa") -> None:
        self.sent: list[dict[str, Any]] = []
        self.gone = False
        self.consumer = consumer.BoardConsumer()
        self.consumer.send = self.send
        self.consumer.scope = {
            "url_route": {"kwargs": {"code": code}},
            "session": {},
            "client": ("127.0.0.1", 1),
            "server_send": self.send,
            "server_abort": lambda: None,
        }

    async def send(self, message: dict[str, Any]) -> None:
        if self.gone:
            raise OSError
        self.sent.append(message)

    async def connect(self) -> None:
        await self.consumer.websocket_connect({"type": "websocket.connect"})

    async def disconnect(self) -> None:
        with pytest.raises(consumer.StopConsumer):
            await self.consumer.websocket_disconnect({"type": "websocket.disconnect", "code": 1000})


def nobody_sits() -> bool:
    return not SEATS._taken and not SEATS._from


@pytest.mark.parametrize(
    ("error", "code"),
    [
        (ZeroDivisionError, codes.FAILED),
        (DatabaseError, codes.FAILED),
        (RoomFull, codes.FULL),
    ],
)
async def test_who_is_turned_away_leaves_the_seat_free(
    error: type[Exception], code: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def broken(*_: Any) -> None:
        assert not nobody_sits()
        raise error

    monkeypatch.setattr(consumer.hubs, "join", broken)
    socket = Socket()
    await socket.connect()
    assert [message["type"] for message in socket.sent] == ["websocket.accept", "websocket.close"]
    assert socket.sent[1]["code"] == code
    assert nobody_sits(), "Channels may never tell of the end"
    await socket.disconnect()  # or it does
    assert nobody_sits()


async def test_who_is_gone_when_turned_away_leaves_the_seat_free(monkeypatch: pytest.MonkeyPatch) -> None:
    socket = Socket()

    async def broken(*_: Any) -> None:
        socket.gone = True
        raise ZeroDivisionError

    monkeypatch.setattr(consumer.hubs, "join", broken)
    with pytest.raises(OSError):
        await socket.connect()
    assert nobody_sits()


async def test_who_is_cancelled_on_the_way_in_leaves_the_seat_free(monkeypatch: pytest.MonkeyPatch) -> None:
    async def waits(*_: Any) -> None:
        await asyncio.Event().wait()

    monkeypatch.setattr(consumer.hubs, "join", waits)
    coming = asyncio.create_task(Socket().connect())
    async with asyncio.timeout(20):
        while nobody_sits():  # noqa: ASYNC110  nobody is told
            await asyncio.sleep(0.01)
    coming.cancel()
    with pytest.raises(asyncio.CancelledError):
        await coming
    assert nobody_sits()


async def test_one_socket_too_many_is_told_why(board: FridayBoard, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "WATCHERS", 1)
    first, second = Socket(board.code), Socket(board.code)
    await first.connect()
    await second.connect()
    assert [message["type"] for message in first.sent] == ["websocket.accept", "websocket.send"]
    assert second.sent[-1]["code"] == codes.FULL and "watch it already" in second.sent[-1]["reason"]
    await second.disconnect()
    assert not nobody_sits()  # the first one stays
    await first.disconnect()
    assert nobody_sits() and not hubs._hubs
