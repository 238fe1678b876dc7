"""The hubs of this process: opened by the first member of a room, ended by the last.

Invariant: a room has at most one hub in a process, and a hub in the table is open or opening, never ending.
"""

import asyncio
import contextvars
from collections.abc import Callable

from simulator.rooms import metrics, outbox
from simulator.rooms.hub import Hub
from simulator.rooms.member import Member
from simulator.rooms.people import Person


class _Entry:
    """A hub, its tasks, and how many are on their way in.

    The tasks have a context of their own: what they log is the room's, not of the socket that happened to come first.
    """

    def __init__(self, slug: str) -> None:
        self.hub = Hub(slug)
        self.expected = 0
        self.opening = asyncio.create_task(self.hub.open(), context=contextvars.Context())
        self.running: asyncio.Task[None] | None = None

    async def end(self) -> None:
        """Stop its tasks, and wait until they have stopped."""
        self.opening.cancel()
        if self.running is None:
            return
        self.running.cancel()
        await asyncio.wait([self.running])
        if self.hub.slug in _entries:
            return  # somebody has come back meanwhile: their hub says who is here
        await self.hub.farewell()
        if (newer := _entries.get(self.hub.slug)) is not None:
            newer.hub.count_again()


_entries: dict[str, _Entry] = {}


async def join(slug: str, person: Person, send: outbox.Send, abort: Callable[[], None]) -> tuple[Hub, Member]:
    """Bring a socket into a room. Raise `RoomNotFound`."""
    entry = _entries.get(slug)
    if entry is None:
        entry = _entries[slug] = _Entry(slug)
    entry.expected += 1
    try:
        await asyncio.shield(entry.opening)
        if entry.running is None:
            entry.running = asyncio.create_task(_run(entry), context=contextvars.Context())
        member = entry.hub.add(person, send, abort)
        metrics.SOCKETS_OPEN.inc()
        return entry.hub, member
    finally:
        entry.expected -= 1
        await _end_if_empty(entry)


async def leave(hub: Hub, member: Member) -> None:
    """Take a socket out of its room."""
    hub.remove(member)
    metrics.SOCKETS_OPEN.dec()
    await member.outbox.ended()
    entry = _entries.get(hub.slug)
    if entry is not None and entry.hub is hub:
        await _end_if_empty(entry)


async def _run(entry: _Entry) -> None:
    metrics.ROOMS_OPEN.inc()
    try:
        await entry.hub.run()
    finally:
        metrics.ROOMS_OPEN.dec()
        _forget(entry)


def _forget(entry: _Entry) -> None:
    if _entries.get(entry.hub.slug) is entry:
        del _entries[entry.hub.slug]


async def _end_if_empty(entry: _Entry) -> None:
    if entry.hub.members or entry.expected:
        return
    _forget(entry)
    await entry.end()
