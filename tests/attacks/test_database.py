"""One SQLite file: four who write at once, and one who reads for long. Nobody hears that it is locked, no socket waits."""

# ruff: noqa: E501

import asyncio
import json
import re
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.attacks.conftest import assert_log_is_clean
from tests.attacks.raw import parsed, send
from tests.attacks.world import LESSON, Stranger, found
from tests.live import Live
from tests.scale.conftest import SOAK, Measure

WRITERS, DEEDS = 4, 60 if SOAK else 5
OUTSIDE = """
import django, sys, time
django.setup()
from pathlib import Path
from simulator.rooms import store
from course.models import Learner
made = 0
while not Path(sys.argv[1]).exists():
    store.create(None)
    Learner.objects.create()
    made += 1
print(made)
"""


class SlowLive(Live):
    application = "tests.attacks.slow_server:application"


@pytest.fixture
def slow(tmp_path: Path) -> Iterator[SlowLive]:
    server = SlowLive(SLOW_UNTIL=str(tmp_path / "enough"))
    yield server
    server.remove()


def rooms(visitor: Stranger) -> None:
    slug = visitor.create()
    for number in range(DEEDS):
        status, _ = visitor.post(
            f"/rooms/{slug}/do/", {"do": "weigh_server", "server": "oven-1", "weight": str(2 + number % 2)}
        )
        assert status == 200
    assert len(json.loads(visitor.get(f"/rooms/{slug}/timeline.json")[1])["events"]) == DEEDS


def answers(visitor: Stranger) -> None:
    """New sittings, and a try in each."""
    for _ in range(DEEDS):
        status, page = visitor.post("/practice/", {"about": "L01"})
        assert status == 200
        sitting = found(r"/sittings/([0-9a-f-]{36})/", page)
        submission = re.search(rb'name="submission" value="([0-9a-f-]{36})"', page)
        fields = {"submission": submission[1].decode() if submission else "", "certainty": "1", "answer": "a"}
        assert visitor.post(f"/sittings/{sitting}/0/", fields)[0] in (200, 422)


def predictions(visitor: Stranger) -> None:
    """Another learner for each guess: the first one stands."""
    for number in range(DEEDS):
        newcomer = Stranger(visitor.live, f"198.51.100.{number}")
        newcomer.get(f"/lessons/{LESSON}/")
        for end, fields in (
            ("sections/", {"section": "predict"}),
            ("predict/", {"value": "1", "certainty": "2"}),
        ):
            assert newcomer.post(f"/lessons/{LESSON}/{end}", fields)[0] in (200, 204, 422)


def sockets(visitor: Stranger) -> None:
    """Commands on a socket, each acknowledged with the next number."""

    async def speak() -> None:
        async with visitor.socket(visitor.create()) as socket:
            await socket.until("snapshot")
            for number in range(DEEDS):
                assert await socket.do("weigh_server", server="oven-1", weight=2 + number % 2) == number + 1
                await asyncio.sleep(0.1)

    asyncio.run(speak())


def test_four_writers_at_once(tmp_path: Path) -> None:
    """Requests and sockets of one server, and a process of its own that writes to the same file."""
    live = Live()
    try:
        outside = threading.Thread(target=live.run, args=("-c", OUTSIDE, str(tmp_path / "enough")))
        live.environment["DJANGO_SETTINGS_MODULE"] = "config.settings"
        outside.start()
        failed: list[BaseException] = []

        def work(deeds: Callable[[Stranger], None], number: int) -> None:
            try:
                deeds(Stranger(live, f"203.0.113.{number}"))
            except BaseException as error:  # told to the test, whatever it is
                failed.append(error)
                raise

        writers = [
            threading.Thread(target=work, args=one)
            for one in zip((rooms, answers, predictions, sockets), range(WRITERS), strict=True)
        ]
        for writer in writers:
            writer.start()
        for writer in writers:
            writer.join()
        (tmp_path / "enough").touch()
        outside.join()
        assert not failed
        assert "locked" not in live.read_log().replace("locked=", "")
        assert_log_is_clean(live)
    finally:
        (tmp_path / "enough").touch()
        live.remove()


async def test_a_slow_query_stalls_no_socket(slow: SlowLive, tmp_path: Path, measure: Measure) -> None:
    visitor = Stranger(slow)
    slug = visitor.create()
    async with visitor.socket(slug) as socket:
        await socket.until("snapshot")
        page = b"GET /slow/ HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n"
        asking = asyncio.create_task(asyncio.to_thread(send, slow, page, wait=300))
        await asyncio.sleep(0.5)  # by then it is asked
        pings = []
        for number in range(120 if SOAK else 12):
            begun = time.perf_counter()
            await (await socket.connection.ping())
            pings.append((time.perf_counter() - begun) * 1000)
            assert await socket.do("weigh_server", server="oven-1", weight=2 + number % 2) == number + 1
            await asyncio.sleep(0.1)
        assert not asking.done(), "the slow page ended before the socket had spoken"
        (tmp_path / "enough").touch()
        answer = parsed(await asking)
        assert answer.status == 200 and int(answer.body) > 0
    measure("a ping while a query runs, the worst", max(pings), "ms", most=50)
    assert_log_is_clean(slow)
