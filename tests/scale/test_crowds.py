"""Many sockets on one process: idle ones, ones that come and go, ones that read nothing, and all of them at once."""

import asyncio
import json
import resource
import time
from collections.abc import Callable
from contextlib import AsyncExitStack

import psutil
import pytest

from tests.live import Live
from tests.rooms.test_slow_readers import measured, stall
from tests.rooms.visitor import Visitor
from tests.scale.client import Client
from tests.scale.conftest import SOAK, Measure
from tests.scale.idlers import Idlers

IDLE = 10_000 if SOAK else 400
ROUNDS, EACH = (4, 1_000) if SOAK else (3, 100)
RETURNING, ROOM_SIZE = (1_000, 50) if SOAK else (120, 40)
HEALTHY, STALLED = 30, 5
WATCHED = 15.0 if SOAK else 3.0  # seconds of frames that are timed
SLOT = 0.25  # seconds
AT_ONCE = 50  # sockets that are opening at the same time
CLOSED_WITHIN = 10.0


def memory(live: Live) -> float:
    """What the server's process holds, in MB."""
    assert live.process is not None
    return float(psutil.Process(live.process.pid).memory_info().rss) / 2**20


def allow_files(count: int) -> None:
    """Sockets are files, for us and for the server that we start."""
    _, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = count + 1_000
    assert hard == resource.RLIM_INFINITY or hard >= wanted, "this machine allows too few open files"
    resource.setrlimit(resource.RLIMIT_NOFILE, (max(wanted, 4_096), hard))


async def lateness(visitor: Visitor, slug: str, watchers: int, seconds: float) -> list[float]:
    """How late frames came, in ms after the beginning of their slot, to `watchers` sockets in a room."""
    late: list[float] = []

    async def watch() -> None:
        async with visitor.socket(slug) as socket:
            ends = time.monotonic() + seconds
            while time.monotonic() < ends:
                message = json.loads(await socket.connection.recv())
                if message["type"] == "frame":
                    late.append((time.time() - message["slot"] * SLOT) * 1000)

    await asyncio.gather(*(watch() for _ in range(watchers)))
    return late


async def until_measured(visitor: Visitor, name: str, least: float) -> None:
    """Wait until the server counts so many."""
    while await asyncio.to_thread(measured, visitor, name) < least:  # noqa: ASYNC110
        await asyncio.sleep(0.1)


def percentile(values: list[float], share: float) -> float:
    return sorted(values)[min(len(values) - 1, int(len(values) * share))]


async def test_idle_sockets(live: Live, measure: Measure) -> None:
    allow_files(IDLE)
    live.restart()  # with the files that it may have now
    ada = Visitor(live)
    busy, *rooms = [ada.create() for _ in range(IDLE // 400 + 1)]
    before = memory(live)
    alone = await lateness(ada, busy, 50, WATCHED)
    async with Idlers(ada, rooms, IDLE):
        await until_measured(ada, "slicewise_sockets_open", IDLE)
        beside = await lateness(ada, busy, 50, WATCHED)
        held = memory(live)
    measure(f"memory with {IDLE:,} idle sockets", held, "MB", most=600)
    measure("memory of one idle socket", (held - before) * 1024 / IDLE, "KB")
    more = percentile(beside, 0.5) - percentile(alone, 0.5)
    measure("a frame to a room of 50 comes later by", more, "ms", most=25)
    assert len(beside) > 0.5 * 50 * WATCHED / SLOT, "frames went on"


@pytest.mark.skipif(not SOAK, reason="nothing is promised for it: make soak measures it")
async def test_as_many_that_are_looked_at(live: Live, measure: Measure) -> None:
    """No promise beyond memory: forty thousand frames a second are more than a core can send."""
    allow_files(IDLE)
    live.restart()
    ada = Visitor(live)
    busy, *rooms = [ada.create() for _ in range(IDLE // 400 + 1)]
    alone = await lateness(ada, busy, 50, WATCHED)
    async with Idlers(ada, rooms, IDLE, watched=True) as idlers:
        beside = await lateness(ada, busy, 50, WATCHED)
        held = memory(live)
    measure(f"memory with {IDLE:,} sockets", held, "MB", most=600)
    measure("a frame to a room of 50 comes later by", percentile(beside, 0.5) - percentile(alone, 0.5), "ms")
    assert idlers.frames > IDLE, "each was sent frames"


async def test_sockets_that_come_and_go_leave_nothing_behind(live: Live, measure: Measure) -> None:
    allow_files(EACH)
    live.restart()
    ada = Visitor(live)
    rooms = [ada.create() for _ in range(10)]
    began = await at_rest(ada)
    held: list[float] = []
    for _ in range(ROUNDS):
        async with Idlers(ada, rooms, EACH):
            await until_measured(ada, "slicewise_sockets_open", EACH)
        await back_at(ada, began)
        held.append(memory(live))
    measure("memory from the second round to the last grew by", held[-1] - held[1], "MB", most=10)


COUNTED = (
    "slicewise_sockets_open",
    "slicewise_rooms_open",
    "slicewise_tasks",
    "slicewise_layer_channels",
    "slicewise_layer_groups",
)


def counted(visitor: Visitor) -> dict[str, float]:
    return {name: measured(visitor, name) for name in COUNTED}


async def at_rest(visitor: Visitor) -> dict[str, float]:
    """What can be counted when nothing changes any more after a start."""
    now, before = counted(visitor), {}
    while now != before:
        await asyncio.sleep(0.5)
        now, before = counted(visitor), now
    return now


async def back_at(visitor: Visitor, began: dict[str, float]) -> None:
    """Wait until what can be counted is what it was."""
    now: dict[str, float] = {}
    try:
        async with asyncio.timeout(30):
            while now != began:
                now = await asyncio.to_thread(counted, visitor)
    except TimeoutError:
        raise AssertionError(f"left behind: {now}, and there was {began}") from None


async def test_stalled_readers_beside_healthy_ones(live: Live, measure: Measure) -> None:
    ada = Visitor(live)
    slug = ada.create("many-flags")
    async with ada.socket(slug) as healthy:
        await healthy.do("set", virtual_nodes=300)  # large snapshots fill the buffers on the way
    closed = measured(ada, "slicewise_slow_sockets_closed_total")
    baseline = percentile(await lateness(ada, slug, HEALTHY, WATCHED), 0.99)
    before = memory(live)
    watching = asyncio.create_task(lateness(ada, slug, HEALTHY, 2 * WATCHED))
    await asyncio.sleep(1)
    begun = time.monotonic()
    stalled = [await stall(ada, live, slug) for _ in range(STALLED)]
    try:
        await until_measured(ada, "slicewise_slow_sockets_closed_total", closed + STALLED)
        took = time.monotonic() - begun
        late = await watching
    finally:
        for one in stalled:
            one.close()
    measure("p99 of the healthy beside the baseline", percentile(late, 0.99) / baseline, "times", most=2)
    measure("memory grew by", memory(live) - before, "MB", most=20)
    measure("the stalled were closed after", took, "s", most=CLOSED_WITHIN)
    assert len(late) > 0.5 * HEALTHY * WATCHED / SLOT


async def test_all_come_back_at_once_after_a_restart(live: Live, measure: Measure) -> None:
    allow_files(RETURNING)
    live.restart()
    ada = Visitor(live)
    rooms = [ada.create() for _ in range(RETURNING // ROOM_SIZE)]
    clients = [Client(ada, rooms[number % len(rooms)], number) for number in range(RETURNING)]
    async with AsyncExitStack() as stack:
        for number, client in enumerate(clients):
            await stack.enter_async_context(client)
            if number % AT_ONCE == 0:
                await asyncio.sleep(0.05)
        await until(lambda: all(client.facts and client.connection for client in clients))
        for client in clients:
            client.facts = None
        await asyncio.to_thread(live.restart)
        begun = time.monotonic()
        await until(lambda: all(client.facts for client in clients))
        took = time.monotonic() - begun
    assert all(client.times_lost >= 1 for client in clients)
    measure(f"{RETURNING:,} browsers were back after", took, "s", most=10)
    assert "Traceback" not in live.read_log()


async def until(holds: Callable[[], bool]) -> None:
    async with asyncio.timeout(120):
        while not holds():  # noqa: ASYNC110
            await asyncio.sleep(0.05)
