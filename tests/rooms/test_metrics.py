"""What rooms count: each way in which a socket can end or be refused, a hub that fails, a hint that is lost."""

import asyncio

from prometheus_client import REGISTRY
from websockets.exceptions import InvalidStatus

from simulator.rooms import layer, metrics
from simulator.rooms.errors import RoomNotFound
from simulator.rooms.hub import Hub
from tests.live import Live
from tests.rooms.visitor import Visitor

OUR_OWN = 3_999  # a code that no server of ours gives


def sample(name: str, **labels: str) -> float:
    return REGISTRY.get_sample_value(name, labels) or 0.0


def told(visitor: Visitor, line: str) -> float:
    text = visitor.get("/metrics")[1].decode()
    return next((float(one.rsplit(" ", 1)[1]) for one in text.splitlines() if one.startswith(f"{line} ")), 0)


async def until(visitor: Visitor, line: str, value: float) -> None:
    async with asyncio.timeout(20):
        while await asyncio.to_thread(told, visitor, line) != value:  # noqa: ASYNC110
            await asyncio.sleep(0.05)


async def test_sockets_are_counted_by_how_they_ended(live: Live) -> None:
    ada = Visitor(live)
    slug = ada.create()
    async with ada.socket(slug) as socket:
        await socket.connection.close(OUR_OWN)
    async with ada.socket(slug) as socket:
        await socket.connection.send("x" * 20_000)
        assert await socket.closed() == 1009
    async with ada.socket("basil-nothing") as socket:
        assert await socket.closed() == 4404
    try:
        async with ada.socket(slug, origin="https://evil.example"):
            raise AssertionError("it was let in")
    except InvalidStatus:
        pass
    for code in ("other", "1009", "4404"):
        await until(ada, f'slicewise_sockets_closed_total{{code="{code}"}}', 1)
    await until(ada, "slicewise_sockets_refused_total", 1)
    await until(ada, "slicewise_sockets_open", 0)


async def test_frames_are_timed_from_the_moment_that_they_are_due(live: Live) -> None:
    ada = Visitor(live)
    async with ada.socket(ada.create()) as socket:
        before = told(ada, "slicewise_frame_late_seconds_count")
        for _ in range(3):
            await socket.until("frame")
        assert await asyncio.to_thread(told, ada, "slicewise_frame_late_seconds_count") >= before + 2


def test_a_peer_cannot_make_labels() -> None:
    for code in range(3_000, 5_000):
        metrics.closed(code)
    labels = {row.labels["code"] for row in next(iter(metrics.CLOSED.collect())).samples}
    assert labels <= {"other", *map(str, metrics.KNOWN_CODES)}


def test_a_hub_that_fails_is_counted_by_its_code() -> None:
    hub = Hub("basil-nothing")
    hub.moment = type("Moment", (), {"seq": 0})()  # type: ignore[assignment]
    before = sample("slicewise_hub_failures_total", code="4404")
    hub._fail(ExceptionGroup("as it happens", [RoomNotFound()]))
    assert sample("slicewise_hub_failures_total", code="4404") == before + 1


async def test_a_hint_that_the_layer_does_not_carry_is_counted(settings) -> None:  # type: ignore[no-untyped-def]
    settings.CHANNEL_LAYERS = {
        "default": {
            "BACKEND": "channels_redis.pubsub.RedisPubSubChannelLayer",
            "CONFIG": {"hosts": ["redis://127.0.0.1:1"]},
        }
    }
    before = sample("slicewise_hints_lost_total", way="out")
    await layer.hint("basil-nothing", "event", seq=1)
    assert sample("slicewise_hints_lost_total", way="out") == before + 1
