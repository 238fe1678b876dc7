"""The boards that are watched in this process: one subscription and one reader each, however many watch.

Invariant: what is sent is the whole board, read after the last change that was heard of. So whoever comes late, comes
again, or missed a hint sees the same as all others.
"""

import asyncio
from collections.abc import Callable
from contextlib import aclosing
from typing import Any

import structlog
from django.db import DatabaseError

from course import metrics
from course.friday import board as boards
from course.friday.news import channel
from course.models import FridayBoard
from simulator.rooms import layer, limits, outbox
from simulator.rooms import metrics as room_metrics
from simulator.rooms.codes import FAILED, TOO_SLOW
from simulator.rooms.errors import RoomFull
from simulator.rooms.outbox import Outbox
from simulator.rooms.pool import in_database

log = structlog.get_logger(__name__)
GAP = 1.0  # seconds between two boards
BEACON = 5.0  # seconds without a hint after which it is read all the same
LOOK = 1.0  # seconds between two looks for sockets that are too far behind, whatever the database does


class Hub:
    """Reads its board at most once a second, and tells everyone who watches."""

    def __init__(self, board: FridayBoard) -> None:
        self.board = board
        self.watchers: set[Outbox] = set()
        self.text = ""
        self._changed = asyncio.Event()
        self._reading = asyncio.Lock()  # one at a time, so that nothing older is told after something newer
        self._running: asyncio.Task[None] | None = None

    async def add(self, send: outbox.Send, abort: Callable[[], None]) -> Outbox:
        """Let a socket in: it gets the board as it was last read. Raise `RoomFull`, or `DatabaseError`."""
        if len(self.watchers) >= limits.WATCHERS:
            raise RoomFull(
                "As many as can watch this board watch it already. Try again when someone has gone."
            )
        watcher = Outbox(send, abort, lambda: self.text)
        self.watchers.add(watcher)
        metrics.BOARD_SOCKETS_OPEN.inc()
        if self._running is None or self._running.done():
            self.text = ""  # nobody has listened since it was read
            self._running = asyncio.create_task(self._run())
        try:
            async with self._reading:
                self.text = self.text or await in_database(self._read)
        except BaseException:  # also when it is cancelled
            await self.remove(watcher)
            raise
        watcher.push(outbox.frame(self.text), replaces=("board", ""))
        return watcher

    async def remove(self, watcher: Outbox) -> None:
        """Let it go; with the last one the hub rests."""
        if watcher in self.watchers:
            self.watchers.remove(watcher)
            metrics.BOARD_SOCKETS_OPEN.dec()
        await watcher.ended()
        if not self.watchers and self._running is not None:
            running, self._running = self._running, None
            running.cancel()
            await asyncio.wait([running])

    def _read(self) -> str:
        return boards.told(self.board)

    async def _run(self) -> None:
        metrics.BOARDS_OPEN.inc()
        try:
            async with asyncio.TaskGroup() as tasks:
                tasks.create_task(self._listen())
                tasks.create_task(self._tell())
                tasks.create_task(self._see_out_the_slow())
        except* Exception:  # whatever it was: it is logged, and browsers come back
            room_metrics.HUB_FAILURES.labels(FAILED).inc()
            log.exception("board_ended")
            for watcher in self.watchers:
                watcher.close(FAILED, "the board had to stop")
        finally:
            metrics.BOARDS_OPEN.dec()

    async def _listen(self) -> None:
        async with aclosing(layer.hints(channel(self.board.code))) as hints:
            async for _ in hints:
                self._changed.set()

    async def _tell(self) -> None:
        while True:
            try:
                async with asyncio.timeout(BEACON):
                    await self._changed.wait()
            except TimeoutError:
                pass
            self._changed.clear()
            await self._tell_once()
            await asyncio.sleep(GAP)

    async def _tell_once(self) -> None:
        async with self._reading:
            try:
                text = await in_database(self._read)
            except DatabaseError:
                log.exception("board_not_read")
                return
            if text == self.text:
                return
            self.text = text
            message = outbox.frame(text)
            for watcher in self.watchers:
                watcher.push(message, replaces=("board", ""))

    async def _see_out_the_slow(self) -> None:
        while True:
            await asyncio.sleep(LOOK)
            now = asyncio.get_running_loop().time()
            for watcher in self.watchers:
                if watcher.behind(now) > limits.BEHIND and not watcher.closed:
                    room_metrics.SLOW_CLOSED.inc()
                    watcher.close(TOO_SLOW, "too far behind")


_hubs: dict[str, Hub] = {}


async def join(code: str, send: outbox.Send, abort: Callable[[], None]) -> tuple[Hub, Any] | None:
    """Bring a socket to a board; None if there is no such board. Raise `RoomFull`, or `DatabaseError`."""
    hub = _hubs.get(code)
    if hub is None:
        board = await in_database(boards.board_of, code)
        if board is None:
            return None
        hub = _hubs.setdefault(code, Hub(board))
    try:
        return hub, await hub.add(send, abort)
    finally:
        _forget_if_empty(hub)


async def leave(hub: Hub, watcher: Outbox) -> None:
    """Take a socket from its board."""
    await hub.remove(watcher)
    _forget_if_empty(hub)


def _forget_if_empty(hub: Hub) -> None:
    if not hub.watchers and _hubs.get(hub.board.code) is hub:
        del _hubs[hub.board.code]
