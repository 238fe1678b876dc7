"""Two machines whose clocks differ by half a second, on one PostgreSQL and one Redis: nothing changes."""

import asyncio
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import psycopg
import pytest

from tests.attacks.conftest import assert_log_is_clean
from tests.backends import Postgres, Redis
from tests.live import Live
from tests.rooms.visitor import Message, Socket, Visitor

AHEAD = 0.5  # seconds, two slots of traffic
# The class `datetime` is of C and cannot be changed, so another one stands in its place before anybody asks for it. It
# counts as the old one wherever kinds are compared, and what it makes is of the new kind, as libraries look for that.
SHIFTED = f"""
import time, datetime as module
_true, _true_ns, _old = time.time, time.time_ns, module.datetime
time.time = lambda: _true() + {AHEAD}
time.time_ns = lambda: _true_ns() + {int(AHEAD * 1e9)}

class Either(type):
    def __instancecheck__(cls, one):
        return isinstance(one, _old)
    def __subclasscheck__(cls, kind):
        return issubclass(kind, _old)

class datetime(_old, metaclass=Either):
    __module__ = "datetime"
    @classmethod
    def now(cls, tz=None):
        return super().now(tz) + module.timedelta(seconds={AHEAD})
    @classmethod
    def utcnow(cls):
        return super().utcnow() + module.timedelta(seconds={AHEAD})
    @classmethod
    def today(cls):
        return cls.now()

module.datetime = datetime
"""
COMMANDS, FRAMES = 12, 8


@pytest.fixture(scope="module")
def machines(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Live, Live]]:
    """Ours, and one that is ahead: Python reads its `sitecustomize` before anything else. Libraries in C that read the
    kernel's clock by themselves stay behind; nothing of ours does.
    """
    folder = tmp_path_factory.mktemp("ahead")
    (Path(folder) / "sitecustomize.py").write_text(SHIFTED)
    with Postgres() as database, Redis() as layer:
        shared = {
            "DATABASE_URL": database.url,
            "REDIS_URL": layer.url,
            "SECRET_KEY": "one for both of them " * 4,
        }
        here = Live(**shared)
        ahead = Live(**shared, PYTHONPATH=str(folder))
        yield here, ahead
        ahead.remove()
        here.remove()


def facts(message: Message) -> tuple[Any, ...]:
    return message["epoch"], message["seq"], message["hash"]


def seen_by(visitor: Visitor, server: Live, slug: str) -> Socket:
    cookies = "; ".join(f"{cookie.name}={cookie.value}" for cookie in visitor.jar)
    options = {"origin": server.url, "additional_headers": {"Cookie": cookies}}
    return Socket(f"{server.ws_url}/ws/rooms/{slug}/", options)


async def frames(socket: Socket, first: int, count: int) -> dict[int, Message]:
    """The frames of slots from `first` on."""
    found: dict[int, Message] = {}
    while len(found) < count:
        message = await socket.until("frame")
        if message["slot"] >= first:
            found[message["slot"]] = message
    return found


async def test_half_a_second_between_two_machines_changes_nothing(machines: tuple[Live, Live]) -> None:
    here, ahead = machines
    visitor = Visitor(here)
    slug = visitor.create()
    async with seen_by(visitor, here, slug) as one, seen_by(visitor, ahead, slug) as other:
        snapshots = [await socket.until("snapshot") for socket in (one, other)]
        assert facts(snapshots[0]) == facts(snapshots[1])
        for number in range(COMMANDS):
            teller = (one, other)[number % 2]
            assert await teller.do("weigh_server", server="oven-1", weight=2 + number % 2) == number + 1
        ends = [await last_event(socket) for socket in (one, other)]
        assert facts(ends[0]) == facts(ends[1])
        assert (
            [event["seq"] for event in one.events()]
            == [event["seq"] for event in other.events()]
            == [*range(1, COMMANDS + 1)]
        )
        await assert_same_traffic(one, other)
    for server in machines:
        assert_log_is_clean(server)


async def last_event(socket: Socket) -> Message:
    while not (events := socket.events()) or events[-1]["seq"] < COMMANDS:
        await socket.hear()
    return events[-1]


async def assert_same_traffic(one: Socket, other: Socket) -> None:
    """Whatever slot both draw, they draw alike; and the one ahead is ahead by its two slots, not by more."""
    newest = [(await socket.until("frame"))["slot"] for socket in (one, other)]
    slots = await asyncio.gather(*(frames(socket, max(newest) + 2, FRAMES) for socket in (one, other)))
    both = slots[0].keys() & slots[1].keys()
    assert len(both) >= FRAMES // 2
    assert [slots[0][slot] for slot in sorted(both)] == [slots[1][slot] for slot in sorted(both)]


async def test_the_clock_that_is_ahead_is_ahead(machines: tuple[Live, Live]) -> None:
    """Else the test above would show nothing."""
    here, ahead = machines
    visitor = Visitor(here)
    slug = visitor.create()
    async with seen_by(visitor, here, slug) as one, seen_by(visitor, ahead, slug) as other:
        ours, theirs = await asyncio.gather(frames(one, 0, 4), frames(other, 0, 4))
        assert max(theirs) - max(ours) in (1, 2, 3)


def test_so_is_what_it_writes_down(machines: tuple[Live, Live]) -> None:
    """`datetime.now` is ahead too, and with it Django's `timezone.now`, by which a room knows when it was made."""
    for server, least in zip(machines, (0.0, AHEAD), strict=True):
        visitor, began = Visitor(server), time.time()
        slug = visitor.create()
        ended = time.time()
        with psycopg.connect(server.environment["DATABASE_URL"]) as connection:
            query = "select extract(epoch from created_at)::float from rooms_room where slug = %s"
            row = connection.execute(query, [slug]).fetchone()
        assert row is not None
        assert began + least <= row[0] <= ended + least + 1e-3
