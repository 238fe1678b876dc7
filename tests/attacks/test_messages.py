"""Bad messages on every kind of socket: nobody else notices, nothing changes, and the socket's end says why."""

import asyncio
import os
import statistics
import time

import pytest
from websockets.frames import Frame, Opcode

from tests.attacks.attackers import Attackers
from tests.attacks.world import World
from tests.live import Live
from tests.rooms.visitor import Socket, Visitor
from tests.scale.conftest import SOAK, Measure
from tests.scale.test_crowds import at_rest, back_at

MESSAGES = 200_000 if SOAK else 2_000  # 20,000 more in tests/rooms/test_rubbish.py
LIMIT = 16_384  # bytes of a message


def board_of(live: Live, code: str) -> Socket:
    return Socket(f"{live.ws_url}/ws/friday/{code}/", {"origin": live.url})


async def test_bad_messages_in_a_room(live: Live, measure: Measure) -> None:
    bystander, attacker = Visitor(live), Visitor(live)
    slug, times = bystander.create(), []
    url = f"{live.ws_url}/ws/rooms/{slug}/"
    async with bystander.socket(slug) as calm:
        await calm.until("snapshot")
        async with Attackers(attacker, url, MESSAGES) as attackers:
            while attackers.at_work:
                begun = time.perf_counter()
                seq = await calm.do("weigh_server", server="oven-1", weight=2 - len(times) % 2)
                times.append((time.perf_counter() - begun) * 1000)
                await asyncio.sleep(0.12)  # within what one person may say
            assert await attackers.ended() == MESSAGES
        assert [event["seq"] for event in calm.events()] == [*range(1, seq + 1)]
        assert {event["command"]["do"] for event in calm.events()} == {"weigh_server"}
        assert {message["type"] for message in calm.heard} <= {
            "snapshot",
            "event",
            "ack",
            "frame",
            "people",
            "beacon",
        }
    measure("a bystander's command, p99", p99(times), "ms", most=100)


def p99(times: list[float]) -> float:
    return statistics.quantiles(times, n=100)[98] if len(times) > 1 else times[0]


async def test_bad_messages_on_a_board(live: Live, world: World) -> None:
    async with board_of(live, world.board) as calm:
        first = await calm.hear()
        url = f"{live.ws_url}/ws/friday/{world.board}/"
        async with Attackers(Visitor(live), url, MESSAGES // 4, board=True) as attackers:
            assert await attackers.ended() >= MESSAGES // 4
        assert world.owner.post(f"/friday/evenings/{world.evening}/minute/", {"minute": "9"})[0] == 204
        last = await calm.first(lambda message: message["rows"][0]["time"] == "18:09")
        assert [row["name"] for row in last["rows"]] == [row["name"] for row in first["rows"]]


# -- what ends a socket, and with which code -----------------------------------------------------------------


@pytest.fixture(params=["room", "board"])
def opened(request: pytest.FixtureRequest, live: Live, world: World):
    """Two sockets of the same kind: one is attacked, the other goes on."""
    room = request.param == "room"
    return lambda: world.owner.socket(world.room) if room else board_of(live, world.board)


async def send_raw(socket: Socket, *frames: Frame, mask: bool = True) -> None:
    """Frames as they stand, past the library that would refuse to write them."""
    data = b"".join(written(frame, mask) for frame in frames)
    socket.connection.transport.write(data)
    await asyncio.sleep(0)


def written(frame: Frame, mask: bool) -> bytes:
    """RFC 6455, 5.2. The mask is four zeros, which changes no byte."""
    size = len(frame.data)
    head = bytes([frame.fin << 7 | frame.rsv1 << 6 | frame.opcode])
    length = bytes([mask << 7 | size]) if size < 126 else bytes([mask << 7 | 126]) + size.to_bytes(2)
    if size > 65_535:
        length = bytes([mask << 7 | 127]) + size.to_bytes(8)
    return head + length + b"\0\0\0\0" * mask + frame.data


def text(data: bytes, *, opcode: Opcode = Opcode.TEXT, fin: bool = True, rsv1: bool = False) -> Frame:
    return Frame(opcode, data, fin=fin, rsv1=rsv1)


HALVES = [text(b'{"do":', fin=False), *[text(b" " * 8_000, opcode=Opcode.CONT, fin=False)] * 3]
ENDS = {
    "a message too large": (1009, [text(b"x" * (LIMIT + 1))]),
    "too large in bytes": (1009, [text("🍕".encode() * 4_097)]),
    "bytes, too large": (1009, [text(b"x" * (LIMIT + 1), opcode=Opcode.BINARY)]),
    "too large in parts": (1009, HALVES),
    "no UTF-8": (1007, [text(b'{"do":"undo\xff\xfe"}')]),
    "half a letter in UTF-8": (1007, [text(b"\xed\xa0\x80")]),
    "an overlong NUL": (1007, [text(b"\xc0\x80")]),
    "a part of nothing": (1002, [text(b"x", opcode=Opcode.CONT)]),
    "a message inside another": (1002, [text(b"x", fin=False), text(b"y")]),
    "said to be compressed": (1002, [text(b"x", rsv1=True)]),
    "a ping too long": (1002, [text(b"x" * 126, opcode=Opcode.PING)]),
    "a ping in parts": (1002, [text(b"x", opcode=Opcode.PING, fin=False)]),
    "a close without a reason that can be": (1002, [text(b"\x00", opcode=Opcode.CLOSE)]),
}


@pytest.mark.parametrize("what", ENDS)
async def test_what_is_no_message_closes_its_own_socket(opened, what: str) -> None:
    code, frames = ENDS[what]
    async with opened() as good, opened() as bad:
        await good.hear()
        await bad.hear()
        await send_raw(bad, *frames)
        assert await bad.closed() == code
        assert (await asyncio.wait_for(good.connection.ping(), 20)) is not None


async def test_frames_without_a_mask_close_too(opened) -> None:
    async with opened() as bad:
        await bad.hear()
        await send_raw(bad, text(b"{}"), mask=False)
        assert await bad.closed() == 1002


async def test_a_message_at_the_limit_is_read(live: Live, world: World) -> None:
    """Exactly 16,384 bytes: refused as a message, and the socket stays."""
    async with world.owner.socket(world.room) as socket:
        await socket.until("snapshot")
        for size in (LIMIT, LIMIT - 1):
            await socket.connection.send("x" * size)
            assert (await socket.until("error"))["code"] == "bad_message"


async def test_a_message_in_many_parts_is_one_message(live: Live) -> None:
    """Each part a letter, with pings in between; and one that never ends keeps nothing of others waiting."""
    visitor = Visitor(live)
    slug = visitor.create()
    async with visitor.socket(slug) as slow, visitor.socket(slug) as socket:
        await send_raw(slow, text(b'{"do":"undo"', fin=False))
        words = b'{"id":"6f9619ff-8b86-4d01-b42d-00cf4fc964ff","do":"add_server"}'
        parts = [
            text(words[:1], fin=False),
            *(text(words[i : i + 1], opcode=Opcode.CONT, fin=False) for i in range(1, len(words))),
        ]
        for part in parts:
            await send_raw(socket, part, text(b"", opcode=Opcode.PING))
        await send_raw(socket, text(b"", opcode=Opcode.CONT))
        assert (await socket.until("ack"))["seq"] == 1


async def test_a_flood_closes_with_1008(opened) -> None:
    async with opened() as good, opened() as bad:
        await good.hear()
        await bad.hear()
        await send_raw(bad, *[text(b"\x00\xe2\x80\xae[")] * 400)
        assert await bad.closed() == 1008
        assert (await asyncio.wait_for(good.connection.ping(), 20)) is not None


async def test_sockets_that_open_and_vanish_leave_nothing(live: Live, world: World) -> None:
    """Cut without a word, in the middle of a frame, before the snapshot: two hundred of them.

    Sockets, rooms, tasks, groups and channels are as many as before, exactly, in a server that has just begun: nothing
    of earlier tests can go meanwhile in the place of something that stays.
    """
    await asyncio.to_thread(live.restart)
    visitor = Visitor(live)
    began = await at_rest(visitor)

    async def vanish(number: int) -> None:
        socket = world.owner.socket(world.room) if number % 2 else board_of(live, world.board)
        async with socket:
            if number % 3:
                socket.connection.transport.write(os.urandom(1) if number % 5 else b"\x81\xfe\x40")
            socket.connection.transport.abort()

    for start in range(0, 200, 20):
        await asyncio.gather(*(vanish(start + number) for number in range(20)))
    await back_at(visitor, began)
    async with world.owner.socket(world.room) as socket:
        await socket.until("snapshot")
    await back_at(visitor, began)
