"""Hints between processes, over the channel layer.

Invariant: nothing depends on a hint. The layer may lose, repeat or reorder them; an event that was missed is found
at the next beacon, a drag that was missed is followed by another.

Channels' in-memory layer looks at every subscription for every hint. With one subscription a room that was measured
at 0.1 ms a hint with 100 open rooms and 0.7 ms with 1,000: it serves one process well as it is.
"""

import asyncio
import uuid
from collections.abc import AsyncGenerator
from contextlib import suppress
from typing import Any

import structlog
from asgiref.sync import async_to_sync
from channels.exceptions import ChannelFull
from channels.layers import InMemoryChannelLayer, get_channel_layer
from channels_redis.pubsub import RedisPubSubChannelLayer
from redis.exceptions import RedisError

from simulator.rooms import metrics

log = structlog.get_logger(__name__)
PROCESS = uuid.uuid4().hex
SIGN_OUTS = "signed.out"  # in the place of a room's link, which has no dot
FAILURES = (OSError, RedisError, ChannelFull)  # TimeoutError is an OSError
GIVE_UP_AFTER = (
    1.0  # seconds: an acknowledgement waits for its hint, and must not wait for a Redis that hangs
)
RETRY_AFTER = 2.0  # seconds


def group(slug: str) -> str:
    """The channel-layer group of a room."""
    return f"room.{slug}"


async def hint(slug: str, kind: str, **facts: Any) -> None:
    """Tell the other processes. `kind` is event (with seq), owner (or who may come in), people, or drag."""
    layer = get_channel_layer()
    assert layer is not None, "settings.CHANNEL_LAYERS always has a default"
    message = {"type": "room.hint", "kind": kind, "process": PROCESS, **facts}
    try:
        async with asyncio.timeout(GIVE_UP_AFTER):
            await layer.group_send(group(slug), message)
    except FAILURES as error:
        metrics.HINTS_LOST.labels("out").inc()
        log.warning("hint_not_sent", kind=kind, error=repr(error))


def announce(slug: str, seq: int) -> None:
    """The same from synchronous code, for an event. This process's own hub hears it too."""
    async_to_sync(hint)(slug, "event", seq=seq, process="")


def announce_room(slug: str) -> None:
    """From synchronous code: the room changed hands, or who may come in has changed."""
    async_to_sync(hint)(slug, "owner", process="")


def announce_sign_out() -> None:
    """From synchronous code: somebody signed out somewhere."""
    async_to_sync(hint)(SIGN_OUTS, "signed_out", process="")


async def hints(slug: str) -> AsyncGenerator[dict[str, Any], None]:
    """Everything said to the room, for ever. The first item is {"kind": "listening"}, again after each failure."""
    layer: Any = get_channel_layer()
    assert layer is not None, "settings.CHANNEL_LAYERS always has a default"
    while True:
        mine, channel = f"hints.{uuid.uuid4().hex}.", None
        try:
            channel = await layer.new_channel(mine)
            await layer.group_add(group(slug), channel)
            yield {"kind": "listening"}
            while True:
                yield await layer.receive(channel)
        except FAILURES as error:
            metrics.HINTS_LOST.labels("in").inc()
            log.warning("hints_not_heard", error=repr(error))
        finally:
            await _forget(layer, group(slug), mine, channel)
        await asyncio.sleep(RETRY_AFTER)


async def _forget(layer: Any, of: str, mine: str, channel: str | None) -> None:
    """Leave nothing of a listener in the layer; `mine` begins its channel's name, also if that was never ours to use.

    Redis' layer makes a queue before it subscribes, and keeps it when that fails. In the in-memory one a hint that was
    on its way as its reader left would lie for a minute and often longer. A layer that is away must not fail here: its
    error would take the place of a cancellation, and the listener would go on for ever.
    """
    with suppress(*FAILURES):
        async with asyncio.timeout(GIVE_UP_AFTER):
            if channel is not None:
                await layer.group_discard(of, channel)
    if isinstance(layer, InMemoryChannelLayer):
        await asyncio.sleep(0)  # until what is being sent right now has arrived
    queues = layer.channels
    for name in [name for name in queues if mine in name]:
        del queues[name]
        if isinstance(layer, RedisPubSubChannelLayer):
            with suppress(*FAILURES):
                async with asyncio.timeout(GIVE_UP_AFTER):
                    await layer._get_shard(name).unsubscribe(name)
