"""Hints between processes, over the channel layer.

Invariant: nothing depends on a hint. The layer may lose, repeat or reorder them; an event that was missed is found
at the next beacon, a drag that was missed is followed by another.

Channels' in-memory layer looks at every subscription for every hint. With one subscription a room that was measured
at 0.1 ms a hint with 100 open rooms and 0.7 ms with 1,000: it serves one process well as it is.
"""

import asyncio
import uuid
from collections.abc import AsyncGenerator
from typing import Any

import structlog
from asgiref.sync import async_to_sync
from channels.exceptions import ChannelFull
from channels.layers import get_channel_layer
from redis.exceptions import RedisError

log = structlog.get_logger(__name__)
PROCESS = uuid.uuid4().hex
FAILURES = (OSError, RedisError, ChannelFull)  # TimeoutError is an OSError
GIVE_UP_AFTER = (
    1.0  # seconds: an acknowledgement waits for its hint, and must not wait for a Redis that hangs
)
RETRY_AFTER = 2.0  # seconds


def group(slug: str) -> str:
    """The channel-layer group of a room."""
    return f"room.{slug}"


async def hint(slug: str, kind: str, **facts: Any) -> None:
    """Tell the other processes. `kind` is event (with seq), owner, people, or drag."""
    layer = get_channel_layer()
    assert layer is not None, "settings.CHANNEL_LAYERS always has a default"
    message = {"type": "room.hint", "kind": kind, "process": PROCESS, **facts}
    try:
        async with asyncio.timeout(GIVE_UP_AFTER):
            await layer.group_send(group(slug), message)
    except FAILURES as error:
        log.warning("hint_not_sent", kind=kind, error=repr(error))


def announce(slug: str, seq: int) -> None:
    """The same from synchronous code, for an event. This process's own hub hears it too."""
    async_to_sync(hint)(slug, "event", seq=seq, process="")


def announce_owner(slug: str) -> None:
    """From synchronous code: the room changed hands."""
    async_to_sync(hint)(slug, "owner", process="")


async def hints(slug: str) -> AsyncGenerator[dict[str, Any], None]:
    """Everything said to the room, for ever. The first item is {"kind": "listening"}, again after each failure."""
    layer = get_channel_layer()
    assert layer is not None, "settings.CHANNEL_LAYERS always has a default"
    while True:
        try:
            channel = await layer.new_channel()
            await layer.group_add(group(slug), channel)
            try:
                yield {"kind": "listening"}
                while True:
                    yield await layer.receive(channel)
            finally:
                await layer.group_discard(group(slug), channel)
        except FAILURES as error:
            log.warning("hints_not_heard", error=repr(error))
            await asyncio.sleep(RETRY_AFTER)
