"""Hints of the in-memory layer: whoever stops listening leaves nothing behind in it."""

import asyncio
from contextlib import aclosing

import pytest
from channels.layers import InMemoryChannelLayer, channel_layers

from simulator.rooms import layer

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
