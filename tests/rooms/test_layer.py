"""Hints of the in-memory layer: whoever stops listening leaves nothing behind in it."""

import asyncio
from contextlib import aclosing

import pytest
from channels.layers import InMemoryChannelLayer, channel_layers
from channels_redis.pubsub import RedisPubSubChannelLayer

from simulator.rooms import layer
from tests.live import free_port

SLUG = "oregano-7hoc2xxn52z6lb2v"


@pytest.fixture
def memory(monkeypatch: pytest.MonkeyPatch) -> InMemoryChannelLayer:
    ours = InMemoryChannelLayer()
    monkeypatch.setitem(channel_layers.backends, "default", ours)
    return ours


async def listen(heard: list[str]) -> None:
    async with aclosing(layer.hints(SLUG)) as hints:
        async for hint in hints:
            heard.append(hint["kind"])


@pytest.mark.parametrize("late", [0, 1, 2], ids=["not yet sent", "being sent", "sent and not read"])
async def test_a_hint_that_came_as_its_reader_left(memory: InMemoryChannelLayer, late: int) -> None:
    heard: list[str] = []
    listening = asyncio.create_task(listen(heard))
    await asyncio.sleep(0.01)
    assert heard == ["listening"]
    sending = asyncio.create_task(layer.hint(SLUG, "people"))
    for _ in range(late):
        await asyncio.sleep(0)  # one step of everyone
    listening.cancel()
    await asyncio.gather(sending, listening, return_exceptions=True)
    await asyncio.sleep(0.01)
    assert memory.channels == {}
    assert memory.groups == {}


async def test_while_redis_is_away_each_new_try_leaves_nothing_behind(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    away = RedisPubSubChannelLayer(hosts=[f"redis://127.0.0.1:{free_port()}/0"])
    monkeypatch.setitem(channel_layers.backends, "default", away)
    monkeypatch.setattr(layer, "RETRY_AFTER", 0.0)
    lost = layer.metrics.HINTS_LOST.labels("in")
    before = lost._value.get()
    listening = asyncio.create_task(listen([]))
    while lost._value.get() < before + 5:  # noqa: ASYNC110  there is nothing to wait for
        await asyncio.sleep(0.01)
    listening.cancel()
    await asyncio.gather(listening, return_exceptions=True)
    assert away.channels == {}
    assert away.groups == {}
    await away.flush()


async def test_who_is_stopped_while_a_hint_is_read_leaves_nothing_behind(
    memory: InMemoryChannelLayer,
) -> None:
    read = asyncio.Event()

    async def slowly() -> None:
        async with aclosing(layer.hints(SLUG)) as hints:
            async for hint in hints:
                if hint["kind"] == "people":
                    read.set()
                    await asyncio.sleep(3600)

    listening = asyncio.create_task(slowly())
    await asyncio.sleep(0.01)
    await layer.hint(SLUG, "people")
    await asyncio.wait_for(read.wait(), 5)
    listening.cancel()
    await asyncio.gather(listening, return_exceptions=True)
    assert memory.channels == {}
    assert memory.groups == {}
